using Microsoft.AspNetCore.Http;
using NewsBot.Core.Feeds;

namespace NewsBot.Tests.Feeds;

public sealed class FeedDiscoveryTests
{
    private const string Rss = "<rss><channel><title>World</title><item><guid>1</guid><title>One</title></item></channel></rss>";

    [Fact]
    public async Task Discover_AddressOfAFeed_IsThatFeedAlreadyRead()
    {
        await using var server = await LoopbackServer.StartAsync(context => context.Response.WriteAsync(Rss));

        var found = Assert.IsType<DiscoveryResult.Found>(await DiscoverAsync(server.At("/feed")));

        var feed = Assert.Single(found.Feeds);
        Assert.Equal((server.At("/feed"), "World", 1), (feed.Address, feed.Title, feed.Feed!.Items.Count));
        Assert.Single(server.Requests);
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
            </head><body></body></html>
            """));

        var found = Assert.IsType<DiscoveryResult.Found>(await DiscoverAsync(server.At("/news/")));

        Assert.Equal(
            [(server.At("/base/top.xml"), "Top & more"), (new Uri("https://other.example/atom"), null), (server.At("/feed.json"), "Json")],
            found.Feeds.Select(feed => (feed.Address, feed.Title)));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Discover_PageWithoutFeeds_IsNone()
    {
        await using var server = await LoopbackServer.StartAsync(context => context.Response.WriteAsync("<html><body>Hello</body></html>"));

        Assert.Equal(new DiscoveryResult.None(DocumentKind.WebPage), await DiscoverAsync(server.At("/")));
    }

    [Fact]
    public async Task Discover_AddressThatFails_SaysWhy()
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.StatusCode = 404;
            return Task.CompletedTask;
        });

        Assert.Equal(new DiscoveryResult.Failed(new FeedError.HttpStatus("127.0.0.1", 404)), await DiscoverAsync(server.At("/")));
    }

    private static async Task<DiscoveryResult> DiscoverAsync(Uri address)
    {
        using var handler = new GuardedHttpHandler(allowPrivateNetworks: true);
        using var fetcher = new FeedFetcher(handler, new HostGates(TimeProvider.System), new UserAgent(null), new FetchLimits(), TimeProvider.System);
        return await new FeedDiscovery(fetcher).DiscoverAsync(address, TestContext.Current.CancellationToken);
    }
}
