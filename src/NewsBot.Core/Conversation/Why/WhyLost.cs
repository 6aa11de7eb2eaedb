using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>What became of a story that was due here and did not end in a message.</summary>
internal static class WhyLost
{
    /// <summary>Of a delivery that was dropped or withdrawn.</summary>
    public static async Task<Explanation> OfAsync(Session session, Turn turn, DeliveryRecord delivery, CancellationToken cancellationToken) =>
        Explanation.Of(delivery.State == "dropped" ? Dropped(turn, delivery.Reason ?? "") : await WithdrawnAsync(session, turn, delivery.Reason ?? "", cancellationToken));

    // Reasons are as the ledger writes them: our own, and Telegram's words.
    private static string Dropped(Turn turn, string reason) => reason switch
    {
        _ when reason.StartsWith("unsure", StringComparison.Ordinal) => turn.Words.Html("why-not.unsure"),
        Composed.NotStored => turn.Words.Html("why-not.not-stored"),
        _ when reason.StartsWith("not r", StringComparison.Ordinal) => turn.Words.Html("why-not.not-rendered", ("reason", reason)),
        "" => turn.Words.Html("why-not.refused"),
        _ => turn.Words.Html("why-not.refused-because", ("reason", reason)),
    };

    private static async Task<string> WithdrawnAsync(Session session, Turn turn, string reason, CancellationToken cancellationToken)
    {
        if (reason.StartsWith(WithdrawReason.MutedPrefix, StringComparison.Ordinal)
            && long.TryParse(reason[WithdrawReason.MutedPrefix.Length..], out var muteId) && await turn.Desk.Mutes.GetAsync(session, muteId, cancellationToken) is { } mute)
            return turn.Words.Html("why-not.muted", ("name", await Labels.OfAsync(session, turn, mute, cancellationToken)));
        return turn.Words.Html(reason switch
        {
            WithdrawReason.Unsubscribed => "why-not.unsubscribed",
            WithdrawReason.Stopped => "why-not.was-stopped",
            WithdrawReason.ChatGone => "why-not.was-gone",
            WithdrawReason.TopicClosed => "why-not.was-closed",
            WithdrawReason.Joined => "why-not.was-joined",
            _ => "why-not.withdrawn",
        });
    }
}
