using NewsBot.Core.Storage;

namespace NewsBot.Core.Delivery;

/// <summary>Where a destination is at Telegram.</summary>
internal sealed class SendingPlace
{
    public const string Select =
        "SELECT d.destination_id, d.chat_key, d.thread_id, d.thread_gone, c.telegram_chat_id FROM destination d JOIN chat c ON c.chat_key = d.chat_key";

    public long DestinationId { get; set; }
    public long ChatKey { get; set; }
    public long ThreadId { get; set; }
    public long ThreadGone { get; set; }
    public long TelegramChatId { get; set; }

    /// <summary>Those of these messages, by destination.</summary>
    public static async Task<Dictionary<long, SendingPlace>> OfAsync(Session session, IReadOnlyList<Message> messages, CancellationToken cancellationToken) =>
        messages.Count == 0
            ? []
            : (await session.QueryAsync<SendingPlace>($"{Select} WHERE d.destination_id IN @ids", new { ids = messages.Select(message => message.DestinationId).Distinct().ToList() }, cancellationToken))
                .ToDictionary(place => place.DestinationId);

    public ChatAddress Address => new(TelegramChatId, ThreadGone == 0 ? ThreadId : 0);
}
