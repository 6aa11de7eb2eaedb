using NewsBot.Core.Delivery;

namespace NewsBot.Core.Conversation;

/// <summary>Text that a button stands for, as if it had been typed: a repaired query, the command that was meant.</summary>
internal sealed class AskState
{
    public string Text { get; set; } = "";
}

/// <summary>Buttons that run a command.</summary>
internal static class OpenCommand
{
    private const string Kind = "ask";

    /// <summary>A button that runs the command text when it is pressed.</summary>
    public static async Task<Button> ButtonAsync(Storage.Session session, Turn turn, string label, string text, CancellationToken cancellationToken) =>
        Buttons.Press(label, Verbs.Ask, await turn.Desk.Views.SaveAsync(session, turn.Chat.ChatKey, Kind, new AskState { Text = text }, cancellationToken));

    /// <summary>The command answers in a new message.</summary>
    public static async Task<Decision> OpenAsync(Turn turn, ButtonData data, CancellationToken cancellationToken)
    {
        var decision = await RunAsync(turn, data.Key, "", cancellationToken);
        return async (session, cancellation) =>
        {
            var answer = await decision(session, cancellation);
            return answer with { Replies = [.. answer.Replies.Select(reply => reply is Reply.Show show ? new Reply.Say(show.Screen) : reply)] };
        };
    }

    /// <summary>The command answers in place of the message.</summary>
    public static Task<Decision> GoAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) =>
        RunAsync(turn, data.Key, "", cancellationToken);

    /// <summary>The stored text runs, and its answer takes the place of the message.</summary>
    public static async Task<Decision> AskAsync(Turn turn, ButtonData data, CancellationToken cancellationToken)
    {
        var state = await turn.Desk.Database.ReadAsync(
            session => turn.Desk.Views.LoadAsync<AskState>(session, turn.Chat.ChatKey, Kind, data.Key, cancellationToken), cancellationToken);
        return state is not null && CommandText.Parse(state.Text) is { } command
            ? await RunAsync(turn, command.Name, command.Argument, cancellationToken)
            : Decide.To(Answers.OldMenu(turn));
    }

    private static async Task<Decision> RunAsync(Turn turn, string name, string argument, CancellationToken cancellationToken)
    {
        if (Commands.Find(name) is not { } command)
            return Decide.To(Answers.OldMenu(turn));
        return await new AccessGate(turn.Desk).RefuseAsync(turn, command.Access, cancellationToken) is { } refusal
            ? Decide.To(refusal)
            : await command.Handler(turn, argument, cancellationToken);
    }
}
