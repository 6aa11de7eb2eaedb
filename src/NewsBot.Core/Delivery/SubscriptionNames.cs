using NewsBot.Core.Chats;

namespace NewsBot.Core.Delivery;

/// <summary>
/// What subscriptions are called: a topic by emoji and title, a source by its title, a query as it was written, or, of a topic
/// that was made narrower, by its title: "title:(🇺🇦 Ukraine)".
/// </summary>
/// <param name="byKey">The topics that are followed.</param>
/// <param name="feedTitles">Titles of the sources that are followed.</param>
/// <param name="all">All topics whose queries may stand in others.</param>
internal sealed class SubscriptionNames(
    IReadOnlyDictionary<string, Topic> byKey, IReadOnlyDictionary<long, string> feedTitles, IReadOnlyList<Topic> all)
{
    // Shorter ones are read as they stand.
    private const int ShortestOfTopic = 30;

    /// <summary>In the order of the subscriptions, each name once.</summary>
    public IReadOnlyList<string> Of(IEnumerable<Subscription> subscriptions, string language) =>
        [.. subscriptions.Select(subscription => Of(subscription, language)).Distinct(StringComparer.Ordinal)];

    /// <summary>The name of one.</summary>
    public string Of(Subscription subscription, string language)
    {
        if (subscription.TopicKey is { } key)
            return byKey.TryGetValue(key, out var topic) ? $"{topic.Emoji} {topic.TitleIn(language)}".Trim() : key;
        return subscription.FeedId is { } feedId ? feedTitles.GetValueOrDefault(feedId, "") : OfQuery(subscription.Query ?? "", language);
    }

    /// <summary>Whether a query may be that of a topic, made narrower.</summary>
    public static bool MayNameTopic(string? query) => query?.Length >= ShortestOfTopic && query.Contains('(', StringComparison.Ordinal);

    private string OfQuery(string query, string language)
    {
        var topic = MayNameTopic(query) ? all.FirstOrDefault(topic => query.Contains($"({topic.Query})", StringComparison.Ordinal)) : null;
        return topic is null ? query : query.Replace($"({topic.Query})", $"({topic.Emoji} {topic.TitleIn(language)})", StringComparison.Ordinal);
    }
}
