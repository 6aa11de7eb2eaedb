using Microsoft.Extensions.Logging;
using NewsBot.Core.Chats;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Delivery;

/// <summary>
/// Makes messages of what is due: an alert of each, or, where more is due in one place than somebody wants to be rung up
/// for (<c>Delivery:BurstThreshold</c>), lists. The row of the message comes first, since its id stands in the button.
/// </summary>
internal sealed class DueDeliveries(AlertComposer alerts, ListComposer lists, FloodSilence flood, DeliveryOptions options, TimeProvider time, ILogger<DueDeliveries> logger)
{
    /// <summary>
    /// The next message of the chat, in flight under this lease, with its deliveries; null when nothing is due. What cannot
    /// be shown is dropped with a reason and holds up nothing.
    /// </summary>
    public async Task<Message?> NextAsync(Session session, long chatKey, Lease lease, CancellationToken cancellationToken)
    {
        var now = time.NowMilliseconds();
        var chat = await session.FirstAsync<Chat>("SELECT * FROM chat WHERE chat_key = @chatKey AND state = 'active'", new { chatKey }, cancellationToken);
        await NightHold.ApplyAsync(session, [chatKey], now, cancellationToken);
        while (chat is not null)
        {
            var deliveries = await TakeAsync(session, chatKey, now, cancellationToken);
            if (deliveries.Count == 0)
                return null;
            if (await MessageOfAsync(session, deliveries, chat, lease, now, cancellationToken) is { } message)
                return message;
        }

        return null;
    }

    // The one that waits longest, and with it as many from the same place as make one list of several of about equal length.
    private async Task<IReadOnlyList<DeliveryRecord>> TakeAsync(Session session, long chatKey, long now, CancellationToken cancellationToken)
    {
        var first = await session.FirstAsync<DeliveryRecord>(
            """
            SELECT v.* FROM delivery v JOIN destination d ON d.destination_id = v.destination_id
            WHERE d.chat_key = @chatKey AND v.state = 'due' AND v.not_before <= @now
            ORDER BY v.priority, v.not_before, v.delivery_id LIMIT 1
            """, new { chatKey, now }, cancellationToken);
        if (first is null)
            return [];
        // What waited for the same occasion comes together, however little it is.
        var due = await session.ScalarAsync<long>(
            "SELECT COUNT(*) FROM delivery WHERE destination_id = @DestinationId AND state = 'due' AND not_before <= @now AND COALESCE(occasion, '') = @occasion",
            new { first.DestinationId, now, occasion = first.Occasion ?? "" }, cancellationToken);
        var isList = first.Occasion is not null || (options.BurstThreshold > 0 && due > options.BurstThreshold);
        var count = isList ? ListComposer.ShareOf(due) : 1;
        var taken = await session.QueryAsync<DeliveryRecord>(
            """
            UPDATE delivery SET state = 'flight' WHERE state = 'due' AND delivery_id IN (
              SELECT v.delivery_id FROM delivery v
              WHERE v.destination_id = @DestinationId AND v.state = 'due' AND v.not_before <= @now AND COALESCE(v.occasion, '') = @occasion
              ORDER BY v.priority, v.not_before, v.delivery_id LIMIT @count)
            RETURNING *
            """, new { first.DestinationId, now, count, occasion = first.Occasion ?? "" }, cancellationToken);
        return [.. taken.OrderBy(delivery => delivery.Priority).ThenBy(delivery => delivery.NotBefore).ThenBy(delivery => delivery.DeliveryId)];
    }

    private async Task<Message?> MessageOfAsync(
        Session session, IReadOnlyList<DeliveryRecord> deliveries, Chat chat, Lease lease, long now, CancellationToken cancellationToken)
    {
        var message = (await session.FirstAsync<Message>(
            """
            INSERT INTO message (bot_id, destination_id, kind, form, language, content, priority, not_before, attempts, state, lease_owner, lease_epoch, created_at)
            VALUES (@BotId, @DestinationId, @kind, 'text', @Language, '', @Priority, @now, 1, 'flight', @Owner, @Epoch, @now)
            RETURNING *
            """,
            new
            {
                lease.BotId,
                deliveries[0].DestinationId,
                kind = KindOf(deliveries),
                chat.Language,
                deliveries[0].Priority,
                now,
                lease.Owner,
                lease.Epoch,
            }, cancellationToken))!;
        var composed = await ComposeAsync(session, deliveries, chat, message.MessageId, cancellationToken);
        foreach (var (deliveryId, problem) in composed.Left)
            await session.ExecuteAsync(
                "UPDATE delivery SET state = 'dropped', reason = @problem, settled_at = @now WHERE delivery_id = @deliveryId",
                new { deliveryId, problem, now }, cancellationToken);
        if (composed.Request is null)
        {
            await session.ExecuteAsync("DELETE FROM message WHERE message_id = @MessageId", message, cancellationToken);
            return null;
        }

        message.Content = Message.Write((await flood.ApplyAsync(session, [new AlertSound(chat, message, composed.Request)], cancellationToken))[0]);
        message.Form = composed.Request.Form();
        await session.ExecuteAsync("UPDATE message SET content = @Content, form = @Form WHERE message_id = @MessageId", message, cancellationToken);
        await session.ExecuteAsync(
            "UPDATE delivery SET message_id = @MessageId WHERE delivery_id IN @ids AND state = 'flight'",
            new { message.MessageId, ids = deliveries.Select(delivery => delivery.DeliveryId).ToList() }, cancellationToken);
        return message;
    }

    // A night of one story is that story.
    private static string KindOf(IReadOnlyList<DeliveryRecord> deliveries) => deliveries switch
    {
        [{ Occasion: Occasions.Digest }, ..] => MessageKind.Digest,
        [_] => MessageKind.News,
        _ => MessageKind.List,
    };

    private async Task<Composed> ComposeAsync(Session session, IReadOnlyList<DeliveryRecord> deliveries, Chat chat, long messageId, CancellationToken cancellationToken)
    {
        try
        {
            var offer = deliveries[0].Occasion is null ? await NightOffer.ForAsync(session, chat, messageId, time.NowMilliseconds(), cancellationToken) : null;
            if (KindOf(deliveries) != MessageKind.News)
                return await lists.ComposeAsync(session, deliveries, chat, offer, cancellationToken);
            var alert = await alerts.ComposeAsync(session, deliveries[0], chat, messageId, offer, cancellationToken);
            return new Composed(alert, alert is null ? [(deliveries[0].DeliveryId, Composed.NotStored)] : []);
        }
        catch (Exception exception) when (exception is not OperationCanceledException and not System.Data.Common.DbException)
        {
            // A bug of ours on one strange article must not hold up what stands behind it.
            Log.NotRendered(logger, deliveries[0].DeliveryId, exception);
            return new Composed(null, [.. deliveries.Select(delivery => (delivery.DeliveryId, $"not rendered: {exception.GetType().Name}"))]);
        }
    }
}
