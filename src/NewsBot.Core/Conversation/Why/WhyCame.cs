using NewsBot.Core.Articles;
using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;
using NewsBot.Core.Wording;

namespace NewsBot.Core.Conversation;

/// <summary>Why an alert came: which subscriptions, which words where, which source, and when it was published, seen and sent. HTML.</summary>
internal static class WhyCame
{
    private const int MostSubscriptions = 5;

    /// <summary><paramref name="sentAt"/>: Unix milliseconds; null: the ledger does not say.</summary>
    public static async Task<string> TextAsync(Session session, Turn turn, DeliveryRecord delivery, long? sentAt, CancellationToken cancellationToken)
    {
        var subscriptions = (await turn.Desk.Subscriptions.GetAsync(session, delivery.SubscriptionIds, cancellationToken)).OrderBy(subscription => subscription.SubscriptionId).ToList();
        var article = await turn.Desk.Articles.GetAsync(session, delivery.ArticleId, cancellationToken);
        var seen = article is null ? null : await SeenArticle.OfAsync(session, article, cancellationToken);
        var lines = new List<string> { seen is null ? turn.Words.Html("why.article-gone") : Head(turn, seen.Article), "" };
        var queries = new List<Query>();
        foreach (var subscription in subscriptions.Take(MostSubscriptions))
        {
            var query = await Horizon.QueryOfAsync(session, turn, subscription, cancellationToken);
            lines.Add("• " + await ReasonAsync(session, turn, subscription, query, seen, cancellationToken));
            if (query is not null)
                queries.Add(query);
        }
        if (seen is not null && Matching.Snippet(queries, seen) is { Length: > 0 } snippet)
            lines.AddRange(["", snippet]);
        lines.Add("");
        lines.AddRange(Moments(turn, seen?.Article, sentAt));
        return string.Join('\n', lines);
    }

    /// <summary>The title, and where it is from.</summary>
    public static string Head(Turn turn, Article article) =>
        $"<b>{TelegramHtml.Link(TelegramHtml.TruncatePlain(FeedLine.Of(article.Title), 200), article.Url)}</b>\n<i>{TelegramHtml.Escape(FeedLine.Of(article.FeedTitle))}</i>";

    private static async Task<string> ReasonAsync(Session session, Turn turn, Subscription subscription, Query? query, SeenArticle? seen, CancellationToken cancellationToken)
    {
        var words = turn.Words;
        var name = ("name", (object)TelegramHtml.TruncatePlain(await Labels.OfAsync(session, turn, subscription, cancellationToken), 200));
        var ended = subscription.EndedAt is null ? "" : " " + words.Html("why.ended");
        if (subscription.FeedId is not null)
            return words.Html("why.for-source", name) + ended;
        var where = query is null || seen is null ? "" : Matching.Where(turn, query, seen);
        // The words of a topic, or those of the article, may have been changed since.
        return where.Length > 0 ? words.Html("why.for", name, ("where", new Markup(where))) + ended
            : seen is null ? words.Html("why.for-gone", name) + ended
            : words.Html("why.no-longer", name) + ended;
    }

    private static IEnumerable<string> Moments(Turn turn, Article? article, long? sentAt)
    {
        if (article is not null)
        {
            yield return article.PublishedAt is { } published
                ? turn.Words.Html("why.published", ("moment", MomentMarkup.Of(turn.Words, turn.Chat, published, "dt")))
                : turn.Words.Html("why.published-unknown");
            yield return turn.Words.Html("why.seen", ("moment", MomentMarkup.Of(turn.Words, turn.Chat, article.FirstSeenAt, "dt")));
        }
        if (sentAt is { } sent)
            yield return turn.Words.Html("why.sent", ("moment", MomentMarkup.Of(turn.Words, turn.Chat, sent, "dt")));
    }
}
