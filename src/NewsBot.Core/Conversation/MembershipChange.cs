using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>The bot was added, removed, blocked or let in again (Bot API, my_chat_member), or a forum topic was opened again.</summary>
internal static class MembershipChange
{
    public static async Task<Decision> DecideAsync(Turn turn, IncomingContent.Membership change, CancellationToken cancellationToken)
    {
        if (!change.IsMember || !change.MayWrite)
            return Suspend(turn, ReasonOf(turn, change));
        if (Absence.Of(turn.Chat, turn.Destination) is { OfTopic: false } absence)
            return await ReturnAsync(turn, absence, cancellationToken);
        return async (session, cancellation) =>
        {
            if (change.WasMember || turn.Chat.IsPrivate)
                return Answer.None;
            if (turn.IsOwner)
                await turn.Desk.Chats.InviteAsync(session, turn.Chat.ChatKey, cancellation);
            else if (turn.Desk.AccessOptions.Mode is not AccessMode.Open && turn.Chat.Invited == 0)
                return Answer.Say(new Screen(turn.Words.Html(turn.Desk.AccessOptions.Mode is AccessMode.Invite ? "access.by-invitation" : "access.private")));
            return Answer.Say(new Screen(turn.Words.Html("membership.added"), Keyboard.Of([Buttons.Open(turn, "topics")])));
        };
    }

    /// <summary>A closed forum topic was opened again: its news goes on there.</summary>
    public static async Task<Decision> TopicOpenedAsync(Turn turn, CancellationToken cancellationToken) =>
        Absence.Of(turn.Chat, turn.Destination) is { OfTopic: true } absence ? await ReturnAsync(turn, absence, cancellationToken) : Decide.To(Answer.None);

    private static string ReasonOf(Turn turn, IncomingContent.Membership change) =>
        change.IsMember ? SuspendReason.NoRights : turn.Chat.IsPrivate ? SuspendReason.Blocked : SuspendReason.Left;

    private static Decision Suspend(Turn turn, string reason) => async (session, cancellationToken) =>
    {
        var chatKey = turn.Chat.ChatKey;
        var missedSince = await Suspensions.OldestOnItsWayAsync(session, chatKey, null, cancellationToken);
        await turn.Desk.Suspensions.ChatAsync(session, chatKey, reason, missedSince, turn.UserId, cancellationToken);
        return Answer.None;
    };

    private static async Task<Decision> ReturnAsync(Turn turn, Absence absence, CancellationToken cancellationToken)
    {
        var missed = await MissedNews.LookAsync(turn, absence, cancellationToken);
        return async (session, cancellation) =>
        {
            if (!await Absence.EndAsync(session, turn, cancellation))
                return Answer.None;
            var kept = await CountAsync(session, turn, absence, cancellation);
            var back = turn.Words.Html(absence.OfTopic ? "membership.topic-open" : "membership.back", ("count", kept));
            return Answer.Say(missed is null
                ? new Screen(back, Keyboard.Of([Buttons.Open(turn, kept > 0 ? "subscriptions" : "topics")]))
                : await MissedNews.OfferAsync(session, turn, missed, back + "\n\n", cancellation));
        };
    }

    private static async Task<long> CountAsync(Session session, Turn turn, Absence absence, CancellationToken cancellationToken) => absence.OfTopic
        ? (await turn.Desk.Subscriptions.ForDestinationAsync(session, turn.Destination.DestinationId, cancellationToken)).Count
        : (await turn.Desk.Subscriptions.ForChatAsync(session, turn.Chat.ChatKey, cancellationToken)).Count;
}
