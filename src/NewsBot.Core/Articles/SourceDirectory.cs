using NewsBot.Core.Search;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Articles;

/// <summary>Finds the feeds that a <c>source:</c> term names.</summary>
internal static class SourceDirectory
{
    /// <summary>The directory of all feeds as they are now.</summary>
    public static async Task<FeedsOfSource> ReadAsync(Session session, CancellationToken cancellationToken)
    {
        var rows = await session.QueryAsync<SourceRow>("SELECT feed_id, title, site_url, url FROM feed", null, cancellationToken);
        var names = rows.Select(row => (row.FeedId, Names: SourceNames.Of(row.Title, row.SiteUrl, row.Url))).ToList();
        return source => [.. names.Where(entry => entry.Names.Match(source)).Select(entry => entry.FeedId)];
    }

    private sealed class SourceRow
    {
        public long FeedId { get; set; }
        public string Title { get; set; } = "";
        public string? SiteUrl { get; set; }
        public string Url { get; set; } = "";
    }
}
