using Microsoft.AspNetCore.Http;
using NewsBot.Core.Feeds;

namespace NewsBot.Tests.Feeds;

public sealed class FeedDiscoveryTests
{
    private static readonly string Rss = DiscoveryBench.Rss("World");

    [Fact]
    public async Task Discover_AddressOfAFeed_IsThatFeedAlreadyReadAndKeptForItsFirstPoll()
    {
        await using var server = await LoopbackServer.StartAsync(context => context.Response.WriteAsync(Rss));
        var bodies = new FirstBodies(TimeProvider.System);

        var found = Assert.IsType<DiscoveryResult.Found>(await DiscoverAsync(server.At("/feed"), bodies));

        var feed = Assert.Single(found.Feeds);
        Assert.Equal((server.At("/feed"), "World", 1, FoundBy.Address), (feed.Address, feed.Title, feed.Feed!.Items.Count, feed.By));
        Assert.Single(server.Requests);
        Assert.Equal(Rss.Length, bodies.Take(server.At("/feed").AbsoluteUri)!.Bytes.Length);
        Assert.Null(bodies.Take(server.At("/feed").AbsoluteUri));
    }

    [Fact]
    public async Task Discover_Page_GivesItsFeedsAbsoluteAndNamed()
    {
        await using var server = await LoopbackServer.StartAsync(context => context.Response.WriteAsync("""
            <!doctype html><html><head><title>Site</title><base href="/base/">
            <link rel="stylesheet" href="a.css">
            <link rel="alternate" type="application/rss+xml" title="Top &amp; more" href="top.xml">
            <link rel="ALTERNATE" type="application/atom+xml; charset=utf-8" href="https://other.example/atom">
            <link rel="alternate" type="application/feed+json" title="Json" href="/feed.json">
            <link rel="alternate" type="application/rss+xml" title="Again" href="top.xml">
            <link rel="alternate" hreflang="uk" href="/uk"><link rel="alternate" type="application/json" href="/wp-json/x">
            <link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
            <link rel="alternate" type="application/rdf+xml" title="Scheme" href="feed://old.example/x.rdf">
            </head><body><a href="/other/rss.xml">RSS</a></body></html>
            """));

        var found = Assert.IsType<DiscoveryResult.Found>(await DiscoverAsync(server.At("/news/")));

        Assert.Equal(
            [(server.At("/base/top.xml"), "Top & more"), (new Uri("https://other.example/atom"), null), (server.At("/feed.json"), "Json"), (new Uri("http://old.example/x.rdf"), "Scheme")],
            found.Feeds.Select(feed => (feed.Address, feed.Title)));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Discover_PageWithOneFeed_ReadsIt()
    {
        await using var server = await LoopbackServer.StartAsync(context => context.Response.WriteAsync(
            context.Request.Path == "/" ? "<html><head><link rel='alternate' type='application/rss+xml' title='RSS' href='/feed'></head></html>" : Rss));

        var feed = Assert.Single(Assert.IsType<DiscoveryResult.Found>(await DiscoverAsync(server.Address)).Feeds);

        Assert.Equal((server.At("/feed"), "World", 1, FoundBy.Link), (feed.Address, feed.Title, feed.Feed!.Items.Count, feed.By));
        Assert.Equal(["/", "/feed"], server.Requests.Select(request => request.Path));
    }

    [Fact]
    public async Task Discover_PageMovedForGood_AdoptsTheFeedsNewAddressOnlyIfAllHopsAreForGood()
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            switch (context.Request.Path)
            {
                case "/old" or "/other":
                    context.Response.StatusCode = context.Request.Path == "/old" ? 301 : 302;
                    context.Response.Headers.Location = "/new";
                    return Task.CompletedTask;
                default:
                    return context.Response.WriteAsync(Rss);
            }
        });

        Assert.Equal(server.At("/new"), Assert.IsType<DiscoveryResult.Found>(await DiscoverAsync(server.At("/old"))).Feeds[0].Address);
        Assert.Equal(server.At("/other"), Assert.IsType<DiscoveryResult.Found>(await DiscoverAsync(server.At("/other"))).Feeds[0].Address);
    }

    [Fact]
    public async Task Discover_AddressThatFails_SaysWhyAndAsksNoFurther()
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.StatusCode = 404;
            return Task.CompletedTask;
        });

        Assert.Equal(new DiscoveryResult.Failed(new FeedError.HttpStatus("127.0.0.1", 404)), await DiscoverAsync(server.At("/")));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("application/pdf", "%PDF-1.7")]
    [InlineData("application/xml", "<urlset><url/></urlset>")]
    [InlineData("application/json", "{}")]
    [InlineData("text/html", " ")]
    public async Task Discover_AnotherKindOfDocument_IsNoneWithoutGuessing(string type, string body)
    {
        using var bench = new DiscoveryBench().Page("https://a.example/x", body, type);

        Assert.IsType<DiscoveryResult.None>(await bench.DiscoverAsync("https://a.example/x"));
        Assert.Single(bench.Asked);
    }

    [Theory]
    [InlineData("feed://a.example/f", "http://a.example/f")]
    [InlineData("feed:https://a.example/f", "https://a.example/f")]
    public async Task Discover_FeedScheme_IsTheWeb(string written, string asked)
    {
        using var bench = new DiscoveryBench().Feed(asked, "A");

        Assert.Equal([asked], await bench.AddressesAsync(written));
    }

    [Fact]
    public async Task Discover_SchemeWasGuessedAndNobodyAnswersThere_AsksByHttp()
    {
        await using var server = await LoopbackServer.StartAsync(context => context.Response.WriteAsync(Rss));
        using var handler = new GuardedHttpHandler(allowPrivateNetworks: true);
        using var fetcher = new FeedFetcher(handler, new HostGates(TimeProvider.System), new UserAgent(null), new FetchLimits(), TimeProvider.System);
        var discovery = new FeedDiscovery(fetcher, new FirstBodies(TimeProvider.System), new DiscoveryLimits(), TimeProvider.System);
        var guessed = new UriBuilder(server.At("/feed")) { Scheme = "https" }.Uri;

        var found = await discovery.DiscoverAsync(guessed, $"127.0.0.1:{guessed.Port}/feed", TestContext.Current.CancellationToken);
        var stated = await discovery.DiscoverAsync(guessed, guessed.AbsoluteUri, TestContext.Current.CancellationToken);

        Assert.Equal(server.At("/feed"), Assert.IsType<DiscoveryResult.Found>(found).Feeds[0].Address);
        Assert.IsType<DiscoveryResult.Failed>(stated);
    }

    private static async Task<DiscoveryResult> DiscoverAsync(Uri address, FirstBodies? bodies = null)
    {
        using var handler = new GuardedHttpHandler(allowPrivateNetworks: true);
        using var fetcher = new FeedFetcher(handler, new HostGates(TimeProvider.System), new UserAgent(null), new FetchLimits(), TimeProvider.System);
        var discovery = new FeedDiscovery(fetcher, bodies ?? new FirstBodies(TimeProvider.System), new DiscoveryLimits(), TimeProvider.System);
        return await discovery.DiscoverAsync(address, TestContext.Current.CancellationToken);
    }
}
