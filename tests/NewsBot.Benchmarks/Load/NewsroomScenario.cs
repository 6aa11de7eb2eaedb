using System.Diagnostics;
using System.Globalization;
using NewsBot.Core.Storage;
using NewsBot.HostTests.Emulator;

namespace NewsBot.Benchmarks;

/// <summary>
/// A newsroom's day in a few minutes: 20,000 readers who follow 300 topics, and 40 events of five reports each. What memory it
/// takes, how the store grows, how long the slowest alert takes, and what a person who asks meanwhile sees.
/// </summary>
internal static class NewsroomScenario
{
    private const int Topics = 300;
    private const int Events = 40;
    private const int Reports = 5;
    private const int TopicsOfAReader = 6;
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(6);

    public static async Task RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var readers = arguments.Select(argument => int.TryParse(argument, CultureInfo.InvariantCulture, out var number) ? number : 0).Append(20_000).First(number => number > 0);
        foreach (var engine in Engines.Wanted(arguments))
            await RunOnAsync(engine, readers, cancellationToken);
    }

    private static async Task RunOnAsync(StorageProvider engine, int readers, CancellationToken cancellationToken)
    {
        var settings = new Dictionary<string, string> { ["Telegram:PaidBroadcast"] = "true" };
        for (var topic = 0; topic < Topics; topic++)
        {
            settings[$"Topics:{topic}:Key"] = $"topic{topic}";
            settings[$"Topics:{topic}:Title"] = $"Topic {topic}";
            settings[$"Topics:{topic}:Query"] = $"{SyntheticNews.Word(1000 + topic)} OR {SyntheticNews.Word(2000 + topic)}";
        }

        var random = new Random(1);
        await using var bench = await LoadBench.StartAsync(engine, readers, async (session, number) =>
        {
            // Few topics are followed by many, most by few.
            foreach (var topic in Enumerable.Range(0, TopicsOfAReader).Select(_ => (int)(Topics * Math.Pow(random.NextDouble(), 2))).Distinct())
                await session.ExecuteAsync(
                    "INSERT INTO subscription (destination_id, kind, subject, topic_key, created_at) VALUES (@number, 'topic', @subject, @key, 0)",
                    new { number, subject = $"topic:topic{topic}", key = $"topic{topic}" }, cancellationToken);
        }, settings, cancellationToken);
        var askers = await BacklogScenario.AskersAsync(bench, cancellationToken);
        var (size, processor, clock) = (bench.StoreBytes, bench.Processor, Stopwatch.StartNew());
        var latest = new Timings("/latest of another chat meanwhile");
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var asking = Task.Run(() => BacklogScenario.AskingAsync(bench, askers, latest, over.Token), CancellationToken.None);

        for (var report = 0; report < Events * Reports; report++)
        {
            // The five reports of an event, in other words, some time apart.
            var happened = report / Reports;
            var topic = (int)(Topics * Math.Pow(random.NextDouble(), 2));
            bench.Publish([LoadBench.Item($"{SyntheticNews.Word(1000 + topic)} {SyntheticNews.Word(5000 + happened)} {SyntheticNews.Word(6000 + report)} in the capital")]);
            await Task.Delay(Apart / Reports, cancellationToken);
        }

        await SettledAsync(bench, cancellationToken);
        await over.CancelAsync();
        await asking;
        var row = await bench.ReadAsync(session => session.FirstAsync<Outcome>(
            """
            SELECT COUNT(*) AS deliveries, COUNT(DISTINCT v.message_id) AS messages, MAX(m.sent_at - v.created_at) AS slowest
            FROM delivery v JOIN message m ON m.message_id = v.message_id
            """, null, cancellationToken), cancellationToken);
        var traffic = await bench.People.TrafficAsync(cancellationToken);
        Console.WriteLine(
            $"  {engine}, {readers} readers, {Topics} topics, {Events * Reports} articles in {clock.Elapsed.TotalSeconds:0} s: {row!.Deliveries} deliveries in {row.Messages} messages, {traffic.Refused} refused; "
            + $"slowest {row.Slowest / 1000.0:0.0} s; {bench.MostMegabytes:0} MB at most; store grew by {(bench.StoreBytes - size) / 1048576.0:0.0} MB; {(bench.Processor - processor) / clock.Elapsed:0.00} cores");
        latest.Print();
    }

    private static async Task SettledAsync(LoadBench bench, CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromSeconds(3), cancellationToken);
        while (await bench.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM delivery WHERE state IN ('due', 'flight')", null, cancellationToken), cancellationToken) > 0)
            await Task.Delay(500, cancellationToken);
    }

    private sealed class Outcome
    {
        public long Deliveries { get; set; }
        public long Messages { get; set; }
        public long Slowest { get; set; }
    }
}
