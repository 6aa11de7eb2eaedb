using Microsoft.Extensions.Logging;
using NewsBot.Core.Chats;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Delivery;

/// <summary>A chat for which something is due.</summary>
internal sealed class DueChat
{
    public long ChatKey { get; set; }
    public string Type { get; set; } = "";
    public long Priority { get; set; }

    /// <summary>The oldest row that is due.</summary>
    public long First { get; set; }

    public bool IsGroup => Type != "private";
    public bool IsReply => Priority == MessagePriority.Reply;
}

/// <summary>A message that this process alone may send now.</summary>
internal sealed record Claim(Message Message, ChatRequest Request, ChatAddress Address, long ChatKey, bool IsGroup, Lease Lease)
{
    public bool IsReply => Message.Priority == MessagePriority.Reply;
}

/// <summary>What is due, and the claiming of it: due deliveries become messages, messages go into flight.</summary>
internal sealed class Outbox(DueDeliveries deliveries, TimeProvider time, ILogger<Outbox> logger)
{
    private const int ChatsAtOnce = 5_000;

    /// <summary>Chats to which queued messages may go: answers first, then in the order of time.</summary>
    public Task<IReadOnlyList<DueChat>> WithMessagesAsync(Session session, long botId, CancellationToken cancellationToken) =>
        session.QueryAsync<DueChat>(
            """
            SELECT d.chat_key, c.type, MIN(m.priority) AS priority, MIN(m.message_id) AS first
            FROM message m JOIN destination d ON d.destination_id = m.destination_id JOIN chat c ON c.chat_key = d.chat_key
            WHERE m.bot_id = @botId AND m.state IN ('queued', 'unsure') AND m.not_before <= @now AND c.bot_id = @botId
              AND (c.state = 'active' OR m.kind NOT IN ('news', 'list', 'digest'))
              AND NOT EXISTS (SELECT 1 FROM pause p WHERE p.bot_id = @botId AND p.chat_key = d.chat_key AND p.until > @now)
            GROUP BY d.chat_key, c.type ORDER BY MIN(m.priority), MIN(m.message_id) LIMIT @ChatsAtOnce
            """, new { botId, now = time.NowMilliseconds(), ChatsAtOnce }, cancellationToken);

    /// <summary>Chats for which deliveries are due, in the order of time.</summary>
    public Task<IReadOnlyList<DueChat>> WithDeliveriesAsync(Session session, long botId, CancellationToken cancellationToken) =>
        session.QueryAsync<DueChat>(
            """
            SELECT d.chat_key, c.type, MIN(v.priority) AS priority, MIN(v.delivery_id) AS first
            FROM delivery v JOIN destination d ON d.destination_id = v.destination_id JOIN chat c ON c.chat_key = d.chat_key
            WHERE v.state = 'due' AND v.not_before <= @now AND c.bot_id = @botId AND c.state = 'active'
              AND NOT EXISTS (SELECT 1 FROM pause p WHERE p.bot_id = @botId AND p.chat_key = d.chat_key AND p.until > @now)
            GROUP BY d.chat_key, c.type ORDER BY MIN(v.priority), MIN(v.delivery_id) LIMIT @ChatsAtOnce
            """, new { botId, now = time.NowMilliseconds(), ChatsAtOnce }, cancellationToken);

    /// <summary>Since when the oldest of what could go now waits, Unix milliseconds; null when nothing does.</summary>
    public Task<long?> OldestDueAsync(Session session, long botId, CancellationToken cancellationToken) =>
        session.ScalarAsync<long?>(
            """
            SELECT MIN(w.not_before) FROM (
              SELECT m.not_before, d.chat_key
              FROM message m JOIN destination d ON d.destination_id = m.destination_id JOIN chat c ON c.chat_key = d.chat_key
              WHERE m.bot_id = @botId AND m.state IN ('queued', 'unsure') AND m.not_before <= @now AND c.bot_id = @botId
                AND (c.state = 'active' OR m.kind NOT IN ('news', 'list', 'digest'))
              UNION ALL
              SELECT v.not_before, d.chat_key
              FROM delivery v JOIN destination d ON d.destination_id = v.destination_id JOIN chat c ON c.chat_key = d.chat_key
              WHERE v.state = 'due' AND v.not_before <= @now AND c.bot_id = @botId AND c.state = 'active') w
            WHERE NOT EXISTS (SELECT 1 FROM pause p WHERE p.bot_id = @botId AND p.chat_key = w.chat_key AND p.until > @now)
            """, new { botId, now = time.NowMilliseconds() }, cancellationToken);

    /// <summary>
    /// Puts the next message of the chat into flight and commits to it; null when there is none, or the lease is not
    /// ours any more. To be run in a transaction of its own, before the call.
    /// </summary>
    public async Task<Claim?> ClaimAsync(Session session, DueChat due, Lease lease, CancellationToken cancellationToken)
    {
        if (!await IsOursAsync(session, lease, cancellationToken))
            return null;
        return await ClaimMessageAsync(session, due, lease, cancellationToken)
            ?? (!due.IsReply && await deliveries.NextAsync(session, due.ChatKey, lease, cancellationToken) is { } message
                ? await ClaimOfAsync(session, message, due, lease, cancellationToken) : null);
    }

    private async Task<bool> IsOursAsync(Session session, Lease lease, CancellationToken cancellationToken) =>
        await session.ScalarAsync<long>(
            "SELECT COUNT(*) FROM leader WHERE bot_id = @BotId AND epoch = @Epoch AND owner = @Owner AND lease_until > @now",
            new { lease.BotId, lease.Epoch, lease.Owner, now = time.NowMilliseconds() }, cancellationToken) > 0;

    private async Task<Claim?> ClaimMessageAsync(Session session, DueChat due, Lease lease, CancellationToken cancellationToken)
    {
        var message = await session.FirstAsync<Message>(
            """
            UPDATE message SET state = 'flight', attempts = attempts + 1, lease_owner = @Owner, lease_epoch = @Epoch
            WHERE state IN ('queued', 'unsure') AND message_id = (
              SELECT m.message_id FROM message m JOIN destination d ON d.destination_id = m.destination_id JOIN chat c ON c.chat_key = d.chat_key
              WHERE d.chat_key = @ChatKey AND m.bot_id = @BotId AND m.state IN ('queued', 'unsure') AND m.not_before <= @now
                AND m.priority <= @Priority AND (c.state = 'active' OR m.kind NOT IN ('news', 'list', 'digest'))
              ORDER BY m.priority, m.message_id LIMIT 1)
            RETURNING *
            """, new { due.ChatKey, due.Priority, lease.BotId, lease.Owner, lease.Epoch, now = time.NowMilliseconds() }, cancellationToken);
        return message is null ? null : await ClaimOfAsync(session, message, due, lease, cancellationToken);
    }

    private async Task<Claim?> ClaimOfAsync(Session session, Message message, DueChat due, Lease lease, CancellationToken cancellationToken)
    {
        var place = (await session.FirstAsync<Place>(
            """
            SELECT c.telegram_chat_id, d.thread_id, d.thread_gone FROM destination d JOIN chat c ON c.chat_key = d.chat_key
            WHERE d.destination_id = @DestinationId
            """, message, cancellationToken))!;
        var address = new ChatAddress(place.TelegramChatId, place.ThreadGone == 0 ? place.ThreadId : 0);
        try
        {
            return new Claim(message, message.Request, address, due.ChatKey, due.IsGroup, lease);
        }
        catch (System.Text.Json.JsonException exception)
        {
            // Written by another version, which is gone: it must not hold up what stands behind it.
            Log.SendFailed(logger, message.MessageId, exception);
            await session.ExecuteAsync("UPDATE message SET state = 'dropped', reason = 'not readable' WHERE message_id = @MessageId", message, cancellationToken);
            await session.ExecuteAsync("UPDATE delivery SET state = 'dropped', reason = 'not readable' WHERE message_id = @MessageId", message, cancellationToken);
            return null;
        }
    }

    private sealed class Place
    {
        public long TelegramChatId { get; set; }
        public long ThreadId { get; set; }
        public long ThreadGone { get; set; }
    }
}
