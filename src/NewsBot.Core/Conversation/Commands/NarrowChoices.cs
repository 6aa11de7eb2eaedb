using System.Globalization;
using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>A subscription that can be made narrower.</summary>
internal sealed class NarrowState
{
    public long SubscriptionId { get; set; }

    /// <summary>Its query as it is written.</summary>
    public string Wish { get; set; } = "";

    /// <summary>Takes the subscription back; empty: it was there before.</summary>
    public string UndoKey { get; set; } = "";

    /// <summary>The narrower queries that were offered, in their order.</summary>
    public List<string> Offered { get; set; } = [];
}

/// <summary>The buttons that replace a subscription by a narrower one, each with what it would leave.</summary>
internal static class NarrowChoices
{
    private const string Kind = "narrow";
    private const int LongestHow = 24;

    /// <summary>The one button that opens the choices.</summary>
    public static async Task<Button> OpenerAsync(Session session, Turn turn, NarrowState state, CancellationToken cancellationToken, string? label = null) =>
        Buttons.Press(label ?? turn.Words.Say("button.narrow"), Verbs.Narrow, await turn.Desk.Views.SaveAsync(session, turn.Chat.ChatKey, Kind, state, cancellationToken));

    /// <summary>The choices, one a row.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<Button>>> ButtonsAsync(
        Session session, Turn turn, NarrowState state, IReadOnlyList<NarrowerQuery> narrower, CancellationToken cancellationToken)
    {
        state.Offered = [.. narrower.Select(choice => choice.Text)];
        var key = await turn.Desk.Views.SaveAsync(session, turn.Chat.ChatKey, Kind, state, cancellationToken);
        return [.. narrower.Select((choice, index) => (IReadOnlyList<Button>)[Buttons.Press(
            turn.Words.Say("narrow.choice", ("how", TelegramHtml.TruncatePlain(choice.How, LongestHow)), ("rate", Rate(turn, choice.PerDay))),
            Verbs.NarrowTo, key, index.ToString(CultureInfo.InvariantCulture))])];
    }

    /// <summary>A tap on the opener: the text stays, the buttons become the choices.</summary>
    public static async Task<Decision> OpenAsync(Turn turn, ButtonData data, CancellationToken cancellationToken)
    {
        var (state, narrower) = await turn.Desk.Database.ReadAsync(async session =>
            await LoadAsync(session, turn, data.Key, cancellationToken) is { } state && QueryParser.Parse(state.Wish) is QueryParseResult.Parsed parsed
                ? (state, await Narrower.OfAsync(session, turn, parsed.Query, state.Wish, await Outlook.OfAsync(session, turn, parsed.Query, cancellationToken), cancellationToken))
                : ((NarrowState?)null, []), cancellationToken);
        if (state is null)
            return Decide.To(Answers.OldMenu(turn, "subscriptions"));
        if (narrower.Count == 0)
            return Decide.To(Answer.OnlyToast(turn.Words.Say("narrow.none"), alert: true));
        return async (session, cancellation) => new Answer([new Reply.Rebutton(new Keyboard(
            [.. await ButtonsAsync(session, turn, state, narrower, cancellation), [state.UndoKey.Length > 0 ? Buttons.Undo(turn, state.UndoKey) : Buttons.Open(turn, "subscriptions")]]))]);
    }

    /// <summary>A tap on a choice: the narrower query takes the place of the subscription, and its Undo gives the wide one back.</summary>
    public static async Task<Decision> ChooseAsync(Turn turn, ButtonData data, CancellationToken cancellationToken)
    {
        var state = await turn.Desk.Database.ReadAsync(session => LoadAsync(session, turn, data.Key, cancellationToken), cancellationToken);
        if (state is null || state.Offered.ElementAtOrDefault(Buttons.PageIn(data.Argument)) is not { } text || QueryParser.Parse(text) is not QueryParseResult.Parsed parsed)
            return Decide.To(Answers.OldMenu(turn, "subscriptions"));
        var outlook = await turn.Desk.Database.ReadAsync(session => FollowAnswer.LookAsync(session, turn, text, cancellationToken), cancellationToken);
        return async (session, cancellation) =>
        {
            if (await Effects.EndSubscriptionAsync(session, turn, state.SubscriptionId, cancellation) is not { } wide)
                return Answer.OnlyToast(turn.Words.Say("subscriptions.gone"), alert: true);
            var subject = Subject.Query(parsed.Query.ToString(), text);
            var name = TelegramHtml.TruncatePlain(await Labels.OfQueryAsync(session, turn, text, cancellation), 200);
            var (screen, _) = await FollowAnswer.SubscribeAsync(
                session, turn, subject, turn.Words.Html("narrow.done", ("name", name)), FollowAnswer.Text(turn, outlook),
                new UndoSteps { RestoreSubscriptions = [wide.SubscriptionId] }, _ => [], FollowAnswer.NarrowingOf(turn, outlook, text), cancellation);
            return Answer.Show(screen);
        };
    }

    private static Task<NarrowState?> LoadAsync(Session session, Turn turn, string key, CancellationToken cancellationToken) =>
        turn.Desk.Views.LoadAsync<NarrowState>(session, turn.Chat.ChatKey, Kind, key, cancellationToken);

    // Short, since a button shows forty characters: "3 a day", "2 a week".
    private static string Rate(Turn turn, double perDay) => perDay >= 1
        ? turn.Words.Say("narrow.a-day", ("number", (long)Math.Round(perDay)))
        : turn.Words.Say("narrow.a-week", ("number", (long)Math.Max(1, Math.Round(perDay * 7))));
}
