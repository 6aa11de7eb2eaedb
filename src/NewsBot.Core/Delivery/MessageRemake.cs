using NewsBot.Core.Chats;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Delivery;

/// <summary>
/// Makes messages that stand in a chat anew, from their deliveries and the stories as they are now: as they would be composed if they
/// went now, in the form that they have.
/// </summary>
internal sealed class MessageRemake(AlertComposer alerts, ListComposer lists)
{
    /// <summary>By message id what is to be shown instead; a message about which there is nothing to say is left out.</summary>
    /// <param name="session">The unit of work.</param>
    /// <param name="messages">Sent ones, with their ids in Telegram.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<IReadOnlyDictionary<long, ChatRequest>> RemakeAsync(Session session, IReadOnlyList<Message> messages, CancellationToken cancellationToken)
    {
        var made = new Dictionary<long, ChatRequest>(messages.Count);
        var deliveries = await DeliveriesAsync(session, messages, cancellationToken);
        if (deliveries.Count == 0)
            return made;
        var chats = (await session.QueryAsync<Chat>(
            "SELECT * FROM chat WHERE chat_key IN @keys", new { keys = deliveries.Select(delivery => delivery.ChatKey).Distinct().ToList() }, cancellationToken))
            .ToDictionary(chat => chat.ChatKey);
        var ofMessage = deliveries.ToLookup(delivery => delivery.MessageId);
        var standing = messages.Where(message => message.TelegramMessageId is not null && ofMessage.Contains(message.MessageId)).ToList();
        var material = await alerts.ReadAsync(
            session, [.. standing.Where(IsAlert).SelectMany(message => ofMessage[message.MessageId])], [.. chats.Keys], cancellationToken);
        foreach (var message in standing)
        {
            List<Delivered> its = [.. ofMessage[message.MessageId]];
            var (chat, id) = (chats[its[0].ChatKey], message.TelegramMessageId!.Value);
            var request = IsAlert(message)
                ? AlertComposer.ComposeAnew(its[0], chat, message, id, material)
                : await ListAsync(session, its, chat, message, id, cancellationToken);
            if (request is not null)
                made[message.MessageId] = request;
        }

        return made;
    }

    private static bool IsAlert(Message message) => message.Kind == MessageKind.News;

    private async Task<ChatRequest?> ListAsync(
        Session session, List<Delivered> deliveries, Chat chat, Message message, long telegramMessageId, CancellationToken cancellationToken)
    {
        var composed = await lists.ComposeAsync(session, deliveries, chat, message.MessageId, NightOffer.Again(chat, message.MessageId), cancellationToken);
        return composed.Request is ChatRequest.SendText list ? new ChatRequest.EditText(telegramMessageId, list.Html, list.Buttons) : null;
    }

    // In the order in which the messages were made of them.
    private static Task<IReadOnlyList<Delivered>> DeliveriesAsync(Session session, IReadOnlyList<Message> messages, CancellationToken cancellationToken) =>
        session.QueryAsync<Delivered>(
            """
            SELECT v.*, d.chat_key FROM delivery v JOIN destination d ON d.destination_id = v.destination_id
            WHERE v.state IN ('flight', 'sent') AND v.message_id IN (SELECT CAST(value ->> 0 AS BIGINT) FROM {{rows}})
            ORDER BY v.priority, v.not_before, v.delivery_id
            """, new { rows = JsonRows.Write(messages.Select(message => new object?[] { message.MessageId })) }, cancellationToken);

    private sealed class Delivered : DeliveryRecord
    {
        public long ChatKey { get; set; }
    }
}
