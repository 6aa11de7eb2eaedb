using NewsBot.Core.Storage;

namespace NewsBot.Core.Feeds;

/// <summary>An item that is in sight: all the keys it goes by, and the one it was first stored under.</summary>
/// <param name="FirstKey">As <c>article.item_key</c> has it.</param>
/// <param name="Keys">Those of the document, the first included or not.</param>
internal sealed record SeenItem(long FirstKey, IReadOnlyCollection<long> Keys);

/// <summary>The keys of items ever seen in a feed. Apart from the articles, so that a pruned one never comes back as new.</summary>
internal static class SeenKeys
{
    /// <summary>Keys that one item may have: a publisher that writes new addresses at each request must not fill the store.</summary>
    public const int MostOfOneItem = 16;

    /// <summary>Keys of a feed that are never forgotten, however old: the latest ones.</summary>
    public const int LeastOfOneFeed = 500;

    private const int Chunk = 500;

    // How often the moment of a key that is still in the feed is written anew.
    private static readonly long Freshness = (long)TimeSpan.FromDays(1).TotalMilliseconds;

    // A key is out of sight when its feed has been read without it for longer than moments may lag behind.
    private static readonly long OutOfSight = 2 * Freshness;

    /// <summary>Which of these keys the feed has been seen with, each with the first key of its item.</summary>
    public static async Task<Dictionary<long, long>> FindAsync(Session session, long feedId, IEnumerable<long> keys, CancellationToken cancellationToken) =>
        (await RowsAsync(session, feedId, keys, cancellationToken)).ToDictionary(row => row.ItemKey, row => row.FirstKey ?? row.ItemKey);

    /// <summary>True if the feed was read by the rules before and by those of today not yet.</summary>
    public static async Task<bool> AreFormerAsync(Session session, long feedId, CancellationToken cancellationToken) =>
        await session.ScalarAsync<long>(
            """
            SELECT CASE WHEN EXISTS (SELECT 1 FROM seen WHERE feed_id = @feedId)
              AND NOT EXISTS (SELECT 1 FROM seen WHERE feed_id = @feedId AND first_key IS NOT NULL) THEN 1 ELSE 0 END
            """,
            new { feedId }, cancellationToken) == 1;

    /// <summary>Adds the keys of items in sight, and renews those that are there already and were last renewed a day ago or longer.</summary>
    /// <param name="session">A write.</param>
    /// <param name="feedId">The feed.</param>
    /// <param name="items">New and known.</param>
    /// <param name="now">Unix milliseconds UTC.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task MarkAsync(Session session, long feedId, IReadOnlyCollection<SeenItem> items, long now, CancellationToken cancellationToken)
    {
        var known = (await RowsAsync(session, feedId, items.SelectMany(item => item.Keys), cancellationToken)).ToDictionary(row => row.ItemKey);
        foreach (var item in items)
        {
            var missing = item.Keys.Distinct().Where(key => !known.ContainsKey(key)).ToList();
            foreach (var key in missing)
            {
                await session.ExecuteAsync(
                    "INSERT INTO seen (feed_id, item_key, first_key, last_seen_at) VALUES (@feedId, @key, @FirstKey, @now) ON CONFLICT (feed_id, item_key) DO NOTHING",
                    new { feedId, key, item.FirstKey, now }, cancellationToken);
            }

            var former = item.Keys.Where(key => known.TryGetValue(key, out var row) && row.FirstKey is null).ToArray();
            if (former.Length > 0)
            {
                await session.ExecuteAsync(
                    $"UPDATE seen SET first_key = @FirstKey WHERE feed_id = @feedId AND item_key IN ({List(former)})", new { feedId, item.FirstKey }, cancellationToken);
            }

            // An item that is not new has more names now than before.
            if (missing.Count > 0 && !missing.Contains(item.FirstKey))
                await LimitAsync(session, feedId, item, now, cancellationToken);
        }

        foreach (var chunk in known.Keys.Chunk(Chunk))
        {
            await session.ExecuteAsync(
                $"UPDATE seen SET last_seen_at = @now WHERE feed_id = @feedId AND item_key IN ({List(chunk)}) AND last_seen_at <= @stale",
                new { feedId, now, stale = now - Freshness }, cancellationToken);
        }
    }

    /// <summary>
    /// Forgets keys of a feed that no document has brought since then. While the feed fails or stays as it is, everything in
    /// its last document counts as in sight; and never is one of the latest <see cref="LeastOfOneFeed"/> forgotten, nor one of
    /// the latest four times as many as are in sight.
    /// </summary>
    /// <returns>How many were forgotten; at most <paramref name="limit"/>.</returns>
    public static async Task<int> PruneAsync(Session session, long feedId, long before, int limit, CancellationToken cancellationToken)
    {
        var inSight = await session.ScalarAsync<long>(
            "SELECT COUNT(*) FROM seen WHERE feed_id = @feedId AND last_seen_at >= (SELECT MAX(last_seen_at) FROM seen WHERE feed_id = @feedId) - @OutOfSight",
            new { feedId, OutOfSight }, cancellationToken);
        return await session.ExecuteAsync(
            """
            DELETE FROM seen WHERE feed_id = @feedId AND last_seen_at < @before AND item_key IN (
              SELECT item_key FROM (
                SELECT item_key, last_seen_at FROM seen WHERE feed_id = @feedId ORDER BY last_seen_at DESC, item_key LIMIT @most OFFSET @least) AS beyond
              WHERE last_seen_at < @before
                AND last_seen_at < (SELECT MAX(last_seen_at) FROM seen WHERE feed_id = @feedId) - @OutOfSight
              LIMIT @limit)
            """,
            new { feedId, before, OutOfSight, limit, most = long.MaxValue, least = Math.Max(LeastOfOneFeed, 4 * inSight) }, cancellationToken);
    }

    // The keys the item goes by now are the latest; of the others the oldest go.
    private static async Task LimitAsync(Session session, long feedId, SeenItem item, long now, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(
            $"UPDATE seen SET last_seen_at = @now WHERE feed_id = @feedId AND item_key IN ({List([.. item.Keys])}) AND last_seen_at < @now", new { feedId, now }, cancellationToken);
        await session.ExecuteAsync(
            """
            DELETE FROM seen WHERE feed_id = @feedId AND first_key = @FirstKey AND last_seen_at < @now AND item_key NOT IN (
              SELECT item_key FROM seen WHERE feed_id = @feedId AND first_key = @FirstKey ORDER BY last_seen_at DESC, item_key LIMIT @MostOfOneItem)
            """,
            new { feedId, item.FirstKey, now, MostOfOneItem }, cancellationToken);
    }

    private static async Task<List<Row>> RowsAsync(Session session, long feedId, IEnumerable<long> keys, CancellationToken cancellationToken)
    {
        var found = new List<Row>();
        foreach (var chunk in keys.Distinct().Chunk(Chunk))
        {
            found.AddRange(await session.QueryAsync<Row>(
                $"SELECT item_key, first_key FROM seen WHERE feed_id = @feedId AND item_key IN ({List(chunk)})", new { feedId }, cancellationToken));
        }

        return found;
    }

    // Numbers, so there is nothing to escape; a list as a parameter is written differently on the two engines.
    private static string List(long[] keys) => string.Join(',', keys);

    private sealed class Row
    {
        public long ItemKey { get; set; }
        public long? FirstKey { get; set; }
    }
}
