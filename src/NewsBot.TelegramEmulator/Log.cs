using Microsoft.Extensions.Logging;

namespace NewsBot.TelegramEmulator;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "The emulator could not deliver an update to the webhook: {Failure}.")]
    public static partial void WebhookFailed(this ILogger log, string failure);

    [LoggerMessage(3, LogLevel.Information, "The emulator could not read a {Method} request: {Reason}")]
    public static partial void RequestUnreadable(this ILogger log, string method, string reason);

    [LoggerMessage(2, LogLevel.Error, "The emulator failed in {Path}.")]
    public static partial void RequestFailed(this ILogger log, string path, Exception exception);
}
