using NewsBot.Core.Articles;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>What is folded into a line of a list.</summary>
/// <param name="StoryId">The story.</param>
/// <param name="Outlets">Other outlets that report it: "+2".</param>
internal sealed record ArticleFold(long StoryId, int Outlets)
{
    /// <summary>By the articles of a page; those that stand for themselves have none.</summary>
    /// <param name="session">The unit of work.</param>
    /// <param name="articles">Of a page.</param>
    /// <param name="chatKey">Who looks.</param>
    /// <param name="destinationId">Where what is muted does not count; 0: nowhere.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<IReadOnlyDictionary<long, ArticleFold>> ReadAsync(
        Session session, IReadOnlyList<Article> articles, long chatKey, long destinationId, CancellationToken cancellationToken)
    {
        var reports = await StoryReports.ReadAsync(session, [.. articles.Select(article => article.StoryId).Distinct()], [chatKey], cancellationToken);
        return articles
            .Where(article => !reports.IsApart(article.ArticleId, article.StoryId, chatKey)
                && reports.Of(article.StoryId, chatKey, destinationId).Any(report => report.ArticleId != article.ArticleId))
            .ToDictionary(
                article => article.ArticleId,
                article => new ArticleFold(article.StoryId, reports.Beside(article.ArticleId, article.StoryId, chatKey, destinationId).Count));
    }
}
