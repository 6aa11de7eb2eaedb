using NewsBot.Core.Articles;
using NewsBot.Core.Chats;
using NewsBot.Core.Text;
using NewsBot.Core.Wording;

namespace NewsBot.Core.Delivery;

/// <summary>
/// Many articles as one message: a line each, the title linked, with its source. Always within Telegram's limits; of
/// entities a message has 100 (Bot API, MessageEntity), so a line has one.
/// </summary>
internal static class ListRenderer
{
    private const int SourceLimit = 24;

    // Titles become shorter until all of them fit.
    private static readonly int[] TitleLimits = [160, 120, 90, 70, 55, 40, 25];

    /// <summary>The message's text; <paramref name="articles"/> stand in their order.</summary>
    public static string Html(IReadOnlyList<Article> articles, Chat chat, IReadOnlyList<string> matched)
    {
        var words = Words.For(chat.Language);
        var head = words.Html("burst.head", ("count", (long)articles.Count));
        var foot = ArticleRenderer.Matched(matched);
        return TitleLimits.Select(limit => Html(articles, words, head, foot, limit))
            .First(html => TelegramHtml.Length(html) <= TelegramHtml.TextLimit - ArticleRenderer.Reserve);
    }

    private static string Html(IReadOnlyList<Article> articles, Words words, string head, string foot, int titleLimit) =>
        string.Join("\n\n", new[] { head, string.Join("\n", articles.Select(article => Line(article, words, titleLimit))), foot }.Where(part => part.Length > 0));

    private static string Line(Article article, Words words, int titleLimit)
    {
        var title = TelegramHtml.TruncatePlain(FeedLine.Of(article.Title), titleLimit);
        var source = TelegramHtml.TruncatePlain(FeedLine.Of(article.FeedTitle), SourceLimit);
        return $"• {TelegramHtml.Link(title.Length == 0 ? words.Say("alert.untitled") : title, article.Url)}"
            + (source.Length == 0 ? "" : $" · {TelegramHtml.Escape(source)}");
    }
}
