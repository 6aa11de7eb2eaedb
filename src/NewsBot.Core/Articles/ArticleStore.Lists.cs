using Dapper;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Articles;

/// <summary>
/// Lists, newest first, with one article a story: the newest that the list may hold. What the chat split off is a story of its own.
/// </summary>
internal sealed partial class ArticleStore
{
    private const string Columns = "a.*, (SELECT feed.title FROM feed WHERE feed.feed_id = a.feed_id) AS feed_title";

    private const int NewestLookedAt = 300;

    /// <summary>What the chat follows, or everything it may see while <see cref="ArticleScope.Following"/> is null.</summary>
    /// <param name="session">The unit of work.</param>
    /// <param name="scope">Whose list it is.</param>
    /// <param name="before">The cursor of an earlier page; null: the first page.</param>
    /// <param name="limit">Articles of a page, at least 1.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<ArticlePage> LatestAsync(Session session, ArticleScope scope, long? before, int limit, CancellationToken cancellationToken) =>
        await PageAsync(session, scope, null, before, limit, cancellationToken);

    /// <summary>What the query finds among everything visible, whatever the chat follows.</summary>
    /// <inheritdoc cref="LatestAsync"/>
    public async Task<ArticlePage> SearchAsync(
        Session session, ArticleScope scope, Query query, long? before, int limit, CancellationToken cancellationToken) =>
        await PageAsync(session, scope, query, before, limit, cancellationToken);

    /// <summary>The newest articles of one feed, in every language; whether the chat may see the feed is checked.</summary>
    public async Task<IReadOnlyList<Article>> NewestOfFeedAsync(Session session, ArticleScope scope, long feedId, int limit, CancellationToken cancellationToken) =>
        (await LatestAsync(session, scope with { Following = new Following([feedId], []) }, null, limit, cancellationToken)).Articles;

    private static async Task<ArticlePage> PageAsync(Session session, ArticleScope scope, Query? query, long? before, int limit, CancellationToken cancellationToken)
    {
        var filter = await ArticleFilter.OfAsync(session, scope, query, cancellationToken);
        var asksIndex = query is not null || scope.Following?.Queries.Count > 0;
        var rowFilter = asksIndex && ArticleIndex.RowPrinter(session) is { } printer ? await ArticleFilter.OfAsync(session, printer, scope, query, cancellationToken) : null;
        var page = new List<Article>(limit + 1);
        var cursor = before ?? long.MaxValue;
        while (true)
        {
            // One more than the page holds tells whether there is another.
            var wanted = limit + 1 - page.Count;
            var rows = await RowsAsync(session, filter, rowFilter, cursor, wanted, cancellationToken);
            var folded = await OlderReportsAsync(session, rowFilter ?? filter, scope.ChatKey, rows, cancellationToken);
            page.AddRange(rows.Where(row => !folded.Contains(row.ArticleId)));
            if (page.Count > limit)
                return new ArticlePage(page.GetRange(0, limit), page[limit - 1].ArticleId);
            if (rows.Count < wanted)
                return new ArticlePage(page, null);
            cursor = rows[^1].ArticleId;
        }
    }

    // PostgreSQL's index gives all that a query finds, in no order. What finds much fills the page from the newest
    // articles, which are looked at one by one; what does not finds little, and the index is quick.
    private static async Task<IReadOnlyList<Article>> RowsAsync(
        Session session, ArticleFilter filter, ArticleFilter? rowFilter, long cursor, int wanted, CancellationToken cancellationToken)
    {
        if (rowFilter is not null)
        {
            var newest = await ReadAsync(rowFilter, TsQueryRowPrinter.Newest("@cursor", NewestLookedAt));
            if (newest.Count == wanted)
                return newest;
        }
        return await ReadAsync(filter, filter.From);

        Task<IReadOnlyList<Article>> ReadAsync(ArticleFilter wantedBy, string from)
        {
            var parameters = new DynamicParameters(wantedBy.Parameters);
            parameters.Add("cursor", cursor);
            parameters.Add("wanted", wanted);
            return session.QueryAsync<Article>(
                $"SELECT {Columns} FROM {from} WHERE {wantedBy.Where} AND {wantedBy.Key} < @cursor ORDER BY {wantedBy.Key} DESC LIMIT @wanted",
                parameters, cancellationToken);
        }
    }

    /// <summary>What came in last (<see cref="Article.Arrival"/>); 0: nothing did.</summary>
    public static async Task<long> LastArrivalAsync(Session session, CancellationToken cancellationToken) =>
        await session.ScalarAsync<long?>("SELECT MAX(arrival) FROM article WHERE arrival IS NOT NULL", null, cancellationToken) ?? 0;

    // Those of the rows whose story has a newer report that the same list holds. Most stories have one report.
    private static async Task<HashSet<long>> OlderReportsAsync(
        Session session, ArticleFilter filter, long? chatKey, IReadOnlyList<Article> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
            return [];
        var oldest = rows[^1].ArticleId;
        var newer = (await session.QueryAsync<Article>(
            "SELECT article_id, story_id FROM article WHERE story_id IN @stories AND article_id > @oldest",
            new { stories = rows.Select(row => row.StoryId).Distinct().ToList(), oldest }, cancellationToken))
            .Where(report => rows.Any(row => row.StoryId == report.StoryId && row.ArticleId < report.ArticleId))
            .ToList();
        if (newer.Count == 0)
            return [];
        var apart = await ApartAsync(session, chatKey, cancellationToken);
        newer.RemoveAll(report => apart.Contains(report.ArticleId));
        if (newer.Count == 0)
            return [];
        var parameters = new DynamicParameters(filter.Parameters);
        parameters.Add("newer", newer.Select(report => report.ArticleId).ToList());
        var listed = await session.QueryAsync<Article>(
            $"SELECT a.article_id, a.story_id FROM {filter.From} WHERE {filter.Where} AND a.article_id IN @newer", parameters, cancellationToken);
        return [.. rows.Where(row => !apart.Contains(row.ArticleId) && listed.Any(report => report.StoryId == row.StoryId && report.ArticleId > row.ArticleId))
            .Select(row => row.ArticleId)];
    }

    // What a chat said is another story than the one it was put in.
    private static async Task<HashSet<long>> ApartAsync(Session session, long? chatKey, CancellationToken cancellationToken) => chatKey is null
        ? []
        : [.. await session.QueryAsync<long>("SELECT article_id FROM story_split WHERE chat_key = @chatKey", new { chatKey }, cancellationToken)];
}
