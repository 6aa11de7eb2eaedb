using NewsBot.Core.Chats;
using NewsBot.Core.Feeds;
using NewsBot.Core.Search;

namespace NewsBot.Core.Conversation;

/// <summary>A way to understand what somebody wants to follow.</summary>
internal abstract record Reading
{
    private Reading()
    {
    }

    /// <summary>Short name of the way, for buttons.</summary>
    public abstract string Kind { get; }

    public sealed record OfTopic(Topic Topic) : Reading
    {
        public override string Kind => "topic";
    }

    public sealed record OfSource(Feed Feed) : Reading
    {
        public override string Kind => "source";
    }

    public sealed record OfAddress(Uri Address) : Reading
    {
        public override string Kind => "address";
    }

    public sealed record OfQuery(Query Query) : Reading
    {
        public override string Kind => "query";
    }

    /// <summary>A query that cannot be read.</summary>
    public sealed record Unreadable(QueryParseResult.Failed Failed) : Reading
    {
        public override string Kind => "unreadable";
    }

    /// <summary>
    /// All ways to read the text, the first is the one that counts: a topic's key, a topic's title, a source's title,
    /// an address, a query.
    /// </summary>
    public static async Task<IReadOnlyList<Reading>> AllAsync(Turn turn, string text, CancellationToken cancellationToken)
    {
        var readings = await turn.Desk.Database.ReadAsync(async session =>
        {
            var topics = await turn.Desk.Topics.AllAsync(session, cancellationToken);
            var feeds = await SourcesInSight.OfAsync(session, turn, cancellationToken);
            return new List<Reading>([
                .. topics.Where(topic => Same(topic.TopicKey, text)).Concat(topics.Where(topic => IsTitle(topic, text))).DistinctBy(topic => topic.TopicKey).Select(topic => new OfTopic(topic)),
                .. feeds.Where(feed => Same(feed.Title, text)).Select(feed => new OfSource(feed)),
            ]);
        }, cancellationToken);
        if (await turn.Desk.Addresses.ReadAsync(text, cancellationToken) is { } address)
        {
            readings.Add(new OfAddress(address));
            if (text.Contains("://", StringComparison.Ordinal))
                return readings;
        }
        readings.Add(QueryParser.Parse(text) switch
        {
            QueryParseResult.Parsed parsed => new OfQuery(parsed.Query),
            QueryParseResult.Failed failed => new Unreadable(failed),
            _ => throw new System.Diagnostics.UnreachableException(),
        });
        return readings;
    }

    private static bool Same(string left, string right) => string.Equals(left.Trim(), right.Trim(), StringComparison.OrdinalIgnoreCase);

    private static bool IsTitle(Topic topic, string text) =>
        topic.TitlesByLanguage.Values.Any(title => Same(title, text) || Same($"{topic.Emoji} {title}", text));
}
