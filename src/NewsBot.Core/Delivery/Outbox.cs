using Microsoft.Extensions.Logging;
using NewsBot.Core.Chats;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Delivery;

/// <summary>What is due, and the claiming of it: due deliveries become messages, messages go into flight.</summary>
internal sealed class Outbox(DueDeliveries deliveries, DueEdits edits, TimeProvider time, ILogger<Outbox> logger)
{
    /// <summary>Most chats of one reading.</summary>
    public const int ChatsAtOnce = 20_000;

    // Who stopped still gets answers.
    private static readonly string Wanted = $"(c.state = 'active' OR (m.kind NOT IN ('news', 'list', 'digest') AND m.priority < {MessagePriority.Edit}))";

    /// <summary>Chats to which queued messages may go: answers first, then in the order of time.</summary>
    public Task<IReadOnlyList<DueChat>> WithMessagesAsync(Session session, long botId, CancellationToken cancellationToken) =>
        session.QueryAsync<DueChat>(
            $"""
            SELECT d.chat_key, c.type, MIN(m.priority) AS priority, MIN(m.not_before) AS not_before, 1 AS from_message
            FROM message m JOIN destination d ON d.destination_id = m.destination_id JOIN chat c ON c.chat_key = d.chat_key
            WHERE m.bot_id = @botId AND m.state IN ('queued', 'unsure') AND m.not_before <= @now AND c.bot_id = @botId
              AND {Wanted}
              AND NOT EXISTS (SELECT 1 FROM pause p WHERE p.bot_id = @botId AND p.chat_key = d.chat_key AND p.until > @now)
            GROUP BY d.chat_key, c.type ORDER BY MIN(m.priority), MIN(m.message_id) LIMIT @ChatsAtOnce
            """, new { botId, now = time.NowMilliseconds(), ChatsAtOnce }, cancellationToken);

    /// <summary>Chats for which deliveries are due: the most urgent first, then in the order of time; of one story each time from another place on.</summary>
    public Task<IReadOnlyList<DueChat>> WithDeliveriesAsync(Session session, long botId, CancellationToken cancellationToken) =>
        session.QueryAsync<DueChat>(
            """
            SELECT w.chat_key, c.type, w.priority, w.not_before, (w.chat_key * 618033 + w.story_id * 754877) % 1000003 AS place
            FROM (
              SELECT d.chat_key, MIN(v.priority) AS priority, MIN(v.not_before) AS not_before, MIN(v.story_id) AS story_id
              FROM (
                SELECT destination_id, MIN(priority) AS priority, MIN(not_before) AS not_before, MIN(story_id) AS story_id
                FROM delivery WHERE state = 'due' AND not_before <= @now GROUP BY destination_id) v
              JOIN destination d ON d.destination_id = v.destination_id
              GROUP BY d.chat_key) w
            JOIN chat c ON c.chat_key = w.chat_key
            WHERE c.bot_id = @botId AND c.state = 'active'
              AND NOT EXISTS (SELECT 1 FROM pause p WHERE p.bot_id = @botId AND p.chat_key = w.chat_key AND p.until > @now)
            ORDER BY w.priority, w.not_before, place LIMIT @ChatsAtOnce
            """, new { botId, now = time.NowMilliseconds(), ChatsAtOnce }, cancellationToken);

    /// <summary>Chats in which a message is to be made anew, each with the one that waits longest.</summary>
    public Task<IReadOnlyList<DueChat>> WithEditsAsync(Session session, long botId, CancellationToken cancellationToken) =>
        DueEdits.ReadAsync(session, botId, time.NowMilliseconds(), cancellationToken);

    /// <summary>Since when the oldest of what could go now waits, Unix milliseconds; null when nothing does. Edits wait for better times.</summary>
    public Task<long?> OldestDueAsync(Session session, long botId, CancellationToken cancellationToken) =>
        session.ScalarAsync<long?>(
            $"""
            SELECT MIN(w.not_before) FROM (
              SELECT m.not_before, d.chat_key
              FROM message m JOIN destination d ON d.destination_id = m.destination_id JOIN chat c ON c.chat_key = d.chat_key
              WHERE m.bot_id = @botId AND m.state IN ('queued', 'unsure') AND m.not_before <= @now AND m.priority < {MessagePriority.Edit} AND c.bot_id = @botId
                AND {Wanted}
              UNION ALL
              SELECT v.not_before, d.chat_key
              FROM delivery v JOIN destination d ON d.destination_id = v.destination_id JOIN chat c ON c.chat_key = d.chat_key
              WHERE v.state = 'due' AND v.not_before <= @now AND c.bot_id = @botId AND c.state = 'active') w
            WHERE NOT EXISTS (SELECT 1 FROM pause p WHERE p.bot_id = @botId AND p.chat_key = w.chat_key AND p.until > @now)
            """, new { botId, now = time.NowMilliseconds() }, cancellationToken);

    /// <summary>
    /// Puts the next message of each of these chats into flight and commits to it; of chats that have none, and where the
    /// lease is not ours any more, there is no claim. To be run in a transaction of its own, before the calls.
    /// </summary>
    public async Task<IReadOnlyList<Claim>> ClaimAsync(Session session, IReadOnlyCollection<DueChat> chats, Lease lease, CancellationToken cancellationToken)
    {
        if (!await IsOursAsync(session, lease, cancellationToken))
            return [];
        var remade = await edits.NextAsync(session, [.. chats.Where(due => due.IsEdit)], lease, cancellationToken);
        chats = [.. chats.Where(due => !due.IsEdit)];
        var queued = await ClaimMessagesAsync(session, chats, lease, cancellationToken);
        var places = await SendingPlace.OfAsync(session, queued, cancellationToken);
        var served = places.Values.Select(place => place.ChatKey).ToHashSet();
        var made = await deliveries.NextAsync(session, [.. chats.Where(due => !due.IsReply && !served.Contains(due.ChatKey))], lease, cancellationToken);
        var byKey = chats.ToDictionary(due => due.ChatKey);
        var claims = new List<Claim>(chats.Count);
        foreach (var message in queued)
        {
            var place = places[message.DestinationId];
            var due = byKey[place.ChatKey];
            // Deliveries that are due here are still there.
            if (await ClaimOfAsync(session, message, place.Address, due, lease, due.IsMessage ? null : due, cancellationToken) is { } claim)
                claims.Add(claim);
        }

        claims.AddRange(remade);
        claims.AddRange(made.Select(one => new Claim(one.Message, one.Request, one.Place.Address, one.Due.ChatKey, one.Due.IsGroup, lease) { Next = one.Next }));
        return claims;
    }

    private async Task<bool> IsOursAsync(Session session, Lease lease, CancellationToken cancellationToken) =>
        await session.ScalarAsync<long>(
            "SELECT COUNT(*) FROM leader WHERE bot_id = @BotId AND epoch = @Epoch AND owner = @Owner AND lease_until > @now",
            new { lease.BotId, lease.Epoch, lease.Owner, now = time.NowMilliseconds() }, cancellationToken) > 0;

    // One a chat, the most urgent; nothing that is less urgent than what else is due there.
    private Task<IReadOnlyList<Message>> ClaimMessagesAsync(Session session, IReadOnlyCollection<DueChat> chats, Lease lease, CancellationToken cancellationToken) =>
        session.QueryAsync<Message>(
            $$$"""
            UPDATE message SET state = 'flight', attempts = attempts + 1, lease_owner = @Owner, lease_epoch = @Epoch
            WHERE state IN ('queued', 'unsure') AND message_id IN (
              SELECT w.message_id FROM (
                SELECT m.message_id, ROW_NUMBER() OVER (PARTITION BY d.chat_key ORDER BY m.priority, m.message_id) AS turn
                FROM {{rows}} r JOIN destination d ON d.chat_key = CAST(r.value ->> 0 AS BIGINT) JOIN chat c ON c.chat_key = d.chat_key
                JOIN message m ON m.destination_id = d.destination_id
                WHERE m.bot_id = @BotId AND m.state IN ('queued', 'unsure') AND m.not_before <= @now
                  AND m.priority <= CAST(r.value ->> 1 AS BIGINT) AND {{{Wanted}}}) w
              WHERE w.turn = 1)
            RETURNING *
            """,
            new
            {
                rows = JsonRows.Write(chats.Select(due => new object?[] { due.ChatKey, due.Priority })),
                lease.BotId,
                lease.Owner,
                lease.Epoch,
                now = time.NowMilliseconds(),
            }, cancellationToken);

    private async Task<Claim?> ClaimOfAsync(
        Session session, Message message, ChatAddress address, DueChat due, Lease lease, DueChat? next, CancellationToken cancellationToken)
    {
        try
        {
            return new Claim(message, message.Request, address, due.ChatKey, due.IsGroup, lease) { Next = next };
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
}
