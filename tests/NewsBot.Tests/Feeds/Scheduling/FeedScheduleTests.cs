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
        FeedSchedule.Next(new FeedError.Gone("a.example"), new FeedHistory { Failures = 1 }, allBoundsEqual ? Every(1) : new FeedOptions(), Now, 0.5));

    private static FeedOptions Every(double seconds) => new()
    {
        MinimumInterval = TimeSpan.FromSeconds(seconds),
        DefaultInterval = TimeSpan.FromSeconds(seconds),
        MaximumInterval = TimeSpan.FromSeconds(seconds),
    };
}
