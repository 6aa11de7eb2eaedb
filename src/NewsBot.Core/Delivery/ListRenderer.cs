using NewsBot.Core.Articles;
using NewsBot.Core.Wording;

namespace NewsBot.Core.Delivery;

/// <summary>A story in a list, and how many sources report it.</summary>
internal sealed record ListLine(Article Article, long Reports = 1);

/// <summary>Stories under a heading; an empty heading is not shown.</summary>
internal sealed record ListSection(string Heading, IReadOnlyList<ListLine> Lines);

/// <summary>
/// Many articles as one message: a line each, the title linked, with its source. Always within Telegram's limits; of
/// entities a message has 100 (Bot API, MessageEntity), so a line has one.
/// </summary>
internal static class ListRenderer
{
    private const int SourceLimit = 24;
    private const int HeadingLimit = 60;

    // Titles become shorter until all of them fit.
    private static readonly int[] TitleLimits = [160, 120, 90, 70, 55, 40, 25, 15];

    /// <summary>The message's text.</summary>
    /// <param name="head">HTML of the first line.</param>
    /// <param name="sections">In their order.</param>
    /// <param name="foot">HTML of the last line; empty: none.</param>
    /// <param name="words">Of the chat's language.</param>
    public static string Html(string head, IReadOnlyList<ListSection> sections, string foot, Words words) =>
        TitleLimits.Select(limit => Html(head, sections, foot, words, limit))
            .First(html => TelegramHtml.Length(html) <= TelegramHtml.TextLimit - ArticleRenderer.Reserve);

    private static string Html(string head, IReadOnlyList<ListSection> sections, string foot, Words words, int titleLimit)
    {
        string[] parts = [head, .. sections.Select(section => Section(section, words, titleLimit)), foot];
        return string.Join("\n\n", parts.Where(part => part.Length > 0));
    }

    private static string Section(ListSection section, Words words, int titleLimit)
    {
        var lines = section.Lines.Select(line => Line(line.Article, line.Reports, words, titleLimit));
        return section.Heading.Length == 0
            ? string.Join("\n", lines)
            : $"<b>{TelegramHtml.Escape(TelegramHtml.TruncatePlain(FeedLine.Of(section.Heading), HeadingLimit))}</b>\n{string.Join("\n", lines)}";
    }

    private static string Line(Article article, long reports, Words words, int titleLimit)
    {
        var title = TelegramHtml.TruncatePlain(FeedLine.Of(article.Title), titleLimit);
        var source = TelegramHtml.TruncatePlain(FeedLine.Of(article.FeedTitle), SourceLimit);
        title = title.Length == 0 ? words.Say("alert.untitled") : title;
        if (article.WithdrawnAt is not null)
            return $"• <s>{TelegramHtml.Escape(title)}</s> · {words.Html("story.list-withdrawn")}{More(reports)}";
        return $"• {TelegramHtml.Link(title, article.Url)}"
            + (source.Length == 0 ? "" : $" · {TelegramHtml.Escape(source)}")
            + More(reports);
    }

    private static string More(long reports) => reports > 1 ? $" +{reports - 1}" : "";
}
