using NewsBot.Core.Delivery;

namespace NewsBot.Core.Conversation;

/// <summary>/stop: silence from now on; everything is kept for the return.</summary>
internal static class StopCommand
{
    public static Task<Decision> RunAsync(Turn turn, string argument, CancellationToken cancellationToken) => Decide.In(async (session, cancellation) =>
    {
        await Effects.StopAsync(session, turn, cancellation);
        var subscriptions = (long)(await turn.Desk.Subscriptions.ForChatAsync(session, turn.Chat.ChatKey, cancellation)).Count;
        return Answer.Show(new Screen(
            turn.Words.Html("stop.done", ("count", subscriptions)),
            Keyboard.Of([Buttons.Press(turn.Words.Say("button.resume"), Verbs.Resume)], [DeleteDataCommand.Button(turn)])));
    });

    public static Task<Decision> ResumeAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) => Decide.In(async (session, cancellation) =>
    {
        await Effects.ResumeAsync(session, turn, cancellation);
        var kept = (long)(await turn.Desk.Subscriptions.ForChatAsync(session, turn.Chat.ChatKey, cancellation)).Count;
        return Answer.Show(new Screen(
            turn.Words.Html("start.resumed", ("count", kept)),
            Keyboard.Of([Buttons.Open(turn, "subscriptions"), Buttons.Open(turn, "latest")])), turn.Words.Say("stop.resumed"));
    });
}
