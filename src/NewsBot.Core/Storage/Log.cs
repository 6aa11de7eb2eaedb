using Microsoft.Extensions.Logging;

namespace NewsBot.Core.Storage;

/// <summary>What the store says.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 600, Level = LogLevel.Error, Message = "The store {What}: {Reason}. {Advice} Nothing is lost: the bot waits and goes on by itself.")]
    public static partial void StoreAway(ILogger logger, string what, string reason, string advice);

    [LoggerMessage(EventId = 601, Level = LogLevel.Error, Message = "The store {What}, for {Length} now: {Reason}. {Advice}")]
    public static partial void StoreStillAway(ILogger logger, string what, string length, string reason, string advice);

    [LoggerMessage(EventId = 602, Level = LogLevel.Information, Message = "The store works again, after {Length}.")]
    public static partial void StoreBack(ILogger logger, string length);
}
