using Microsoft.Extensions.Logging;
using NewsBot.Core.Chats;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Delivery;

/// <summary>Makes messages that stand in a chat anew, from their deliveries and the stories as they are now.</summary>
internal sealed class MessageRemake(AlertComposer alerts, ListComposer lists, ILogger<MessageRemake> logger)
{
    /// <summary>By message id what is to be shown instead; a message about which there is nothing to say is left out.</summary>
    /// <param name="session">The unit of work.</param>
    /// <param name="messages">Sent ones, with their ids in Telegram.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<IReadOnlyDictionary<long, ChatRequest>> RemakeAsync(Session session, IReadOnlyList<Message> messages, CancellationToken cancellationToken)
    {
        var made = new Dictionary<long, ChatRequest>();
        if (messages.Count == 0)
            return made;
        var deliveries = (await session.QueryAsync<DeliveryRecord>(
            "SELECT * FROM delivery WHERE message_id IN @ids ORDER BY delivery_id", new { ids = messages.Select(message => message.MessageId).ToList() }, cancellationToken))
            .ToLookup(delivery => delivery.MessageId!.Value);
        var places = await SendingPlace.OfAsync(session, messages, cancellationToken);
        var chats = (await session.QueryAsync<Chat>(
            "SELECT * FROM chat WHERE chat_key IN @keys", new { keys = places.Values.Select(place => place.ChatKey).Distinct().ToList() }, cancellationToken))
            .ToDictionary(chat => chat.ChatKey);
        var alone = messages.Where(message => message.Kind == MessageKind.News).Select(message => deliveries[message.MessageId].FirstOrDefault()).OfType<DeliveryRecord>().ToList();
        var material = await alerts.ReadAsync(session, alone, [.. chats.Keys], cancellationToken);
        foreach (var message in messages)
        {
            if (message.TelegramMessageId is { } id && places.TryGetValue(message.DestinationId, out var place) && chats.TryGetValue(place.ChatKey, out var chat)
                && await ComposeAsync(session, message, [.. deliveries[message.MessageId]], chat, material, cancellationToken) is { } request
                && EditOf(message, id, request) is { } edit)
                made[message.MessageId] = edit;
        }

        return made;
    }

    private async Task<ChatRequest?> ComposeAsync(
        Session session, Message message, IReadOnlyList<DeliveryRecord> deliveries, Chat chat, AlertMaterial material, CancellationToken cancellationToken)
    {
        if (deliveries.Count == 0)
            return null;
        var pictures = chat.Pictures;
        try
        {
            // With a picture or without one, as it was sent: the one cannot become the other (Bot API, editMessageText).
            chat.Pictures = message.Form == "photo" ? 1 : message.Request is ChatRequest.SendText { PreviewUrl: null } ? 0 : chat.Pictures;
            var offer = NightOffer.Again(chat, message.MessageId);
            return message.Kind == MessageKind.News
                ? alerts.Compose(deliveries[0], chat, message.MessageId, offer, material)
                : (await lists.ComposeAsync(session, deliveries, chat, message.MessageId, offer, stands: true, cancellationToken)).Request;
        }
        catch (Exception exception) when (exception is not OperationCanceledException and not System.Data.Common.DbException)
        {
            // A bug of ours on one strange article leaves the message as it stands.
            Log.NotRendered(logger, message.MessageId, exception);
            return null;
        }
        finally
        {
            // The next message of this chat may be of the other kind.
            chat.Pictures = pictures;
        }
    }

    private static ChatRequest? EditOf(Message message, long telegramMessageId, ChatRequest request) => (message.Form, request) switch
    {
        ("photo", ChatRequest.SendPhoto photo) => new ChatRequest.EditCaption(telegramMessageId, photo.CaptionHtml, photo.Buttons),
        ("text", ChatRequest.SendPhoto photo) => new ChatRequest.EditText(telegramMessageId, photo.Fallback.Html, photo.Buttons, photo.Fallback.PreviewUrl),
        ("text", ChatRequest.SendText text) => new ChatRequest.EditText(telegramMessageId, text.Html, text.Buttons, text.PreviewUrl),
        // Its picture is gone from the article, not from the message; what does not fit under it any more is of the last line.
        ("photo", ChatRequest.SendText text) => new ChatRequest.EditCaption(telegramMessageId, TelegramHtml.Truncate(text.Html, TelegramHtml.CaptionLimit), text.Buttons),
        _ => null,
    };
}
