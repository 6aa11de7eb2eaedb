using NewsBot.Core.Storage;

namespace NewsBot.Core.Delivery;

/// <summary>
/// What a former leader left in flight: it may have arrived, and nobody will tell. And what came back from its flight to a
/// chat that has stopped or was lost meanwhile.
/// </summary>
internal static class TakeOver
{
    private const string LeftInFlight =
        """
        bot_id = @BotId AND state = 'flight' AND (lease_epoch IS NULL OR lease_epoch < @Epoch)
        AND EXISTS (SELECT 1 FROM leader l WHERE l.bot_id = @BotId AND l.epoch = @Epoch)
        """;

    /// <summary>Puts it back into the queue, or drops it where the owner wants no message twice. Returns how many there were.</summary>
    public static async Task<long> RunAsync(Session session, Lease lease, UnsurePolicy policy, long now, CancellationToken cancellationToken)
    {
        // An edit that arrives twice is the same edit.
        var row = new { lease.BotId, lease.Epoch, now, again = policy == UnsurePolicy.SendAgain ? 1L : 0L };
        var queued = await session.ExecuteAsync(
            $"""
            UPDATE message SET state = 'unsure', doubts = doubts + 1, not_before = @now, reason = 'unsure: the sender stopped'
            WHERE {LeftInFlight} AND (@again = 1 OR kind = 'edit')
            """, row, cancellationToken);
        var dropped = await session.QueryAsync<long>(
            $"UPDATE message SET state = 'dropped', reason = 'unsure: the sender stopped' WHERE {LeftInFlight} RETURNING message_id",
            row, cancellationToken);
        foreach (var messageId in dropped)
            await session.ExecuteAsync(
                "UPDATE delivery SET state = 'dropped', reason = 'unsure: the sender stopped', settled_at = @now WHERE message_id = @messageId AND state = 'flight'",
                new { messageId, now }, cancellationToken);
        await WithdrawUnwantedAsync(session, lease.BotId, now, cancellationToken);
        await StoryEdits.ForgetAsync(session, lease.BotId, now, cancellationToken);
        return queued + dropped.Count;
    }

    /// <summary>
    /// Puts back what this leader put into flight without knowing: the store committed a claim and its answer was lost. It was
    /// never sent. <paramref name="busyChats"/>: those of what is really on its way.
    /// </summary>
    public static Task<int> PutBackAsync(Session session, Lease lease, IReadOnlyCollection<long> busyChats, CancellationToken cancellationToken)
    {
        long[] busy = [.. busyChats.DefaultIfEmpty(-1)];
        return session.ExecuteAsync(
            """
            UPDATE message SET state = CASE WHEN doubts > 0 THEN 'unsure' ELSE 'queued' END, attempts = attempts - 1
            WHERE bot_id = @BotId AND state = 'flight' AND lease_epoch = @Epoch AND lease_owner = @Owner
              AND destination_id NOT IN (SELECT destination_id FROM destination WHERE chat_key IN @busy)
            """, new { lease.BotId, lease.Epoch, lease.Owner, busy }, cancellationToken);
    }

    // Left in the queue it would be sent when the chat comes back, however long after.
    private static async Task WithdrawUnwantedAsync(Session session, long botId, long now, CancellationToken cancellationToken)
    {
        var unwanted = await session.QueryAsync<Unwanted>(
            """
            SELECT m.message_id, c.state FROM message m JOIN destination d ON d.destination_id = m.destination_id JOIN chat c ON c.chat_key = d.chat_key
            WHERE m.bot_id = @botId AND m.state IN ('queued', 'unsure') AND (m.kind IN ('news', 'list', 'digest') OR m.priority = @Edit) AND c.state <> 'active'
            """, new { botId, MessagePriority.Edit }, cancellationToken);
        foreach (var (messageId, state) in unwanted.Select(row => (row.MessageId, row.State)))
        {
            var row = new { messageId, now, reason = state == "stopped" ? WithdrawReason.Stopped : WithdrawReason.ChatGone };
            await session.ExecuteAsync(
                "UPDATE message SET state = 'withdrawn', reason = @reason WHERE message_id = @messageId AND state IN ('queued', 'unsure')", row, cancellationToken);
            await session.ExecuteAsync(
                """
                UPDATE delivery SET state = 'withdrawn', reason = @reason, settled_at = @now WHERE message_id = @messageId AND state = 'flight'
                AND EXISTS (SELECT 1 FROM message m WHERE m.message_id = @messageId AND m.state = 'withdrawn')
                """, row, cancellationToken);
        }
    }

    private sealed class Unwanted
    {
        public long MessageId { get; set; }
        public string State { get; set; } = "";
    }
}
