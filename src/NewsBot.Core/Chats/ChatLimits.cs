using NewsBot.Core.Storage;

namespace NewsBot.Core.Chats;

/// <summary>How much one chat may have.</summary>
internal sealed class ChatLimits(AccessOptions options)
{
    public int Subscriptions => options.SubscriptionsPerChat;

    public int Feeds => options.FeedsPerChat;

    /// <summary>Live subscriptions of the chat, in all its threads.</summary>
    public static Task<long> CountSubscriptionsAsync(Session session, long chatKey, CancellationToken cancellationToken) =>
        session.ScalarAsync<long>(
            """
            SELECT COUNT(*) FROM subscription s JOIN destination d ON d.destination_id = s.destination_id
            WHERE d.chat_key = @chatKey AND s.ended_at IS NULL
            """, new { chatKey }, cancellationToken);

    /// <summary>Feeds that the chat added itself.</summary>
    public static Task<long> CountFeedsAsync(Session session, long chatKey, CancellationToken cancellationToken) =>
        session.ScalarAsync<long>("SELECT COUNT(*) FROM feed_chat WHERE chat_key = @chatKey", new { chatKey }, cancellationToken);

    public async Task<bool> MaySubscribeAsync(Session session, long chatKey, CancellationToken cancellationToken) =>
        await CountSubscriptionsAsync(session, chatKey, cancellationToken) < Subscriptions;

    public async Task<bool> MayAddFeedAsync(Session session, long chatKey, CancellationToken cancellationToken) =>
        await CountFeedsAsync(session, chatKey, cancellationToken) < Feeds;
}
