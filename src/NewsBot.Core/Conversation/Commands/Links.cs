using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;

namespace NewsBot.Core.Conversation;

/// <summary>Links that open the bot with a code: the owner's claim and invitations.</summary>
internal static class Links
{
    /// <summary>The first owner claims the bot.</summary>
    public static Decision Claim(Turn turn, string code) => async (session, cancellationToken) =>
    {
        if (!turn.Chat.IsPrivate)
            return Refused(turn, "link.only-in-private");
        if (turn.IsOwner)
            return Answer.Show(new Screen(turn.Words.Html("link.owner-already"), Keyboard.Of([Buttons.Open(turn, "settings"), Buttons.Open(turn, "topics")])));
        return await turn.Desk.Access.ClaimAsync(session, turn.Bot.BotId, code, turn.UserId, cancellationToken) switch
        {
            LinkUse.Accepted => Answer.Show(await StartCommand.WelcomeScreenAsync(session, turn, turn.Words.Html("link.claimed") + "\n\n", cancellationToken)),
            LinkUse.HasOwner => Refused(turn, "link.has-owner"),
            LinkUse.Expired => Refused(turn, "link.claim-expired"),
            LinkUse.AlreadyUsed => Refused(turn, "link.used"),
            LinkUse.Unknown => Refused(turn, "link.unknown"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    };

    /// <summary>Somebody was invited.</summary>
    public static Decision Invite(Turn turn, string code) => async (session, cancellationToken) =>
    {
        if (turn.IsOwner || turn.Chat.Invited == 1 || turn.Desk.AccessOptions.Mode is AccessMode.Open)
            return Answer.Show(await StartCommand.WelcomeScreenAsync(session, turn, "", cancellationToken));
        if (turn.Desk.AccessOptions.Mode is AccessMode.Private)
            return Refused(turn, "access.private");
        switch (await turn.Desk.Access.AcceptInviteAsync(session, turn.Bot.BotId, code, turn.UserId, cancellationToken))
        {
            case LinkUse.Accepted:
                await turn.Desk.Chats.InviteAsync(session, turn.Chat.ChatKey, cancellationToken);
                return Answer.Show(await StartCommand.WelcomeScreenAsync(session, turn, turn.Words.Html("link.invited") + "\n\n", cancellationToken));
            case LinkUse.Expired:
                return Refused(turn, "link.invite-expired");
            case LinkUse.AlreadyUsed:
                return Refused(turn, "link.used");
            case LinkUse.Unknown or LinkUse.HasOwner:
                return Refused(turn, "link.unknown");
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    };

    // Whoever is not let in gets no button: it would only be refused.
    private static Answer Refused(Turn turn, string key) => Answer.Say(new Screen(turn.Words.Html(key)));
}
