namespace NewsBot.Core.Feeds;

/// <summary>What is known about a feed when its next check is chosen.</summary>
internal sealed record FeedHistory
{
    /// <summary>The owner fixed the time between two polls of this feed.</summary>
    public TimeSpan? FixedInterval { get; init; }

    /// <summary>Failures in a row, this one included; 0 after a success.</summary>
    public int Failures { get; init; }

    /// <summary>How often in a row the server has said that the feed is gone for good, this time included.</summary>
    public int TimesGone { get; init; }

    /// <summary>When its articles came out.</summary>
    public FeedRhythm? Rhythm { get; init; }

    /// <summary>RSS ttl.</summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>The syndication module's updatePeriod divided by updateFrequency.</summary>
    public TimeSpan? UpdateInterval { get; init; }

    /// <summary>RSS skipHours and skipDays.</summary>
    public QuietTimes Quiet { get; init; }

    /// <summary>How long the last answer stays as it is by its caching headers (<see cref="Freshness"/>).</summary>
    public TimeSpan? Fresh { get; init; }
}

/// <summary>Why a feed is checked next when it is.</summary>
internal enum ScheduleReason
{
    /// <summary>The owner fixed the rhythm, of this feed or of all.</summary>
    Fixed,

    /// <summary>Nothing better is known.</summary>
    Default,

    /// <summary>As often as the feed brings something.</summary>
    Rhythm,

    /// <summary>The answer said that it stays as it is until then (Cache-Control, Expires).</summary>
    CacheControl,

    /// <summary>The feed's ttl.</summary>
    TimeToLive,

    /// <summary>The feed says how often it changes (sy:updatePeriod).</summary>
    UpdatePeriod,

    /// <summary>The feed does not want to be read at the hour or on the day before (skipHours, skipDays).</summary>
    QuietTimes,

    /// <summary>It failed, so it is asked less often until it answers.</summary>
    BackOff,

    /// <summary>The host asked to be left alone until then, or turned us away.</summary>
    RetryAfter,

    /// <summary>The source says that the feed is gone for good; it is asked rarely.</summary>
    Gone,

    /// <summary>No host at all could be reached: it is our network, not the feed.</summary>
    NetworkDown,
}

/// <summary>The next check of a feed.</summary>
internal sealed record NextCheck(DateTimeOffset At, ScheduleReason Reason);
