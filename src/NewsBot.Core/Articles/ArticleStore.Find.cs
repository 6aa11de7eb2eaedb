using Dapper;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Articles;

/// <summary>Articles that somebody names by their address.</summary>
internal sealed partial class ArticleStore
{
    /// <summary>Those of the scope that stand at this address (<see cref="Article.UrlKey"/>), the newest first.</summary>
    public async Task<IReadOnlyList<Article>> OfAddressAsync(Session session, ArticleScope scope, long urlKey, int limit, CancellationToken cancellationToken)
    {
        var filter = await ArticleFilter.OfAsync(session, scope, null, cancellationToken);
        var parameters = new DynamicParameters(filter.Parameters);
        parameters.Add("urlKey", urlKey);
        parameters.Add("limit", limit);
        return await session.QueryAsync<Article>(
            $"SELECT {Columns} FROM {filter.From} WHERE a.url_key = @urlKey AND {filter.Where} ORDER BY a.article_id DESC LIMIT @limit", parameters, cancellationToken);
    }

    /// <summary>
    /// The name of a source that had an article at this address and that the chat may not see any more, where it knew it: the
    /// owner took it out of the catalogue, or the chat had followed it. Null otherwise: what others have is nobody's business.
    /// </summary>
    public static Task<string?> FormerSourceOfAsync(Session session, long chatKey, long urlKey, CancellationToken cancellationToken) =>
        session.ScalarAsync<string>(
            """
            SELECT feed.title FROM article a JOIN feed ON feed.feed_id = a.feed_id
            WHERE a.url_key = @urlKey AND feed.in_catalogue = 0
              AND NOT EXISTS (SELECT 1 FROM feed_chat own WHERE own.feed_id = feed.feed_id AND own.chat_key = @chatKey)
              AND (feed.removed_at IS NOT NULL OR EXISTS (SELECT 1 FROM subscription s JOIN destination d ON d.destination_id = s.destination_id
                WHERE s.feed_id = feed.feed_id AND d.chat_key = @chatKey))
            ORDER BY a.article_id DESC LIMIT 1
            """, new { urlKey, chatKey }, cancellationToken);
}
