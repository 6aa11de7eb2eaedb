namespace NewsBot.Core.Feeds;

/// <summary>What is known about a feed when its next check is chosen.</summary>
internal sealed record FeedHistory
{
    /// <summary>The owner fixed the time between two polls of this feed.</summary>
    public TimeSpan? FixedInterval { get; init; }

    /// <summary>Failures in a row, this one included; 0 after a success.</summary>
    public int Failures { get; init; }
}

/// <summary>Why a feed is checked next when it is.</summary>
internal enum ScheduleReason
{
    /// <summary>The owner fixed the rhythm, of this feed or of all.</summary>
    Fixed,

    /// <summary>Nothing better is known.</summary>
    Default,

    /// <summary>It failed, so it is asked less often until it answers.</summary>
    BackOff,

    /// <summary>The host asked to be left alone until then.</summary>
    RetryAfter,

    /// <summary>The source says that the feed is gone for good; it is asked rarely.</summary>
    Gone,
}

/// <summary>The next check of a feed.</summary>
internal sealed record NextCheck(DateTimeOffset At, ScheduleReason Reason);

/// <summary>When a feed is checked next. A pure function: time and chance come in from outside.</summary>
internal static class FeedSchedule
{
    private const double Jitter = 0.1;
    private static readonly TimeSpan LongestWhileFixed = TimeSpan.FromHours(1);
    private static readonly TimeSpan OneDay = TimeSpan.FromDays(1);

    /// <summary>The next check after one that has just ended.</summary>
    /// <param name="error">What went wrong, or null.</param>
    /// <param name="history">What is known about the feed.</param>
    /// <param name="options">The owner's bounds.</param>
    /// <param name="now">When the check ended.</param>
    /// <param name="chance">From 0 up to 1: spreads feeds that were checked together by ±10 %.</param>
    public static NextCheck Next(FeedError? error, FeedHistory history, FeedOptions options, DateTimeOffset now, double chance)
    {
        var interval = history.FixedInterval ?? options.DefaultInterval;
        var (wait, reason) = error switch
        {
            null => (Spread(interval, options, chance), history.FixedInterval is not null || options.IsFixed ? ScheduleReason.Fixed : ScheduleReason.Default),
            FeedError.RateLimited { Until: { } until } => (Within(until - now, interval, RetryAfter.Longest), ScheduleReason.RetryAfter),
            FeedError.Gone => (options.IsFixed ? OneDay : Longest(options, interval), ScheduleReason.Gone),
            _ => (Spread(BackOff(interval, history.Failures, options), options, chance), ScheduleReason.BackOff),
        };
        return new NextCheck(now + wait, reason);
    }

    // Doubles with each failure and never gives up. A rhythm fixed for all feeds has no longest interval of its own to
    // stop at: an hour, so that a feed that comes back is not missed for long.
    private static TimeSpan BackOff(TimeSpan interval, int failures, FeedOptions options)
    {
        var longest = options.IsFixed && interval < LongestWhileFixed ? LongestWhileFixed : Longest(options, interval);
        var doubled = interval.TotalSeconds * Math.Pow(2, Math.Clamp(failures, 1, 30));
        return doubled < longest.TotalSeconds ? TimeSpan.FromSeconds(doubled) : longest;
    }

    private static TimeSpan Longest(FeedOptions options, TimeSpan interval) => interval > options.MaximumInterval ? interval : options.MaximumInterval;

    private static TimeSpan Within(TimeSpan wait, TimeSpan least, TimeSpan most) => wait < least ? least : wait > most ? most : wait;

    private static TimeSpan Spread(TimeSpan interval, FeedOptions options, double chance) =>
        options.IsFixed ? interval : interval * (1 - Jitter + (2 * Jitter * chance));
}
