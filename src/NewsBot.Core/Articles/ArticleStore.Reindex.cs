using System.Globalization;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;
using NewsBot.Core.Text;

namespace NewsBot.Core.Articles;

/// <summary>Articles whose rows in the search index an older analyser wrote, or nobody yet.</summary>
internal sealed partial class ArticleStore
{
    // A number and no parameter, or the partial index article_to_index would not serve: the migration that comes with a new
    // analyser makes it anew with the new number.
    internal static readonly string Outdated = string.Create(CultureInfo.InvariantCulture, $"analyzer_version < {Analyzer.Version}");

    /// <summary>The newest of them, with all their texts.</summary>
    public static Task<IReadOnlyList<Article>> OutdatedAsync(Session session, int limit, CancellationToken cancellationToken) =>
        session.QueryAsync<Article>($"SELECT * FROM article WHERE {Outdated} ORDER BY article_id DESC LIMIT @limit", new { limit }, cancellationToken);

    /// <summary>Writes their rows anew, where they have not changed or gone meanwhile. Returns how many.</summary>
    public async Task<int> ReindexAsync(Session session, IReadOnlyList<(Article Article, ArticleTokens Tokens)> batch, CancellationToken cancellationToken)
    {
        await LockAsync(session, cancellationToken);
        var count = 0;
        foreach (var (article, tokens) in batch)
        {
            var isThere = await session.ExecuteAsync(
                $"UPDATE article SET analyzer_version = @version WHERE article_id = @ArticleId AND {Outdated}", new { article.ArticleId, version = (long)Analyzer.Version }, cancellationToken);
            if (isThere == 0)
                continue;
            await _forms.AddAsync(session, tokens, cancellationToken);
            await ArticleIndex.ReplaceAsync(session, article.ArticleId, tokens, cancellationToken);
            count++;
        }

        return count;
    }

    /// <summary>How much of the index is of today's analyser, in whole percent; null when all is, as almost always.</summary>
    public static async Task<int?> IndexedPercentAsync(Session session, CancellationToken cancellationToken)
    {
        var outdated = await session.ScalarAsync<long>($"SELECT count(*) FROM article WHERE {Outdated}", null, cancellationToken);
        if (outdated == 0)
            return null;
        var all = await session.ScalarAsync<long>("SELECT count(*) FROM article", null, cancellationToken);
        return (int)((all - outdated) * 100 / Math.Max(all, 1));
    }
}
