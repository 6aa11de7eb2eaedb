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
    /// The requests as they may go, in their order: an alert or a list beyond the measure without sound. Notes on the rows that
    /// they sound; in the transaction that makes the messages. A digest comes when its reader wants it and is no alert.
    /// </summary>
    /// <param name="session">Of the messages.</param>
    /// <param name="alerts">One a chat.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<ChatRequest>> ApplyAsync(Session session, IReadOnlyList<AlertSound> alerts, CancellationToken cancellationToken)
    {
        var now = time.NowMilliseconds();
        var loud = alerts.Where(alert => alert.Message.Kind is MessageKind.News or MessageKind.List && !alert.Request.IsSilent()).ToList();
        var sounded = loud.Count == 0 ? [] : await SoundedAsync(session, loud, now, cancellationToken);
        var silenced = loud.Where(alert => alert.Message.Priority > MessagePriority.MayWake && sounded.GetValueOrDefault(alert.Chat.ChatKey) >= Most).ToHashSet();
        foreach (var alert in silenced)
            await OfferAsync(session, alert.Chat, alert.Message.DestinationId, now, cancellationToken);
        if (silenced.Count < loud.Count)
            await session.ExecuteAsync(
                "UPDATE message SET sounded_at = @now WHERE message_id IN @ids",
                new { now, ids = loud.Where(alert => !silenced.Contains(alert)).Select(alert => alert.Message.MessageId).ToList() }, cancellationToken);
        return [.. alerts.Select(alert => silenced.Contains(alert) ? alert.Request.Silenced() : alert.Request)];
    }

    // How many did in the last hour, by chat.
    private static async Task<Dictionary<long, long>> SoundedAsync(Session session, IEnumerable<AlertSound> alerts, long now, CancellationToken cancellationToken) =>
        (await session.QueryAsync<SoundedRow>(
            """
            SELECT d.chat_key, COUNT(*) AS count FROM destination d JOIN message m ON m.destination_id = d.destination_id
            WHERE d.chat_key IN @keys AND m.sounded_at > @since GROUP BY d.chat_key
            """, new { keys = alerts.Select(alert => alert.Chat.ChatKey).Distinct().ToList(), since = now - Hour }, cancellationToken))
            .ToDictionary(row => row.ChatKey, row => row.Count);

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

    private sealed class SoundedRow
    {
        public long ChatKey { get; set; }
        public long Count { get; set; }
    }
}

/// <summary>A message that has just been made, before its content is written.</summary>
internal sealed record AlertSound(Chat Chat, Message Message, ChatRequest Request);

/// <summary>The verbs of the buttons under the offer; old messages carry them, so they stay.</summary>
internal static class FloodVerbs
{
    public const string Digest = "fld";
    public const string Narrow = "fln";
    public const string Keep = "flk";
}
