using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;

namespace NewsBot.Core.Conversation;

/// <summary>Who is let in (<c>Access:Mode</c>), and who may change things.</summary>
internal sealed class AccessGate(Desk desk)
{
    /// <summary>Null: let in. Otherwise one sentence for the uninvited, once, and silence from then on.</summary>
    public Decision? Refuse(Turn turn)
    {
        if (IsLetIn(turn) || OpensLink(turn))
            return null;
        if (turn.PressedMessageId is not null)
            return Decide.To(Answer.OnlyToast(turn.Words.Say(Sentence)));
        return async (session, cancellationToken) =>
            await desk.Chats.RememberRefusalAsync(session, turn.Chat.ChatKey, cancellationToken)
                ? Answer.Say(new Screen(turn.Words.Html(Sentence))) with { IsSaidOnce = true }
                : Answer.None;
    }

    private string Sentence => desk.AccessOptions.Mode is AccessMode.Invite ? "access.by-invitation" : "access.private";

    private bool IsLetIn(Turn turn) => turn.IsOwner || desk.AccessOptions.Mode switch
    {
        AccessMode.Open => true,
        AccessMode.Invite => turn.Chat.Invited == 1,
        // A group of the owner's stays usable for its members; strangers' chats do not.
        AccessMode.Private => !turn.Chat.IsPrivate && turn.Chat.Invited == 1,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static bool OpensLink(Turn turn) =>
        turn.Incoming.Content is IncomingContent.Text text
        && CommandText.Parse(text.Value) is { Name: "start" } start
        && (start.Argument.StartsWith("claim-", StringComparison.Ordinal) || start.Argument.StartsWith("invite-", StringComparison.Ordinal));

    /// <summary>Null: the person may. Asks Telegram in groups, every time: rights change.</summary>
    public async Task<Answer?> RefuseAsync(Turn turn, Access access, CancellationToken cancellationToken)
    {
        switch (access)
        {
            case Access.Everyone:
                return null;
            case Access.Owners:
                return turn.IsOwner ? null : Refusal(turn, "access.owners-only");
            case Access.Administrators:
                if (turn.Chat.IsPrivate || turn.Incoming.Sender.IsAnonymousAdministrator)
                    return null;
                var role = await desk.Transport.GetRoleAsync(turn.Chat.TelegramChatId, turn.UserId, cancellationToken);
                return role is ChatRole.Administrator ? null : Answers.AdministratorsOnly(turn, role);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static Answer Refusal(Turn turn, string key) => turn.PressedMessageId is not null
        ? Answer.OnlyToast(turn.Words.Say(key))
        : Answer.Say(new Screen(turn.Words.Html(key), Keyboard.Of([Buttons.Open(turn, "help")])));
}
