using NewsBot.Core.Storage;

namespace NewsBot.Core.Articles;

/// <summary>What a feed has brought already, without summaries and bodies: for telling whether an item is one of them.</summary>
internal sealed partial class ArticleStore
{
    private const string ItemColumns = "article_id, feed_id, item_key, url_key, title, published_at, first_seen_at, content_hash";

    /// <summary>Those of a feed that have one of these item keys.</summary>
    public static Task<IReadOnlyList<Article>> OfItemsAsync(Session session, long feedId, IReadOnlyCollection<long> itemKeys, CancellationToken cancellationToken) =>
        session.QueryAsync<Article>(
            $"SELECT {ItemColumns} FROM article WHERE feed_id = @feedId AND item_key IN @itemKeys ORDER BY article_id", new { feedId, itemKeys }, cancellationToken);

    /// <summary>Those of a feed that stand at one of these addresses (<see cref="Article.UrlKey"/>).</summary>
    public static Task<IReadOnlyList<Article>> OfPagesAsync(Session session, long feedId, IReadOnlyCollection<long> urlKeys, CancellationToken cancellationToken) =>
        session.QueryAsync<Article>(
            $"SELECT {ItemColumns} FROM article WHERE feed_id = @feedId AND url_key IN @urlKeys ORDER BY article_id", new { feedId, urlKeys }, cancellationToken);

    /// <summary>Those of a feed whose sort time lies in this second.</summary>
    public static Task<IReadOnlyList<Article>> OfSecondAsync(Session session, long feedId, long sortTime, CancellationToken cancellationToken) =>
        session.QueryAsync<Article>(
            $"SELECT {ItemColumns} FROM article WHERE feed_id = @feedId AND article_id >= @first AND article_id < @next",
            new { feedId, first = Article.FirstIdOf(sortTime), next = Article.FirstIdOf(sortTime + 1000) }, cancellationToken);

    /// <summary>The latest of a feed, the newest first.</summary>
    public static Task<IReadOnlyList<Article>> LatestOfFeedAsync(Session session, long feedId, int limit, CancellationToken cancellationToken) =>
        session.QueryAsync<Article>(
            $"SELECT {ItemColumns} FROM article WHERE feed_id = @feedId ORDER BY article_id DESC LIMIT @limit", new { feedId, limit }, cancellationToken);
}
