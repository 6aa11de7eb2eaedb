using NewsBot.Core.Articles;
using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>
/// What following something would bring, looked up before anything is decided.
/// <paramref name="Preview"/>: what it would have sent.
/// <paramref name="Narrower"/>: ways to make it less, where it is very much; empty: not looked for.
/// </summary>
internal sealed record FollowOutlook(ArticlePreview Preview, IReadOnlyList<NarrowerQuery> Narrower);

/// <summary>Buttons under the answer that make the subscription narrower. Saved with the effects, of which one is the undo.</summary>
internal delegate Task<IReadOnlyList<IReadOnlyList<Button>>> Narrowing(Session session, long subscriptionId, string undoKey, CancellationToken cancellationToken);

/// <summary>Following a topic, a source or a query that is known here: outlook, effect, answer.</summary>
internal static class FollowAnswer
{
    /// <summary>More alerts a day than this are a lot: the answer itself offers to narrow.</summary>
    public const double Many = 12;

    /// <summary>Fewer than this in the whole preview are nothing to narrow.</summary>
    private const int WorthNarrowing = 4;

    /// <summary>Of a query as it is written; one that cannot be read (any more) brings nothing.</summary>
    public static async Task<FollowOutlook> LookAsync(Session session, Turn turn, string wish, CancellationToken cancellationToken)
    {
        if (QueryParser.Parse(wish) is not QueryParseResult.Parsed { Query: var query })
            return new FollowOutlook(ArticlePreview.Nothing(turn.Desk.Time.NowMilliseconds()), []);
        var preview = await Outlook.OfAsync(session, turn, query, cancellationToken);
        return new FollowOutlook(preview, preview.PerDay <= Many ? [] : await Narrower.OfAsync(session, turn, query, wish, preview, cancellationToken));
    }

    /// <summary>The same of a source.</summary>
    public static async Task<FollowOutlook> LookAsync(Session session, Turn turn, long feedId, CancellationToken cancellationToken) =>
        new(await Outlook.OfAsync(session, turn, feedId, cancellationToken), []);

    /// <summary>
    /// Subscribes, and says so with what it would bring, Undo and further buttons. The effect is added to the undo, whose
    /// key the further buttons get: other readings take the effect back first.
    /// <paramref name="howRead"/>: HTML: how the wish was read.
    /// <paramref name="outlook"/>: HTML: what it would bring.
    /// <paramref name="narrowing"/>: buttons that replace the subscription by a narrower one; null: none.
    /// </summary>
    public static async Task<(Screen Screen, bool Added)> SubscribeAsync(
        Session session, Turn turn, Subject subject, string howRead, string outlook, UndoSteps undo,
        Func<string, IReadOnlyList<IReadOnlyList<Button>>> more, Narrowing? narrowing, CancellationToken cancellationToken)
    {
        var words = turn.Words;
        switch (await Effects.SubscribeAsync(session, turn, subject, cancellationToken))
        {
            case SubscribeResult.Added added:
                undo.EndSubscriptions.Add(added.Subscription.SubscriptionId);
                undo.Stop = added.Resumed;
                var key = await Undo.SaveAsync(session, turn, undo, cancellationToken);
                var narrower = narrowing is null ? [] : await narrowing(session, added.Subscription.SubscriptionId, key, cancellationToken);
                IReadOnlyList<IReadOnlyList<Button>> rows = narrower is [[var opener]] ? [[Buttons.Undo(turn, key), opener]] : [[Buttons.Undo(turn, key)], .. narrower];
                return (new Screen($"{howRead}\n{outlook}", new Keyboard([.. rows, .. more(key)])), true);
            case SubscribeResult.AlreadyThere there:
                var label = await Labels.OfAsync(session, turn, there.Subscription, cancellationToken);
                var kept = await Undo.SaveAsync(session, turn, undo, cancellationToken);
                IReadOnlyList<IReadOnlyList<Button>> undoRow = undo.RestoreSubscriptions.Count > 0 ? [[Buttons.Undo(turn, kept)]] : [];
                return (new Screen(words.Html("subscribe.already", ("name", label)), new Keyboard([[Buttons.Open(turn, "subscriptions"), Buttons.Open(turn, "latest")], .. undoRow, .. more(kept)])), false);
            case SubscribeResult.LimitReached limit:
                return (new Screen(words.Html("subscribe.limit", ("count", (long)limit.Limit)), Keyboard.Of([Buttons.Open(turn, "subscriptions")])), false);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>The outlook as HTML; with a line above the buttons where it is very much.</summary>
    public static string Text(Turn turn, FollowOutlook outlook) => OutlookText.Of(turn, outlook.Preview) + Broad(turn, outlook);

    /// <summary>The same without the stories: one follows that shows how they look.</summary>
    public static string Line(Turn turn, FollowOutlook outlook) => OutlookText.Line(turn, outlook.Preview) + Broad(turn, outlook);

    /// <summary>
    /// The ways to narrow where it is very much, else one button that opens them; null where there is nothing to narrow.
    /// <paramref name="wish"/>: how the query is written.
    /// </summary>
    public static Narrowing? NarrowingOf(Turn turn, FollowOutlook outlook, string wish) => outlook switch
    {
        { Narrower.Count: > 0 } => (session, subscription, undo, cancellation) =>
            NarrowChoices.ButtonsAsync(session, turn, new NarrowState { SubscriptionId = subscription, Wish = wish, UndoKey = undo }, outlook.Narrower, cancellation),
        { Preview.Alerts.Count: >= WorthNarrowing } => async (session, subscription, undo, cancellation) =>
            [[await NarrowChoices.OpenerAsync(session, turn, new NarrowState { SubscriptionId = subscription, Wish = wish, UndoKey = undo }, cancellation)]],
        _ => null,
    };

    private static string Broad(Turn turn, FollowOutlook outlook) => outlook.Narrower.Count == 0 ? "" : "\n\n" + turn.Words.Html("narrow.broad");

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
