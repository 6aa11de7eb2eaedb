using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Core.Feeds;
using NewsBot.Core.Intake;
using NewsBot.Core.Storage;
using NewsBot.Tests.Intake;
using NewsBot.Tests.Support;
using static NewsBot.Tests.Intake.IntakeWorld;

namespace NewsBot.Tests.Feeds;

public sealed class FirstBodiesTests
{
    private static readonly Uri Address = new("https://a.example/feed");

    [Fact]
    public void Take_AfterTwoMinutes_IsNothing()
    {
        var time = new FakeTimeProvider();
        var bodies = new FirstBodies(time);
        bodies.Put(Address, Answer(10));
        time.Advance(TimeSpan.FromSeconds(119));
        Assert.NotNull(bodies.Take(Address.AbsoluteUri));

        bodies.Put(Address, Answer(10));
        time.Advance(TimeSpan.FromSeconds(120));
        Assert.Null(bodies.Take(Address.AbsoluteUri));
    }

    [Fact]
    public void Put_OfMoreThanItsShare_DropsTheOldest()
    {
        var bodies = new FirstBodies(new FakeTimeProvider());
        for (var number = 0; number < 5; number++)
            bodies.Put(new Uri(Address, $"/{number}"), Answer(15 * 1024 * 1024));

        Assert.Equal([false, false, false, true, true], Enumerable.Range(0, 5).Select(number => bodies.Take(new Uri(Address, $"/{number}").AbsoluteUri) is not null));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task FirstPoll_OfAFeedJustRead_TakesItsBackCatalogueWithoutARequestAndSendsNothing(StorageProvider provider)
    {
        await using var world = await CreateAsync(provider);
        await world.ReaderAsync("weather OR football");
        world.Publish("/rss", Rss(("2", "Football"), ("1", "Weather")));
        var feed = await world.FeedAsync("/rss");
        var bodies = world.Node.Bodies;
        using var handler = new GuardedHttpHandler(allowPrivateNetworks: true);
        using var fetcher = new FeedFetcher(handler, new HostGates(world.Time), new UserAgent(null), new FetchLimits(), world.Time);
        await new FeedDiscovery(fetcher, bodies, new DiscoveryLimits(), world.Time).DiscoverAsync(new Uri(feed.Url), Ct);

        await world.PollAsync();
        var requests = world.Requests;
        world.Publish("/rss", Rss(("3", "More weather"), ("2", "Football"), ("1", "Weather")));
        await world.PollLaterAsync();

        Assert.Equal((1, 2), (requests, world.Requests));
        Assert.Equal(["Football", "More weather", "Weather"], (await world.TitlesAsync()).Order(StringComparer.Ordinal));
        Assert.Equal(["More weather"], await world.DueAsync());
    }

    private static FetchResult.Fresh Answer(int bytes) =>
        new(new byte[bytes], null, Address, null, Validators.None, new CacheInformation(null, null, null, null));
}
