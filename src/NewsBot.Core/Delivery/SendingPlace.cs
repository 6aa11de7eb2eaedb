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

    public ChatAddress Address => new(TelegramChatId, ThreadGone == 0 ? ThreadId : 0);
}
