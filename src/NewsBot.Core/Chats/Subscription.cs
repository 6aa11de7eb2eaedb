using System.Text.Json;

namespace NewsBot.Core.Chats;

/// <summary>A row of <c>subscription</c>: what a destination wants to be told. Ended ones stay, so that Undo restores them.</summary>
internal sealed class Subscription
{
    public long SubscriptionId { get; set; }
    public long DestinationId { get; set; }

    /// <summary>topic, feed or query.</summary>
    public string Kind { get; set; } = "query";

    /// <summary>topic:KEY, feed:ID or query:CANONICAL; unique in its destination.</summary>
    public string Subject { get; set; } = "";
    public string? TopicKey { get; set; }
    public long? FeedId { get; set; }

    /// <summary>As it was written.</summary>
    public string? Query { get; set; }
    public long Silent { get; set; }

    /// <summary>The reader wants it at any hour.</summary>
    public long MayWake { get; set; }

    /// <summary>at-once, hourly, daily or weekdays; null: as the chat.</summary>
    public string? Rhythm { get; set; }
    public long? CreatedBy { get; set; }
    public long CreatedAt { get; set; }
    public long? EndedAt { get; set; }
}

/// <summary>A row of <c>mute</c>: a source or a query whose articles do not come here.</summary>
internal sealed class Mute
{
    public long MuteId { get; set; }
    public long DestinationId { get; set; }

    /// <summary>feed or query.</summary>
    public string Kind { get; set; } = "query";

    /// <summary>feed:ID or query:CANONICAL; unique in its destination.</summary>
    public string Subject { get; set; } = "";
    public long? FeedId { get; set; }
    public string? Query { get; set; }
    public long CreatedAt { get; set; }
    public long? EndedAt { get; set; }
}

/// <summary>A row of <c>topic</c>: a named query. Who follows a topic follows its current query.</summary>
internal sealed class Topic
{
    public string TopicKey { get; set; } = "";
    public string Emoji { get; set; } = "";

    /// <summary>JSON: language to title.</summary>
    public string Titles { get; set; } = "{}";
    public string Query { get; set; } = "";
    public long Enabled { get; set; } = 1;
    public string Origin { get; set; } = "seed";
    public long Position { get; set; }

    /// <summary>The titles by language, in the order in which they were given.</summary>
    public IReadOnlyDictionary<string, string> TitlesByLanguage => JsonSerializer.Deserialize<Dictionary<string, string>>(Titles) ?? [];

    /// <summary>The title in this language, else in English, else in any, else the key.</summary>
    public string TitleIn(string language)
    {
        var titles = TitlesByLanguage;
        return titles.GetValueOrDefault(language) ?? titles.GetValueOrDefault("en") ?? titles.Values.FirstOrDefault() ?? TopicKey;
    }
}
