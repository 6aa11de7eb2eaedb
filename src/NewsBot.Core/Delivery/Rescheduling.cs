using NewsBot.Core.Storage;

namespace NewsBot.Core.Delivery;

/// <summary>
/// Gives what waits for a chat another moment: after a change of its times, or because somebody wants it now. Belongs in the
/// transaction of the change. What is in flight, or stands in a message already, stays as it is.
/// </summary>
internal sealed class Rescheduling(TimeProvider time)
{
    /// <summary>
    /// The rows of a chat that wait for an occasion which has not come. What could go now waits for its turn only and is not held.
    /// </summary>
    private const string Held =
        "state = 'due' AND not_before > @now AND destination_id IN (SELECT destination_id FROM destination WHERE chat_key = @chatKey)";

    /// <summary>
    /// After a change of the chat's zone, quiet hours, rhythm or times, or of a subscription's rhythm or may-wake: everything
    /// that is due goes by the new rules, as if it had come now. A digest whose hour has come and which waits for its turn only
    /// is not put off to the next. Returns how many deliveries moved.
    /// </summary>
    public async Task<int> ChatAsync(Session session, long chatKey, CancellationToken cancellationToken)
    {
        var now = time.NowMilliseconds();
        var due = await session.QueryAsync<DeliveryRecord>(
            """
            SELECT v.* FROM delivery v JOIN destination d ON d.destination_id = v.destination_id
            WHERE d.chat_key = @chatKey AND v.state = 'due' ORDER BY v.delivery_id
            """, new { chatKey }, cancellationToken);
        if (due.Count == 0)
            return 0;
        var followers = (await session.QueryAsync<Follower>(
            $"""
            SELECT {Follower.Columns}
            FROM subscription s JOIN destination d ON d.destination_id = s.destination_id JOIN chat c ON c.chat_key = d.chat_key
            WHERE d.chat_key = @chatKey AND s.ended_at IS NULL
            """, new { chatKey }, cancellationToken)).ToDictionary(follower => follower.SubscriptionId);

        var moved = 0;
        foreach (var alike in due.GroupBy(delivery => delivery.Subscriptions, StringComparer.Ordinal))
        {
            var own = alike.First().SubscriptionIds.Select(id => followers.GetValueOrDefault(id)).OfType<Follower>().ToList();
            if (own.Count == 0)
                continue;
            var moment = SendingPlan.MomentOf(own, now);
            var moving = alike.Where(delivery => !Stays(delivery, moment, now)).Select(delivery => delivery.DeliveryId);
            moved += await MoveAsync(session, moving, moment, cancellationToken);
        }
        if (moved > 0)
            session.Announce(WorkKind.Outbox);
        return moved;
    }

    /// <summary>What is held for a chat goes at once, and as together as it would have come. Returns how many.</summary>
    public async Task<int> SendNowAsync(Session session, long chatKey, CancellationToken cancellationToken) =>
        await ReleaseAsync(session, Held, new { chatKey, now = time.NowMilliseconds(), MessagePriority.News }, cancellationToken);

    /// <summary>One of them goes at once, on its own. False when it is not this chat's, or not held.</summary>
    public async Task<bool> SendNowAsync(Session session, long chatKey, long deliveryId, CancellationToken cancellationToken) =>
        await ReleaseAsync(
            session, $"{Held} AND delivery_id = @deliveryId", new { chatKey, deliveryId, now = time.NowMilliseconds(), MessagePriority.News }, cancellationToken, ", occasion = NULL") > 0;

    /// <summary>What is held for a chat, by when it comes, the soonest first.</summary>
    public Task<IReadOnlyList<HeldDeliveries>> HeldAsync(Session session, long chatKey, CancellationToken cancellationToken) =>
        session.QueryAsync<HeldDeliveries>(
            $"SELECT not_before, COUNT(*) AS count FROM delivery WHERE {Held} GROUP BY not_before ORDER BY not_before",
            new { chatKey, now = time.NowMilliseconds() }, cancellationToken);

    private static async Task<int> ReleaseAsync(Session session, string which, object row, CancellationToken cancellationToken, string also = "")
    {
        var released = await session.ExecuteAsync($"UPDATE delivery SET not_before = @now, priority = @News{also} WHERE {which}", row, cancellationToken);
        if (released > 0)
            session.Announce(WorkKind.Outbox);
        return released;
    }

    private static bool Stays(DeliveryRecord delivery, PlannedMoment moment, long now) =>
        delivery.Occasion == Occasions.Digest && moment.Occasion == Occasions.Digest && delivery.NotBefore <= now;

    private static async Task<int> MoveAsync(Session session, IEnumerable<long> deliveryIds, PlannedMoment moment, CancellationToken cancellationToken)
    {
        var moved = 0;
        foreach (var ids in deliveryIds.Chunk(500))
            moved += await session.ExecuteAsync(
                """
                UPDATE delivery SET not_before = @NotBefore, occasion = @Occasion, priority = @Priority
                WHERE delivery_id IN @ids AND state = 'due'
                """, new { ids, moment.NotBefore, moment.Occasion, moment.Priority }, cancellationToken);
        return moved;
    }
}

/// <summary>Deliveries that are held until the same moment.</summary>
internal sealed class HeldDeliveries
{
    /// <summary>Unix milliseconds.</summary>
    public long NotBefore { get; set; }
    public long Count { get; set; }
}
