using Microsoft.Extensions.Logging;

namespace NewsBot.Core.Conversation;

internal static partial class Log
{
    [LoggerMessage(EventId = 500, Level = LogLevel.Warning, Message = "Update {UpdateId} cannot be read.")]
    public static partial void UpdateUnreadable(ILogger logger, long updateId, Exception exception);

    [LoggerMessage(EventId = 501, Level = LogLevel.Warning, Message = "Update {UpdateId} failed (attempt {Attempt}) and is tried again.")]
    public static partial void TurnFailed(ILogger logger, long updateId, long attempt, Exception exception);

    [LoggerMessage(EventId = 502, Level = LogLevel.Error, Message = "Update {UpdateId} failed for good. The person was told the reference {Reference}.")]
    public static partial void TurnGivenUp(ILogger logger, long updateId, string reference, Exception exception);

    [LoggerMessage(EventId = 503, Level = LogLevel.Error, Message = "The failure of update {UpdateId} could not be recorded; it is tried again.")]
    public static partial void FailureNotRecorded(ILogger logger, long updateId, Exception exception);

    [LoggerMessage(EventId = 504, Level = LogLevel.Error, Message = "The inbox cannot be read; the conversation waits and looks again.")]
    public static partial void InboxUnreadable(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 506, Level = LogLevel.Warning, Message = "For the operator: {Text}")]
    public static partial void OperatorNotice(ILogger logger, string text);
}
