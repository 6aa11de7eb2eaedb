using NewsBot.Core.Articles;
using NewsBot.Core.Feeds;
using NewsBot.Core.Intake.Documents;
using NewsBot.Core.Text;

namespace NewsBot.Core.Intake;

/// <summary>Makes articles of the pieces of a page document.</summary>
internal static class PageComposer
{
    /// <summary>The source a document belongs to: the one it names, else its first section, else the name of its file.</summary>
    public static Feed SourceOf(PageDocument document, string fileName, string origin, long now)
    {
        var title = TextCleaner.Clean(document.Source ?? (document.Articles is [var first, ..] ? first.Section : null) ?? Path.GetFileNameWithoutExtension(fileName)).Trim();
        return DocumentSource.Of(title, document.Language, origin, now);
    }

    /// <summary>The article of a piece, ready for the intake.</summary>
    /// <param name="piece">An article, brief or video of the page.</param>
    /// <param name="document">The page.</param>
    /// <param name="feed">The source, as stored.</param>
    /// <param name="now">When it came in, Unix milliseconds.</param>
    public static IncomingArticle Compose(PageArticle piece, PageDocument document, Feed feed, long now)
    {
        var body = ArticleText.Cut(TextCleaner.Clean(string.Join('\n', piece.Paragraphs)), ArticleText.LongestBody);
        var summary = ArticleText.Shorten(ArticleText.FirstParagraph(body), ArticleText.LongestSummary);
        var title = ArticleText.Shorten(TextCleaner.Clean(piece.Title), ArticleText.LongestTitle);
        var picture = piece.Pictures.Count > 0 ? piece.Pictures[0] : null;
        var keys = KeysOf(piece);
        return ArticleComposer.Analyze(
            new Article
            {
                FeedId = feed.FeedId,
                ItemKey = keys.Strongest,
                Url = TextCleaner.Clean(piece.Address),
                UrlKey = UrlKey.Of(piece.Address),
                Title = title,
                Summary = summary,
                Body = body == summary ? "" : body,
                BodyComplete = piece.Kind == PageArticleKind.Video ? 0 : 1,
                Kind = piece.Kind switch
                {
                    PageArticleKind.Article => "article",
                    PageArticleKind.Brief => "brief",
                    PageArticleKind.Video => "video",
                    _ => throw new InvalidOperationException($"{piece.Kind} is no kind of a piece."),
                },
                Section = TextCleaner.Clean(piece.Section),
                Author = TextCleaner.Clean(piece.Author),
                Language = LanguageGuess.Decide(document.Language, $"{title}\n{body}") ?? LanguageOf(document),
                PublishedAt = piece.Published?.ToUnixTimeMilliseconds(),
                FirstSeenAt = now,
                ReadingMinutes = piece.ReadingMinutes,
                PictureCaption = TextCleaner.Clean(picture?.Caption),
                PictureCredit = TextCleaner.Clean(picture?.Credit),
                Sample = document.IsSample ? 1 : 0,
                ContentHash = ArticleComposer.ContentHash(title, summary),
            },
            keys,
            feed);
    }

    /// <summary>A brief may be too short to tell: it is in the language of its page.</summary>
    private static string? LanguageOf(PageDocument document) =>
        LanguageGuess.Of(string.Join('\n', document.Articles.SelectMany(article => article.Paragraphs.Prepend(article.Title))));

    // A brief is known by its first sentence alone: the year of the day it names depends on when it is read.
    private static ItemKeys KeysOf(PageArticle piece)
    {
        var day = piece.Kind == PageArticleKind.Article ? piece.Published?.UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : null;
        var byTitle = StableHash.Of($"page\n{piece.Title.ToLowerInvariant()}\n{day}");
        return UrlKey.Canonical(piece.Address) is { } page && StableHash.Of($"link\n{page}") is var byAddress
            ? new ItemKeys(byAddress, [byAddress, byTitle])
            : new ItemKeys(byTitle, [byTitle]);
    }
}
