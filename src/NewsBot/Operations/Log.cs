namespace NewsBot.Operations;

/// <summary>What the process says about itself.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "@{Username} answers.")]
    public static partial void Answering(ILogger logger, string username);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "The bot has no owner yet. Whoever opens {Link} first becomes it (once, within one hour).")]
    public static partial void NoOwner(ILogger logger, string link);

    [LoggerMessage(EventId = 3, Level = LogLevel.Warning, Message = "Other nodes are not heard ({Reason}); trying again.")]
    public static partial void ListenerLost(ILogger logger, string reason);

    [LoggerMessage(EventId = 4, Level = LogLevel.Error, Message = "The first start is not finished; it goes on at the next start.")]
    public static partial void FirstStartFailed(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 5, Level = LogLevel.Error, Message = "The owner's link could not be made.")]
    public static partial void OwnerLinkFailed(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 6, Level = LogLevel.Critical, Message = "The bot cannot go on.")]
    public static partial void LifeEnded(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 7, Level = LogLevel.Warning, Message = "The owners could not be told ({Key}).")]
    public static partial void OwnersNotTold(ILogger logger, string key, Exception exception);
}
