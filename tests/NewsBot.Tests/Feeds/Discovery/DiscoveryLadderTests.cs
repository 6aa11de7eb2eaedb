using NewsBot.Core.Feeds;

namespace NewsBot.Tests.Feeds;

/// <summary>What is tried when a page names no feed in its head.</summary>
public sealed class DiscoveryLadderTests
{
    private static readonly string[] Usual = ["/feed", "/rss", "/feed.xml", "/rss.xml", "/atom.xml", "/index.xml"];

    [Fact]
    public async Task Anchors_ThatLookLikeFeeds_AreOfferedTheSitesOwnFirst()
    {
        using var bench = new DiscoveryBench().Page("https://a.example/", """
            <html><body><a href="https://feeds.elsewhere.example/a">Elsewhere</a><a href="/about">About feeds</a><a href="/news.rss">News</a>
            <a href="/subscribe?list=7"><img alt="RSS feed"></a><a href="https://feedly.com/i/subscription/feed%2Fhttps%3A%2F%2Fa.example%2Ffeed">RSS</a>
            <a href="/category?format=atom">By category</a><a href="mailto:rss@a.example">RSS</a><a href="/feedback">Feedback</a></body></html>
            """);

        Assert.Equal(
            ["https://a.example/news.rss", "https://a.example/subscribe?list=7", "https://a.example/category?format=atom", "https://feeds.elsewhere.example/a"],
            await bench.AddressesAsync("https://a.example/"));
        Assert.Single(bench.Asked);
    }

    [Fact]
    public async Task Anchors_OneToAPageThatListsFeeds_GivesThose()
    {
        using var bench = new DiscoveryBench()
            .Page("https://a.example/", "<html><a href='/service/rss'>RSS</a></html>")
            .Page("https://a.example/service/rss", "<html><a href='/rss/world.xml'>World</a><a href='/rss/sport.xml'>Sport</a></html>");

        Assert.Equal(["https://a.example/rss/world.xml", "https://a.example/rss/sport.xml"], await bench.AddressesAsync("https://a.example/"));
    }

    [Fact]
    public async Task Page_ThatSendsItsReadersOn_IsFollowedOnce()
    {
        using var bench = new DiscoveryBench()
            .Page("https://a.example/", "<html><meta http-equiv='Refresh' content=\"0; URL='/en/'\"></html>")
            .Page("https://a.example/en/", "<html><link rel=alternate type=application/atom+xml href=/en/feed><meta http-equiv=refresh content='0;url=/'></html>")
            .Feed("https://a.example/en/feed", "English");

        Assert.Equal(["https://a.example/en/feed"], await bench.AddressesAsync("https://a.example/"));
        Assert.Equal(3, bench.Asked.Count);
    }

    [Fact]
    public async Task WellKnownPaths_OnePathIsAFeed_IsFoundByWhatItSaysASecondApart()
    {
        // Soft 404s and the front page under every address: only what can be read counts.
        using var bench = new DiscoveryBench()
            .Page("https://a.example/", "<html>Welcome</html>")
            .Page("https://a.example/feed", "<html>Nothing found, but 200</html>")
            .Page("https://a.example/rss", "/", status: 302)
            .Feed("https://a.example/feed.xml", "A");

        var feed = Assert.Single(Assert.IsType<DiscoveryResult.Found>(await bench.DiscoverAsync("https://a.example/")).Feeds);

        Assert.Equal(("https://a.example/feed.xml", FoundBy.WellKnownPath, "A"), (feed.Address.AbsoluteUri, feed.By, feed.Title));
        Assert.Equal(["/", "/feed", "/rss", "/", "/feed.xml"], bench.Asked.Select(address => new Uri(address).AbsolutePath));
        Assert.Equal(Enumerable.Repeat(TimeSpan.FromSeconds(1), 3), bench.Pauses);
    }

    [Fact]
    public async Task WellKnownPaths_NoneIsAFeed_AtMostSixAreAsked()
    {
        using var bench = new DiscoveryBench().Page("https://a.example/", "<html>Welcome</html>").Page("https://a.example/news/", "<html>News</html>");

        Assert.Equal(new DiscoveryResult.None(DocumentKind.WebPage), await bench.DiscoverAsync("https://a.example/"));
        Assert.Equal(["/", .. Usual], bench.Asked.Select(address => new Uri(address).AbsolutePath));
        bench.Asked.Clear();
        Assert.IsType<DiscoveryResult.None>(await bench.DiscoverAsync("https://a.example/news/"));
        Assert.Equal(["/news/", "/news/feed", "/news/rss", "/feed", "/rss", "/feed.xml", "/rss.xml"], bench.Asked.Select(address => new Uri(address).AbsolutePath));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(403)]
    [InlineData(503)]
    public async Task WellKnownPaths_HostThatTurnsAway_IsLeftAlone(int status)
    {
        using var bench = new DiscoveryBench().Page("https://a.example/", "<html>Welcome</html>").Page("https://a.example/feed", "no", status: status).Feed("https://a.example/rss", "A");

        Assert.IsType<DiscoveryResult.None>(await bench.DiscoverAsync("https://a.example/"));
        Assert.Equal(2, bench.Asked.Count);
    }

    [Fact]
    public async Task Link_ThatCannotBeRead_IsSaidAndNothingIsGuessed()
    {
        using var bench = new DiscoveryBench().Page("https://a.example/", "<html><link rel=alternate type=application/rss+xml href=/gone.xml></html>").Feed("https://a.example/feed", "A");

        Assert.Equal(new DiscoveryResult.Failed(new FeedError.HttpStatus("a.example", 404)), await bench.DiscoverAsync("https://a.example/"));
        Assert.Equal(2, bench.Asked.Count);
    }

    [Fact]
    public async Task Candidates_OfABlog_CommentsAreLastAndDialectsAreOne()
    {
        using var bench = new DiscoveryBench().Page("https://a.example/post", """
            <html><head>
            <link rel="alternate" type="application/rss+xml" title="Blog &raquo; Comments Feed" href="https://a.example/comments/feed/">
            <link rel="alternate" type="application/rss+xml" title="Blog - RSS" href="http://a.example/feed/">
            <link rel="alternate" type="application/atom+xml" title="Blog - Atom" href="https://a.example/feed/atom/">
            <link rel="alternate" type="application/feed+json" title="Blog - JSON Feed" href="https://a.example/feed.json">
            <link rel="alternate" type="application/rss+xml" title="Photos" href="http://a.example/photos/feed/">
            <link rel="alternate" type="application/rss+xml" title="Photos" href="https://a.example/photos/feed/">
            </head></html>
            """);

        var found = Assert.IsType<DiscoveryResult.Found>(await bench.DiscoverAsync("https://a.example/post"));

        Assert.Equal(
            [("https://a.example/feed/atom/", "Blog - Atom"), ("https://a.example/photos/feed/", "Photos"), ("https://a.example/comments/feed/", "Blog » Comments Feed")],
            found.Feeds.Select(feed => (feed.Address.AbsoluteUri, feed.Title)));
    }

    [Fact]
    public async Task Candidates_OfManyNames_StayApart()
    {
        using var bench = new DiscoveryBench().Page("https://a.example/", string.Concat(Enumerable.Range(1, 70).Select(number =>
            $"<link rel=alternate type=application/rss+xml title='Section {number}' href='/{number}/rss'><link rel=alternate type=application/atom+xml title='Other {number}' href='/{number}/atom'>")));

        Assert.Equal(60, (await bench.AddressesAsync("https://a.example/")).Distinct().Count());
    }
}
