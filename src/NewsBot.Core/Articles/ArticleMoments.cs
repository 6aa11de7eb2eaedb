using NewsBot.Core.Storage;

namespace NewsBot.Core.Articles;

/// <summary>When a feed's articles came out.</summary>
internal static class ArticleMoments
{
    /// <summary>Sort times of the latest articles, Unix milliseconds, the latest first.</summary>
    public static async Task<IReadOnlyList<long>> LatestAsync(Session session, long feedId, int limit, CancellationToken cancellationToken) =>
        [.. (await session.QueryAsync<long>(
            "SELECT article_id FROM article WHERE feed_id = @feedId ORDER BY article_id DESC LIMIT @limit", new { feedId, limit }, cancellationToken)).Select(Article.SortTimeOf)];
}
