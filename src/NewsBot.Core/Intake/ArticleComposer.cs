using NewsBot.Core.Articles;
using NewsBot.Core.Feeds;
using NewsBot.Core.Search;
using NewsBot.Core.Text;

namespace NewsBot.Core.Intake;

/// <summary>Makes articles of the items of a feed. Every text passes the cleaner here, every HTML becomes plain.</summary>
internal static class ArticleComposer
{
    private const int LongestAddress = 2000;
    private const int LongestName = 200;

    /// <summary>The article of an item, or null for an item that says nothing.</summary>
    /// <param name="item">As the document states it.</param>
    /// <param name="keys">Its keys among the items of the document.</param>
    /// <param name="feed">Where it came from.</param>
    /// <param name="now">When it was first seen, Unix milliseconds.</param>
    /// <param name="spoken">The language of the items around it, for one that is too short to tell; null: not known.</param>
    public static Article? Compose(ParsedItem item, ItemKeys keys, Feed feed, long now, string? spoken = null)
    {
        var content = HtmlText.ToPlainText(item.Content);
        var teaser = HtmlText.ToPlainText(item.Summary);
        var body = ArticleText.Cut(content.Length > teaser.Length ? content : teaser, ArticleText.LongestBody);
        var summary = ArticleText.Shorten(teaser.Length > 0 ? teaser : ArticleText.FirstParagraph(content), ArticleText.LongestSummary);
        var url = Address(item.Link);
        var title = ArticleText.Shorten(Line(item.Title, int.MaxValue) ?? "", ArticleText.LongestTitle);
        if (title.Length == 0)
            title = ArticleText.Shorten(ArticleText.FirstParagraph(body), 120);
        if (title.Length == 0)
            title = url ?? "";
        if (title.Length == 0)
            return null;

        // A summary that only says the title again is none.
        if (summary == title || (item.Title is null && body.StartsWith(summary, StringComparison.Ordinal) && summary.Length <= title.Length))
            summary = "";
        return new Article
        {
            FeedId = feed.FeedId,
            ItemKey = keys.Strongest,
            Url = url,
            UrlKey = PageKey(url, keys),
            Title = title,
            Summary = summary,
            Body = body == summary ? "" : body,
            BodyComplete = content.Length > 0 && ArticleText.IsWholeArticle(content, teaser) ? 1 : 0,
            Author = Line(item.Author, LongestName),
            Language = LanguageGuess.Decide(LanguageTag.Normalize(item.Language) ?? feed.Language, $"{title}\n{ArticleIndex.SearchText(summary, body)}") ?? spoken,
            PublishedAt = (item.Published ?? item.Updated)?.ToUnixTimeMilliseconds(),
            FirstSeenAt = now,
            ReadingMinutes = item.ReadingMinutes is > 0 and < 600 ? item.ReadingMinutes : null,
            PictureUrl = Address(item.Picture?.Address),
            PictureCaption = Line(item.Picture?.Alternative, ArticleText.LongestTitle),
            PictureCredit = Line(item.Picture?.Credit, LongestName),
            ContentHash = ContentHash(title, summary),
        };
    }

    /// <summary>The article with what searches and standing queries see of it.</summary>
    public static IncomingArticle Analyze(Article article, ItemKeys keys, Feed feed) =>
        new(article, keys, ArticleTokens.Of(article.Title, ArticleIndex.SearchText(article.Summary, article.Body), SourceNames.Of(feed.Title, feed.SiteUrl, feed.Url), article.Language));

    /// <summary>Tells a changed headline from a changed counter in an address.</summary>
    public static long ContentHash(string title, string summary) => StableHash.Of($"{title}\n{summary}");

    // The keys tell whether the address names this article: a front page, or a page that several items share, does not.
    private static long? PageKey(string? url, ItemKeys keys) =>
        UrlKey.Canonical(url) is { } page && keys.Strong.Contains(StableHash.Of($"link\n{page}")) ? StableHash.Of(page) : null;

    private static string? Address(string? address)
    {
        address = TextCleaner.Clean(address?.Trim());
        return address is { Length: > 0 and <= LongestAddress }
            && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Host.Length > 0
            ? address
            : null;
    }

    private static string? Line(string? text, int longest)
    {
        var line = TextCleaner.Clean(text)?.ReplaceLineEndings(" ").Replace('\t', ' ').Trim();
        return string.IsNullOrEmpty(line) ? null : ArticleText.Cut(line, longest);
    }
}
