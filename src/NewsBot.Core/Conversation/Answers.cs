using NewsBot.Core.Delivery;

namespace NewsBot.Core.Conversation;

/// <summary>Answers that any turn may come to.</summary>
internal static class Answers
{
    /// <summary>The 21st question within a minute.</summary>
    public static Answer TooFast(Turn turn) => turn.PressedMessageId is null
        ? Answer.Say(new Screen(turn.Words.Html("error.too-fast", ("count", TurnRunner.AsksPerMinute))))
        : Answer.OnlyToast(turn.Words.Say("error.too-fast", ("count", TurnRunner.AsksPerMinute)));

    /// <summary>Something unexpected happened; the reference is in the log too.</summary>
    public static Answer Apology(Turn turn, string reference) =>
        Answer.Say(new Screen(
            turn.Words.Html("error.apology", ("reference", reference)),
            Keyboard.Of([Buttons.Open(turn, "help")])));

    /// <summary>A button whose view is gone, or of another version of the bot.</summary>
    public static Answer OldMenu(Turn turn, string openInstead = "help")
    {
        var text = turn.Words.Say("error.old-menu", ("command", "/" + openInstead));
        return new Answer([new Reply.Say(new Screen(TelegramHtml.Escape(text), Keyboard.Of([Buttons.Open(turn, openInstead)])))], text);
    }

    /// <summary>Something only administrators may do, asked by a member; Telegram may also have been unable to say.</summary>
    public static Answer AdministratorsOnly(Turn turn, ChatRole role)
    {
        var text = turn.Words.Say(role is ChatRole.Unknown ? "group.role-unknown" : "group.administrators-only");
        return turn.PressedMessageId is not null
            ? Answer.OnlyToast(text)
            : Answer.Say(new Screen(TelegramHtml.Escape(text), Keyboard.Of([Button.Link(turn.Words.Say("group.in-private"), turn.StartLink("group"))])));
    }
}
