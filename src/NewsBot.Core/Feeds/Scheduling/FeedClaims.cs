using NewsBot.Core.Storage;

namespace NewsBot.Core.Feeds;

/// <summary>
/// Hands out due feeds, each with a lease: while it runs, nobody else polls the feed, and only who holds it records the outcome.
/// The end of the lease is its epoch, so a poll that outlived its own lease writes nothing.
/// </summary>
internal static class FeedClaims
{
    private const string Polled =
        "kind = 'polled' AND state <> 'paused' AND (in_catalogue = 1 OR EXISTS (SELECT 1 FROM feed_chat WHERE feed_chat.feed_id = feed.feed_id AND feed_chat.paused_at IS NULL)) "
        + "AND NOT EXISTS (SELECT 1 FROM host_pause WHERE host_pause.host = feed.host AND host_pause.until > @now)";

    /// <summary>Takes feeds that are due, the longest overdue first, and leases them.</summary>
    /// <param name="session">A write.</param>
    /// <param name="now">Unix milliseconds UTC.</param>
    /// <param name="share">How many at most, and of one host at most, those counted that are leased already.</param>
    /// <param name="owner">Who polls; while it polls feeds of a host, no other owner gets one of that host.</param>
    /// <param name="lease">For how long; longer than a fetch may take.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<IReadOnlyList<Feed>> ClaimDueAsync(
        Session session, long now, ClaimShare share, string owner, TimeSpan lease, CancellationToken cancellationToken)
    {
        // One node at a time, so that two never take feeds of one host in the same moment.
        await session.ExecuteAsync("{{lock_claims}}", null, cancellationToken);
        return await session.QueryAsync<Feed>(
            $$$"""
            WITH held AS (
              SELECT host, COUNT(*) AS polls, MAX(CASE WHEN lease_owner = @owner THEN 0 ELSE 1 END) AS elsewhere
              FROM feed WHERE lease_until > @now GROUP BY host),
            due AS (
              SELECT feed_id, host, next_check_at, ROW_NUMBER() OVER (PARTITION BY host ORDER BY next_check_at, feed_id) AS place
              FROM feed WHERE {{{Polled}}} AND next_check_at <= @now AND (lease_until IS NULL OR lease_until <= @now))
            UPDATE feed SET lease_owner = @owner, lease_until = @until
            WHERE feed_id IN (
              SELECT feed_id FROM feed
              WHERE (lease_until IS NULL OR lease_until <= @now) AND feed_id IN (
                SELECT due.feed_id FROM due LEFT JOIN held ON held.host = due.host
                WHERE due.place <= @perHost - COALESCE(held.polls, 0) AND COALESCE(held.elsewhere, 0) = 0
                ORDER BY due.next_check_at LIMIT @limit)
              ORDER BY next_check_at LIMIT @limit {{skip_locked}})
            RETURNING *
            """,
            new { now, limit = share.Feeds, perHost = share.PerHost, owner, until = now + (long)lease.TotalMilliseconds }, cancellationToken);
    }

    /// <summary>When the next feed is due, Unix milliseconds UTC; null when there is none to poll. Feeds of hosts that are left alone do not count.</summary>
    public static Task<long?> NextDueAsync(Session session, long now, CancellationToken cancellationToken) =>
        session.ScalarAsync<long?>(
            $"SELECT next_check_at FROM feed WHERE {Polled} AND next_check_at IS NOT NULL AND (lease_until IS NULL OR lease_until <= @now) ORDER BY next_check_at LIMIT 1", new { now }, cancellationToken);

    /// <summary>
    /// Records the outcome of a poll and ends the lease: validators, title, language, next check, failures, error and times are
    /// written as they stand in the row. False if the lease is no longer this one, and then nothing is written.
    /// </summary>
    /// <param name="session">A write; the one that stores the articles, so that both stand or fall together.</param>
    /// <param name="feed">The row as claimed, changed by the poll.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<bool> CompleteAsync(Session session, Feed feed, CancellationToken cancellationToken) => await session.ExecuteAsync(
        """
        UPDATE feed SET
          title = CASE WHEN title_fixed = 1 THEN title ELSE @Title END, site_url = @SiteUrl, language = @Language,
          etag = @Etag, last_modified = @LastModified, body_hash = @BodyHash,
          state = CASE WHEN state = 'paused' THEN state ELSE @State END,
          first_fetched_at = @FirstFetchedAt, next_check_at = @NextCheckAt, next_check_reason = @NextCheckReason,
          last_checked_at = @LastCheckedAt, last_success_at = @LastSuccessAt, last_new_at = @LastNewAt,
          failures = @Failures, last_error = @LastError,
          host = @Host, validator_key = @ValidatorKey, avoid_http2 = @AvoidHttp2, moved_to = @MovedTo, moved_since = @MovedSince, moved_polls = @MovedPolls,
          times_gone = @TimesGone, time_to_live = @TimeToLive, update_interval = @UpdateInterval, skip_hours = @SkipHours, skip_days = @SkipDays, rhythm = @Rhythm,
          lease_owner = NULL, lease_until = NULL
        WHERE feed_id = @FeedId AND lease_owner = @LeaseOwner AND lease_until = @LeaseUntil
        """,
        feed, cancellationToken) > 0;

    /// <summary>Gives leases of this owner back, as when it stops.</summary>
    public static Task<int> ReleaseAsync(Session session, string owner, CancellationToken cancellationToken) =>
        session.ExecuteAsync("UPDATE feed SET lease_owner = NULL, lease_until = NULL WHERE lease_owner = @owner", new { owner }, cancellationToken);

    /// <summary>Gives the lease of a feed back that has not been asked; it is due again at the moment.</summary>
    public static Task<int> PostponeAsync(Session session, Feed feed, NextCheck next, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            """
            UPDATE feed SET lease_owner = NULL, lease_until = NULL, next_check_at = @until, next_check_reason = @reason
            WHERE feed_id = @FeedId AND lease_owner = @LeaseOwner AND lease_until = @LeaseUntil
            """,
            new { feed.FeedId, feed.LeaseOwner, feed.LeaseUntil, until = next.At.ToUnixTimeMilliseconds(), reason = next.Reason.ToString() }, cancellationToken);

    /// <summary>What a process takes over when it starts: feeds from before hosts were kept get theirs.</summary>
    /// <returns>How many got one.</returns>
    public static async Task<int> NameHostsAsync(Session session, CancellationToken cancellationToken)
    {
        var feeds = await session.QueryAsync<Feed>("SELECT * FROM feed WHERE host IS NULL AND kind = 'polled'", null, cancellationToken);
        foreach (var feed in feeds)
            await session.ExecuteAsync("UPDATE feed SET host = @Host WHERE feed_id = @FeedId", new { Host = feed.Host ?? "", feed.FeedId }, cancellationToken);
        return feeds.Count;
    }

    /// <summary>Takes back a failure that was counted against feeds while our own network was down.</summary>
    public static Task<int> ForgiveAsync(Session session, IReadOnlyList<long> feeds, NextCheck next, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            """
            UPDATE feed SET failures = failures - 1, next_check_at = @at, next_check_reason = @reason
            WHERE feed_id IN @feeds AND failures > 0 AND lease_owner IS NULL
            """,
            new { feeds, at = next.At.ToUnixTimeMilliseconds(), reason = next.Reason.ToString() }, cancellationToken);

    /// <summary>Our own network is back: what waited for it is due within minutes, not all at once.</summary>
    public static Task<int> WakeAfterOutageAsync(Session session, long now, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            """
            UPDATE feed SET next_check_at = @now + (feed_id % 120) * 1000
            WHERE next_check_reason = @reason AND next_check_at > @now + (feed_id % 120) * 1000 AND lease_owner IS NULL
            """,
            new { now, reason = nameof(ScheduleReason.NetworkDown) }, cancellationToken);

    /// <summary>Makes a feed due at once, as when somebody asks for it.</summary>
    public static Task<int> MakeDueAsync(Session session, long feedId, long now, CancellationToken cancellationToken)
    {
        session.Announce(WorkKind.Feeds);
        return session.ExecuteAsync("UPDATE feed SET next_check_at = @now WHERE feed_id = @feedId AND kind = 'polled'", new { feedId, now }, cancellationToken);
    }
}

/// <summary>How many feeds one claim may take.</summary>
/// <param name="Feeds">In all.</param>
/// <param name="PerHost">Of one host, those counted that are being polled already.</param>
internal sealed record ClaimShare(int Feeds, int PerHost = int.MaxValue);
