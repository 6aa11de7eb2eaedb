using Hangfire;
using NewsBot.Core.Conversation;
using NewsBot.Core.Intake;

namespace NewsBot.Jobs;

/// <summary>Polls due feeds. Failures are logged here: Hangfire would keep a failed job for each second of an outage.</summary>
[AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete, LogEvents = false)]
internal sealed class FeedJobs(FeedPoller poller, ILogger<FeedJobs> logger)
{
    public async Task PollDueAsync(CancellationToken cancellationToken)
    {
        try
        {
            await poller.PollDueAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.JobFailed(logger, "poll-feeds", exception);
            throw;
        }
    }
}

/// <summary>Tells people of feeds that are in trouble, or out of it.</summary>
[AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete, LogEvents = false)]
internal sealed class FeedHealthJobs(FeedNotices notices, ILogger<FeedHealthJobs> logger)
{
    public async Task TellAsync(CancellationToken cancellationToken)
    {
        try
        {
            await notices.TellAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.JobFailed(logger, "tell-of-feeds", exception);
            throw;
        }
    }
}

/// <summary>Forgets what is past its time.</summary>
[AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete, LogEvents = false)]
internal sealed class StoreJobs(Retention retention, ILogger<StoreJobs> logger)
{
    public async Task PruneAsync(CancellationToken cancellationToken)
    {
        try
        {
            await retention.PruneAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.JobFailed(logger, "prune", exception);
            throw;
        }
    }
}

/// <summary>Tells the owners what came up while feeds were read.</summary>
[AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete, LogEvents = false)]
internal sealed class NoticeJobs(RenamedFeedNotices renamedFeeds, ILogger<NoticeJobs> logger)
{
    public async Task TellAsync(CancellationToken cancellationToken)
    {
        try
        {
            await renamedFeeds.TellAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.JobFailed(logger, "tell-operator", exception);
            throw;
        }
    }
}
