using NewsBot.Core.Feeds;

namespace NewsBot.Tests.Feeds;

public sealed class FeedRhythmTests
{
    // A Wednesday.
    private static readonly DateTimeOffset Now = new(2026, 3, 18, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void Wait_FewArticles_IsNotKnown(int count) => Assert.Null(Every(TimeSpan.FromHours(1), count).Wait(Now));

    [Fact]
    public void Wait_WholeBackCatalogueOfOneMoment_IsNotKnown() =>
        Assert.Null(new FeedRhythm(Enumerable.Repeat(Now.AddHours(-1), 50)).Wait(Now));

    [Theory]
    [InlineData(1, 15)]
    [InlineData(24, 360)]
    [InlineData(0.1, 1.5)]
    public void Wait_EvenRhythm_IsAQuarterOfIt(double hours, double minutes) =>
        Assert.InRange(Every(TimeSpan.FromHours(hours), 20).Wait(Now)!.Value.TotalMinutes, minutes * 0.94, minutes * 1.01);

    [Fact]
    public void Wait_FeedThatFellSilent_GrowsWithTheSilence()
    {
        var rhythm = Every(TimeSpan.FromMinutes(10), 20);

        Assert.True(rhythm.Wait(Now.AddDays(10)) > 20 * rhythm.Wait(Now));
    }

    [Fact]
    public void Wait_ArticlesOfTheFuture_DoNotCount()
    {
        var announced = new FeedRhythm(Enumerable.Range(1, 20).Select(number => Now.AddMinutes(number)).Concat(Enumerable.Range(1, 20).Select(number => Now.AddHours(-number))));

        Assert.Equal(15, announced.Wait(Now)!.Value.TotalMinutes, 1.0);
    }

    [Fact]
    public void Wait_OfficeHours_AreAskedOftenAndTheNightSeldom()
    {
        // Five weeks, on working days, at nine, twelve and fifteen.
        var moments = Enumerable.Range(1, 35).Select(day => Now.Date.AddDays(-day)).Where(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            .SelectMany(day => new[] { 9, 12, 15 }.Select(hour => new DateTimeOffset(day.AddHours(hour), TimeSpan.Zero)));
        var rhythm = FeedRhythm.FromText(new FeedRhythm(moments).ToText())!;

        var morning = rhythm.Wait(new DateTimeOffset(2026, 3, 18, 8, 30, 0, TimeSpan.Zero))!.Value;
        var night = rhythm.Wait(new DateTimeOffset(2026, 3, 18, 19, 0, 0, TimeSpan.Zero))!.Value;
        var weekend = rhythm.Wait(new DateTimeOffset(2026, 3, 21, 1, 0, 0, TimeSpan.Zero))!.Value;

        Assert.True(night > 2 * morning, $"{morning} in the morning, {night} at night");
        Assert.True(weekend > 2 * morning, $"{morning} in the morning, {weekend} at the weekend");
    }

    [Fact]
    public void ToText_ManyMoments_KeepsTheLatest()
    {
        var rhythm = Every(TimeSpan.FromMinutes(1), 500);

        Assert.Equal(FeedRhythm.Kept, rhythm.ToText().Split(',').Length);
        Assert.StartsWith((Now.ToUnixTimeSeconds() / 60).ToString(System.Globalization.CultureInfo.InvariantCulture), rhythm.ToText(), StringComparison.Ordinal);
    }

    private static FeedRhythm Every(TimeSpan interval, int count) => new(Enumerable.Range(0, count).Select(number => Now - (number * interval)));
}
