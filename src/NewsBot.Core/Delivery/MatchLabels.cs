using NewsBot.Core.Chats;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Delivery;

/// <summary>What a subscription is called: a topic by emoji and title, a source by its title, a query as it was written.</summary>
internal sealed class MatchLabels(TopicStore topics)
{
    // Shorter ones are read as they stand.
    private const int ShortestOfTopic = 30;

    /// <summary>In the order of the subscriptions; in the chat's language.</summary>
    public async Task<IReadOnlyList<string>> OfAsync(Session session, IEnumerable<Subscription> subscriptions, string language, CancellationToken cancellationToken)
    {
        var labels = new List<string>();
        foreach (var subscription in subscriptions)
            labels.Add(await OfAsync(session, subscription, language, cancellationToken));
        return [.. labels.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The name of one.</summary>
    public async Task<string> OfAsync(Session session, Subscription subscription, string language, CancellationToken cancellationToken)
    {
        if (subscription.TopicKey is { } key)
            return await topics.GetAsync(session, key, cancellationToken) is { } topic ? $"{topic.Emoji} {topic.TitleIn(language)}".Trim() : key;
        if (subscription.FeedId is { } feedId)
            return await session.ScalarAsync<string>("SELECT title FROM feed WHERE feed_id = @feedId", new { feedId }, cancellationToken) ?? "";
        return await OfQueryAsync(session, subscription.Query ?? "", language, cancellationToken);
    }

    /// <summary>A query as it was written; a topic that was made narrower is called by its title: "title:(🇺🇦 Ukraine)".</summary>
    public async Task<string> OfQueryAsync(Session session, string query, string language, CancellationToken cancellationToken)
    {
        if (query.Length < ShortestOfTopic || !query.Contains('(', StringComparison.Ordinal))
            return query;
        var topic = (await topics.AllAsync(session, cancellationToken)).FirstOrDefault(topic => query.Contains($"({topic.Query})", StringComparison.Ordinal));
        return topic is null ? query : query.Replace($"({topic.Query})", $"({topic.Emoji} {topic.TitleIn(language)})", StringComparison.Ordinal);
    }
}
