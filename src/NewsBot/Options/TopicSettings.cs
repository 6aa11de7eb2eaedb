using System.Text.Json;
using System.Text.RegularExpressions;
using NewsBot.Core.Chats;
using NewsBot.Core.Search;
using NewsBot.Core.Wording;

namespace NewsBot.Options;

/// <summary>Reads the settings <c>Topics:N:*</c>: topics beside the seeds'; one with a seed's key replaces it.</summary>
internal static partial class TopicSettings
{
    public static IReadOnlyList<Topic> Read(SettingReader reader)
    {
        var topics = new List<Topic>();
        foreach (var member in reader.Members("Topics", "Key", "Title", "Emoji", "Query", "Enabled"))
        {
            var topic = ReadOne(reader, member, topics.Count);
            if (topics.Any(other => other.TopicKey == topic.TopicKey))
                throw SettingException.Wrong($"{member}:Key", topic.TopicKey, "a key that no other topic of the settings has", "football");
            topics.Add(topic);
        }
        return topics;
    }

    private static Topic ReadOne(SettingReader reader, string member, int position)
    {
        var key = reader.Text($"{member}:Key");
        var title = reader.Text($"{member}:Title");
        var emoji = reader.Text($"{member}:Emoji");
        var query = reader.Text($"{member}:Query");
        var enabled = reader.Flag($"{member}:Enabled", true);
        // Telegram's start parameter is topic-KEY with at most 64 of these letters.
        if (key is null || !Key().IsMatch(key))
            throw SettingException.Wrong($"{member}:Key", key, "1 to 32 of the letters a-z, 0-9 and -", "football");
        if (title?.Length > 64)
            throw SettingException.Wrong($"{member}:Title", title, "at most 64 characters", "Football");
        if (emoji?.Length > 16)
            throw SettingException.Wrong($"{member}:Emoji", emoji, "one emoji", "⚽");
        if (enabled || query is not null)
            CheckQuery($"{member}:Query", query);
        return new Topic
        {
            TopicKey = key,
            Emoji = emoji ?? "",
            Titles = JsonSerializer.Serialize(Words.Languages.ToDictionary(language => language, _ => title ?? key)),
            Query = query ?? "",
            Enabled = enabled ? 1 : 0,
            Origin = TopicStore.Setting,
            Position = position,
        };
    }

    private static void CheckQuery(string key, string? query)
    {
        switch (QueryParser.Parse(query))
        {
            case QueryParseResult.Parsed:
                return;
            case QueryParseResult.Failed failed:
                var reason = Words.For("en").Say(failed.Error.TextKey, [.. failed.Error.Arguments]);
                throw SettingException.Wrong(
                    key, query, $"a query (character {failed.Error.Position + 1}: {reason})", failed.Repaired ?? "football OR soccer");
        }
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,31}$")]
    private static partial Regex Key();
}
