using NewsBot.Core.Feeds;

namespace NewsBot.Tests.Feeds;

public sealed class FeedHealthTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 18, 12, 0, 0, TimeSpan.Zero);
    private static readonly FeedError Broken = new FeedError.HttpStatus("news.example", 500);
    private static readonly FeedError Gone = new FeedError.Gone("news.example");

    [Fact]
    public void After_FailuresForTenDays_TellsAfterADayAndAfterAWeekAndNotBetween()
    {
        Assert.Equal(
            [(24, FeedNews.Failing), (168, FeedNews.StillFailing)],
            Play(Enumerable.Range(0, 240).Select(hour => (hour, (FeedError?)Broken))));
    }

    [Fact]
    public void After_Recovery_TellsOnceIfThePeopleWereToldAndThenNothing()
    {
        Assert.Equal(
            [(24, FeedNews.Failing), (30, FeedNews.Recovered)],
            Play(Enumerable.Range(0, 60).Select(hour => (hour, hour < 30 ? Broken : null))));
        Assert.Empty(Play(Enumerable.Range(0, 60).Select(hour => (hour, hour < 20 ? Broken : null))));
    }

    [Fact]
    public void After_FeedThatNeverWorked_TellsSooner() =>
        Assert.Equal([(2, FeedNews.Failing)], Play(Enumerable.Range(0, 30).Select(hour => (hour, (FeedError?)Broken)), everWorked: false));

    [Fact]
    public void After_GoneOnce_WaitsUntilItIsConfirmed()
    {
        Assert.Equal([(24, FeedNews.Gone)], Play([(0, Gone), (24, Gone), (48, Gone), (240, Gone)]));
        Assert.Empty(Play([(0, Gone), (24, null)]));
        Assert.Equal([(24, FeedNews.Gone), (72, FeedNews.Recovered)], Play([(0, Gone), (24, Gone), (48, Broken), (72, null)]));
    }

    [Fact]
    public void After_FailuresThatAreOurOwn_ForgetsWhatBeganBeforeThem()
    {
        Assert.Empty(Play(Enumerable.Range(0, 48).Select(hour => (hour, (FeedError?)Broken)), counts: hour => hour < 1));
        // Only from the first failure that is surely the feed's own.
        Assert.Equal([(64, FeedNews.Failing)], Play(Enumerable.Range(0, 70).Select(hour => (hour, (FeedError?)Broken)), counts: hour => hour is < 1 or >= 40));
    }

    [Fact]
    public void After_SilenceFarBeyondTheRhythm_TellsOnceAndWhenItSpeaksAgain()
    {
        var cadence = Cadence.Of(Enumerable.Range(0, 20).Select(number => Start.AddHours(number * -12).ToUnixTimeMilliseconds()))!;
        var condition = new FeedCondition();
        var told = new List<(int Day, FeedNews News)>();
        for (var day = 0; day < 12; day++)
        {
            var spoke = day >= 9 ? 9 : 0;
            (condition, var news) = FeedHealth.After(condition, Seen(Start.AddDays(day), null) with { LastSignOfLife = Start.AddDays(spoke).ToUnixTimeMilliseconds(), Cadence = cadence });
            if (news is { } worthAWord)
                told.Add((day, worthAWord));
        }

        Assert.Equal([(5, FeedNews.Silent), (9, FeedNews.SpeaksAgain)], told);
    }

    [Fact]
    public void After_RecoveryFromAFailureThatLastedLonger_IsNotSilentAtOnce()
    {
        var cadence = Cadence.Of(Enumerable.Range(0, 20).Select(number => Start.AddHours(number * -12).ToUnixTimeMilliseconds()))!;
        var failing = new FeedCondition { FailingSince = 0, Trouble = FeedCondition.Failing, TroubleSince = 0, TroubleStage = 1 };

        var (well, news) = FeedHealth.After(failing, Seen(Start.AddDays(20), null) with { LastSignOfLife = Start.ToUnixTimeMilliseconds(), Cadence = cadence });
        var (_, later) = FeedHealth.After(well, Seen(Start.AddDays(21), null) with { LastSignOfLife = Start.ToUnixTimeMilliseconds(), Cadence = cadence });

        Assert.Equal(FeedNews.Recovered, news);
        Assert.Null(later);
    }

    [Theory]
    [InlineData(24, 5)]
    [InlineData(24 * 7, 70)]
    public void Cadence_OfARegularFeed_ToleratesTenGapsAndFiveDays(int hours, int days)
    {
        var cadence = Cadence.Of(Enumerable.Range(0, 10).Select(number => Start.AddHours(number * hours).ToUnixTimeMilliseconds()))!;

        Assert.Equal(TimeSpan.FromDays(Math.Max(days, 10 * hours / 24)), cadence.Silence);
        Assert.Equal(24.0 / hours, cadence.PerDay, 3);
    }

    [Fact]
    public void Cadence_OfBurstsAndHolidays_ToleratesTwiceTheLongestPause()
    {
        var moments = Enumerable.Range(0, 30).Select(number => Start.AddMinutes(number * 5).ToUnixTimeMilliseconds()).Append(Start.AddDays(-30).ToUnixTimeMilliseconds());

        Assert.InRange(Cadence.Of(moments)!.Silence.TotalDays, 59.9, 60.1);
    }

    [Fact]
    public void Cadence_OfTooLittleOrOneBatch_IsUnknown()
    {
        Assert.Null(Cadence.Of([1, 2, 3]));
        Assert.Null(Cadence.Of(Enumerable.Repeat(Start.ToUnixTimeMilliseconds(), 50)));
    }

    private static List<(int Hour, FeedNews News)> Play(IEnumerable<(int Hour, FeedError? Error)> polls, bool everWorked = true, Func<int, bool>? counts = null)
    {
        var told = new List<(int, FeedNews)>();
        var condition = new FeedCondition();
        FeedError? before = null;
        var failures = 0;
        foreach (var (hour, error) in polls)
        {
            failures = error is null ? 0 : failures + 1;
            (condition, var news) = FeedHealth.After(condition, Seen(Start.AddHours(hour), error) with
            {
                Failures = failures, WasGone = before is FeedError.Gone, EverWorked = everWorked, Counts = error is null || (counts?.Invoke(hour) ?? true),
            });
            before = error;
            if (news is { } worthAWord)
                told.Add((hour, worthAWord));
        }

        return told;
    }

    private static FeedObservation Seen(DateTimeOffset now, FeedError? error) => new() { Now = now.ToUnixTimeMilliseconds(), Error = error, Failures = error is null ? 0 : 5 };
}
