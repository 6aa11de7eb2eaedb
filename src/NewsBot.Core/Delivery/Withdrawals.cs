using NewsBot.Core.Articles;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Delivery;

/// <summary>What came of taking articles back.</summary>
/// <param name="Articles">Those that stood at the address, withdrawn before or now.</param>
/// <param name="Messages">Messages in chats that are going to say so.</param>
internal sealed record Withdrawal(IReadOnlyList<Article> Articles, int Messages);

/// <summary>
/// Takes back what its source took back: the article is not listed or found any more, and every message of the ledger that carries it
/// is made anew, however old it is.
/// </summary>
internal sealed class Withdrawals(StoryEdits edits, TimeProvider time)
{
    /// <summary>Takes back what stands at an address.</summary>
    /// <param name="session">A writing one.</param>
    /// <param name="address">As somebody wrote it.</param>
    /// <param name="urlKey">The hash of its canonical form, as <see cref="Article.UrlKey"/>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<Withdrawal> WithdrawAsync(Session session, string address, long urlKey, CancellationToken cancellationToken)
    {
        var articles = await FindAsync(session, "url_key = @urlKey", address, urlKey, cancellationToken);
        // Of a feed whose items share an address none has a key by it.
        if (articles.Count == 0)
            articles = await FindAsync(session, "url = @address", address, urlKey, cancellationToken);
        var messages = 0;
        foreach (var article in articles)
        {
            await session.ExecuteAsync(
                "UPDATE article SET withdrawn_at = @now WHERE article_id = @ArticleId AND withdrawn_at IS NULL", new { article.ArticleId, now = time.NowMilliseconds() }, cancellationToken);
            messages += await edits.WithdrawnAsync(session, article.ArticleId, cancellationToken);
        }

        return new Withdrawal(articles, messages);
    }

    private static Task<IReadOnlyList<Article>> FindAsync(Session session, string condition, string address, long urlKey, CancellationToken cancellationToken) =>
        session.QueryAsync<Article>(
            $"SELECT a.*, f.title AS feed_title FROM article a JOIN feed f ON f.feed_id = a.feed_id WHERE a.{condition} ORDER BY a.article_id", new { address, urlKey }, cancellationToken);
}
