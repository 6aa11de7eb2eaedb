using NewsBot.Core.Storage;

namespace NewsBot.Core.Delivery;

/// <summary>What a former leader left in flight: it may have arrived, and nobody will tell.</summary>
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
        return queued + dropped.Count;
    }
}
