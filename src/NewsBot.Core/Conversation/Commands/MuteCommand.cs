using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>/mute QUERY: what matches it no longer comes here. Without a query: what is muted.</summary>
internal static class MuteCommand
{
    private const int MostShown = 30;

    public static Task<Decision> RunAsync(Turn turn, string argument, CancellationToken cancellationToken) => argument.Length == 0
        ? Decide.In(async (session, cancellation) => Answer.Show(await ListAsync(session, turn, cancellation)))
        : QueryParser.Parse(argument) switch
        {
            QueryParseResult.Parsed parsed => MuteAsync(turn, parsed.Query, argument, cancellationToken),
            QueryParseResult.Failed failed => Decide.In((session, cancellation) => QueryErrorScreen.AnswerAsync(session, turn, "mute", argument, failed, cancellation)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    // What it would have hidden is looked up before it is muted.
    private static async Task<Decision> MuteAsync(Turn turn, Query query, string written, CancellationToken cancellationToken)
    {
        var hidden = await turn.Desk.Database.ReadAsync(async session =>
            await Outlook.OfMuteAsync(session, turn, query, cancellationToken) is { } looked ? "\n" + OutlookText.OfMute(turn, looked.All, looked.Hidden) : "", cancellationToken);
        return (session, cancellation) => MuteAsync(session, turn, query, written, hidden, cancellation);
    }

    private static async Task<Answer> MuteAsync(Session session, Turn turn, Query query, string written, string hidden, CancellationToken cancellationToken)
    {
        var subject = Subject.Query(query.ToString(), written);
        var name = ("query", TelegramHtml.TruncatePlain(written, 200));
        // An Undo of what changed nothing would end the first mute.
        if (await turn.Desk.Mutes.FindAsync(session, turn.Destination.DestinationId, subject, cancellationToken) is { } there)
        {
            return Answer.Show(new Screen(
                turn.Words.Html("mute.already", name),
                Keyboard.Of([Buttons.Press(turn.Words.Say("button.unmute"), Verbs.Unmute, ButtonKey.Of(there.MuteId)), Buttons.Open(turn, "subscriptions")])));
        }
        var mute = await Effects.MuteAsync(session, turn, subject, cancellationToken);
        var undo = await Undo.SaveAsync(session, turn, new UndoSteps { EndMutes = [mute.MuteId] }, cancellationToken);
        return Answer.Show(new Screen(
            turn.Words.Html("mute.done", name) + hidden,
            Keyboard.Of([Buttons.Undo(turn, undo), Buttons.Open(turn, "subscriptions")])));
    }

    private static async Task<Screen> ListAsync(Session session, Turn turn, CancellationToken cancellationToken)
    {
        var rows = new List<IReadOnlyList<Button>>();
        foreach (var mute in (await turn.Desk.Mutes.ForChatAsync(session, turn.Chat.ChatKey, cancellationToken)).Take(MostShown))
            rows.Add([Buttons.Press($"🔇 {await Labels.OfAsync(session, turn, mute, cancellationToken)}", Verbs.Unmute, ButtonKey.Of(mute.MuteId))]);
        return rows.Count == 0
            ? new Screen(turn.Words.Html("mute.how"), Keyboard.Of([Buttons.Open(turn, "sources"), Buttons.Open(turn, "latest")]))
            : new Screen(turn.Words.Html("mute.list"), new Keyboard(rows));
    }
}
