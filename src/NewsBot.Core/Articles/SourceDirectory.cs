using NewsBot.Core.Search;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Articles;

/// <summary>Which feeds a <c>source:</c> term names, and which there are for samples only.</summary>
internal static class SourceDirectory
{
    /// <summary>The directory of all feeds as they are now.</summary>
    public static async Task<FeedsOfSource> ReadAsync(Session session, CancellationToken cancellationToken)
    {
        var rows = await session.QueryAsync<SourceRow>("SELECT feed_id, title, site_url, url FROM feed", null, cancellationToken);
        var names = rows.Select(row => (row.FeedId, Names: SourceNames.Of(row.Title, row.SiteUrl, row.Url))).ToList();
        return source => [.. names.Where(entry => entry.Names.Match(source)).Select(entry => entry.FeedId)];
    }

    /// <summary>Sources of documents that hold samples and nothing else; those of the seeds also when their samples are pruned.</summary>
    public static async Task<IReadOnlySet<long>> OnlySamplesAsync(Session session, CancellationToken cancellationToken) =>
        (await session.QueryAsync<long>(
            """
            SELECT feed.feed_id FROM feed
            WHERE feed.kind = 'documents' AND NOT EXISTS (SELECT 1 FROM article a WHERE a.feed_id = feed.feed_id AND a.sample = 0)
              AND (feed.origin = 'seed' OR EXISTS (SELECT 1 FROM article a WHERE a.feed_id = feed.feed_id AND a.sample = 1))
            """, null, cancellationToken)).ToHashSet();

    private sealed class SourceRow
    {
        public long FeedId { get; set; }
        public string Title { get; set; } = "";
        public string? SiteUrl { get; set; }
        public string Url { get; set; } = "";
    }
}
