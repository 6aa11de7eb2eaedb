using NewsBot.Core.Chats;
using NewsBot.Core.Storage;
using NewsBot.Core.Wording;

namespace NewsBot.Core.Delivery;

/// <summary>
/// A steady flood: after so many alerts with sound within an hour the rest of them comes to the chat without, and once a day it
/// is offered to get less. What may wake sounds always, since its reader asked for just that. What sounded stands in the
/// rows of the messages, so that a restart forgets nothing.
/// </summary>
internal sealed class FloodSilence(MessageStore messages, TimeProvider time)
{
    /// <summary>Alerts with sound within an hour, in one chat.</summary>
    public const int Most = 12;

    /// <summary>How long [Keep] spares the offer.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private const long Hour = 3_600_000;
    private const long Day = 24 * Hour;

    /// <summary>
    /// The request as it may go: an alert or a list beyond the measure without sound. Notes on the row that it sounds; in the
    /// transaction that makes the message. A digest comes when its reader wants it and is no alert.
    /// </summary>
    public async Task<ChatRequest> ApplyAsync(Session session, Chat chat, Message message, ChatRequest request, CancellationToken cancellationToken)
    {
        if (message.Kind is not (MessageKind.News or MessageKind.List) || request.IsSilent())
            return request;
        var now = time.NowMilliseconds();
        if (message.Priority > MessagePriority.MayWake && await SoundedAsync(session, chat, now, cancellationToken) >= Most)
        {
            await OfferAsync(session, chat, message.DestinationId, now, cancellationToken);
            return request.Silenced();
        }
        await session.ExecuteAsync("UPDATE message SET sounded_at = @now WHERE message_id = @MessageId", new { message.MessageId, now }, cancellationToken);
        return request;
    }

    private static Task<long> SoundedAsync(Session session, Chat chat, long now, CancellationToken cancellationToken) =>
        session.ScalarAsync<long>(
            """
            SELECT COUNT(*) FROM (
              SELECT 1 AS one FROM message m JOIN destination d ON d.destination_id = m.destination_id
              WHERE d.chat_key = @ChatKey AND m.sounded_at > @since LIMIT @Most) sounded
            """, new { chat.ChatKey, since = now - Hour, Most }, cancellationToken);

    private async Task OfferAsync(Session session, Chat chat, long destinationId, long now, CancellationToken cancellationToken)
    {
        // The row says whether it was today: many alerts are silenced, one offer is made.
        if (now - chat.FloodOfferedAt < Day || now < chat.FloodKeptUntil)
            return;
        var mine = await session.ExecuteAsync(
            """
            UPDATE chat SET flood_offered_at = @now
            WHERE chat_key = @ChatKey AND COALESCE(flood_offered_at, 0) <= @dayAgo AND COALESCE(flood_kept_until, 0) <= @now
            """, new { chat.ChatKey, now, dayAgo = now - Day }, cancellationToken) > 0;
        if (mine)
            await messages.EnqueueNoticeAsync(session, chat, destinationId, Offer(Words.For(chat.Language)), cancellationToken);
    }

    private static ChatRequest.SendText Offer(Words words) => new(
        words.Html("flood.offer", ("most", (long)Most)),
        Keyboard.Of(
            [new Button(words.Say("flood.digest"), new ButtonData(FloodVerbs.Digest).Encode())],
            [
                new Button(words.Say("flood.narrow"), new ButtonData(FloodVerbs.Narrow).Encode()),
                new Button(words.Say("flood.keep"), new ButtonData(FloodVerbs.Keep).Encode()),
            ]),
        Silent: true);
}

/// <summary>The verbs of the buttons under the offer; old messages carry them, so they stay.</summary>
internal static class FloodVerbs
{
    public const string Digest = "fld";
    public const string Narrow = "fln";
    public const string Keep = "flk";
}
