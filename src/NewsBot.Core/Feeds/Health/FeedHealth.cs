namespace NewsBot.Core.Feeds;

/// <summary>
/// From what a poll showed to how a feed is and what is worth a word. A pure function: an episode is told when it has
/// lasted, once more after a week, and when it is over; never at every poll.
/// </summary>
internal static class FeedHealth
{
    /// <summary>How long a feed fails before people hear of it.</summary>
    public static readonly TimeSpan FailsFor = TimeSpan.FromDays(1);

    /// <summary>The same for one that has never worked: whoever added it waits for it.</summary>
    public static readonly TimeSpan NeverWorkedFor = TimeSpan.FromHours(2);

    /// <summary>When it is said once more.</summary>
    public static readonly TimeSpan StillFails = TimeSpan.FromDays(7);

    /// <summary>
    /// Who is that near to being told is told with the others: feeds that broke together are polled apart, and one message is
    /// better than twenty.
    /// </summary>
    public static readonly TimeSpan Together = TimeSpan.FromHours(6);

    /// <summary>One failure is a hiccup.</summary>
    public const int FewestFailures = 2;

    /// <summary>How the feed is after a poll, and what to say.</summary>
    public static (FeedCondition Condition, FeedNews? News) After(FeedCondition before, FeedObservation seen) =>
        seen.Error is null ? AfterSuccess(before, seen) : AfterFailure(before, seen);

    private static (FeedCondition, FeedNews?) AfterSuccess(FeedCondition before, FeedObservation seen)
    {
        var well = before with { FailingSince = null };
        switch (before.Trouble)
        {
            case FeedCondition.Failing or FeedCondition.Gone:
                return (Well(seen.Now), FeedNews.Recovered);
            case FeedCondition.Silent:
                return seen.LastSignOfLife > before.TroubleSince ? (Well(seen.Now), FeedNews.SpeaksAgain) : (well, null);
            default:
                // Silence counts while it could be heard: what could not be read was not silent.
                var since = Math.Max(seen.LastSignOfLife ?? long.MaxValue, well.TroubleSince ?? 0);
                return seen.Cadence is { } cadence && seen.Now - since >= cadence.Silence.TotalMilliseconds
                    ? (new FeedCondition { Trouble = FeedCondition.Silent, TroubleSince = since, TroubleStage = 1 }, FeedNews.Silent)
                    : (well, null);
        }
    }

    private static (FeedCondition, FeedNews?) AfterFailure(FeedCondition before, FeedObservation seen)
    {
        // A failure of our own says nothing, and what began before it may have been ours too.
        if (!seen.Counts)
            return (before.Trouble is FeedCondition.Failing ? before : before with { FailingSince = null }, null);
        var since = before.FailingSince ?? seen.Now;
        var failing = before with { FailingSince = since };
        if (seen.Error is FeedError.Gone && seen.WasGone && before.Trouble != FeedCondition.Gone)
            return (failing with { Trouble = FeedCondition.Gone, TroubleSince = since, TroubleStage = 1 }, FeedNews.Gone);
        if (before.Trouble == FeedCondition.Gone || seen.Error is FeedError.Gone || seen.Failures < FewestFailures)
            return (failing, null);
        var lasted = TimeSpan.FromMilliseconds(seen.Now - since);
        if (before.Trouble != FeedCondition.Failing)
            return lasted >= (seen.EverWorked ? FailsFor : NeverWorkedFor) ? (AsFailing(failing, 1), FeedNews.Failing) : (failing, null);
        return before.TroubleStage < 2 && lasted >= StillFails ? (AsFailing(failing, 2), FeedNews.StillFailing) : (failing, null);
    }

    private static FeedCondition AsFailing(FeedCondition failing, int stage) =>
        failing with { Trouble = FeedCondition.Failing, TroubleSince = failing.FailingSince, TroubleStage = stage };

    private static FeedCondition Well(long now) => new() { TroubleSince = now };
}
