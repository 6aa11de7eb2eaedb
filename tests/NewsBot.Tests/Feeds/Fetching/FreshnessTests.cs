using NewsBot.Core.Feeds;

namespace NewsBot.Tests.Feeds;

public sealed class FreshnessTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 18, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("max-age=600", null, null, 600)]
    [InlineData("public, MAX-AGE=\"600\"", null, null, 600)]
    [InlineData("max-age=600", null, "100", 500)]
    [InlineData("max-age=600", null, "900", 0)]
    [InlineData("max-age=600, s-maxage=60", null, null, 60)]
    [InlineData("max-age=60, s-maxage = '3600'", null, "600", 3000)]
    [InlineData("no-cache, max-age=600", null, null, 0)]
    [InlineData("No-Store", null, null, 0)]
    [InlineData("max-age=600", "Wed, 18 Mar 2026 14:00:00 GMT", null, 600)]
    [InlineData(null, "Wed, 18 Mar 2026 13:00:00 GMT", null, 3600)]
    [InlineData("public", "Wed, 18 Mar 2026 13:00:00 GMT", "60", 3540)]
    [InlineData(null, "0", null, 0)]
    [InlineData(null, "-1", null, 0)]
    [InlineData(null, "Wed, 18 Mar 2020 13:00:00 GMT", null, 0)]
    [InlineData(null, null, "100", null)]
    [InlineData("max-age=soon", null, null, null)]
    [InlineData("max-age=99999999999999999999", null, null, 315360000)]
    public void Of_Headers_IsTheTimeLeft(string? cacheControl, string? expires, string? age, int? seconds) =>
        Assert.Equal(seconds, (int?)Freshness.Of(new CacheInformation(cacheControl, expires, age, "Wed, 18 Mar 2026 12:00:00 GMT"), Now)?.TotalSeconds);

    [Fact]
    public void Of_ServerWhoseClockIsWrong_CountsByItsOwnDate() => Assert.Equal(
        TimeSpan.FromMinutes(10), Freshness.Of(new CacheInformation(null, "Thu, 01 Jan 2015 00:10:00 GMT", null, "Thu, 01 Jan 2015 00:00:00 GMT"), Now));
}
