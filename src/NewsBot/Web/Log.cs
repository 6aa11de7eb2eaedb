namespace NewsBot.Web;

/// <summary>What the addresses say.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 150, Level = LogLevel.Warning, Message = "Somebody posts to the webhook without its secret. They are refused; this is said once a minute at most.")]
    public static partial void WebhookStranger(ILogger logger);

    [LoggerMessage(EventId = 151, Level = LogLevel.Warning, Message = "What was posted to the webhook is no update: {Reason}.")]
    public static partial void WebhookUnreadable(ILogger logger, string reason);

    [LoggerMessage(EventId = 152, Level = LogLevel.Error, Message = "Updates could not be stored; Telegram posts them again. This is said once a minute at most.")]
    public static partial void WebhookNotStored(ILogger logger, Exception exception);
}
