using Microsoft.Extensions.Logging;
using NewsBot.Core.Chats;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Delivery;

/// <summary>A message made of what is due in a chat, in flight.</summary>
/// <param name="Message">Its row.</param>
/// <param name="Request">What the row asks for.</param>
/// <param name="Place">Where it goes.</param>
/// <param name="Due">The chat as it was given.</param>
/// <param name="Next">What is due there after it; null: nothing.</param>
internal sealed record MadeMessage(Message Message, ChatRequest Request, SendingPlace Place, DueChat Due, DueChat? Next);

/// <summary>
/// Makes messages of what is due: an alert of each, or, where more is due in one place than somebody wants to be rung up
/// for (<c>Delivery:BurstThreshold</c>), lists. For many chats at once, each of which gets one. The row of the message comes
/// first, since its id stands in the button.
/// </summary>
internal sealed class DueDeliveries(
    AlertComposer alerts, ListComposer lists, FloodSilence flood, DeliveryOptions options, TimeProvider time, ILogger<DueDeliveries> logger)
{
    /// <summary>
    /// The next message of each chat, in flight under this lease, with its deliveries; none where nothing is due. What cannot
    /// be shown is dropped with a reason and holds up nothing.
    /// </summary>
    public async Task<IReadOnlyList<MadeMessage>> NextAsync(Session session, IReadOnlyCollection<DueChat> chats, Lease lease, CancellationToken cancellationToken)
    {
        var now = time.NowMilliseconds();
        var made = new List<MadeMessage>(chats.Count);
        var open = chats.ToDictionary(due => due.ChatKey);
        await NightHold.ApplyAsync(session, [.. open.Keys], now, cancellationToken);
        while (open.Count > 0)
        {
            var portions = await TakeAsync(session, open, now, cancellationToken);
            if (portions.Count == 0)
                break;
            var messages = await MakeAsync(session, portions, lease, now, cancellationToken);
            made.AddRange(messages);
            // Of whose portion nothing could be shown: the next one.
            open = portions.Select(portion => portion.Due).ExceptBy(messages.Select(one => one.Due.ChatKey), due => due.ChatKey).ToDictionary(due => due.ChatKey);
        }

        return made;
    }

    // The one that waits longest in a chat, and with it as many from the same place as make one list of several of about equal length.
    private async Task<List<Portion>> TakeAsync(Session session, Dictionary<long, DueChat> chats, long now, CancellationToken cancellationToken)
    {
        var due = await session.QueryAsync<DueDelivery>(
            """
            SELECT w.* FROM (
              SELECT v.*, d.chat_key,
                ROW_NUMBER() OVER (PARTITION BY d.chat_key ORDER BY v.priority, v.not_before, v.delivery_id) AS turn,
                ROW_NUMBER() OVER (PARTITION BY v.destination_id, COALESCE(v.occasion, '') ORDER BY v.priority, v.not_before, v.delivery_id) AS turn_here,
                COUNT(*) OVER (PARTITION BY v.destination_id, COALESCE(v.occasion, '')) AS due_here
              FROM destination d JOIN delivery v ON v.destination_id = d.destination_id
              WHERE d.chat_key IN @keys AND v.state = 'due' AND v.not_before <= @now) w
            WHERE w.turn_here <= @most ORDER BY w.turn
            """, new { keys = chats.Keys.ToList(), now, most = ListComposer.Most + 1 }, cancellationToken);
        var portions = due.GroupBy(row => row.ChatKey).Select(group => PortionOf([.. group], chats[group.Key])).ToList();
        var taken = (await session.QueryAsync<long>(
            "UPDATE delivery SET state = 'flight' WHERE state = 'due' AND delivery_id IN @ids RETURNING delivery_id",
            new { ids = portions.SelectMany(portion => portion.Deliveries).Select(delivery => delivery.DeliveryId).ToList() }, cancellationToken)).ToHashSet();
        // What was taken back in this moment is not ours.
        return [.. portions.Select(portion => portion with { Deliveries = [.. portion.Deliveries.Where(delivery => taken.Contains(delivery.DeliveryId))] })
            .Where(portion => portion.Deliveries.Count > 0)];
    }

    private Portion PortionOf(IReadOnlyList<DueDelivery> due, DueChat chat)
    {
        var first = due[0];
        // What waited for the same occasion comes together, however little it is.
        var isList = first.Occasion is not null || (options.BurstThreshold > 0 && first.DueHere > options.BurstThreshold);
        var taken = due.Where(row => row.DestinationId == first.DestinationId && row.Occasion == first.Occasion)
            .Take(isList ? ListComposer.ShareOf(first.DueHere) : 1).ToList();
        var next = due.FirstOrDefault(row => !taken.Contains(row));
        return new Portion(chat, taken, next is null ? null : new DueChat
        {
            ChatKey = chat.ChatKey, Type = chat.Type, Priority = next.Priority, NotBefore = next.NotBefore, Place = chat.Place,
        });
    }

    private async Task<IReadOnlyList<MadeMessage>> MakeAsync(Session session, List<Portion> portions, Lease lease, long now, CancellationToken cancellationToken)
    {
        var chats = (await session.QueryAsync<Chat>(
            "SELECT * FROM chat WHERE chat_key IN @keys", new { keys = portions.Select(portion => portion.Due.ChatKey).ToList() }, cancellationToken)).ToDictionary(chat => chat.ChatKey);
        var messages = (await InsertAsync(session, portions, chats, lease, now, cancellationToken)).ToDictionary(message => message.DestinationId);
        var places = (await session.QueryAsync<SendingPlace>($"{SendingPlace.Select} WHERE d.destination_id IN @ids", new { ids = messages.Keys.ToList() }, cancellationToken))
            .ToDictionary(place => place.DestinationId);
        await WithdrawnArticles.ReplaceAsync(session, [.. portions.SelectMany(portion => portion.Deliveries.Select(delivery => (delivery, portion.Due.ChatKey)))], cancellationToken);
        var material = await alerts.ReadAsync(session, [.. portions.Where(IsAlert).Select(portion => portion.Deliveries[0])], [.. chats.Keys], cancellationToken);
        var made = new List<MadeMessage>(portions.Count);
        foreach (var portion in portions)
        {
            var message = messages[portion.Deliveries[0].DestinationId];
            var composed = await ComposeAsync(session, portion, chats[portion.Due.ChatKey], message.MessageId, material, cancellationToken);
            foreach (var (deliveryId, problem) in composed.Left)
                await session.ExecuteAsync(
                    "UPDATE delivery SET state = 'dropped', reason = @problem, settled_at = @now WHERE delivery_id = @deliveryId",
                    new { deliveryId, problem, now }, cancellationToken);
            if (composed.Request is null)
            {
                await session.ExecuteAsync("DELETE FROM message WHERE message_id = @MessageId", message, cancellationToken);
                continue;
            }

            made.Add(new MadeMessage(message, composed.Request, places[message.DestinationId], portion.Due, portion.Next));
        }

        var requests = await flood.ApplyAsync(session, [.. made.Select(one => new AlertSound(chats[one.Due.ChatKey], one.Message, one.Request))], cancellationToken);
        made = [.. made.Zip(requests, (one, request) => one with { Request = request })];
        await FillAsync(session, made, portions, cancellationToken);
        return made;
    }

    private static Task<IReadOnlyList<Message>> InsertAsync(
        Session session, List<Portion> portions, Dictionary<long, Chat> chats, Lease lease, long now, CancellationToken cancellationToken) =>
        session.QueryAsync<Message>(
            """
            INSERT INTO message (bot_id, destination_id, kind, form, language, content, priority, not_before, attempts, state, lease_owner, lease_epoch, created_at)
            SELECT @BotId, CAST(value ->> 0 AS BIGINT), value ->> 1, 'text', value ->> 2, '', CAST(value ->> 3 AS BIGINT), @now, 1, 'flight', @Owner, @Epoch, @now
            FROM {{rows}}
            RETURNING *
            """,
            new
            {
                rows = JsonRows.Write(portions.Select(portion => new object?[]
                {
                    portion.Deliveries[0].DestinationId, KindOf(portion.Deliveries), chats[portion.Due.ChatKey].Language, portion.Deliveries[0].Priority,
                })),
                lease.BotId,
                lease.Owner,
                lease.Epoch,
                now,
            }, cancellationToken);

    private static async Task FillAsync(Session session, List<MadeMessage> made, List<Portion> portions, CancellationToken cancellationToken)
    {
        foreach (var one in made)
            (one.Message.Content, one.Message.Form) = (Message.Write(one.Request), one.Request.Form());
        await session.ExecuteAsync(
            """
            UPDATE message SET content = p.content, form = p.form
            FROM (SELECT CAST(value ->> 0 AS BIGINT) AS id, value ->> 1 AS content, value ->> 2 AS form FROM {{rows}}) p
            WHERE message.message_id = p.id
            """,
            new { rows = JsonRows.Write(made.Select(one => new object?[] { one.Message.MessageId, one.Message.Content, one.Message.Form })) }, cancellationToken);
        var messageOf = made.ToDictionary(one => one.Due.ChatKey, one => one.Message.MessageId);
        await session.ExecuteAsync(
            """
            UPDATE delivery SET message_id = p.message_id
            FROM (SELECT CAST(value ->> 0 AS BIGINT) AS id, CAST(value ->> 1 AS BIGINT) AS message_id FROM {{rows}}) p
            WHERE delivery.delivery_id = p.id AND delivery.state = 'flight'
            """,
            new
            {
                rows = JsonRows.Write(portions.Where(portion => messageOf.ContainsKey(portion.Due.ChatKey))
                    .SelectMany(portion => portion.Deliveries.Select(delivery => new object?[] { delivery.DeliveryId, messageOf[portion.Due.ChatKey] }))),
            }, cancellationToken);
    }

    // A night of one story is that story.
    private static string KindOf(IReadOnlyList<DeliveryRecord> deliveries) => deliveries switch
    {
        [{ Occasion: Occasions.Digest }, ..] => MessageKind.Digest,
        [_] => MessageKind.News,
        _ => MessageKind.List,
    };

    private static bool IsAlert(Portion portion) => KindOf(portion.Deliveries) == MessageKind.News;

    private async Task<Composed> ComposeAsync(
        Session session, Portion portion, Chat chat, long messageId, AlertMaterial material, CancellationToken cancellationToken)
    {
        try
        {
            // What its source took back does not use up what is offered once.
            if (IsAlert(portion) && material.Article(portion.Deliveries[0].ArticleId) is { WithdrawnAt: not null })
                return new Composed(null, [(portion.Deliveries[0].DeliveryId, Composed.Withdrawn)]);
            var offer = portion.Deliveries[0].Occasion is null ? await NightOffer.ForAsync(session, chat, messageId, time.NowMilliseconds(), cancellationToken) : null;
            if (!IsAlert(portion))
                return await lists.ComposeAsync(session, portion.Deliveries, chat, messageId, offer, stands: false, cancellationToken);
            var alert = alerts.Compose(portion.Deliveries[0], chat, messageId, offer, material);
            return new Composed(alert, alert is null ? [(portion.Deliveries[0].DeliveryId, Composed.NotStored)] : []);
        }
        catch (Exception exception) when (exception is not OperationCanceledException and not System.Data.Common.DbException)
        {
            // A bug of ours on one strange article must not hold up what stands behind it.
            Log.NotRendered(logger, portion.Deliveries[0].DeliveryId, exception);
            return new Composed(null, [.. portion.Deliveries.Select(delivery => (delivery.DeliveryId, $"not rendered: {exception.GetType().Name}"))]);
        }
    }

    /// <summary>What becomes one message of a chat, in its order.</summary>
    private sealed record Portion(DueChat Due, IReadOnlyList<DeliveryRecord> Deliveries, DueChat? Next);

    private sealed class DueDelivery : DeliveryRecord
    {
        public long ChatKey { get; set; }
        public long DueHere { get; set; }
    }
}
