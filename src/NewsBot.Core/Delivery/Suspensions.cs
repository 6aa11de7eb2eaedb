using Microsoft.Extensions.Logging;
using NewsBot.Core.Chats;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Delivery;

/// <summary>
/// Telegram does not let us write somewhere: nothing is sent there any more, every setting is kept, what waits is taken
/// back, and an administrator hears why.
/// </summary>
internal sealed class Suspensions(ChatStore chats, DeliveryStore deliveries, SilenceNotices notices, ILogger<Suspensions> logger)
{
    /// <summary>
    /// When the oldest of what is on its way to a chat, or to one place of it, had come in; null: nothing is. To be asked
    /// before the outcome that suspends is written.
    /// </summary>
    public static Task<long?> OldestOnItsWayAsync(Session session, long chatKey, long? destinationId, CancellationToken cancellationToken) =>
        session.ScalarAsync<long?>(
            """
            SELECT MIN(v.created_at) FROM delivery v JOIN destination d ON d.destination_id = v.destination_id
            WHERE d.chat_key = @chatKey AND (@destinationId = 0 OR d.destination_id = @destinationId) AND v.state IN ('due', 'flight')
            """, new { chatKey, destinationId = destinationId ?? 0L }, cancellationToken);

    /// <summary>
    /// Suspends a chat; one that is suspended or stopped already only loses what waits.
    /// <paramref name="reason"/>: one of <see cref="SuspendReason"/>.
    /// <paramref name="missedSince"/>: from <see cref="OldestOnItsWayAsync"/>.
    /// <paramref name="doer"/>: Telegram user id of who did it, where known.
    /// </summary>
    public async Task ChatAsync(Session session, long chatKey, string reason, long? missedSince, long? doer, CancellationToken cancellationToken)
    {
        if (await chats.SuspendAsync(session, chatKey, reason, missedSince, cancellationToken))
        {
            Log.ChatSuspended(logger, chatKey, reason);
            await notices.TellAsync(session, chatKey, 0, reason, doer, cancellationToken);
        }

        // Who comes back after weeks wants the news, not the backlog.
        await deliveries.WithdrawChatAsync(session, chatKey, WithdrawReason.ChatGone, cancellationToken);
    }

    /// <summary>The same for a forum topic that is closed: the rest of the chat goes on.</summary>
    public async Task ClosedTopicAsync(Session session, long chatKey, long destinationId, long threadId, long? missedSince, CancellationToken cancellationToken)
    {
        if (await chats.CloseThreadAsync(session, destinationId, missedSince, cancellationToken))
        {
            Log.TopicClosed(logger, chatKey, threadId);
            await notices.TellAsync(session, chatKey, threadId, SuspendReason.TopicClosed, null, cancellationToken);
        }
        await deliveries.WithdrawPlaceAsync(session, destinationId, WithdrawReason.TopicClosed, cancellationToken);
    }

    /// <summary>A forum topic was deleted: what was for it goes to the chat itself from now on.</summary>
    public async Task DeletedTopicAsync(Session session, long chatKey, long destinationId, long threadId, CancellationToken cancellationToken)
    {
        if (await chats.ForgetThreadAsync(session, destinationId, cancellationToken))
            await notices.TellAsync(session, chatKey, threadId, SuspendReason.TopicDeleted, null, cancellationToken);
    }
}
