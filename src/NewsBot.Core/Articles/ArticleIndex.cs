using NewsBot.Core.Search;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Articles;

/// <summary>The rows of the full-text index, one an article. The two engines hold the same tokens in tables of their own kind.</summary>
internal static class ArticleIndex
{
    /// <summary>The printer of queries for the engine of this session.</summary>
    public static SqlPrinter Printer(Session session) => IsPostgreSql(session) ? SqlPrinter.TsQuery : SqlPrinter.Fts5;

    /// <summary>The printer for a handful of rows; null where the engine reads its index newest first and needs none.</summary>
    public static SqlPrinter? RowPrinter(Session session) => IsPostgreSql(session) ? SqlPrinter.TsQueryOnRows : null;

    /// <summary>What a search sees of summary and body. An editor's summary may hold words that the body does not.</summary>
    public static string SearchText(string summary, string body)
    {
        if (body.Length == 0)
            return summary;
        var start = summary.AsSpan(0, Math.Min(40, summary.Length));
        return body.Replace('\n', ' ').AsSpan().StartsWith(start) ? body : summary + "\n" + body;
    }

    public static Task<int> AddAsync(Session session, long articleId, ArticleTokens tokens, CancellationToken cancellationToken)
    {
        if (IsPostgreSql(session))
        {
            return session.ExecuteAsync(
                """
                WITH indexed AS (INSERT INTO article_index (article_id, tokens) VALUES (@articleId, @vector::tsvector))
                INSERT INTO article_codes (article_id, codes) VALUES (@articleId, @codes)
                """,
                new { articleId, vector = IndexWriter.ToTsVector(tokens), codes = TokenCodes.Write(tokens) }, cancellationToken);
        }

        var row = IndexWriter.ToFts5(tokens);
        return session.ExecuteAsync(
            "INSERT INTO article_index (rowid, title, body) VALUES (@articleId, @Title, @Body)", new { articleId, row.Title, row.Body }, cancellationToken);
    }

    public static async Task ReplaceAsync(Session session, long articleId, ArticleTokens tokens, CancellationToken cancellationToken)
    {
        await RemoveAsync(session, [articleId], cancellationToken);
        await AddAsync(session, articleId, tokens, cancellationToken);
    }

    public static Task<int> RemoveAsync(Session session, IReadOnlyCollection<long> articleIds, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            IsPostgreSql(session)
                ? "WITH coded AS (DELETE FROM article_codes WHERE article_id IN @articleIds) DELETE FROM article_index WHERE article_id IN @articleIds"
                : "DELETE FROM article_index WHERE rowid IN @articleIds",
            new { articleIds }, cancellationToken);

    private static bool IsPostgreSql(Session session) => session.Dialect is PostgreSqlDialect;
}
