using NewsBot.Core.Articles;
using NewsBot.Core.Delivery;
using NewsBot.Core.Wording;

namespace NewsBot.Core.Conversation;

/// <summary>"In the last 7 days this would have been 12 alerts, 3 a day at most; the last three: …". HTML.</summary>
internal static class OutlookText
{
    private const int TitleLimit = 120;
    private static readonly TimeSpan OneDay = TimeSpan.FromDays(1);

    /// <summary>The sentence, and the newest alerts under it.</summary>
    public static string Of(Turn turn, ArticlePreview preview)
    {
        return WithList(turn, preview, Sentence(turn, preview));
    }

    private static string WithList(Turn turn, ArticlePreview preview, string sentence)
    {
        if (preview.Newest.Count == 0)
            return sentence + ".";
        var intro = turn.Words.Html(preview.Newest.Count < preview.Alerts.Count ? "preview.last" : "preview.all", ("sentence", new Markup(sentence)), ("count", (long)preview.Newest.Count));
        return $"{intro}\n{List(turn, preview)}";
    }

    /// <summary>The sentence alone.</summary>
    public static string Line(Turn turn, ArticlePreview preview) => Sentence(turn, preview) + ".";

    /// <summary>"Of the 12 alerts of the last 7 days it would have hidden 2: …".</summary>
    public static string OfMute(Turn turn, ArticlePreview all, ArticlePreview hidden)
    {
        var words = turn.Words;
        if (all.Alerts.Count == 0 || all.KnownSince is not { } known)
            return words.Html("mute.nothing-came");
        var span = TimeSpan.FromMilliseconds(Math.Max(0, all.Now - known));
        var alerts = new Markup(words.Html(all.IsCut ? "preview.more-alerts" : "preview.alerts", ("count", (long)all.Alerts.Count)));
        var sentence = words.Html(known <= all.Since ? "mute.hides-of-week" : "mute.hides-of-known", ("alerts", alerts), ("count", (long)hidden.Alerts.Count), ("span", span));
        return WithList(turn, hidden, sentence);
    }

    /// <summary>"• Title (linked) · BBC World · 23 Nov 2026, 11:26", a line each.</summary>
    public static string List(Turn turn, ArticlePreview preview) => string.Join('\n', preview.Newest.Select(article =>
        $"• {TelegramHtml.Link(TelegramHtml.TruncatePlain(FeedLine.Of(article.Title), TitleLimit), article.Url)} · <i>{ArticleRenderer.Origin(article, turn.Chat, turn.Words)}</i>"));

    private static string Sentence(Turn turn, ArticlePreview preview)
    {
        var words = turn.Words;
        if (preview.KnownSince is not { } known)
            return words.Html("preview.unknown");
        var span = TimeSpan.FromMilliseconds(Math.Max(0, preview.Now - known));
        var isWhole = known <= preview.Since;
        var (ending, count) = (preview.Alerts.Count == 0 ? "nothing" : "some", (long)preview.Alerts.Count);
        var alerts = new Markup(Alerts(turn, preview, count, span));
        return span < TimeSpan.FromMinutes(1) ? words.Html($"preview.begun-{ending}", ("alerts", alerts))
            : isWhole ? words.Html($"preview.week-{ending}", ("alerts", alerts))
            : words.Html($"preview.known-{ending}", ("alerts", alerts), ("span", span));
    }

    private static string Alerts(Turn turn, ArticlePreview preview, long count, TimeSpan span)
    {
        var alerts = turn.Words.Html(preview.IsCut ? "preview.more-alerts" : "preview.alerts", ("count", count));
        // Of a single day, and of one alert, "at most" says nothing.
        return count < 2 || span <= OneDay ? alerts : turn.Words.Html("preview.most", ("alerts", new Markup(alerts)), ("most", (long)preview.MostOnOneDay(Zone(turn))));
    }

    private static TimeZoneInfo Zone(Turn turn) =>
        turn.Chat.TimeZone is { } name && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;
}
