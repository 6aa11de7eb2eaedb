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

    [LoggerMessage(EventId = 107, Level = LogLevel.Error, Message = "Updates could not be stored; they will be asked for again.")]
    public static partial void PollingFailed(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 108, Level = LogLevel.Warning, Message = "The command menu and descriptions could not be set: {Reason}")]
    public static partial void ProfileFailed(ILogger logger, string reason);

    [LoggerMessage(EventId = 110, Level = LogLevel.Warning, Message = "A file that somebody sent could not be downloaded: {Reason}")]
    public static partial void FileNotReceived(ILogger logger, string reason);

    [LoggerMessage(EventId = 109, Level = LogLevel.Information, Message = "The command menu and descriptions are set.")]
    public static partial void ProfileSet(ILogger logger);
}
