using System.Net;
using System.Net.Sockets;
using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;
using NewsBot.Tests.Feeds;
using NewsBot.Tests.Support;
using static NewsBot.Tests.Intake.IntakeWorld;

namespace NewsBot.Tests.Intake;

/// <summary>A new installation on a machine whose network comes late: its feeds are read minutes after it is there.</summary>
public sealed class StartWithoutNetworkTests
{
    private const int Minutes = 20;

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Start_NetworkComesTwentyMinutesLater_EveryFeedIsReadWithinMinutes(StorageProvider provider)
    {
        await using var world = await CreateAsync(provider);
        var (feeds, hosts) = await WithoutNetworkAsync(world);

        await using var network = await LoopbackServer.StartAsync(With(200, Rss(("1", "Weather"))), at: hosts);

        Assert.InRange(await MinutesUntilAllAreReadAsync(world, feeds), 0, 8);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Restart_OnceTheNetworkIsThere_DoesNotWaitForWhatTheFormerProcessPlanned(StorageProvider provider)
    {
        await using var world = await CreateAsync(provider);
        var (feeds, hosts) = await WithoutNetworkAsync(world);
        foreach (var feed in feeds)
            await world.SqlAsync($"UPDATE feed SET next_check_at = {world.Time.GetUtcNow().AddMinutes(15).ToUnixTimeMilliseconds()} WHERE feed_id = {feed.FeedId}");

        await using var network = await LoopbackServer.StartAsync(With(200, Rss(("1", "Weather"))), at: hosts);
        world.Restart();

        Assert.InRange(await MinutesUntilAllAreReadAsync(world, feeds), 0, 3);
    }

    // Nothing listens where the feeds are.
    private static async Task<(List<Feed> Feeds, List<IPEndPoint> Hosts)> WithoutNetworkAsync(IntakeWorld world)
    {
        var port = FreePort();
        var hosts = Enumerable.Range(11, 10).Select(number => new IPEndPoint(new IPAddress([127, 0, 0, (byte)number]), port)).ToList();
        var feeds = new List<Feed>();
        foreach (var host in hosts)
            feeds.Add(await world.FeedAsync(new Uri($"http://{host}/feed")));
        await world.PollAsync();
        for (var minute = 0; minute < Minutes; minute++)
            await MinuteAsync(world);
        foreach (var feed in feeds)
            Assert.Equal((0L, nameof(ScheduleReason.NetworkDown)), ((await world.RowAsync(feed)).Failures, (await world.RowAsync(feed)).NextCheckReason));
        return (feeds, hosts);
    }

    private static async Task<int> MinutesUntilAllAreReadAsync(IntakeWorld world, IReadOnlyList<Feed> feeds)
    {
        for (var minute = 0; minute < 60; minute++)
        {
            await MinuteAsync(world);
            if ((await Task.WhenAll(feeds.Select(world.RowAsync))).All(row => row.LastSuccessAt is not null))
                return minute;
        }

        return int.MaxValue;
    }

    // What becomes due within a second the poller waits for, and this clock stands still meanwhile.
    private static async Task MinuteAsync(IntakeWorld world)
    {
        world.Time.Advance(TimeSpan.FromMinutes(1));
        var now = world.Time.NowMilliseconds();
        await world.SqlAsync($"UPDATE feed SET next_check_at = {now} WHERE next_check_at BETWEEN {now} AND {now + 1_000}");
        await world.PollAsync();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
