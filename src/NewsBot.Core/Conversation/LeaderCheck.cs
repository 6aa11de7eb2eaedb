using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>Whether the epoch of this process is still the leader's, seen in the transaction that is about to write.</summary>
internal delegate Task<bool> LeaderCheck(Session session, CancellationToken cancellationToken);

/// <summary>The check by the lease of this process.</summary>
internal static class LeaderChecks
{
    public static LeaderCheck By(Leadership leadership) => async (session, cancellationToken) =>
        leadership.Current is { } lease && await session.ScalarAsync<long>(
            "SELECT COUNT(*) FROM leader WHERE bot_id = @BotId AND owner = @Owner AND epoch = @Epoch",
            new { lease.BotId, lease.Owner, lease.Epoch }, cancellationToken) > 0;
}
