using NewsBot.Core.Search;
using NewsBot.Core.Storage;
using NewsBot.Core.Text;

namespace NewsBot.Core.Articles;

/// <summary>What sources change in articles that they have brought already.</summary>
internal sealed partial class ArticleStore
{
    /// <summary>
    /// Replaces what a source changed in an article it had already brought. Id, story, addresses and moments stay, and
    /// nothing is sent. A changed headline is noted (<see cref="Article.CorrectedAt"/>).
    /// </summary>
    /// <param name="session">A transaction.</param>
    /// <param name="article">As it is now, with the id of the stored one.</param>
    /// <param name="tokens">What searches see of it.</param>
    /// <param name="now">Unix milliseconds.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How often the headline was changed by now; 0: this time it was not.</returns>
    public async Task<long> ChangeAsync(Session session, Article article, ArticleTokens tokens, long now, CancellationToken cancellationToken)
    {
        var stored = await session.FirstAsync<Article>(
            "SELECT title, corrected_at, corrections FROM article WHERE article_id = @ArticleId", article, cancellationToken);
        if (stored is null)
            return 0;
        var isCorrected = Headline.IsAnother(stored.Title, article.Title);
        article.Corrections = stored.Corrections + (isCorrected ? 1 : 0);
        article.CorrectedAt = isCorrected ? now : stored.CorrectedAt;
        article.AnalyzerVersion = Analyzer.Version;
        await session.ExecuteAsync(
            """
            UPDATE article SET title = @Title, summary = @Summary, body = @Body, body_complete = @BodyComplete, language = @Language,
              author = @Author, reading_minutes = @ReadingMinutes, picture_url = @PictureUrl,
              picture_caption = @PictureCaption, picture_credit = @PictureCredit, content_hash = @ContentHash,
              analyzer_version = @AnalyzerVersion, corrected_at = @CorrectedAt, corrections = @Corrections
            WHERE article_id = @ArticleId
            """,
            article, cancellationToken);
        await _forms.AddAsync(session, tokens, cancellationToken);
        await ArticleIndex.ReplaceAsync(session, article.ArticleId, tokens, cancellationToken);
        return isCorrected ? article.Corrections : 0;
    }
}
