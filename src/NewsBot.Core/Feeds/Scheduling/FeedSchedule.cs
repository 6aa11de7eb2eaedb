namespace NewsBot.Core.Feeds;

/// <summary>When a feed is checked next. A pure function: time and chance come in from outside.</summary>
internal static class FeedSchedule
{
    /// <summary>A feed that was said to be gone so often in a row is believed to be (RFC 9110, 15.5.11).</summary>
    public const int TimesGoneBelieved = 3;

    private const double Jitter = 0.1;
    private static readonly TimeSpan LongestWhileFixed = TimeSpan.FromHours(1);
    private static readonly TimeSpan OneDay = TimeSpan.FromDays(1);
    private static readonly TimeSpan ShortestProbe = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestProbe = TimeSpan.FromMinutes(15);

    /// <summary>The next check after one that has just ended.</summary>
    /// <param name="error">What went wrong, or null.</param>
    /// <param name="history">What is known about the feed.</param>
    /// <param name="options">The owner's bounds.</param>
    /// <param name="now">When the check ended.</param>
    /// <param name="chance">From 0 up to 1: spreads feeds that were checked together by ±10 %.</param>
    public static NextCheck Next(FeedError? error, FeedHistory history, FeedOptions options, DateTimeOffset now, double chance)
    {
        var (interval, reason) = Own(history, options, now);
        return error switch
        {
            null when reason == ScheduleReason.Fixed => new NextCheck(now + interval, reason),
            null => AfterSuccess(interval, reason, history, options, now, chance),
            FeedError.RateLimited { Until: { } until } => new NextCheck(now + Within(until - now, interval, RetryAfter.Longest), ScheduleReason.RetryAfter),
            FeedError.Gone when history.TimesGone >= TimesGoneBelieved => new NextCheck(now + Longer(OneDay, interval), ScheduleReason.Gone),
            _ => new NextCheck(now + Spread(BackOff(interval, history.Failures, options), chance), ScheduleReason.BackOff),
        };
    }

    /// <summary>The next check of a feed that could not be reached because nothing can be.</summary>
    /// <param name="lasts">For how long nothing has been reached.</param>
    /// <param name="history">What is known about the feed.</param>
    /// <param name="options">The owner's bounds.</param>
    /// <param name="now">When the check ended.</param>
    /// <param name="chance">From 0 up to 1.</param>
    public static NextCheck WhileNetworkIsDown(TimeSpan lasts, FeedHistory history, FeedOptions options, DateTimeOffset now, double chance)
    {
        var least = Shorter(Own(history, options, now).Interval, ShortestProbe);
        return new NextCheck(now + Spread(Within(lasts / 4, least, LongestProbe), chance), ScheduleReason.NetworkDown);
    }

    // Without regard to what the source wishes.
    private static (TimeSpan Interval, ScheduleReason Reason) Own(FeedHistory history, FeedOptions options, DateTimeOffset now)
    {
        if (history.FixedInterval is { } fixedInterval)
            return (fixedInterval, ScheduleReason.Fixed);
        if (options.IsFixed)
            return (options.DefaultInterval, ScheduleReason.Fixed);
        return history.Rhythm?.Wait(now) is { } wait
            ? (Within(wait, options.MinimumInterval, options.MaximumInterval), ScheduleReason.Rhythm)
            : (options.DefaultInterval, ScheduleReason.Default);
    }

    // What the source wishes makes the wait longer, never shorter, and never longer than a day or the owner's maximum.
    private static NextCheck AfterSuccess(TimeSpan interval, ScheduleReason reason, FeedHistory history, FeedOptions options, DateTimeOffset now, double chance)
    {
        var most = Shorter(OneDay, options.MaximumInterval);
        var wait = Within(Spread(interval, chance), options.MinimumInterval, options.MaximumInterval);
        foreach (var (wish, why) in new[]
        {
            (history.TimeToLive, ScheduleReason.TimeToLive), (history.UpdateInterval, ScheduleReason.UpdatePeriod), (history.Fresh, ScheduleReason.CacheControl),
        })
        {
            // Not before the moment: what is still fresh brings nothing new.
            if (wish is { } least && least > interval && Shorter(Later(least, chance), most) is var longer && longer > wait)
                (wait, reason) = (longer, why);
        }

        var at = history.Quiet.After(now + wait);
        return at == now + wait || at > now + most ? new NextCheck(now + wait, reason) : new NextCheck(at + (Jitter * chance * ShortestProbe), ScheduleReason.QuietTimes);
    }

    // Doubles with each failure and never gives up. A rhythm fixed for all feeds has no longest interval of its own to
    // stop at: an hour, so that a feed that comes back is not missed for long.
    private static TimeSpan BackOff(TimeSpan interval, int failures, FeedOptions options)
    {
        var longest = options.IsFixed && interval < LongestWhileFixed ? LongestWhileFixed : Longer(Shorter(options.MaximumInterval, OneDay), interval);
        var doubled = interval.TotalSeconds * Math.Pow(2, Math.Clamp(failures, 1, 30));
        return doubled < longest.TotalSeconds ? TimeSpan.FromSeconds(doubled) : longest;
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Within(TimeSpan wait, TimeSpan least, TimeSpan most) => wait > most ? Longer(most, least) : Longer(wait, least);

    private static TimeSpan Spread(TimeSpan interval, double chance) => interval * (1 - Jitter + (2 * Jitter * chance));

    private static TimeSpan Later(TimeSpan interval, double chance) => interval * (1 + (Jitter * chance));
}
