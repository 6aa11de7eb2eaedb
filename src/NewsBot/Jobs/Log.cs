namespace NewsBot.Jobs;

/// <summary>What jobs say.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 200, Level = LogLevel.Error, Message = "The job {Job} failed; its next time comes.")]
    public static partial void JobFailed(ILogger logger, string job, Exception exception);
}
