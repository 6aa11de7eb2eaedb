using Dapper;
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

    /// <summary>The statement that adds an article's row, with its parameters but for <c>@ArticleId</c>.</summary>
    public static (string Insert, DynamicParameters Parameters) RowOf(Session session, ArticleTokens tokens)
    {
        var parameters = new DynamicParameters();
        if (IsPostgreSql(session))
        {
            parameters.Add("indexTokens", IndexWriter.ToTsVector(tokens));
            parameters.Add("indexCodes", TokenCodes.Write(tokens));
            return ("""
                INSERT INTO article_index (article_id, tokens) VALUES (@ArticleId, @indexTokens::tsvector);
                INSERT INTO article_codes (article_id, codes) VALUES (@ArticleId, @indexCodes)
                """, parameters);
        }

        var row = IndexWriter.ToFts5(tokens);
        parameters.Add("indexTitle", row.Title);
        parameters.Add("indexBody", row.Body);
        return ("INSERT INTO article_index (rowid, title, body) VALUES (@ArticleId, @indexTitle, @indexBody)", parameters);
    }

    public static async Task ReplaceAsync(Session session, long articleId, ArticleTokens tokens, CancellationToken cancellationToken)
    {
        await RemoveAsync(session, [articleId], cancellationToken);
        var row = RowOf(session, tokens);
        row.Parameters.Add("ArticleId", articleId);
        await session.ExecuteAsync(row.Insert, row.Parameters, cancellationToken);
    }

    public static Task<int> RemoveAsync(Session session, IReadOnlyCollection<long> articleIds, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            IsPostgreSql(session)
                ? "WITH coded AS (DELETE FROM article_codes WHERE article_id IN @articleIds) DELETE FROM article_index WHERE article_id IN @articleIds"
                : "DELETE FROM article_index WHERE rowid IN @articleIds",
            new { articleIds }, cancellationToken);

    private static bool IsPostgreSql(Session session) => session.Dialect is PostgreSqlDialect;
}
