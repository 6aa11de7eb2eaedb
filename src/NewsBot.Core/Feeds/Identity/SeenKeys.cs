using NewsBot.Core.Storage;

namespace NewsBot.Core.Feeds;

/// <summary>The keys of items ever seen in a feed. Apart from the articles, so that a pruned one never comes back as new.</summary>
internal static class SeenKeys
{
    private const int Chunk = 500;

    // How often the moment of a key that is still in the feed is written anew.
    private static readonly long Freshness = (long)TimeSpan.FromDays(1).TotalMilliseconds;

    /// <summary>Which of these keys the feed has been seen with.</summary>
    public static async Task<HashSet<long>> FindAsync(Session session, long feedId, IEnumerable<long> keys, CancellationToken cancellationToken)
    {
        var found = new HashSet<long>();
        foreach (var chunk in keys.Distinct().Chunk(Chunk))
        {
            found.UnionWith(await session.QueryAsync<long>(
                $"SELECT item_key FROM seen WHERE feed_id = @feedId AND item_key IN ({List(chunk)})", new { feedId }, cancellationToken));
        }

        return found;
    }

    /// <summary>Adds keys, and renews those that are there already and were last renewed a day ago or longer.</summary>
    /// <param name="session">A write.</param>
    /// <param name="feedId">The feed.</param>
    /// <param name="keys">All keys of the fetch, new and known.</param>
    /// <param name="now">Unix milliseconds UTC.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task MarkAsync(Session session, long feedId, IReadOnlyCollection<long> keys, long now, CancellationToken cancellationToken)
    {
        var known = await FindAsync(session, feedId, keys, cancellationToken);
        foreach (var key in keys.Distinct().Where(key => !known.Contains(key)))
        {
            await session.ExecuteAsync(
                "INSERT INTO seen (feed_id, item_key, last_seen_at) VALUES (@feedId, @key, @now) ON CONFLICT (feed_id, item_key) DO NOTHING",
                new { feedId, key, now }, cancellationToken);
        }

        foreach (var chunk in known.Chunk(Chunk))
        {
            await session.ExecuteAsync(
                $"UPDATE seen SET last_seen_at = @now WHERE feed_id = @feedId AND item_key IN ({List(chunk)}) AND last_seen_at <= @stale",
                new { feedId, now, stale = now - Freshness }, cancellationToken);
        }
    }

    /// <summary>Forgets keys that no fetch has brought since then, but never one of the latest <paramref name="least"/> of a feed.</summary>
    /// <returns>How many were forgotten.</returns>
    public static Task<int> PruneAsync(Session session, long before, int least, CancellationToken cancellationToken) => session.ExecuteAsync(
        """
        DELETE FROM seen WHERE last_seen_at < @before AND (feed_id, item_key) IN (
          SELECT feed_id, item_key FROM (
            SELECT feed_id, item_key, ROW_NUMBER() OVER (PARTITION BY feed_id ORDER BY last_seen_at DESC, item_key) AS place FROM seen) AS ranked
          WHERE place > @least)
        """,
        new { before, least }, cancellationToken);

    // Numbers, so there is nothing to escape; a list as a parameter is written differently on the two engines.
    private static string List(long[] keys) => string.Join(',', keys);
}
