namespace NewsBot.Telegram;

/// <summary>What the Telegram side says.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 100, Level = LogLevel.Information, Message = "The bot is @{Username}.")]
    public static partial void Identified(ILogger logger, string username);

    [LoggerMessage(EventId = 101, Level = LogLevel.Warning, Message = "Telegram cannot be reached, trying again: {Reason}")]
    public static partial void TelegramLost(ILogger logger, string reason);

    [LoggerMessage(EventId = 102, Level = LogLevel.Information, Message = "Telegram answers again.")]
    public static partial void TelegramAnswersAgain(ILogger logger);

    [LoggerMessage(EventId = 103, Level = LogLevel.Error, Message = "Telegram refuses the bot's token: {Reason}")]
    public static partial void TokenRefused(ILogger logger, string reason);

    [LoggerMessage(EventId = 104, Level = LogLevel.Error, Message = "Another program uses this bot's token: stop it. Nothing is sent until it is gone.")]
    public static partial void Conflict(ILogger logger);

    [LoggerMessage(EventId = 105, Level = LogLevel.Information, Message = "The other program is gone; the bot goes on.")]
    public static partial void ConflictIsGone(ILogger logger);

    [LoggerMessage(EventId = 106, Level = LogLevel.Warning, Message = "A webhook was left over at {Address}; it is removed, the bot asks for updates itself.")]
    public static partial void WebhookRemoved(ILogger logger, string address);

    [LoggerMessage(EventId = 107, Level = LogLevel.Error, Message = "Updates could not be received; it is tried again, and none is lost.")]
    public static partial void ReceptionFailed(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 108, Level = LogLevel.Warning, Message = "The command menu and descriptions could not be set: {Reason}")]
    public static partial void ProfileFailed(ILogger logger, string reason);

    [LoggerMessage(EventId = 110, Level = LogLevel.Warning, Message = "A file that somebody sent could not be downloaded: {Reason}")]
    public static partial void FileNotReceived(ILogger logger, string reason);

    [LoggerMessage(EventId = 109, Level = LogLevel.Information, Message = "The command menu and descriptions are set.")]
    public static partial void ProfileSet(ILogger logger);

    [LoggerMessage(EventId = 111, Level = LogLevel.Information, Message = "Telegram posts updates to {Address}.")]
    public static partial void WebhookSet(ILogger logger, string address);

    [LoggerMessage(EventId = 112, Level = LogLevel.Error, Message = "Another program uses this bot's token: it has {Deed}. The webhook is set to this bot again; stop the other program. Nothing is sent until it is gone.")]
    public static partial void WebhookTaken(ILogger logger, string deed);

    [LoggerMessage(EventId = 113, Level = LogLevel.Error, Message = "Another program uses this bot's token and sets a webhook: stop it. Nothing is sent until it is gone.")]
    public static partial void WebhookConflict(ILogger logger);

    [LoggerMessage(EventId = 114, Level = LogLevel.Error, Message = "Telegram does not take the webhook {Address}: {Reason} Check Web:PublicUrl.")]
    public static partial void WebhookRefused(ILogger logger, string address, string reason);

    [LoggerMessage(EventId = 115, Level = LogLevel.Error, Message = "Telegram cannot deliver updates to {Address} ({Waiting} waiting): {Reason}")]
    public static partial void WebhookFails(ILogger logger, string address, int waiting, string reason);

    [LoggerMessage(EventId = 116, Level = LogLevel.Information, Message = "Telegram delivers updates again.")]
    public static partial void WebhookDelivers(ILogger logger);
}
