using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>Of an article that nothing here finds: what was followed once and would have, and what comes nearest. HTML.</summary>
internal static class Nearest
{
    private const int MostEnded = 50;
    private const int MostNamed = 4;

    public static async Task<IReadOnlyList<string>> LinesAsync(Session session, Turn turn, SeenArticle seen, CancellationToken cancellationToken)
    {
        if (await EndedAsync(session, turn, seen, cancellationToken) is { } ended)
            return [ended];
        var near = new List<(Subscription Subscription, NearMiss Miss)>();
        foreach (var subscription in await turn.Desk.Subscriptions.ForChatAsync(session, turn.Chat.ChatKey, cancellationToken))
        {
            if (await Horizon.QueryOfAsync(session, turn, subscription, cancellationToken) is { } query && NearMiss.Of(query, seen.Tokens) is { } miss)
                near.Add((subscription, miss));
        }
        var lines = new List<string> { turn.Words.Html("why-not.nothing-follows") };
        if (near.OrderBy(each => each.Miss.Distance).ThenByDescending(each => each.Miss.Found.Count).FirstOrDefault() is { Subscription: not null } nearest)
            lines.Add(Line(turn, await Labels.OfAsync(session, turn, nearest.Subscription, cancellationToken), nearest.Miss));
        return lines;
    }

    private static string Line(Turn turn, string name, NearMiss miss) => miss.Missing.Count == 0
        ? turn.Words.Html("why-not.excluded", ("name", name), ("words", Named(turn, miss.Excluded)))
        : turn.Words.Html("why-not.nearest", ("name", name), ("found", Named(turn, miss.Found)), ("missing", Named(turn, miss.Missing)));

    private static string Named(Turn turn, IReadOnlyList<Query> parts)
    {
        var named = parts.Take(MostNamed).Select(part => turn.Words.Say("why.word", ("word", TelegramHtml.TruncatePlain((part as Query.Term)?.Written ?? part.ToString(), 60))));
        return string.Join(", ", named) + (parts.Count > MostNamed ? " …" : "");
    }

    private static async Task<string?> EndedAsync(Session session, Turn turn, SeenArticle seen, CancellationToken cancellationToken)
    {
        foreach (var subscription in await turn.Desk.Subscriptions.EndedForChatAsync(session, turn.Chat.ChatKey, MostEnded, cancellationToken))
        {
            if (subscription.EndedAt <= seen.Article.FirstSeenAt
                && (subscription.FeedId == seen.Article.FeedId || (await Horizon.QueryOfAsync(session, turn, subscription, cancellationToken) is { } query && QueryEvaluator.Matches(query, seen.Tokens))))
                return turn.Words.Html(
                    "why-not.ended", ("name", await Labels.OfAsync(session, turn, subscription, cancellationToken)), ("moment", MomentMarkup.Of(turn.Words, turn.Chat, subscription.EndedAt!.Value, "dt")));
        }
        return null;
    }
}
