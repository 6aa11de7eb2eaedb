using NewsBot.Core.Search;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Articles;

/// <summary>What a search finds, the best first.</summary>
internal sealed partial class ArticleStore
{
    /// <summary>What the query finds among everything visible, in either order.</summary>
    /// <param name="session">The unit of work.</param>
    /// <param name="scope">Who asks.</param>
    /// <param name="query">The query.</param>
    /// <param name="order">How it is ordered; a cursor is of one order.</param>
    /// <param name="cursor">Where an earlier page ended; null: the first page.</param>
    /// <param name="limit">Articles of a page, at least 1.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<ArticlePage> SearchAsync(
        Session session, ArticleScope scope, Query query, SearchOrder order, long? cursor, int limit, CancellationToken cancellationToken) => order switch
        {
            SearchOrder.NewestFirst => await SearchAsync(session, scope, query, cursor, limit, cancellationToken),
            SearchOrder.BestFirst => await BestAsync(session, scope, query, cursor is { } number ? BestCursor.Of(number) : null, limit, cancellationToken),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static async Task<ArticlePage> BestAsync(Session session, ArticleScope scope, Query query, BestCursor? cursor, int limit, CancellationToken cancellationToken)
    {
        var filter = await ArticleFilter.OfAsync(session, scope, query, cancellationToken);
        var hits = await new Ranking(filter).HitsAsync(session, cursor?.Newest ?? long.MaxValue, cancellationToken);
        if (hits.Count == 0)
            return new ArticlePage([], null);
        var start = cursor ?? new BestCursor(hits[0].ArticleId, 0);
        var apart = await ApartAsync(session, scope.ChatKey, cancellationToken);
        // No story has a number below 1.
        var ordered = Bm25.Order(apart.Count == 0 ? hits : [.. hits.Select(hit => apart.Contains(hit.ArticleId) ? hit with { StoryId = -hit.ArticleId } : hit)]);
        var page = ordered.Skip(start.Offset).Take(limit).Select(hit => hit.ArticleId).ToList();
        var articles = (await session.QueryAsync<Article>($"SELECT {Columns} FROM article a WHERE a.article_id IN @page", new { page }, cancellationToken)).ToDictionary(article => article.ArticleId);
        return new ArticlePage(
            [.. page.Where(articles.ContainsKey).Select(id => articles[id])],
            start.Offset + page.Count < ordered.Count ? (start with { Offset = start.Offset + page.Count }).ToNumber() : null);
    }
}
