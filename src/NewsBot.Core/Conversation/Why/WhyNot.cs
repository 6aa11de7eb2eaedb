using NewsBot.Core.Articles;
using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Feeds;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;
using NewsBot.Core.Wording;

namespace NewsBot.Core.Conversation;

/// <summary>Why a stored article was never due here, as far as the store tells; in the order in which the router asks, so that the first decided.</summary>
internal static class WhyNot
{
    public static async Task<Explanation> OfAsync(Session session, Turn turn, SeenArticle seen, CancellationToken cancellationToken)
    {
        if (seen.Article.Sample == 1)
            return Explanation.Of(turn.Words.Html("why-not.sample"));
        var finding = await FindingAsync(session, turn, seen, cancellationToken);
        List<string> reasons = finding.Count == 0 ? [.. await Nearest.LinesAsync(session, turn, seen, cancellationToken)] : [];
        reasons.AddRange(AtTheDoor(turn, seen));
        if (finding.Count > 0)
            reasons.AddRange(await OfSubscriptionsAsync(session, turn, seen, finding, cancellationToken));
        reasons.AddRange(await OfTheChatAsync(session, turn, seen, cancellationToken));
        reasons.AddRange(await MutesAsync(session, turn, seen, cancellationToken));
        return Explanation.Of(reasons.Count > 0 ? reasons : [turn.Words.Html("why-not.unknown", ("name", await Labels.OfAsync(session, turn, finding[0].Subscription, cancellationToken)))]);
    }

    // What is for nobody, whoever follows it.
    private static IEnumerable<string> AtTheDoor(Turn turn, SeenArticle seen)
    {
        var article = seen.Article;
        var age = TimeSpan.FromMilliseconds(Math.Max(0, article.FirstSeenAt - Article.SortTimeOf(article.ArticleId)));
        // What the article does not say itself, from before it was kept, is told by the first fetch of its source.
        if (article.Quiet is 1 || (article.Quiet is null && seen.Feed.FirstFetchedAt is { } first && article.FirstSeenAt <= first))
            yield return turn.Words.Html(seen.Feed.Kind == "polled" ? "why-not.back-catalogue" : "why-not.imported");
        if (article.WithdrawnAt is { } withdrawn)
            yield return turn.Words.Html("why-not.source-withdrew", ("moment", Moment(turn, withdrawn)));
        if (age > turn.Desk.Sending.MaximumAge)
            yield return turn.Words.Html("why-not.too-old", ("age", age), ("most", turn.Desk.Sending.MaximumAge));
    }

    private static async Task<IReadOnlyList<string>> OfSubscriptionsAsync(Session session, Turn turn, SeenArticle seen, IReadOnlyList<Finding> finding, CancellationToken cancellationToken)
    {
        var (article, words) = (seen.Article, turn.Words);
        var reasons = new List<string>();
        var inTime = finding.Where(found => found.Subscription.CreatedAt <= article.FirstSeenAt).ToList();
        if (inTime.Count == 0)
            reasons.Add(words.Html("why-not.before", ("name", await LabelAsync(finding[0])), ("seen", Moment(turn, article.FirstSeenAt)), ("followed", Moment(turn, finding[0].Subscription.CreatedAt))));
        var counting = inTime.Count > 0 ? inTime : finding;
        var closed = (await turn.Desk.Chats.DestinationsAsync(session, turn.Chat.ChatKey, cancellationToken)).Where(place => place.ClosedAt <= article.FirstSeenAt).Select(place => place.DestinationId).ToHashSet();
        if (counting.All(found => closed.Contains(found.Subscription.DestinationId)))
            reasons.Add(words.Html("why-not.topic-closed"));
        if (!counting.Any(found => found.OverridesLanguages || Reads(turn.Chat, article)))
            reasons.Add(words.Html("why-not.language", ("name", await LabelAsync(counting[0])), ("language", Words.NameOf(article.Language ?? ""))));
        return reasons;

        async Task<string> LabelAsync(Finding found) => await Labels.OfAsync(session, turn, found.Subscription, cancellationToken);
    }

    private static async Task<IReadOnlyList<string>> OfTheChatAsync(Session session, Turn turn, SeenArticle seen, CancellationToken cancellationToken)
    {
        var reasons = new List<string>();
        if (await ChatAbsences.AtAsync(session, turn.Chat.ChatKey, seen.Article.FirstSeenAt, cancellationToken) is { } absence)
            reasons.Add(Absence(turn, absence));
        else if (turn.Chat.State == "stopped")
            reasons.Add(turn.Words.Html("why-not.stopped"));
        if (await FeedPauses.IsOwnPausedAsync(session, turn.Chat.ChatKey, seen.Article.FeedId, cancellationToken) == true)
            reasons.Add(turn.Words.Html("why-not.paused"));
        return reasons;
    }

    private static string Absence(Turn turn, ChatAbsence absence) => absence switch
    {
        { EndedAt: null } => turn.Words.Html("why-not.stopped"),
        { State: "stopped", EndedAt: { } end } => turn.Words.Html("why-not.stopped-then", ("began", Moment(turn, absence.BeganAt)), ("ended", Moment(turn, end))),
        { EndedAt: { } end } => turn.Words.Html("why-not.gone-then", ("began", Moment(turn, absence.BeganAt)), ("ended", Moment(turn, end)), ("reason", Cause(turn, absence.Reason ?? ""))),
    };

    // A cause that we know has a name; what else stands there is what Telegram said.
    private static string Cause(Turn turn, string reason) =>
        turn.Words.Knows("why-not.cause." + reason) ? turn.Words.Say("why-not.cause." + reason) : reason;

    private static async Task<IReadOnlyList<string>> MutesAsync(Session session, Turn turn, SeenArticle seen, CancellationToken cancellationToken)
    {
        var reasons = new List<string>();
        foreach (var mute in await turn.Desk.Mutes.ForChatAsync(session, turn.Chat.ChatKey, cancellationToken))
        {
            if (mute.FeedId is { } feedId ? feedId == seen.Article.FeedId : mute.Query is { } text && QueryParser.Parse(text) is QueryParseResult.Parsed parsed && QueryEvaluator.Matches(parsed.Query, seen.Tokens))
                reasons.Add(turn.Words.Html("why-not.muted", ("name", await Labels.OfAsync(session, turn, mute, cancellationToken))));
        }
        return reasons;
    }

    // The subscriptions of the chat that find the article, whatever else keeps it away.
    private static async Task<IReadOnlyList<Finding>> FindingAsync(Session session, Turn turn, SeenArticle seen, CancellationToken cancellationToken)
    {
        var finding = new List<Finding>();
        foreach (var subscription in await turn.Desk.Subscriptions.ForChatAsync(session, turn.Chat.ChatKey, cancellationToken))
        {
            if (subscription.FeedId is { } feedId && feedId == seen.Article.FeedId)
                finding.Add(new Finding(subscription, true));
            else if (await Horizon.QueryOfAsync(session, turn, subscription, cancellationToken) is { } query && QueryEvaluator.Matches(query, seen.Tokens))
                finding.Add(new Finding(subscription, query.WantedLeaves().Any(leaf => leaf is Query.Language)));
        }
        return finding;
    }

    private static bool Reads(Chat chat, Article article) =>
        article.Language is null || chat.Languages.Count == 0 || chat.Languages.Contains(article.Language, StringComparer.OrdinalIgnoreCase);

    private static Markup Moment(Turn turn, long at) => MomentMarkup.Of(turn.Words, turn.Chat, at, "dt");

    private sealed record Finding(Subscription Subscription, bool OverridesLanguages);
}
