using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Intake;

/// <summary>
/// Whether a failure is the feed's own: when none of the other hosts asked lately was reached either, it is our network that
/// is down, and nobody is told that a feed is. Read from the store, so that it holds over restarts and for every node.
/// </summary>
internal static class NetworkWitness
{
    private const int Others = 20;
    private static readonly long Lately = (long)TimeSpan.FromHours(1).TotalMilliseconds;

    /// <summary>False: it may as well be our network.</summary>
    /// <param name="session">A read or write.</param>
    /// <param name="feed">The feed that failed.</param>
    /// <param name="error">How.</param>
    /// <param name="now">Unix milliseconds UTC.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<bool> ConfirmsAsync(Session session, Feed feed, FeedError error, long now, CancellationToken cancellationToken)
    {
        // Whoever answered, with whatever, was reached.
        if (error is not (FeedError.Unreachable or FeedError.Timeout))
            return true;
        // Feeds that are known to be in trouble say nothing about today.
        var others = await session.QueryAsync<Other>(
            """
            SELECT last_checked_at, failures FROM feed
            WHERE last_checked_at IS NOT NULL AND kind = 'polled' AND trouble IS NULL AND (host IS NULL OR host <> @Host)
            ORDER BY last_checked_at DESC LIMIT @Others
            """, new { feed.Host, Others }, cancellationToken);
        var lately = others.Where(other => other.LastCheckedAt >= now - Lately).ToList();
        // Where feeds are asked rarely, the one asked last speaks; where there is no other host, nobody can.
        var witnesses = lately.Count > 0 ? lately : [.. others.Take(1)];
        return witnesses.Count == 0 || witnesses.Any(other => other.Failures == 0);
    }

    private sealed class Other
    {
        public long LastCheckedAt { get; set; }
        public long Failures { get; set; }
    }
}
