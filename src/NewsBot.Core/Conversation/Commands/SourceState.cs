using System.Text.RegularExpressions;
using NewsBot.Core.Articles;
using NewsBot.Core.Delivery;
using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;
using NewsBot.Core.Wording;

namespace NewsBot.Core.Conversation;

/// <summary>How a source is doing, in one word.</summary>
internal enum SourceHealth
{
    Well,
    Failing,
    Gone,
    Silent,
    Paused,
}

/// <summary>How a source is doing, for people: a mark in lists, and lines on its screen, few while it is well.</summary>
internal static partial class SourceState
{
    /// <param name="feed">The source.</param>
    /// <param name="pausedHere">Whether the chat paused it for itself.</param>
    public static SourceHealth Of(Feed feed, bool pausedHere) => feed switch
    {
        _ when pausedHere || feed.State == "paused" => SourceHealth.Paused,
        { Trouble: FeedCondition.Gone } or { State: "gone" } => SourceHealth.Gone,
        { Failures: > 0 } or { Trouble: FeedCondition.Failing } => SourceHealth.Failing,
        { Trouble: FeedCondition.Silent } => SourceHealth.Silent,
        _ => SourceHealth.Well,
    };

    /// <summary>"⚠️ ", or nothing for one that is well.</summary>
    public static string Mark(Feed feed, bool pausedHere) => Of(feed, pausedHere) switch
    {
        SourceHealth.Well => "",
        SourceHealth.Failing => "⚠️ ",
        SourceHealth.Gone => "🚫 ",
        SourceHealth.Silent => "💤 ",
        SourceHealth.Paused => "⏸ ",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>HTML, a line each. <paramref name="target"/>: for whom it is shown; null: the chat looks at a source of the catalogue.</summary>
    public static async Task<IReadOnlyList<string>> LinesAsync(Session session, Turn turn, Feed feed, FeedTarget? target, CancellationToken cancellationToken)
    {
        var words = turn.Words;
        var lines = new List<string> { $"📰 <b>{TelegramHtml.Link(FeedLine.Of(feed.Title), feed.SiteUrl)}</b>", Whose(turn, feed, target) };
        if (feed.Language is { } language)
            lines.Add(words.Html("sources.language", ("language", Words.NameOf(language))));
        if (Cadence.Of(await ArticleMoments.LatestAsync(session, feed.FeedId, Cadence.Moments, cancellationToken)) is { } cadence)
            lines.Add(words.Html("sources.rate", ("rate", words.Rate(cadence.PerDay))));
        if (feed.Kind != "polled")
        {
            lines.Add(words.Html("subscribe.documents"));
            return lines;
        }

        var health = Of(feed, target is { Paused: true });
        lines.AddRange(HealthLines(turn, feed, target is { Paused: true }));
        if (feed.AcceptAnyCertificate == 1)
            lines.Add(words.Html("sources.unchecked"));
        if (feed.LastSuccessAt is { } success)
            lines.Add(words.Html("sources.last-success", ("moment", MomentMarkup.Of(words, turn.Chat, success, "r"))));
        if (health is not SourceHealth.Paused)
            lines.Add(NextCheck(turn, feed));
        return lines;
    }

    private static string Whose(Turn turn, Feed feed, FeedTarget? target) => target switch
    {
        { OwnerKey: > 0 } own when own.OwnerKey == turn.Chat.ChatKey => turn.Words.Html(turn.Chat.IsPrivate ? "sources.yours" : "sources.of-this-chat"),
        { OwnerKey: > 0 } => turn.Words.Html("sources.of-your-group"),
        _ => feed.InCatalogue == 1 ? turn.Words.Html("sources.of-catalogue") : turn.Words.Html("sources.yours"),
    };

    /// <summary>What is wrong with it, since when and why; nothing while it is well. HTML.</summary>
    public static IEnumerable<string> HealthLines(Turn turn, Feed feed, bool pausedHere)
    {
        var words = turn.Words;
        var health = Of(feed, pausedHere);
        switch (health)
        {
            case SourceHealth.Well:
                break;
            case SourceHealth.Paused:
                yield return words.Html(pausedHere ? "sources.paused" : "sources.paused-by-owner");
                break;
            case SourceHealth.Silent:
                yield return words.Html("sources.silent", ("moment", MomentMarkup.Of(words, turn.Chat, feed.TroubleSince ?? feed.CreatedAt, "Dt")));
                break;
            case SourceHealth.Gone or SourceHealth.Failing:
                var since = feed.FailingSince ?? feed.TroubleSince;
                yield return since is { } moment
                    ? words.Html(health is SourceHealth.Gone ? "sources.gone-since" : "sources.failing-since", ("moment", MomentMarkup.Of(words, turn.Chat, moment, "Dt")))
                    : words.Html(health is SourceHealth.Gone ? "sources.gone" : "sources.failing");
                if (health is SourceHealth.Failing && FeedErrorText.FromJson(feed.LastError) is { } error && words.Knows(error.Key))
                    yield return words.Html(error.Key, error.Values);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>When it is asked next and why then. HTML.</summary>
    public static string NextCheck(Turn turn, Feed feed)
    {
        var words = turn.Words;
        if (feed.NextCheckAt is not { } next || next <= turn.Desk.Time.NowMilliseconds())
            return words.Html("sources.next-now");
        var moment = ("moment", (object)MomentMarkup.Of(words, turn.Chat, next, "r"));
        return Why(turn, feed) is { } why ? words.Html("sources.next-because", moment, ("why", why)) : words.Html("sources.next", moment);
    }

    // A reason that has no words here is not said.
    private static string? Why(Turn turn, Feed feed)
    {
        if (feed.NextCheckReason is not { Length: > 0 } reason)
            return null;
        var key = "schedule." + Hump().Replace(reason, "-$1").ToLowerInvariant();
        if (!turn.Words.Knows(key))
            return null;
        var interval = feed.FixedInterval is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : turn.Desk.FeedOptions.DefaultInterval;
        return turn.Words.Say(key, ("every", turn.Words.Every(interval)));
    }

    [GeneratedRegex("(?<!^)([A-Z])")]
    private static partial Regex Hump();
}
