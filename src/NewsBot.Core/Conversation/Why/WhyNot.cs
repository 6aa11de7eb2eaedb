using NewsBot.Core.Articles;
using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Feeds;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;
using NewsBot.Core.Wording;

namespace NewsBot.Core.Conversation;

/// <summary>Why an article did not come, as far as the store tells. A line of HTML a reason; the first is the one that decided.</summary>
internal static class WhyNot
{
    /// <summary>Of an article that is due here or was: its delivery did not end in a message.</summary>
    public static async Task<string> OfDeliveryAsync(Session session, Turn turn, DeliveryRecord delivery, CancellationToken cancellationToken)
    {
        var words = turn.Words;
        if (delivery.State is "due" or "flight")
            return words.Html("why-not.on-its-way");
        if (delivery.Reason is { } reason && reason.StartsWith(WithdrawReason.MutedPrefix, StringComparison.Ordinal)
            && long.TryParse(reason[WithdrawReason.MutedPrefix.Length..], out var muteId) && await turn.Desk.Mutes.GetAsync(session, muteId, cancellationToken) is { } mute)
            return words.Html("why-not.muted", ("name", await Labels.OfAsync(session, turn, mute, cancellationToken)));
        return delivery.Reason switch
        {
            WithdrawReason.Unsubscribed => words.Html("why-not.unsubscribed"),
            WithdrawReason.Stopped => words.Html("why-not.was-stopped"),
            _ => words.Html("why-not.refused"),
        };
    }

    /// <summary>Of an article that was never due here.</summary>
    public static async Task<IReadOnlyList<string>> ReasonsAsync(Session session, Turn turn, SeenArticle seen, CancellationToken cancellationToken)
    {
        var words = turn.Words;
        var article = seen.Article;
        if (article.Sample == 1)
            return [words.Html("why-not.sample")];

        var finding = await FindingAsync(session, turn, seen, cancellationToken);
        if (finding.Count == 0)
            return [words.Html("why-not.nothing-follows")];

        var reasons = new List<string>();
        var readable = finding.Where(found => found.OverridesLanguages || Reads(turn.Chat, article)).ToList();
        if (readable.Count == 0)
            reasons.Add(words.Html("why-not.language", ("name", await LabelAsync(finding[0])), ("language", Words.NameOf(article.Language ?? ""))));
        else if (readable.All(found => found.Subscription.CreatedAt > article.FirstSeenAt))
            reasons.Add(words.Html(
                "why-not.before", ("name", await LabelAsync(readable[0])), ("seen", Moment(turn, article.FirstSeenAt)), ("followed", Moment(turn, readable[0].Subscription.CreatedAt))));

        foreach (var mute in await turn.Desk.Mutes.ForChatAsync(session, turn.Chat.ChatKey, cancellationToken))
        {
            if (mute.FeedId is { } feedId ? feedId == article.FeedId : mute.Query is { } text && QueryParser.Parse(text) is QueryParseResult.Parsed parsed && QueryEvaluator.Matches(parsed.Query, seen.Tokens))
                reasons.Add(words.Html("why-not.muted", ("name", await Labels.OfAsync(session, turn, mute, cancellationToken))));
        }
        var age = TimeSpan.FromMilliseconds(Math.Max(0, article.FirstSeenAt - Article.SortTimeOf(article.ArticleId)));
        if (age > turn.Desk.Sending.MaximumAge)
            reasons.Add(words.Html("why-not.too-old", ("age", age), ("most", turn.Desk.Sending.MaximumAge)));
        else if (seen.Feed.FirstFetchedAt is { } first && article.FirstSeenAt <= first)
            reasons.Add(words.Html("why-not.back-catalogue"));
        if (await FeedPauses.IsOwnPausedAsync(session, turn.Chat.ChatKey, article.FeedId, cancellationToken) == true)
            reasons.Add(words.Html("why-not.paused"));
        if (turn.Chat.State == "stopped")
            reasons.Add(words.Html("why-not.stopped"));
        return reasons.Count > 0 ? reasons : [words.Html("why-not.unknown", ("name", await LabelAsync(finding[0])))];

        async Task<string> LabelAsync(Finding found) => await Labels.OfAsync(session, turn, found.Subscription, cancellationToken);
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
