using NewsBot.Core.Chats;
using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>How subscriptions and mutes are called in a list: "🇺🇦 Ukraine", "📰 BBC World", "🔎 ceasefire".</summary>
internal static class Labels
{
    public static string Of(Turn turn, Topic topic) => $"{topic.Emoji} {topic.TitleIn(turn.TitleLanguage)}".Trim();

    public static string OfFeed(string title) => $"📰 {title}";

    public static string OfQuery(string query) => $"🔎 {query}";

    /// <summary>As <see cref="OfQuery"/>; a topic that was made narrower is called by its title, not by its query.</summary>
    public static async Task<string> OfQueryAsync(Session session, Turn turn, string query, CancellationToken cancellationToken) =>
        await turn.Desk.Matches.OfQueryAsync(session, query, turn.TitleLanguage, cancellationToken);

    public static async Task<string> OfAsync(Session session, Turn turn, Subscription subscription, CancellationToken cancellationToken)
    {
        if (subscription.TopicKey is { } key)
            return await turn.Desk.Topics.GetAsync(session, key, cancellationToken) is { } topic ? Of(turn, topic) : key;
        return await OfAsync(session, turn, subscription.FeedId, subscription.Query, cancellationToken);
    }

    public static async Task<string> OfAsync(Session session, Turn turn, Mute mute, CancellationToken cancellationToken) =>
        await OfAsync(session, turn, mute.FeedId, mute.Query, cancellationToken);

    private static async Task<string> OfAsync(Session session, Turn turn, long? feedId, string? query, CancellationToken cancellationToken)
    {
        if (feedId is not { } id)
            return OfQuery(await OfQueryAsync(session, turn, query ?? "", cancellationToken));
        return await ChatFeedNames.FindFeedAsync(session, turn.Chat.ChatKey, id, cancellationToken) is { } feed ? OfFeed(feed.Title) : $"📰 {id}";
    }
}
