using Hangfire;

namespace NewsBot.Jobs;

/// <summary>Every schedule of the bot. Hangfire only ticks: what is due stands in the store, and survives without it.</summary>
internal static class RecurringJobs
{
    private const string EachSecond = "* * * * * *";
    private const string EachMinute = "* * * * *";
    private const string Hourly = "17 * * * *";

    /// <summary>Sets all schedules; called once the bot answers, so that no poll is in the way of the first /start.</summary>
    public static void Schedule(IRecurringJobManager jobs)
    {
        var utc = new RecurringJobOptions { TimeZone = TimeZoneInfo.Utc, MisfireHandling = MisfireHandlingMode.Relaxed };
        jobs.AddOrUpdate<FeedJobs>("poll-feeds", job => job.PollDueAsync(CancellationToken.None), EachSecond, utc);
        jobs.AddOrUpdate<NoticeJobs>("tell-operator", job => job.TellAsync(CancellationToken.None), EachMinute, utc);
        jobs.AddOrUpdate<FeedHealthJobs>("tell-of-feeds", job => job.TellAsync(CancellationToken.None), EachMinute, utc);
        jobs.AddOrUpdate<StoreJobs>("prune", job => job.PruneAsync(CancellationToken.None), Hourly, utc);
    }
}
