using NewsBot.Core.Delivery;
using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>
/// "Try now": the feed is due at once, and what came of it is told by whoever polls it. Not more often than a host may be
/// asked: it cannot be used to hammer one, and what the host asked for holds.
/// </summary>
internal static class FeedTry
{
    /// <summary>The time between two looks at one feed by tap.</summary>
    public static readonly TimeSpan Between = TimeSpan.FromMinutes(5);

    /// <summary>Feeds of one host that are looked at within a minute, by tap or not, before taps have to wait.</summary>
    private const int MostOfHost = 3;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static Task<Decision> RunAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) => FeedTarget.ActAsync(turn, data, async (session, target, cancellation) =>
    {
        var feed = target.Feed;
        var now = turn.Desk.Time.NowMilliseconds();
        if (target.Paused || feed.State == "paused")
            return Answer.OnlyToast(turn.Words.Say("health.try-paused"), alert: true);
        if (await HeldUntilAsync(session, feed, now, cancellation) is { } until)
            return Answer.OnlyToast(turn.Words.Say("health.try-held", ("span", TimeSpan.FromMilliseconds(until - now))), alert: true);
        if (feed.LeaseUntil is not { } lease || lease <= now)
        {
            if (feed.LastCheckedAt is { } checkedAt && checkedAt + (long)Between.TotalMilliseconds > now)
                return Answer.OnlyToast(turn.Words.Say("health.try-later", ("ago", TimeSpan.FromMilliseconds(now - checkedAt)), ("span", TimeSpan.FromMilliseconds(checkedAt + (long)Between.TotalMilliseconds - now))), alert: true);
            if (await OfHostLatelyAsync(session, feed, now, cancellation) >= MostOfHost)
                return Answer.OnlyToast(turn.Words.Say("health.try-busy"), alert: true);
            await FeedClaims.MakeDueAsync(session, feed.FeedId, now, cancellation);
        }

        await session.ExecuteAsync(
            """
            INSERT INTO feed_try (feed_id, owner_key, chat_key, destination_id, asked_at) VALUES (@FeedId, @OwnerKey, @ChatKey, @DestinationId, @now)
            ON CONFLICT (feed_id, owner_key, chat_key) DO UPDATE SET asked_at = excluded.asked_at, destination_id = excluded.destination_id
            """, new { feed.FeedId, target.OwnerKey, turn.Chat.ChatKey, turn.Destination.DestinationId, now }, cancellation);
        return Answer.OnlyToast(turn.Words.Say("health.trying"));
    }, cancellationToken);

    private static Task<long?> HeldUntilAsync(Session session, Feed feed, long now, CancellationToken cancellationToken) => session.ScalarAsync<long?>(
        "SELECT MAX(until) FROM host_pause WHERE host = @Host AND until > @now", new { feed.Host, now }, cancellationToken);

    private static Task<long> OfHostLatelyAsync(Session session, Feed feed, long now, CancellationToken cancellationToken) => session.ScalarAsync<long>(
        """
        SELECT (SELECT COUNT(*) FROM feed WHERE host = @Host AND last_checked_at > @since)
             + (SELECT COUNT(*) FROM feed_try t JOIN feed f ON f.feed_id = t.feed_id WHERE f.host = @Host AND t.asked_at > @since)
        """, new { feed.Host, since = now - (long)Minute.TotalMilliseconds }, cancellationToken);
}
