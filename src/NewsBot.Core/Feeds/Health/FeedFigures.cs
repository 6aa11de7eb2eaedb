using NewsBot.Core.Storage;

namespace NewsBot.Core.Feeds;

/// <summary>A source of the catalogue that fails. <paramref name="Since"/>: Unix milliseconds.</summary>
internal sealed record FailingFeed(string Title, long? Since);

/// <summary>How the sources are that somebody has.</summary>
/// <param name="Well">Read the last time they were asked, or not asked yet.</param>
/// <param name="Failing">Not read the last time.</param>
/// <param name="Paused">By the owner.</param>
/// <param name="Worst">Those of the catalogue that fail for longest. What chats added themselves is named to nobody else.</param>
internal sealed record FeedFigures(long Well, long Failing, long Paused, IReadOnlyList<FailingFeed> Worst)
{
    private const int MostNamed = 3;
    private const string Had = "kind = 'polled' AND (in_catalogue = 1 OR EXISTS (SELECT 1 FROM feed_chat fc WHERE fc.feed_id = feed.feed_id))";

    public long All => Well + Failing + Paused;

    public static async Task<FeedFigures> ReadAsync(Session session, CancellationToken cancellationToken)
    {
        var states = (await session.QueryAsync<Row>(
            $"""
            SELECT CASE WHEN state = 'paused' THEN 'paused' WHEN failures > 0 OR state = 'gone' THEN 'failing' ELSE 'well' END AS state, COUNT(*) AS feeds
            FROM feed WHERE {Had} GROUP BY CASE WHEN state = 'paused' THEN 'paused' WHEN failures > 0 OR state = 'gone' THEN 'failing' ELSE 'well' END
            """, null, cancellationToken)).ToDictionary(row => row.State, row => row.Feeds, StringComparer.Ordinal);
        var worst = await session.QueryAsync<Feed>(
            """
            SELECT title, failing_since FROM feed WHERE kind = 'polled' AND in_catalogue = 1 AND state <> 'paused' AND (failures > 0 OR state = 'gone')
            ORDER BY COALESCE(failing_since, 0), feed_id LIMIT @MostNamed
            """, new { MostNamed }, cancellationToken);
        return new FeedFigures(
            states.GetValueOrDefault("well"), states.GetValueOrDefault("failing"), states.GetValueOrDefault("paused"),
            [.. worst.Select(feed => new FailingFeed(feed.Title, feed.FailingSince))]);
    }

    private sealed class Row
    {
        public string State { get; set; } = "";
        public long Feeds { get; set; }
    }
}
