using Microsoft.Extensions.Logging;

namespace NewsBot.Core.Delivery;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "This node leads now (epoch {Epoch})")]
    public static partial void LeadershipTaken(ILogger logger, long epoch);

    [LoggerMessage(Level = LogLevel.Warning, Message = "This node leads no longer (epoch {Epoch}); what is in flight is left to the next leader")]
    public static partial void LeadershipLost(ILogger logger, long epoch);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The leader's lease could not be read or written")]
    public static partial void LeaseNotReached(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} messages were in flight when the last leader stopped")]
    public static partial void TookOver(ILogger logger, long count);

    [LoggerMessage(Level = LogLevel.Error, Message = "The sender failed and goes on")]
    public static partial void SenderFailed(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Delivery {DeliveryId} could not be rendered and was dropped")]
    public static partial void NotRendered(ILogger logger, long deliveryId, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {MessageId} failed unexpectedly")]
    public static partial void SendFailed(ILogger logger, long messageId, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "The outcomes of {Count} messages could not be written; trying again")]
    public static partial void OutcomesNotWritten(ILogger logger, int count, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The outcome of message {MessageId} came after its lease was lost and was left out")]
    public static partial void OutcomeAbandoned(ILogger logger, long messageId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Telegram refused message {MessageId}: {Reason}")]
    public static partial void Refused(ILogger logger, long messageId, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {MessageId} may have arrived {Doubts} times and is not sent again: {Reason}")]
    public static partial void GivenUp(ILogger logger, long messageId, long doubts, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Chat {ChatKey} cannot be written to and is suspended: {Reason}")]
    public static partial void ChatSuspended(ILogger logger, long chatKey, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Topic {ThreadId} of chat {ChatKey} is closed; nothing goes there until it is opened")]
    public static partial void TopicClosed(ILogger logger, long chatKey, long threadId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Chat {ChatKey} moved to another Telegram id")]
    public static partial void ChatMigrated(ILogger logger, long chatKey);

    [LoggerMessage(Level = LogLevel.Information, Message = "Telegram asks to wait {Wait} (chat {ChatKey})")]
    public static partial void ChatPaused(ILogger logger, TimeSpan wait, long chatKey);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Telegram asks the whole bot to wait {Wait}")]
    public static partial void BotPaused(ILogger logger, TimeSpan wait);

    [LoggerMessage(Level = LogLevel.Error, Message = "Telegram does not accept the token any more; nothing is sent: {Reason}")]
    public static partial void TokenRefused(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A standing query could not be read and matches nothing: {Problem}")]
    public static partial void QueryNotRead(ILogger logger, string problem);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Queries} standing queries are in memory")]
    public static partial void QueriesLoaded(ILogger logger, int queries);

    [LoggerMessage(Level = LogLevel.Error, Message = "The standing queries could not be put in better order; articles are still compared with all of them")]
    public static partial void QueriesNotRebuilt(ILogger logger, Exception exception);
}
