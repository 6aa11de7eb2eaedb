using NewsBot.Core.Feeds;

namespace NewsBot.Tests.Feeds;

public sealed class ItemIdentityTests
{
    [Fact]
    public void Item_WhoseLinkChangesSchemeAndCounters_IsTheSame() => AssertSame(
        new ParsedItem { Id = "1", Link = "http://www.a.example/story/?utm_source=rss" }, new ParsedItem { Id = "new", Link = "https://a.example/story#top" });

    [Fact]
    public void Item_WhoseLinkChanges_IsKnownByItsGuid() =>
        AssertSame(new ParsedItem { Id = "1", Link = "https://a.example/old" }, new ParsedItem { Id = "1", Link = "https://a.example/new" });

    [Fact]
    public void Item_WithOtherGuidAndLink_IsNew() => Assert.False(
        Known(new ParsedItem { Id = "1", Link = "https://a.example/1", Title = "T" }, new ParsedItem { Id = "2", Link = "https://a.example/2", Title = "T" }));

    [Fact]
    public void Item_WithNeitherGuidNorLink_IsKnownByTitleAndDay()
    {
        var day = new DateTimeOffset(2026, 3, 18, 8, 0, 0, TimeSpan.Zero);
        AssertSame(new ParsedItem { Title = "Weather", Published = day }, new ParsedItem { Title = "WEATHER", Published = day.AddHours(3) });
        Assert.False(Known(new ParsedItem { Title = "Weather", Published = day }, new ParsedItem { Title = "Weather", Published = day.AddDays(1) }));
    }

    [Fact]
    public void Items_ThatShareAGuid_AreToldApartByTheirLinks()
    {
        var keys = ItemIdentity.KeysOf(Feed(new() { Id = "x", Link = "https://a.example/1" }, new() { Id = "x", Link = "https://a.example/2" }));

        Assert.False(keys[1].IsKnownBy(keys[0].Strong.ToHashSet()));
    }

    [Fact]
    public void Items_ThatShareALink_AreToldApartByTheirGuids()
    {
        var keys = ItemIdentity.KeysOf(Feed(new() { Id = "1", Link = "https://a.example/live" }, new() { Id = "2", Link = "https://a.example/live" }));

        Assert.False(keys[1].IsKnownBy(keys[0].Strong.ToHashSet()));
    }

    [Fact]
    public void Item_WhoseLinkWasSharedBefore_IsToldApartThoughItStandsAlone()
    {
        var together = ItemIdentity.KeysOf(Feed(new() { Id = "1", Link = "https://a.example/live" }, new() { Id = "2", Link = "https://a.example/live" }));
        var alone = Feed(new ParsedItem { Id = "3", Link = "https://www.a.example/live#3" });

        Assert.Equal(ItemIdentity.KeysOf(alone, together[0].Shared.ToHashSet())[0].Strong, [StableHash.Of("guid\n3")]);
        Assert.Contains(together[0].Shared.Single(), ItemIdentity.MarksOf(alone));
    }

    [Fact]
    public void Items_ThatShareGuidAndHaveNoLink_AreToldApartByTheirTitles()
    {
        var keys = ItemIdentity.KeysOf(Feed(new() { Id = "x", Title = "One" }, new() { Id = "x", Title = "Two" }));

        Assert.False(keys[1].IsKnownBy(keys[0].Strong.ToHashSet()));
    }

    [Fact]
    public void Item_WhosePermalinkFlips_IsTheSame() => AssertSame(
        new ParsedItem { Id = "http://a.example/?p=7" }, new ParsedItem { Id = "https://www.a.example/?p=7" });

    [Theory]
    [InlineData("https://a.example/?p=7")]
    [InlineData("https://a.example/live#7")]
    public void Items_WhosePermalinksDifferInAParameterOrFragment_AreTwo(string address) => Assert.False(
        Known(new ParsedItem { Id = address }, new ParsedItem { Id = address.Replace('7', '8') }));

    [Fact]
    public void Items_ThatAllLinkToTheSite_AreToldApartByTheirGuids() => Assert.False(
        Known(new ParsedItem { Id = "1", Link = "https://a.example/" }, new ParsedItem { Id = "2", Link = "https://a.example/" }));

    [Fact]
    public void Keys_InEveryVersion_StayTheSame()
    {
        var keys = ItemIdentity.KeysOf(Feed(new ParsedItem { Id = "tag:a.example,2026:1", Link = "https://www.a.example/1?utm_medium=rss" }))[0];

        // These stand in the stores of users: another value would make every item of every feed new.
        Assert.Equal([StableHash.Of("guid\ntag:a.example,2026:1"), StableHash.Of("link\na.example/1")], keys.Strong);
        Assert.Equal(keys.Strong, FormerIdentity.KeysOf(Feed(new ParsedItem { Id = "tag:a.example,2026:1", Link = "https://www.a.example/1?utm_medium=rss" }))[0]);
        Assert.Equal(8054654980069731655, StableHash.Of("NewsBot"));
    }

    [Theory]
    [InlineData("https://www.Example.org:443/a/?utm_source=x&id=7&fbclid=1#part", "example.org/a?id=7")]
    [InlineData("http://example.org/a?id=7", "example.org/a?id=7")]
    [InlineData("http://example.org:8080/", "example.org:8080")]
    [InlineData("https://example.org/a?source=rss", "example.org/a")]
    [InlineData("https://example.org/a?source=interfax", "example.org/a?source=interfax")]
    [InlineData("https://example.org/#!/story/5", "example.org#!/story/5")]
    [InlineData("http://a\u0600b\uFFFDc.example/x", "a\u0600b\uFFFDc.example/x")]
    [InlineData("mailto:a@example.org", null)]
    [InlineData("/relative", null)]
    public void Address_WrittenDifferently_HasOneCanonicalForm(string address, string? expected) => Assert.Equal(expected, UrlKey.Canonical(address));

    [Theory]
    [InlineData("m.example.org/a", "example.org/a")]
    [InlineData("amp.example.org/a?id=7", "example.org/a?id=7")]
    [InlineData("amp.dev/a", "amp.dev/a")]
    [InlineData("example.org/amp/a", "example.org/a")]
    [InlineData("example.org/a/amp", "example.org/a")]
    [InlineData("example.org/a.amp?amp=1&id=7", "example.org/a?id=7")]
    [InlineData("example.org/amp", "example.org/amp")]
    [InlineData("example.org/amplifier", "example.org/amplifier")]
    [InlineData("m.example.org:8080/a", "example.org:8080/a")]
    public void Address_ForTelephones_LeadsToTheSamePage(string canonical, string expected) => Assert.Equal(expected, UrlKey.Loose(canonical));

    private static void AssertSame(ParsedItem first, ParsedItem second) => Assert.True(Known(first, second));

    private static bool Known(ParsedItem first, ParsedItem second) =>
        ItemIdentity.KeysOf(Feed(second))[0].IsKnownBy(ItemIdentity.KeysOf(Feed(first))[0].Strong.ToHashSet());

    private static ParsedFeed Feed(params ParsedItem[] items) => new() { Format = FeedFormat.Rss, SiteLink = "https://a.example", Items = items };
}
