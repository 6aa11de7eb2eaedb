using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>A story that stands in a message.</summary>
/// <param name="Delivery">What is due or was sent of it there.</param>
/// <param name="Reports">All that this chat may be told of it, the earliest first; empty when nothing of it is stored any more.</param>
/// <param name="Beside">Of other outlets one each, as the message names them.</param>
internal sealed record StoryInMessage(DeliveryRecord Delivery, IReadOnlyList<StoryReport> Reports, IReadOnlyList<StoryReport> Beside);

/// <summary>The stories of a message that was sent to a chat, with their reports as they are now.</summary>
internal sealed record MessageStories(IReadOnlyList<StoryInMessage> Stories)
{
    /// <summary>Whether it is an alert that names other sources.</summary>
    public bool IsFoldedAlert => Stories is [{ Beside.Count: > 0 }];

    /// <summary>Null when the row is no longer in the ledger, or is another chat's.</summary>
    public static async Task<MessageStories?> ReadAsync(Session session, Turn turn, long messageId, CancellationToken cancellationToken)
    {
        var chatKey = turn.Chat.ChatKey;
        var deliveries = await turn.Desk.Deliveries.OfMessageAsync(session, chatKey, messageId, cancellationToken);
        if (deliveries.Count == 0)
            return null;
        var reports = await StoryReports.ReadAsync(session, [.. deliveries.Select(delivery => delivery.StoryId).Distinct()], [chatKey], cancellationToken);
        return new MessageStories([.. deliveries.Select(delivery => new StoryInMessage(
            delivery,
            // What was split off is a story of its own.
            reports.IsApart(delivery.ArticleId, delivery.StoryId, chatKey) ? [] : reports.Of(delivery.StoryId, chatKey, delivery.DestinationId),
            reports.Beside(delivery.ArticleId, delivery.StoryId, chatKey, delivery.DestinationId)))]);
    }
}
