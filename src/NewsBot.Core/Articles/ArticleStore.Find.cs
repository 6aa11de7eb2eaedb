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
}
