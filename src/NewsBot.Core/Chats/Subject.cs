namespace NewsBot.Core.Chats;

/// <summary>
/// What can be followed or muted: a topic, a source or a query. <see cref="Value"/> is unique in a destination, so
/// that the same wish in other words is the same row.
/// </summary>
internal sealed record Subject
{
    private Subject(string kind, string value) => (Kind, Value) = (kind, value);

    /// <summary>topic, feed or query.</summary>
    public string Kind { get; }

    /// <summary>topic:KEY, feed:ID or query:CANONICAL.</summary>
    public string Value { get; }
    public string? TopicKey { get; private init; }
    public long? FeedId { get; private init; }

    /// <summary>The query as it was written.</summary>
    public string? QueryText { get; private init; }

    public static Subject Topic(string key) => new("topic", $"topic:{key}") { TopicKey = key };

    public static Subject Feed(long feedId) => new("feed", $"feed:{feedId}") { FeedId = feedId };

    /// <param name="canonical">The query's canonical form, in which it is compared.</param>
    /// <param name="written">As the person wrote it, in which it is shown.</param>
    public static Subject Query(string canonical, string written) =>
        new("query", $"query:{Text.TextCleaner.Clean(canonical)}") { QueryText = Text.TextCleaner.Clean(written) };
}
