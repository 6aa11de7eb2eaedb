using System.Globalization;
using System.Text.Json.Serialization;
using NewsBot.Core.Chats;
using NewsBot.Core.Storage;
using NewsBot.Core.Wording;

namespace NewsBot.Core.Conversation;

/// <summary>Languages, looks and times of a chat as a file has them; what is null the file does not say.</summary>
internal sealed class ChatSettings
{
    private const string Clock = "HH:mm";

    /// <summary>Of the interface.</summary>
    public string? Language { get; set; }

    /// <summary>Empty: every language.</summary>
    public List<string>? ReadingLanguages { get; set; }
    public bool? Pictures { get; set; }
    public bool? Summary { get; set; }
    public bool? Sound { get; set; }

    /// <summary>IANA name.</summary>
    public string? TimeZone { get; set; }

    /// <summary>at-once, hourly, daily or weekdays.</summary>
    public string? Rhythm { get; set; }

    /// <summary>"08:00"; local.</summary>
    public List<string>? DigestAt { get; set; }
    public QuietSpan? QuietHours { get; set; }

    public static ChatSettings Of(Chat chat) => new()
    {
        Language = chat.Language,
        ReadingLanguages = [.. chat.Languages],
        Pictures = chat.Pictures == 1,
        Summary = chat.Summary == 1,
        Sound = chat.Sound == 1,
        TimeZone = chat.TimeZone,
        Rhythm = chat.Rhythm,
        DigestAt = SendingTimes.ReadMinutes(chat.DigestAt) is { Count: > 0 } minutes ? [.. minutes.Select(WriteClock)] : null,
        QuietHours = chat.Times.Quiet is { } quiet ? new QuietSpan { From = WriteClock(quiet.From), Until = WriteClock(quiet.Until) } : null,
    };

    /// <summary>Puts what is said into the chat's row; gives the changes, each as a line for the reader.</summary>
    public IReadOnlyList<string> Apply(Chat chat, Words words)
    {
        var changes = new List<string>();
        if (Language is { } language && language != chat.Language)
        {
            (chat.Language, chat.LanguageChosen) = (language, 1);
            changes.Add(words.Say("settings.interface", ("language", Words.NameOf(language))));
        }
        if (ReadingLanguages is { } reading && string.Join(',', reading) is var languages && languages != chat.ReadingLanguages)
        {
            chat.ReadingLanguages = languages;
            changes.Add(words.Say("settings.reading", ("languages", reading.Count == 0 ? words.Say("settings.every-language") : string.Join(", ", reading.Select(Words.NameOf)))));
        }
        Switch(Pictures, chat.Pictures, value => chat.Pictures = value, "settings.pictures");
        Switch(Summary, chat.Summary, value => chat.Summary = value, "settings.summary");
        Switch(Sound, chat.Sound, value => chat.Sound = value, "settings.sound");
        if (TimeZone is { } zone && zone != chat.TimeZone)
        {
            chat.TimeZone = zone;
            changes.Add(words.Say("settings-file.zone", ("zone", zone)));
        }
        if (Rhythm is { } rhythm && rhythm != chat.Rhythm)
        {
            chat.Rhythm = rhythm;
            changes.Add(words.Say("settings-file.rhythm-" + rhythm));
        }
        if (DigestAt is { Count: > 0 } times && SendingTimes.WriteMinutes(times.Select(ReadClock).OfType<int>()) is var minutes && minutes != chat.DigestAt)
        {
            chat.DigestAt = minutes;
            changes.Add(words.Say("settings-file.digest", ("times", string.Join(", ", times))));
        }
        if (QuietHours is { } quiet && ReadClock(quiet.From) is { } from && ReadClock(quiet.Until) is { } until && (chat.QuietFrom, chat.QuietUntil) != (from, until))
        {
            (chat.QuietFrom, chat.QuietUntil) = (from, until);
            changes.Add(words.Say("settings-file.quiet", ("from", quiet.From), ("until", quiet.Until)));
        }
        return changes;

        void Switch(bool? wanted, long now, Action<long> set, string key)
        {
            if (wanted is not { } on || on == (now == 1))
                return;
            set(on ? 1 : 0);
            changes.Add(words.Say(on ? "settings-file.on" : "settings-file.off", ("name", words.Say(key))));
        }
    }

    /// <summary>Writes all of it into the store, and gives what waits its new moment.</summary>
    public static async Task SaveAsync(Session session, Turn turn, Chat chat, CancellationToken cancellationToken)
    {
        await turn.Desk.Chats.UpdateSettingsAsync(session, chat, cancellationToken);
        await session.ExecuteAsync(
            "UPDATE chat SET rhythm = @Rhythm, digest_at = @DigestAt, quiet_from = @QuietFrom, quiet_until = @QuietUntil WHERE chat_key = @ChatKey",
            chat, cancellationToken);
        await turn.Desk.Rescheduling.ChatAsync(session, chat.ChatKey, cancellationToken);
    }

    /// <summary>The minute of the day; null for no clock time.</summary>
    public static int? ReadClock(string text) =>
        TimeOnly.TryParseExact(text, Clock, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? (time.Hour * 60) + time.Minute : null;

    private static string WriteClock(int minute) => new TimeOnly(minute / 60, minute % 60).ToString(Clock, CultureInfo.InvariantCulture);
}

/// <summary>"22:00" to "07:00", local.</summary>
internal sealed class QuietSpan
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string From { get; set; } = "";

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string Until { get; set; } = "";
}
