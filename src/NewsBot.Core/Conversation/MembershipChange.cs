using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;

namespace NewsBot.Core.Conversation;

/// <summary>The bot was added, removed, blocked or let in again (Bot API, my_chat_member).</summary>
internal static class MembershipChange
{
    public static Decision Decide(Turn turn, IncomingContent.Membership change) => async (session, cancellationToken) =>
    {
        var chats = turn.Desk.Chats;
        if (!change.IsMember || !change.MayWrite)
        {
            await chats.SuspendAsync(session, turn.Chat.ChatKey, change.IsMember ? "no-rights" : turn.Chat.IsPrivate ? "blocked" : "left", cancellationToken);
            // Who comes back after weeks wants the news, not the backlog.
            await turn.Desk.Deliveries.WithdrawChatAsync(session, turn.Chat.ChatKey, WithdrawReason.ChatGone, cancellationToken);
            return Answer.None;
        }
        if (turn.Chat.State == "suspended")
        {
            await chats.RestoreAsync(session, turn.Chat.ChatKey, cancellationToken);
            var kept = (await turn.Desk.Subscriptions.ForChatAsync(session, turn.Chat.ChatKey, cancellationToken)).Count;
            return Answer.Say(new Screen(
                turn.Words.Html("membership.back", ("count", (long)kept)),
                Keyboard.Of([Buttons.Open(turn, kept > 0 ? "subscriptions" : "topics")])));
        }
        if (change.WasMember || turn.Chat.IsPrivate)
            return Answer.None;
        if (turn.IsOwner)
            await chats.InviteAsync(session, turn.Chat.ChatKey, cancellationToken);
        else if (turn.Desk.AccessOptions.Mode is not AccessMode.Open && turn.Chat.Invited == 0)
            return Answer.Say(new Screen(turn.Words.Html(turn.Desk.AccessOptions.Mode is AccessMode.Invite ? "access.by-invitation" : "access.private")));
        return Answer.Say(new Screen(turn.Words.Html("membership.added"), Keyboard.Of([Buttons.Open(turn, "topics")])));
    };
}
