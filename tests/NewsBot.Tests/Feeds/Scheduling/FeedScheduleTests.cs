using NewsBot.Core.Feeds;

namespace NewsBot.Tests.Feeds;

public sealed class FeedScheduleTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 18, 12, 0, 0, TimeSpan.Zero);
    private static readonly FeedError Failure = new FeedError.HttpStatus("a.example", 500);

    [Theory]
    [InlineData(0.0, 13.5)]
    [InlineData(0.5, 15.0)]
    [InlineData(1.0, 16.5)]
    public void Next_AfterSuccess_IsTheDefaultSpreadByATenth(double chance, double minutes) =>
        Assert.Equal(new NextCheck(Now.AddMinutes(minutes), ScheduleReason.Default), FeedSchedule.Next(null, new FeedHistory(), new FeedOptions(), Now, chance));

    [Fact]
    public void Next_IntervalFixedForTheFeed_IsThatAlsoBelowTheMinimum() => Assert.Equal(
        new NextCheck(Now.AddSeconds(10), ScheduleReason.Fixed),
        FeedSchedule.Next(null, new FeedHistory { FixedInterval = TimeSpan.FromSeconds(10) }, new FeedOptions(), Now, 0.5));

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.9)]
    public void Next_AllBoundsEqual_IsExactlyThat(double chance) =>
        Assert.Equal(new NextCheck(Now.AddSeconds(1), ScheduleReason.Fixed), FeedSchedule.Next(null, new FeedHistory(), Every(1), Now, chance));

    [Theory]
    [InlineData(1, 30)]
    [InlineData(2, 60)]
    [InlineData(5, 480)]
    [InlineData(7, 1440)]
    [InlineData(1000, 1440)]
    public void Next_AfterFailures_DoublesUpToTheMaximum(int failures, double minutes) => Assert.Equal(
        new NextCheck(Now.AddMinutes(minutes), ScheduleReason.BackOff),
        FeedSchedule.Next(Failure, new FeedHistory { Failures = failures }, new FeedOptions(), Now, 0.5));

    [Theory]
    [InlineData(1, 2)]
    [InlineData(4, 16)]
    [InlineData(1000, 3600)]
    public void Next_AfterFailuresWithAllBoundsEqual_StillBacksOff(int failures, double seconds) =>
        Assert.Equal(Now.AddSeconds(seconds), FeedSchedule.Next(Failure, new FeedHistory { Failures = failures }, Every(1), Now, 0.5).At);

    [Theory]
    [InlineData(1, 15)]
    [InlineData(60, 60)]
    [InlineData(5000, 1440)]
    public void Next_AfterRetryAfter_IsThatMomentWithinIntervalAndDay(double minutes, double expected) => Assert.Equal(
        new NextCheck(Now.AddMinutes(expected), ScheduleReason.RetryAfter),
        FeedSchedule.Next(new FeedError.RateLimited("a.example", Now.AddMinutes(minutes)), new FeedHistory { Failures = 1 }, new FeedOptions(), Now, 0.5));

    [Fact]
    public void Next_AfterRetryAfterWithAllBoundsEqual_StillHonoursIt() => Assert.Equal(
        Now.AddMinutes(2), FeedSchedule.Next(new FeedError.RateLimited("a.example", Now.AddMinutes(2)), new FeedHistory { Failures = 1 }, Every(1), Now, 0.5).At);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Next_AfterGone_IsADayLater(bool allBoundsEqual) => Assert.Equal(
        new NextCheck(Now.AddDays(1), ScheduleReason.Gone),
        FeedSchedule.Next(new FeedError.Gone("a.example"), new FeedHistory { Failures = 3, TimesGone = 3 }, allBoundsEqual ? Every(1) : new FeedOptions(), Now, 0.5));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Next_SaidToBeGoneOnceOrTwice_BacksOffOnly(int times) => Assert.Equal(
        ScheduleReason.BackOff,
        FeedSchedule.Next(new FeedError.Gone("a.example"), new FeedHistory { Failures = times, TimesGone = times }, new FeedOptions(), Now, 0.5).Reason);

    [Theory]
    [InlineData(120, 30)]
    [InlineData(1, 5)]
    [InlineData(60 * 24 * 30, 1440)]
    public void Next_RhythmKnown_IsAQuarterOfItWithinTheBounds(double every, double minutes)
    {
        var rhythm = new FeedRhythm(Enumerable.Range(0, 20).Select(number => Now.AddMinutes(-number * every)));

        var next = FeedSchedule.Next(null, new FeedHistory { Rhythm = rhythm }, new FeedOptions(), Now, 0.5);

        Assert.Equal(ScheduleReason.Rhythm, next.Reason);
        Assert.InRange((next.At - Now).TotalMinutes, minutes * 0.94, minutes * 1.01);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.999)]
    public void Next_WithJitter_StaysWithinTheBounds(double chance)
    {
        var options = new FeedOptions { DefaultInterval = TimeSpan.FromMinutes(5), MaximumInterval = TimeSpan.FromSeconds(306) };

        Assert.InRange(FeedSchedule.Next(null, new FeedHistory(), options, Now, chance).At, Now.AddMinutes(5), Now.AddSeconds(306));
    }

    [Theory]
    [InlineData(30.0, null, null, 30, ScheduleReason.CacheControl)]
    [InlineData(null, 60.0, null, 60, ScheduleReason.TimeToLive)]
    [InlineData(null, null, 120.0, 120, ScheduleReason.UpdatePeriod)]
    [InlineData(30.0, 60.0, 120.0, 120, ScheduleReason.UpdatePeriod)]
    [InlineData(300.0, 60.0, 120.0, 300, ScheduleReason.CacheControl)]
    [InlineData(5.0, 1.0, 0.0, 15, ScheduleReason.Default)]
    [InlineData(50_000.0, null, null, 1440, ScheduleReason.CacheControl)]
    [InlineData(null, 50_000.0, null, 1440, ScheduleReason.TimeToLive)]
    public void Next_WishesOfTheSource_MakeTheWaitLongerUpToADay(double? fresh, double? ttl, double? update, double minutes, object reason)
    {
        var history = new FeedHistory { Fresh = Minutes(fresh), TimeToLive = Minutes(ttl), UpdateInterval = Minutes(update) };

        Assert.InRange((FeedSchedule.Next(null, history, new FeedOptions(), Now, 0.5).At - Now).TotalMinutes, minutes, Math.Min(minutes * 1.051, 1440));
        Assert.Equal(reason, FeedSchedule.Next(null, history, new FeedOptions(), Now, 0.5).Reason);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Next_FixedRhythm_AsksNeitherTheFeedNorItsHeaders(bool ofThisFeed)
    {
        var history = new FeedHistory
        {
            FixedInterval = ofThisFeed ? TimeSpan.FromSeconds(1) : null,
            Fresh = TimeSpan.FromHours(1), TimeToLive = TimeSpan.FromHours(1), UpdateInterval = TimeSpan.FromHours(1), Quiet = QuietTimes.Of([12, 13], []),
            Rhythm = new FeedRhythm(Enumerable.Range(0, 20).Select(number => Now.AddDays(-number))),
        };

        Assert.Equal(new NextCheck(Now.AddSeconds(1), ScheduleReason.Fixed), FeedSchedule.Next(null, history, ofThisFeed ? new FeedOptions() : Every(1), Now, 0.9));
    }

    [Fact]
    public void Next_FallsIntoQuietHours_IsPutOffToTheirEnd()
    {
        var next = FeedSchedule.Next(null, new FeedHistory { Quiet = QuietTimes.Of([12, 13, 14], []) }, new FeedOptions(), Now, 0.5);

        Assert.Equal(ScheduleReason.QuietTimes, next.Reason);
        Assert.InRange(next.At, Now.AddHours(3), Now.AddHours(3).AddMinutes(1));
    }

    [Fact]
    public void Next_QuietForMoreThanADay_IsNotPutOffForLonger() => Assert.Equal(
        ScheduleReason.Default,
        FeedSchedule.Next(null, new FeedHistory { Quiet = QuietTimes.Of([], [DayOfWeek.Wednesday, DayOfWeek.Thursday]) }, new FeedOptions(), Now, 0.5).Reason);

    [Fact]
    public void Next_QuietAlways_IsNotBelieved() => Assert.Equal(
        ScheduleReason.Default,
        FeedSchedule.Next(null, new FeedHistory { Quiet = QuietTimes.Of(Enumerable.Range(0, 24), Enum.GetValues<DayOfWeek>()) }, new FeedOptions(), Now, 0.5).Reason);

    [Fact]
    public void Next_AfterFailures_IsAskedAtLeastOnceADayHoweverLongTheMaximum() => Assert.InRange(
        FeedSchedule.Next(Failure, new FeedHistory { Failures = 500 }, new FeedOptions { MaximumInterval = TimeSpan.FromDays(30) }, Now, 0.999).At,
        Now.AddHours(23), Now.AddHours(27));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(20, 5)]
    [InlineData(6000, 15)]
    public void WhileNetworkIsDown_FeedsAreProbedSeldomerTheLongerItLasts(double lasts, double minutes) => Assert.Equal(
        new NextCheck(Now.AddMinutes(minutes), ScheduleReason.NetworkDown),
        FeedSchedule.WhileNetworkIsDown(TimeSpan.FromMinutes(lasts), new FeedHistory { Failures = 9 }, new FeedOptions(), Now, 0.5));

    private static TimeSpan? Minutes(double? minutes) => minutes is { } value ? TimeSpan.FromMinutes(value) : null;

    private static FeedOptions Every(double seconds) => new()
    {
        MinimumInterval = TimeSpan.FromSeconds(seconds),
        DefaultInterval = TimeSpan.FromSeconds(seconds),
        MaximumInterval = TimeSpan.FromSeconds(seconds),
    };
}
