using NewsBot.Core.Storage;

namespace NewsBot.Core.Feeds;

/// <summary>
/// Hands out due feeds, each with a lease: while it runs, nobody else polls the feed, and only who holds it records the outcome.
/// The end of the lease is its epoch, so a poll that outlived its own lease writes nothing.
/// </summary>
internal static class FeedClaims
{
    private const string Polled =
        "kind = 'polled' AND state <> 'paused' AND (in_catalogue = 1 OR EXISTS (SELECT 1 FROM feed_chat WHERE feed_chat.feed_id = feed.feed_id AND feed_chat.paused_at IS NULL))";

    /// <summary>Takes feeds that are due, the longest overdue first, and leases them.</summary>
    /// <param name="session">A write.</param>
    /// <param name="now">Unix milliseconds UTC.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="owner">Who polls.</param>
    /// <param name="lease">For how long; longer than a fetch may take.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static Task<IReadOnlyList<Feed>> ClaimDueAsync(
        Session session, long now, int limit, string owner, TimeSpan lease, CancellationToken cancellationToken) => session.QueryAsync<Feed>(
        $$$"""
        UPDATE feed SET lease_owner = @owner, lease_until = @until
        WHERE feed_id IN (
          SELECT feed_id FROM feed
          WHERE {{{Polled}}} AND next_check_at <= @now AND (lease_until IS NULL OR lease_until <= @now)
          ORDER BY next_check_at LIMIT @limit {{skip_locked}})
        RETURNING *
        """,
        new { now, limit, owner, until = now + (long)lease.TotalMilliseconds }, cancellationToken);

    /// <summary>When the next feed is due, Unix milliseconds UTC; null when there is none to poll.</summary>
    public static Task<long?> NextDueAsync(Session session, CancellationToken cancellationToken) =>
        session.ScalarAsync<long?>($"SELECT MIN(next_check_at) FROM feed WHERE {Polled}", null, cancellationToken);

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
          failures = @Failures, last_error = @LastError, lease_owner = NULL, lease_until = NULL
        WHERE feed_id = @FeedId AND lease_owner = @LeaseOwner AND lease_until = @LeaseUntil
        """,
        feed, cancellationToken) > 0;

    /// <summary>Gives leases of this owner back, as when it stops.</summary>
    public static Task<int> ReleaseAsync(Session session, string owner, CancellationToken cancellationToken) =>
        session.ExecuteAsync("UPDATE feed SET lease_owner = NULL, lease_until = NULL WHERE lease_owner = @owner", new { owner }, cancellationToken);

    /// <summary>Gives the leases of these feeds back unused; they are due again at the moment.</summary>
    public static Task<int> PostponeAsync(Session session, IReadOnlyCollection<Feed> feeds, string owner, long until, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            "UPDATE feed SET lease_owner = NULL, lease_until = NULL, next_check_at = @until WHERE lease_owner = @owner AND feed_id IN @ids",
            new { owner, until, ids = feeds.Select(feed => feed.FeedId) }, cancellationToken);

    /// <summary>Makes a feed due at once, as when somebody asks for it.</summary>
    public static Task<int> MakeDueAsync(Session session, long feedId, long now, CancellationToken cancellationToken)
    {
        session.Announce(WorkKind.Feeds);
        return session.ExecuteAsync("UPDATE feed SET next_check_at = @now WHERE feed_id = @feedId AND kind = 'polled'", new { feedId, now }, cancellationToken);
    }
}
