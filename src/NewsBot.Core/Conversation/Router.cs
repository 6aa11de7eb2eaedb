using System.Text;
using NewsBot.Core.Delivery;

namespace NewsBot.Core.Conversation;

/// <summary>From what was done to the command or press that answers it.</summary>
internal sealed class Router(Desk desk, AccessGate gate)
{
    /// <summary>Gathers what the answer needs (reads, network); the decision is then run in the transaction.</summary>
    public async Task<Decision> DecideAsync(Turn turn, CancellationToken cancellationToken)
    {
        switch (turn.Incoming.Content)
        {
            case IncomingContent.Membership membership:
                return await MembershipChange.DecideAsync(turn, membership, cancellationToken);
            case IncomingContent.TopicOpened:
                return await MembershipChange.TopicOpenedAsync(turn, cancellationToken);
            case IncomingContent.Migrated migrated:
                return async (session, cancellation) =>
                {
                    await desk.Chats.MigrateAsync(session, turn.Bot.BotId, turn.Chat.TelegramChatId, migrated.NewTelegramChatId, cancellation);
                    return Answer.None;
                };
        }
        if (gate.Refuse(turn) is { } refusal)
            return refusal;
        return turn.Incoming.Content switch
        {
            IncomingContent.Press press => await PressAsync(turn, press.Data, cancellationToken),
            IncomingContent.Text text => await TextAsync(turn, text, cancellationToken),
            IncomingContent.Forward forward => await Oddments.ForwardAsync(turn, forward, cancellationToken),
            IncomingContent.Document document => await DocumentAsync(turn, document, cancellationToken),
            IncomingContent.Other other => Oddments.Other(turn, other),
            IncomingContent.Membership or IncomingContent.Migrated or IncomingContent.TopicOpened => throw new System.Diagnostics.UnreachableException(),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private async Task<Decision> PressAsync(Turn turn, string pressed, CancellationToken cancellationToken)
    {
        if (ButtonData.Parse(pressed) is not { } data || Presses.Find(data.Verb) is not { } press)
            return Decide.To(Answers.OldMenu(turn));
        if (await gate.RefuseAsync(turn, press.Access, cancellationToken) is { } refusal)
            return Decide.To(refusal);
        return await press.Handler(turn, data, cancellationToken);
    }

    private async Task<Decision> DocumentAsync(Turn turn, IncomingContent.Document document, CancellationToken cancellationToken)
    {
        if (!OpmlFile.IsMeant(turn, document))
            return Decide.To(Answer.None);
        return await gate.RefuseAsync(turn, Access.Administrators, cancellationToken) is { } refusal
            ? Decide.To(refusal)
            : await OpmlFile.ReceiveAsync(turn, document, cancellationToken);
    }

    private async Task<Decision> TextAsync(Turn turn, IncomingContent.Text text, CancellationToken cancellationToken)
    {
        if (CommandText.Parse(text.Value) is { } command)
            return await CommandAsync(turn, command, cancellationToken);
        var words = WithoutMention(text.Value, turn.Bot.Username);
        // A mention and nothing else, a smile, three dots: nothing to look for, and no mistake either.
        if (!words.EnumerateRunes().Any(Rune.IsLetterOrDigit))
            return Decide.To(Oddments.Greeting(turn));
        if (await desk.Addresses.ReadAsync(words, cancellationToken) is null)
            return await SearchCommand.RunAsync(turn, words, cancellationToken);
        return await gate.RefuseAsync(turn, Access.Administrators, cancellationToken) is { } refusal
            ? Decide.To(refusal)
            : await SubscribeCommand.RunAsync(turn, words, cancellationToken);
    }

    private async Task<Decision> CommandAsync(Turn turn, CommandText command, CancellationToken cancellationToken)
    {
        if (!turn.Chat.IsPrivate && !command.IsFor(turn.Bot.Username))
            return Decide.To(Answer.None);
        if (Commands.For(turn).FirstOrDefault(each => each.Name == command.Name) is not { } found)
            // In a group it may well be another bot's.
            return turn.Chat.IsPrivate || command.To is not null
                ? Decide.To(UnknownCommand.Answer(turn, command))
                : Decide.To(Answer.None);
        return await gate.RefuseAsync(turn, found.Access, cancellationToken) is { } refusal
            ? Decide.To(refusal)
            : await found.Handler(turn, command.Argument, cancellationToken);
    }

    // The mention goes with the comma after it and leaves no blanks behind.
    private static string WithoutMention(string text, string username)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words.Where(word => !word.TrimEnd(',', '.', ':', ';', '!', '?').Equals("@" + username, StringComparison.OrdinalIgnoreCase)));
    }
}
