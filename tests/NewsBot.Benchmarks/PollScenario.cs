using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;
using NewsBot.HostTests.Support;

namespace NewsBot.Benchmarks;

/// <summary>
/// The real program with thousands of feeds that become due within six minutes, on hosts of which some are slow, hang,
/// refuse or ask to be left alone: is each polled in time, at what cost, and does any host see more than its share?
/// </summary>
internal static class PollScenario
{
    private const int FeedsPerHost = 4;
    private const int LargeHosts = 20;
    private const int FeedsPerLargeHost = 100;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(6);
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var feeds = arguments.Select(argument => int.TryParse(argument, CultureInfo.InvariantCulture, out var number) ? number : 0).Append(10_000).First(number => number > 0);
        foreach (var engine in Engines.Wanted(arguments))
            await RunOnAsync(engine, feeds, cancellationToken);
    }

    private static async Task RunOnAsync(StorageProvider engine, int count, CancellationToken cancellationToken)
    {
        Console.WriteLine($" {engine}");
        using var installation = new Installation();
        var store = await Engines.NewStoreAsync(engine, installation.Folder);
        installation.Set("Storage:Provider", engine.ToString()).Set("Storage:ConnectionString", store).Set("Feeds:AllowPrivateNetworks", "true");
        var feeds = Feeds(count);
        await using var server = await PollServer.StartAsync(feeds.Select(feed => (feed.Host, feed.Kind)).Distinct(), cancellationToken);
        await using var core = await Engines.OpenAsync(engine, store, cancellationToken);
        var database = core.GetRequiredService<Database>();
        var begin = TimeProvider.System.NowMilliseconds() + (long)Start.TotalMilliseconds;
        await database.WriteAsync(session => FillAsync(session, feeds, server.Port, begin, cancellationToken), cancellationToken);

        await using var bot = await installation.StartAnsweringAsync(cancellationToken);
        Console.WriteLine($"  {feeds.Count} feeds on {feeds.Select(feed => feed.Host).Distinct().Count()} hosts, due within {Window.TotalMinutes:0} minutes; before: {Machine.Megabytes(bot.Id, "VmRSS"):0} MB resident");
        var ends = begin + (long)(Window + Patience).TotalMilliseconds;
        long open;
        do
        {
            await Task.Delay(TimeSpan.FromSeconds(15), cancellationToken);
            var now = TimeProvider.System.NowMilliseconds();
            open = await database.ReadAsync(
                session => session.ScalarAsync<long>("SELECT COUNT(*) FROM feed WHERE last_checked_at IS NULL AND next_check_reason IS NULL", null, cancellationToken), cancellationToken);
            Console.WriteLine($"    {(now - begin) / 1000,4} s: {feeds.Count - open,6} polled, {Machine.Megabytes(bot.Id, "VmRSS"),4:0} MB resident");
        }
        while (open > 0 && TimeProvider.System.NowMilliseconds() < ends);
        using (var process = Process.GetProcessById(bot.Id))
            Console.WriteLine($"  not polled: {open}; highest {Machine.Megabytes(bot.Id, "VmHWM"):0} MB resident; {process.TotalProcessorTime.TotalSeconds:0} s of processor time; {server.Requests} requests; most of one host at once: {server.MostAtOnce(hanging: false)} (of one that hangs: {server.MostAtOnce(hanging: true)})");
        await PrintAsync(database, feeds, begin, cancellationToken);
    }

    // From the moment at which a feed was due to the end of its poll.
    private static async Task PrintAsync(Database database, List<PolledFeed> feeds, long begin, CancellationToken cancellationToken)
    {
        var rows = (await database.ReadAsync(session => session.QueryAsync<Feed>("SELECT * FROM feed", null, cancellationToken), cancellationToken)).ToDictionary(row => row.FeedId);
        foreach (var group in feeds.GroupBy(feed => feed.Kind == HostKind.Healthy ? $"healthy, {feed.Status}" : feed.Kind.ToString().ToLowerInvariant()).OrderBy(group => group.Key))
        {
            var timings = new Timings(group.Key);
            foreach (var feed in group.Where(feed => rows[feed.Id].LastCheckedAt is not null))
                timings.Add(TimeSpan.FromMilliseconds(rows[feed.Id].LastCheckedAt!.Value - begin - feed.Offset));
            var putOff = group.Count(feed => rows[feed.Id].LastCheckedAt is null && rows[feed.Id].NextCheckReason is not null);
            timings.Print(putOff > 0 ? $"{putOff} put off by their host's wish" : "");
        }
    }

    private static List<PolledFeed> Feeds(int count)
    {
        var feeds = new List<PolledFeed>(count);
        var chance = new Random(7);
        for (var host = 0; feeds.Count < count; host++)
        {
            var isLarge = host < LargeHosts;
            var kind = isLarge ? HostKind.Healthy : (host % 100) switch
            {
                < 4 => HostKind.Slow,
                < 7 => HostKind.Hanging,
                < 10 => HostKind.Refusing,
                10 => HostKind.Limited,
                _ => HostKind.Healthy,
            };
            var address = new IPAddress([127, 1, (byte)(host >> 8), (byte)(host & 255)]);
            for (var number = 0; number < (isLarge ? FeedsPerLargeHost : FeedsPerHost) && feeds.Count < count; number++)
            {
                var status = chance.Next(100) switch { < 60 => 304, < 92 => 200, < 96 => 404, _ => 500 };
                feeds.Add(new PolledFeed(feeds.Count + 1, address, kind, status, (long)(chance.NextDouble() * Window.TotalMilliseconds)));
            }
        }

        return feeds;
    }

    private static async Task FillAsync(Session session, List<PolledFeed> feeds, int port, long begin, CancellationToken cancellationToken)
    {
        var agent = new UserAgent(null).For(null);
        foreach (var feed in feeds)
        {
            var url = $"http://{feed.Host}:{port}/{feed.Status}/{feed.Id}";
            var isKnown = feed.Status == 304;
            await session.ExecuteAsync(
                """
                INSERT INTO feed (feed_id, kind, url, host, title, in_catalogue, origin, created_at, next_check_at, first_fetched_at, etag, validator_key)
                VALUES (@Id, 'polled', @url, @host, @title, 1, 'import', @begin, @due, @first, @etag, @key)
                """,
                new
                {
                    feed.Id, url, host = $"{feed.Host}:{port}", title = $"Feed {feed.Id}", begin, due = begin + feed.Offset,
                    first = isKnown ? begin : (long?)null, etag = isKnown ? PollServer.Tag : null, key = StableHash.Of($"{url}\n{agent}"),
                },
                cancellationToken);
        }
    }

    private sealed record PolledFeed(long Id, IPAddress Host, HostKind Kind, int Status, long Offset);
}
