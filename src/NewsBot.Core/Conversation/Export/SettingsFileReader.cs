using System.Text;
using System.Text.Json;
using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Text;
using NewsBot.Core.Wording;

namespace NewsBot.Core.Conversation;

/// <summary>
/// Reads a file that somebody sent, whatever it holds: JSON of another program, wrong types, very deep or very long. What
/// cannot be used is named and left out.
/// </summary>
internal sealed class SettingsFileReader
{
    /// <summary>Entries of one list that are read; what a chat may have is less.</summary>
    public const int MostEntries = 1_000;

    private const int LongestText = 2_000;
    private const int LongestTitle = 200;
    private const int LongestName = 60;
    private const int Deepest = 16;
    private const int MostProblems = 100;

    private readonly List<SettingsProblem> _problems = [];
    private readonly SettingsFile _file = new();

    private SettingsFileReader()
    {
    }

    public static SettingsReading Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        if (bytes.TrimStart(" \t\r\n"u8) is not [(byte)'{', ..])
            return new SettingsReading.Other();
        try
        {
            using var document = JsonDocument.Parse(
                bytes.ToArray(), new JsonDocumentOptions { MaxDepth = Deepest, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            return new SettingsFileReader().Read(document.RootElement);
        }
        catch (JsonException exception)
        {
            // Named so at its beginning, it was ours before something happened to it.
            return bytes[..Math.Min(bytes.Length, 200)].IndexOf(Encoding.UTF8.GetBytes(SettingsFile.Name)) >= 0
                ? new SettingsReading.Broken((exception.LineNumber ?? -1) + 1)
                : new SettingsReading.Other();
        }
    }

    private SettingsReading Read(JsonElement root)
    {
        if (TextOf(root, "format") != SettingsFile.Name)
            return new SettingsReading.Other();
        if (!root.TryGetProperty("version", out var written) || written.ValueKind != JsonValueKind.Number || !written.TryGetInt64(out var version) || version < 1)
            return new SettingsReading.Broken(0);
        if (version > SettingsFile.CurrentVersion)
            return new SettingsReading.TooNew(version);
        _file.Exported = TextOf(root, "exported");
        if (root.TryGetProperty("settings", out var settings) && settings.ValueKind == JsonValueKind.Object)
            ReadSettings(settings);
        ReadList(root, "subscriptions", entry => OneOf(entry, "topic", "feed", "query"), (entry, _) => _file.Subscriptions.Add(new SubscriptionWish
        {
            Topic = TextOf(entry, "topic"), Feed = TextOf(entry, "feed"), Query = TextOf(entry, "query"), Title = TitleOf(entry),
            Rhythm = RhythmNames.Read(TextOf(entry, "rhythm")) is { } rhythm ? RhythmNames.Of(rhythm) : null,
            MayWake = FlagOf(entry, "mayWake") == true, Silent = FlagOf(entry, "silent") == true,
        }));
        ReadList(root, "feeds", entry => OneOf(entry, "url"), (entry, url) => _file.Feeds.Add(new FeedWish
        {
            Url = url, Title = TitleOf(entry), Group = TextOf(entry, "group") is { } group ? TelegramHtml.TruncatePlain(group, LongestTitle) : null, Paused = FlagOf(entry, "paused") == true,
        }));
        ReadList(root, "mutes", entry => OneOf(entry, "feed", "query"), (entry, _) => _file.Mutes.Add(new MuteWish
        {
            Feed = TextOf(entry, "feed"), Query = TextOf(entry, "query"), Title = TitleOf(entry),
        }));
        return new SettingsReading.Read(_file, _problems);
    }

    private void ReadList(JsonElement root, string name, Func<JsonElement, string?> thing, Action<JsonElement, string> add)
    {
        if (!root.TryGetProperty(name, out var list))
            return;
        if (list.ValueKind != JsonValueKind.Array)
        {
            Problem("settings-file.problem-no-list", name);
            return;
        }
        var number = 0;
        foreach (var entry in list.EnumerateArray())
        {
            if (++number > MostEntries)
            {
                Problem("settings-file.problem-too-many", name);
                return;
            }
            if (entry.ValueKind == JsonValueKind.Object && thing(entry) is { } found)
                add(entry, found);
            else
                Problem("settings-file.problem-entry", $"{name}[{number}]");
        }
    }

    private void ReadSettings(JsonElement settings)
    {
        var known = _file.Settings;
        known.Language = Checked(settings, "language", Words.Languages.Contains);
        if (settings.TryGetProperty("readingLanguages", out var languages) && languages.ValueKind == JsonValueKind.Array)
            known.ReadingLanguages = [.. TextsOf(languages).Where(language => language.Length is >= 2 and <= 8 && language.All(char.IsAsciiLetterLower)).Distinct().Take(24)];
        (known.Pictures, known.Summary, known.Sound) = (FlagOf(settings, "pictures"), FlagOf(settings, "summary"), FlagOf(settings, "sound"));
        known.TimeZone = Checked(settings, "timeZone", zone => TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _));
        known.Rhythm = Checked(settings, "rhythm", rhythm => RhythmNames.Read(rhythm) is not null);
        if (settings.TryGetProperty("digestAt", out var times) && times.ValueKind == JsonValueKind.Array)
            known.DigestAt = [.. TextsOf(times).Where(time => Fits("digestAt", time, IsClock)).Distinct().Take(24)];
        if (settings.TryGetProperty("quietHours", out var quiet) && quiet.ValueKind == JsonValueKind.Object
            && Checked(quiet, "from", IsClock, "quietHours.") is { } from && Checked(quiet, "until", IsClock, "quietHours.") is { } until)
            known.QuietHours = new QuietSpan { From = from, Until = until };
    }

    private static bool IsClock(string text) => ChatSettings.ReadClock(text) is not null;

    private string? Checked(JsonElement of, string name, Func<string, bool> isGood, string within = "") =>
        TextOf(of, name) is { } text && Fits(within + name, text, isGood) ? text : null;

    private bool Fits(string name, string text, Func<string, bool> isGood)
    {
        if (isGood(text))
            return true;
        Problem("settings-file.problem-setting", $"{name}: {text}");
        return false;
    }

    private void Problem(string key, string name)
    {
        if (_problems.Count < MostProblems)
            _problems.Add(new SettingsProblem { Key = key, Name = TelegramHtml.TruncatePlain(name, LongestName) });
    }

    // The one of these names that the entry has; null where it has none or several.
    private static string? OneOf(JsonElement entry, params string[] names) => names.Select(name => TextOf(entry, name)).OfType<string>().ToList() is [var one] ? one : null;

    private static string? TitleOf(JsonElement entry) => TextOf(entry, "title") is { } title ? TelegramHtml.TruncatePlain(title, LongestTitle) : null;

    private static IEnumerable<string> TextsOf(JsonElement list) =>
        list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => TextCleaner.Clean(item.GetString()!));

    private static string? TextOf(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && TextCleaner.Clean(value.GetString()!).Trim() is { Length: > 0 and <= LongestText } text ? text : null;

    private static bool? FlagOf(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null;
}
