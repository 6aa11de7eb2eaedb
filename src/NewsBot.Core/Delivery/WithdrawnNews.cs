using NewsBot.Core.Storage;

namespace NewsBot.Core.Delivery;

/// <summary>A delivery that is about to be shown to a chat.</summary>
internal readonly record struct DeliveryTo(DeliveryRecord Delivery, long ChatKey);

/// <summary>
/// What a source took back while the news of it waited is not sent: the story comes with the earliest report that stands and that the chat
/// may be told, and not at all where there is none.
/// </summary>
internal static class WithdrawnNews
{
    /// <summary>Why such a delivery is dropped.</summary>
    public const string Reason = "withdrawn by the source";

    /// <summary>Gives these deliveries, which are in flight, another article where theirs is withdrawn; the ids of those for which there is none, dropped.</summary>
    public static async Task<IReadOnlySet<long>> ReplaceAsync(Session session, IReadOnlyCollection<DeliveryTo> deliveries, long now, CancellationToken cancellationToken)
    {
        var dropped = new HashSet<long>();
        if (deliveries.Count == 0)
            return dropped;
        var withdrawn = (await session.QueryAsync<long>(
            "SELECT article_id FROM article WHERE withdrawn_at IS NOT NULL AND article_id IN (SELECT CAST(value ->> 0 AS BIGINT) FROM {{rows}})",
            new { rows = JsonRows.Write(deliveries.Select(one => one.Delivery.ArticleId).Distinct().Select(id => new object?[] { id })) }, cancellationToken)).ToHashSet();
        // None is the rule.
        var concerned = withdrawn.Count == 0 ? [] : deliveries.Where(one => withdrawn.Contains(one.Delivery.ArticleId)).ToList();
        if (concerned.Count == 0)
            return dropped;
        var reports = await StoryReports.ReadAsync(
            session, [.. concerned.Select(one => one.Delivery.StoryId)], [.. concerned.Select(one => one.ChatKey)], cancellationToken);
        foreach (var (delivery, chatKey) in concerned)
        {
            // Of what a reader split off there is no other report.
            var other = reports.IsApart(delivery.ArticleId, delivery.StoryId, chatKey)
                ? null
                : reports.Of(delivery.StoryId, chatKey, delivery.DestinationId) is [var first, ..] ? first : null;
            if (other is null)
            {
                dropped.Add(delivery.DeliveryId);
                await session.ExecuteAsync(
                    "UPDATE delivery SET state = 'dropped', reason = @Reason, settled_at = @now WHERE delivery_id = @DeliveryId",
                    new { Reason, now, delivery.DeliveryId }, cancellationToken);
                continue;
            }

            delivery.ArticleId = other.ArticleId;
            await session.ExecuteAsync("UPDATE delivery SET article_id = @ArticleId WHERE delivery_id = @DeliveryId", delivery, cancellationToken);
        }

        return dropped;
    }
}
