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
        jobs.AddOrUpdate<ScheduledWork>("poll-feeds", work => work.PollFeedsAsync(CancellationToken.None), EachSecond, utc);
        jobs.AddOrUpdate<ScheduledWork>("tell-operator", work => work.TellOwnersAsync(CancellationToken.None), EachMinute, utc);
        jobs.AddOrUpdate<ScheduledWork>("tell-of-feeds", work => work.TellOfFeedsAsync(CancellationToken.None), EachMinute, utc);
        jobs.AddOrUpdate<ScheduledWork>("renew-index", work => work.RenewIndexAsync(CancellationToken.None), EachMinute, utc);
        jobs.AddOrUpdate<ScheduledWork>("forget", work => work.ForgetAsync(CancellationToken.None), EachMinute, utc);
        jobs.AddOrUpdate<ScheduledWork>("prune", work => work.PruneAsync(CancellationToken.None), Hourly, utc);
    }
}
