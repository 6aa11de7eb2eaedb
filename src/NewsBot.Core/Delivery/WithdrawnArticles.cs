using NewsBot.Core.Storage;

namespace NewsBot.Core.Delivery;

/// <summary>
/// Articles that their source took back before they were sent: another report of the story goes in their place, the earliest that the
/// chat may see.
/// </summary>
internal static class WithdrawnArticles
{
    /// <summary>Puts other articles into these deliveries where there are some; those of which nothing is left stay as they are.</summary>
    public static async Task ReplaceAsync(Session session, IReadOnlyCollection<(DeliveryRecord Delivery, long ChatKey)> deliveries, CancellationToken cancellationToken)
    {
        var withdrawn = (await session.QueryAsync<long>(
            "SELECT article_id FROM article WHERE article_id IN @ids AND withdrawn_at IS NOT NULL",
            new { ids = deliveries.Select(one => one.Delivery.ArticleId).Distinct().ToList() }, cancellationToken)).ToHashSet();
        if (withdrawn.Count == 0)
            return;
        var mended = deliveries.Where(one => withdrawn.Contains(one.Delivery.ArticleId)).ToList();
        var reports = await StoryReports.ReadAsync(
            session, [.. mended.Select(one => one.Delivery.StoryId)], [.. mended.Select(one => one.ChatKey)], cancellationToken);
        foreach (var (delivery, chatKey) in mended)
        {
            // What the chat split off is another story than the rest.
            if (reports.IsApart(delivery.ArticleId, delivery.StoryId, chatKey) || reports.Of(delivery.StoryId, chatKey, delivery.DestinationId) is not [var other, ..])
                continue;
            delivery.ArticleId = other.ArticleId;
            await session.ExecuteAsync("UPDATE delivery SET article_id = @ArticleId WHERE delivery_id = @DeliveryId", delivery, cancellationToken);
        }
    }
}
