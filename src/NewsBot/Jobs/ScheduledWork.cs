using Hangfire;
using NewsBot.Core.Conversation;
using NewsBot.Core.Intake;
using NewsBot.Core.Storage;

namespace NewsBot.Jobs;

/// <summary>
/// What the schedules of <see cref="RecurringJobs"/> call. Failures are logged here: Hangfire would keep a failed job for each
/// second of an outage.
/// </summary>
[AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete, LogEvents = false)]
internal sealed class ScheduledWork(
    FeedPoller poller, FeedNotices feedNotices, RenamedFeedNotices renamedFeeds, Retention retention, Forgetting forgetting, Reindexing reindexing, ILogger<ScheduledWork> logger)
{
    /// <summary>Polls the feeds that are due.</summary>
    public Task PollFeedsAsync(CancellationToken cancellationToken) => RunAsync("poll-feeds", poller.PollDueAsync, cancellationToken);

    /// <summary>Tells people of feeds that are in trouble, or out of it.</summary>
    public Task TellOfFeedsAsync(CancellationToken cancellationToken) => RunAsync("tell-of-feeds", feedNotices.TellAsync, cancellationToken);

    /// <summary>Tells the owners of feeds that gave their items new names.</summary>
    public Task TellOwnersAsync(CancellationToken cancellationToken) => RunAsync("tell-operator", renamedFeeds.TellAsync, cancellationToken);

    /// <summary>Writes anew what an older analyser wrote into the search index.</summary>
    public Task RenewIndexAsync(CancellationToken cancellationToken) => RunAsync("renew-index", reindexing.RunAsync, cancellationToken);

    /// <summary>Removes what is left of those who wanted to be forgotten.</summary>
    public Task ForgetAsync(CancellationToken cancellationToken) => RunAsync("forget", forgetting.RunAsync, cancellationToken);

    /// <summary>Forgets what is past its time.</summary>
    public Task PruneAsync(CancellationToken cancellationToken) => RunAsync("prune", retention.PruneAsync, cancellationToken);

    private async Task RunAsync(string name, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work(cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            // Its next time comes; a failed job would be one more for each second of an outage.
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.JobFailed(logger, name, exception);
            throw;
        }
    }
}
