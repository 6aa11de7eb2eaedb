using NewsBot.Core.Articles;
using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>
/// What following something would bring, looked up before anything is decided.
/// <paramref name="Preview"/>: one line: how much, over the span that is known.
/// <paramref name="Proof"/>: the newest real story of it; null: none yet.
/// </summary>
internal sealed record Outlook(string Preview, Article? Proof);

/// <summary>Following a topic, a source or a query that is known here: outlook, effect, answer.</summary>
internal static class FollowAnswer
{
    public static Task<Outlook> LookAsync(Turn turn, Query? query, long? feedId, CancellationToken cancellationToken) =>
        turn.Desk.Database.ReadAsync(async session => new Outlook(
            await Horizon.PreviewAsync(session, turn, query, feedId, cancellationToken),
            await Horizon.NewestAsync(session, turn, query, feedId, cancellationToken)), cancellationToken);

    /// <summary>
    /// Subscribes, and says so with what it would bring, Undo and further buttons. The effect is added to the undo, whose
    /// key the further buttons get: other readings take the effect back first.
    /// <paramref name="howRead"/>: HTML: how the wish was read.
    /// <paramref name="outlook"/>: HTML: what it would bring.
    /// </summary>
    public static async Task<(Screen Screen, bool Added)> SubscribeAsync(
        Session session, Turn turn, Subject subject, string howRead, string outlook, UndoSteps undo,
        Func<string, IReadOnlyList<IReadOnlyList<Button>>> more, CancellationToken cancellationToken)
    {
        var words = turn.Words;
        switch (await Effects.SubscribeAsync(session, turn, subject, cancellationToken))
        {
            case SubscribeResult.Added added:
                undo.EndSubscriptions.Add(added.Subscription.SubscriptionId);
                undo.Stop = added.Resumed;
                var key = await Undo.SaveAsync(session, turn, undo, cancellationToken);
                return (new Screen($"{howRead}\n{outlook}", new Keyboard([[Buttons.Undo(turn, key)], .. more(key)])), true);
            case SubscribeResult.AlreadyThere there:
                var label = await Labels.OfAsync(session, turn, there.Subscription, cancellationToken);
                var others = more(await Undo.SaveAsync(session, turn, undo, cancellationToken));
                return (new Screen(words.Html("subscribe.already", ("name", label)), new Keyboard([[Buttons.Open(turn, "subscriptions"), Buttons.Open(turn, "latest")], .. others])), false);
            case SubscribeResult.LimitReached limit:
                return (new Screen(words.Html("subscribe.limit", ("count", (long)limit.Limit)), Keyboard.Of([Buttons.Open(turn, "subscriptions")])), false);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>One real story, as alerts look.</summary>
    public static IEnumerable<Reply> Proof(Turn turn, Article? article, string label)
    {
        if (article is null)
            return [];
        return
        [
            new Reply.Say(new Screen(turn.Words.Html("proof.intro"))),
            new Reply.Post(ArticleRenderer.Render(article, turn.Chat, [label], silent: true, buttons: null)),
        ];
    }
}
