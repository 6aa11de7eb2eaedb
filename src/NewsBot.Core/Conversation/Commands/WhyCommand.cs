using NewsBot.Core.Articles;
using NewsBot.Core.Conversation.Addresses;
using NewsBot.Core.Delivery;
using NewsBot.Core.Feeds;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>/why in reply to an alert: why it came. /why ADDRESS or WORDS: why an article came, or did not.</summary>
internal static class WhyCommand
{
    private const int MostFound = 5;

    public static Task<Decision> RunAsync(Turn turn, string argument, CancellationToken cancellationToken) => (argument, turn.Incoming.Content) switch
    {
        ("", IncomingContent.Text { ReplyTo: { } replied }) => Decide.In(async (session, cancellation) =>
            await OfMessageAsync(session, turn, await turn.Desk.Messages.FindAsync(session, turn.Chat.ChatKey, replied, cancellation), cancellation)),
        ("", _) => Task.FromResult(Decide.To(Answer.Show(new Screen(turn.Words.Html("why.how"), Keyboard.Of([Buttons.Open(turn, "subscriptions"), Buttons.Open(turn, "latest")]))))),
        _ when AddressOf(argument) is { } address => OfAddressAsync(turn, address, cancellationToken),
        _ => QueryParser.Parse(argument) switch
        {
            QueryParseResult.Parsed parsed => OfWordsAsync(turn, parsed.Query, argument, cancellationToken),
            QueryParseResult.Failed failed => Decide.In((session, cancellation) => QueryErrorScreen.AnswerAsync(session, turn, "why", argument, failed, cancellation)),
            _ => throw new System.Diagnostics.UnreachableException(),
        },
    };

    /// <summary>A tap under an alert: the answer is a message of its own.</summary>
    public static Task<Decision> PressAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) => Decide.In(async (session, cancellation) =>
    {
        var message = ButtonKey.Parse(data.Key) is { } id ? await turn.Desk.Messages.GetAsync(session, id, cancellation) : null;
        var answer = await OfMessageAsync(session, turn, message, cancellation);
        return answer with { Replies = [.. answer.Replies.Select(reply => reply is Reply.Show show ? new Reply.Say(show.Screen) : reply), new Reply.Rebutton(await NewsChoices.ClosedAsync(session, turn, data.Key, cancellation))] };
    });

    // Of another chat's message the deliveries are none.
    private static async Task<Answer> OfMessageAsync(Session session, Turn turn, Message? message, CancellationToken cancellationToken)
    {
        if (message is null)
            return Plain(turn, "why.unknown-message");
        var deliveries = await turn.Desk.Deliveries.OfMessageAsync(session, turn.Chat.ChatKey, message.MessageId, cancellationToken);
        if (deliveries.Count == 0)
            return Plain(turn, "why.no-alert");
        if (deliveries.Count > 1)
            return Answer.Show(await WhyTogether.OfAsync(session, turn, message, deliveries, cancellationToken));
        var text = await WhyCame.TextAsync(session, turn, deliveries[0], message.SentAt ?? deliveries[0].SettledAt, cancellationToken);
        return Answer.Show(new Screen(text, Keyboard.Of([Buttons.Open(turn, "subscriptions")])));
    }

    private static async Task<Decision> OfAddressAsync(Turn turn, string address, CancellationToken cancellationToken)
    {
        var found = await turn.Desk.Database.ReadAsync(async session =>
            UrlKey.Of(address) is { } key ? await turn.Desk.Articles.OfAddressAsync(session, await ScopeAsync(session, turn, cancellationToken), key, MostFound, cancellationToken) : [], cancellationToken);
        return found.Count > 0 ? await OfAsync(turn, found, cancellationToken) : async (session, cancellation) =>
            NotStored(turn, turn.Words.Html("why-not.no-such-address"), await WhyNotStored.OfAddressAsync(session, turn, address, cancellation));
    }

    private static async Task<Decision> OfWordsAsync(Turn turn, Query query, string written, CancellationToken cancellationToken)
    {
        var found = await turn.Desk.Database.ReadAsync(async session =>
            (await turn.Desk.Articles.SearchAsync(session, await ScopeAsync(session, turn, cancellationToken), query, null, MostFound, cancellationToken)).Articles, cancellationToken);
        return found.Count > 0 ? await OfAsync(turn, found, cancellationToken) : async (session, cancellation) =>
            NotStored(turn, turn.Words.Html("why-not.no-such-words", ("query", TelegramHtml.TruncatePlain(written, 200))), await WhyNotStored.OfWordsAsync(session, turn, cancellation));
    }

    // The newest that came; when none did, the newest. The others are a tap away.
    private static async Task<Decision> OfAsync(Turn turn, IReadOnlyList<Article> found, CancellationToken cancellationToken)
    {
        // What waits for its turn asks for the whole queue, which is not to be counted while writers wait.
        var backlog = await turn.Desk.Database.ReadAsync(async session =>
        {
            foreach (var article in found)
            {
                if (await DeliveryAsync(session, turn, article, cancellationToken) is { } delivery && WhyWaiting.WaitsForItsTurn(turn, delivery))
                    return await WhyWaiting.BacklogAsync(session, turn, cancellationToken);
            }
            return null;
        }, cancellationToken);
        return (session, cancellation) => AnswerAsync(session, turn, found, backlog, cancellation);
    }

    private static async Task<Answer> AnswerAsync(Session session, Turn turn, IReadOnlyList<Article> found, Backlog? backlog, CancellationToken cancellation)
    {
        var deliveries = new Dictionary<long, DeliveryRecord>();
        foreach (var article in found)
        {
            if (await DeliveryAsync(session, turn, article, cancellation) is { } delivery)
                deliveries.TryAdd(article.ArticleId, delivery);
        }
        var chosen = found.FirstOrDefault(article => deliveries.TryGetValue(article.ArticleId, out var delivery) && delivery.State == "sent") ?? found[0];
        var (text, buttons) = await OfArticleAsync(session, turn, chosen, deliveries.GetValueOrDefault(chosen.ArticleId), backlog, cancellation);
        var rows = buttons.ToList();
        foreach (var other in found.Where(article => article != chosen && article.Url is not null))
            rows.Add([await OpenCommand.ButtonAsync(session, turn, other.Title, $"/why {other.Url}", cancellation)]);
        return Answer.Show(new Screen(text, new Keyboard([.. rows, [Buttons.Open(turn, "subscriptions"), Buttons.Open(turn, "topics")]])));
    }

    private static async Task<(string Html, IReadOnlyList<IReadOnlyList<Button>> Buttons)> OfArticleAsync(Session session, Turn turn, Article article, DeliveryRecord? delivery, Backlog? backlog, CancellationToken cancellationToken)
    {
        if (delivery is { State: "sent" } && delivery.ArticleId == article.ArticleId)
            return (turn.Words.Html("why.came") + "\n" + await WhyCame.TextAsync(session, turn, delivery, await SentAsync(session, turn, delivery, cancellationToken), cancellationToken), []);
        var head = turn.Words.Html(delivery is { State: "due" or "flight" } ? "why-not.not-yet" : "why-not.title") + "\n" + WhyCame.Head(turn, article) + "\n\n";
        if (delivery is null)
        {
            var never = await SeenArticle.OfAsync(session, article, cancellationToken) is { } seen ? await WhyNot.OfAsync(session, turn, seen, cancellationToken) : Explanation.Of(turn.Words.Html("why.article-gone"));
            return (head + never.Html, never.Buttons);
        }
        var copy = delivery.ArticleId == article.ArticleId ? null : await turn.Desk.Articles.GetAsync(session, delivery.ArticleId, cancellationToken);
        if (delivery.State == "sent")
        {
            var text = await WhyCame.TextAsync(session, turn, delivery, await SentAsync(session, turn, delivery, cancellationToken), cancellationToken);
            return (head + turn.Words.Html("why-not.same-story", ("name", copy?.FeedTitle ?? "")) + "\n\n" + text, await FoldedInto.ButtonsAsync(session, turn, delivery, cancellationToken));
        }
        var kept = delivery.State is "due" or "flight" ? await WhyWaiting.OfAsync(session, turn, delivery, backlog, cancellationToken) : await WhyLost.OfAsync(session, turn, delivery, cancellationToken);
        return (head + (copy is null ? "" : turn.Words.Html("why-not.same-story-waits", ("name", copy.FeedTitle)) + "\n\n") + kept.Html, kept.Buttons);
    }

    private static Answer NotStored(Turn turn, string head, Explanation explanation) => Answer.Show(new Screen(
        explanation.Reasons.Count == 0 ? head : head + "\n\n" + explanation.Html,
        new Keyboard([.. explanation.Buttons, [Buttons.Open(turn, "latest"), Buttons.Open(turn, "sources")]])));

    // Its own where it was split off; of several threads of a group the one in which it was sent.
    private static async Task<DeliveryRecord?> DeliveryAsync(Session session, Turn turn, Article article, CancellationToken cancellationToken) =>
        (await turn.Desk.Deliveries.OfStoryAsync(session, turn.Chat.ChatKey, article.StoryId, cancellationToken))
            .Where(delivery => delivery.Sequence == 0 || delivery.ArticleId == article.ArticleId)
            .OrderByDescending(delivery => delivery.Sequence > 0).ThenByDescending(delivery => delivery.State == "sent").ThenBy(delivery => delivery.DeliveryId).FirstOrDefault();

    private static async Task<long?> SentAsync(Session session, Turn turn, DeliveryRecord delivery, CancellationToken cancellationToken) =>
        (delivery.MessageId is { } id ? (await turn.Desk.Messages.GetAsync(session, id, cancellationToken))?.SentAt : null) ?? delivery.SettledAt;

    // Whatever the chat reads, and what its source took back: that may be the reason.
    private static async Task<ArticleScope> ScopeAsync(Session session, Turn turn, CancellationToken cancellationToken) =>
        await Horizon.OfAsync(session, turn, null, cancellationToken) with { Languages = [], Withdrawn = true };

    private static Answer Plain(Turn turn, string key) => Answer.Show(new Screen(turn.Words.Html(key), Keyboard.Of([Buttons.Open(turn, "subscriptions"), Buttons.Open(turn, "latest")])));

    // Without asking whether the host exists: only stored articles count.
    private static string? AddressOf(string text) =>
        text.Any(char.IsWhiteSpace) ? null
        : text.Contains("://", StringComparison.Ordinal) ? text
        : text.Contains('/', StringComparison.Ordinal) && AddressReader.LooksLikeHost(text) ? $"https://{text}" : null;
}
