using System.Text;
using NewsBot.Core.Articles;
using NewsBot.Core.Chats;
using NewsBot.Core.Text;
using NewsBot.Core.Wording;

namespace NewsBot.Core.Delivery;

/// <summary>
/// An article as a message: the title linked, source, moment and reading time, a short summary, who reports the same, and a last line
/// that names what matched. Valid Telegram HTML whatever the feed contains; always within Telegram's limits.
/// </summary>
internal static class ArticleRenderer
{
    /// <summary>Code points of a caption that stay free, for other sources to be named later by an edit.</summary>
    public const int Reserve = 200;

    private const int TitleLimit = 250;
    private const int SourceLimit = 60;
    private const int SummaryLimit = 300;
    private const int LabelLimit = 40;
    private const int LabelsShown = 4;
    private const int OutletLimit = 30;

    // Of other sources' names with their addresses, which may be long: Telegram takes 32,768 bytes of a message with its markup.
    private const int MostBytes = 16_000;

    /// <summary>
    /// The alert: a small picture with a caption where there is one and the chat wants pictures, else text. An address in a
    /// private network is not handed out to be fetched, unless the owner lets feeds stand there.
    /// </summary>
    public static ChatRequest Render(
        Article article, Chat chat, IReadOnlyList<string> matched, bool silent, Keyboard? buttons, bool privatePictures = false, IReadOnlyList<StoryReport>? beside = null)
    {
        var text = new ChatRequest.SendText(
            Html(article, chat, matched, TelegramHtml.TextLimit - Reserve, beside), buttons, silent,
            chat.Pictures == 1 && article.WithdrawnAt is null && TelegramHtml.IsWebAddress(article.Url) ? article.Url : null);
        return chat.Pictures == 1 && TelegramHtml.IsWebAddress(article.PictureUrl) && (privatePictures || !SpecialAddresses.AreNamedBy(article.PictureUrl))
            ? new ChatRequest.SendPhoto(article.PictureUrl!, CaptionHtml(article, chat, matched, beside), buttons, silent, text)
            : text;
    }

    /// <summary>The text under a picture.</summary>
    public static string CaptionHtml(Article article, Chat chat, IReadOnlyList<string> matched, IReadOnlyList<StoryReport>? beside) =>
        Html(article, chat, matched, TelegramHtml.CaptionLimit - Reserve, beside);

    /// <summary>
    /// The message's text, at most so many code points after parsing, and with other reports of its story (<paramref name="beside"/>)
    /// <see cref="Reserve"/> more.
    /// </summary>
    public static string Html(Article article, Chat chat, IReadOnlyList<string> matched, int limit, IReadOnlyList<StoryReport>? beside = null)
    {
        var words = Words.For(chat.Language);
        var head = Title(article, words) + "\n" + Origin(article, chat, words) + Correction(article, chat, words);
        var foot = Matched(matched);
        var used = TelegramHtml.Length(head) + (foot.Length == 0 ? 0 : TelegramHtml.Length(foot) + 2);
        var summary = article.WithdrawnAt is not null ? words.Html("story.withdrawn")
            : chat.Summary == 1 ? Summary(article, Math.Min(SummaryLimit, limit - used - 2)) : "";
        return string.Join("\n\n", new[] { head, summary, AlsoIn(beside ?? [], words), foot }.Where(part => part.Length > 0));
    }

    /// <summary>"also in: BBC, DW (+3)", each linked, the earliest first; within <see cref="Reserve"/>. Empty when nobody is to be named.</summary>
    private static string AlsoIn(IReadOnlyList<StoryReport> beside, Words words)
    {
        if (beside.Count == 0)
            return "";
        var text = words.Html("story.also-in") + " ";
        // The break before it, and a number behind it.
        var left = Reserve - 2 - TelegramHtml.Length(text) - " (+99999)".Length;
        var bytes = MostBytes;
        var named = new List<string>();
        foreach (var report in beside)
        {
            var name = NameOf(report);
            left -= TelegramHtml.Length(name) + 2;
            bytes -= Encoding.UTF8.GetByteCount(name) + 2;
            if (left < 0 || bytes < 0)
                break;
            named.Add(name);
        }

        return text + string.Join(", ", named) + (named.Count < beside.Count ? $" (+{beside.Count - named.Count})" : "");
    }

    private static string NameOf(StoryReport report)
    {
        var name = FeedLine.Of(report.FeedTitle);
        return TelegramHtml.Link(TelegramHtml.TruncatePlain(name.Length == 0 ? report.Outlet : name, OutletLimit), report.Url);
    }

    // When the source last changed the headline, where somebody may have read another one.
    private static string Correction(Article article, Chat chat, Words words) => article.CorrectedAt is { } corrected
        ? $" · {words.Html("story.corrected")} {TelegramHtml.Time(corrected, "t", words.Clock(corrected, chat.TimeZone))}"
        : "";

    /// <summary>Source, publishing moment, reading time: what stands under a title anywhere.</summary>
    public static string Origin(Article article, Chat chat, Words words)
    {
        var parts = new List<string>();
        var source = TelegramHtml.TruncatePlain(FeedLine.Of(article.FeedTitle), SourceLimit);
        if (source.Length > 0)
            parts.Add(TelegramHtml.Escape(source));
        if (MomentOf(article) is { } moment)
            parts.Add(TelegramHtml.Time(moment, "dt", words.Moment(moment, chat.TimeZone)));
        if (ReadingPace.MinutesOf(article) is { } minutes)
            parts.Add(TelegramHtml.Escape(words.Say("alert.reading-time", ("count", minutes))));
        return string.Join(" · ", parts);
    }

    /// <summary>When it was published, Unix milliseconds; null where the source does not say, or says something absurd.</summary>
    private static long? MomentOf(Article article) =>
        article.PublishedAt is { } published && Math.Abs(published - Article.SortTimeOf(article.ArticleId)) < 1000 ? published : null;

    private static string Title(Article article, Words words)
    {
        var title = ShownTitle(article);
        if (title.Length == 0)
            title = words.Say("alert.untitled");
        return article.WithdrawnAt is null ? $"<b>{TelegramHtml.Link(title, article.Url)}</b>" : $"<s>{TelegramHtml.Escape(title)}</s>";
    }

    private static string ShownTitle(Article article) => TelegramHtml.TruncatePlain(FeedLine.Of(article.Title), TitleLimit);

    private static string Summary(Article article, int limit)
    {
        var title = ShownTitle(article);
        var summary = UnderTitle.Rest(title, FeedLine.Of(article.Summary));
        if (summary.Length == 0)
            summary = UnderTitle.Rest(title, FeedLine.Of(article.Body.Split('\n', 2)[0]));
        return TelegramHtml.Escape(TelegramHtml.TruncatePlain(summary, Math.Max(0, limit)));
    }

    /// <summary>The last line, which names what matched; empty when nothing is to be named.</summary>
    public static string Matched(IReadOnlyList<string> matched)
    {
        if (matched.Count == 0)
            return "";
        var shown = matched.Take(LabelsShown).Select(label => TelegramHtml.TruncatePlain(FeedLine.Of(label), LabelLimit)).Where(label => label.Length > 0);
        var more = matched.Count > LabelsShown ? $" · +{matched.Count - LabelsShown}" : "";
        return TelegramHtml.Escape($"🔔 {string.Join(" · ", shown)}{more}");
    }
}
