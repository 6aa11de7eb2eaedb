namespace NewsBot.Tests.Feeds;

/// <summary>Pages made to hurt whoever looks into them: a parser that builds a tree is busy with the first for minutes.</summary>
public sealed class HostilePageTests
{
    [Theory]
    [InlineData("<div>")]
    [InlineData("<a href=/x>")]
    [InlineData("<b><i><table>")]
    [InlineData("<a href='/feed")]
    [InlineData("<meta http-equiv=refresh content='0")]
    [InlineData("<link rel=alternate type=application/rss+xml href=/rss/rss/rss/rss>")]
    public async Task Page_OfOneThingManyTimes_IsLookedThrough(string piece)
    {
        using var bench = new DiscoveryBench().Page("https://a.example/", "<html>" + string.Concat(Enumerable.Repeat(piece, 4_000_000 / piece.Length)));

        Assert.NotNull(await bench.DiscoverAsync("https://a.example/"));
        Assert.InRange(bench.Asked.Count, 1, 8);
    }
}
