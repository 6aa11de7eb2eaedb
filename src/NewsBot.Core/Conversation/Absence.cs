using NewsBot.Core.Chats;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>
/// That a chat, or a forum topic in it, could not be written to until now.
/// <paramref name="Since"/>: what came in from then on was missed, Unix milliseconds; null: nobody wrote it down.
/// <paramref name="OfTopic"/>: only of the topic in which the turn is.
/// </summary>
internal sealed record Absence(long? Since, bool OfTopic)
{
    /// <summary>Null where both could be written to.</summary>
    public static Absence? Of(Chat chat, Destination destination) => chat.State == "suspended"
        ? new Absence(chat.MissedSince ?? chat.SuspendedAt, false)
        : destination.ClosedAt is { } closed ? new Absence(destination.MissedSince ?? closed, true) : null;

    /// <summary>Ends it: everything is as it was. False when it was over.</summary>
    public static async Task<bool> EndAsync(Session session, Turn turn, CancellationToken cancellationToken)
    {
        var chats = turn.Desk.Chats;
        var open = await chats.OpenThreadAsync(session, turn.Destination.DestinationId, cancellationToken);
        // Read again: a chat that stopped in the meantime stays so.
        return (await chats.GetAsync(session, turn.Chat.ChatKey, cancellationToken) is { State: "suspended" }
            && await chats.RestoreAsync(session, turn.Chat.ChatKey, cancellationToken)) || open;
    }
}
