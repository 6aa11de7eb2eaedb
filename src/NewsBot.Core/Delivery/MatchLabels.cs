using NewsBot.Core.Chats;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Delivery;

/// <summary>Reads what <see cref="SubscriptionNames"/> are made of.</summary>
internal sealed class MatchLabels(TopicStore topics)
{
    /// <summary>The names of these subscriptions.</summary>
    public async Task<SubscriptionNames> ReadAsync(Session session, IReadOnlyCollection<Subscription> subscriptions, CancellationToken cancellationToken)
    {
        var keys = subscriptions.Select(subscription => subscription.TopicKey).OfType<string>().Distinct().ToList();
        var feeds = subscriptions.Where(subscription => subscription.TopicKey is null).Select(subscription => subscription.FeedId).OfType<long>().Distinct().ToList();
        return new SubscriptionNames(
            (await topics.GetAsync(session, keys, cancellationToken)).ToDictionary(topic => topic.TopicKey, StringComparer.Ordinal),
            feeds.Count == 0
                ? new Dictionary<long, string>()
                : (await session.QueryAsync<FeedTitle>("SELECT feed_id, title FROM feed WHERE feed_id IN @feeds", new { feeds }, cancellationToken)).ToDictionary(row => row.FeedId, row => row.Title),
            subscriptions.Any(subscription => SubscriptionNames.MayNameTopic(subscription.Query)) ? await topics.AllAsync(session, cancellationToken) : []);
    }

    /// <summary>In the order of the subscriptions; in the chat's language.</summary>
    public async Task<IReadOnlyList<string>> OfAsync(Session session, IEnumerable<Subscription> subscriptions, string language, CancellationToken cancellationToken)
    {
        var all = subscriptions.ToList();
        return (await ReadAsync(session, all, cancellationToken)).Of(all, language);
    }

    /// <summary>The name of one.</summary>
    public async Task<string> OfAsync(Session session, Subscription subscription, string language, CancellationToken cancellationToken) =>
        (await ReadAsync(session, [subscription], cancellationToken)).Of(subscription, language);

    /// <summary>A query as it was written, or by the topic it was made of.</summary>
    public Task<string> OfQueryAsync(Session session, string query, string language, CancellationToken cancellationToken) =>
        OfAsync(session, new Subscription { Query = query }, language, cancellationToken);

    private sealed class FeedTitle
    {
        public long FeedId { get; set; }
        public string Title { get; set; } = "";
    }
}
