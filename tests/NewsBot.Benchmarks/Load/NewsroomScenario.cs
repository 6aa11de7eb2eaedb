using System.Diagnostics;
using System.Globalization;
using NewsBot.Core.Storage;
using NewsBot.HostTests.Emulator;
using NewsBot.HostTests.Support;

namespace NewsBot.Benchmarks;

/// <summary>
/// A newsroom's day in a few minutes: 20,000 readers who follow 300 topics, and 40 events of five reports each, by five outlets. What
/// memory it takes, how the store grows, how long the slowest alert takes, how many messages grow, and what a person who asks
/// meanwhile sees.
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
            // The five reports of an event, some time apart.
            var happened = report / Reports;
            var outlet = report % Reports;
            bench.Publish([ReportOf(happened, outlet, (int)(Topics * Math.Pow(new Random(happened).NextDouble(), 2)))]);
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
        var edits = await bench.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM message WHERE kind = 'edit' AND state = 'sent' AND priority > 0", null, cancellationToken), cancellationToken);
        var stories = await bench.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM story", null, cancellationToken), cancellationToken);
        var traffic = await bench.People.TrafficAsync(cancellationToken);
        Console.WriteLine(
            $"  {engine}, {readers} readers, {Topics} topics, {Events * Reports} articles in {clock.Elapsed.TotalSeconds:0} s: {stories} stories, {row!.Deliveries} deliveries in {row.Messages} messages, {edits} edits of them, {traffic.Refused} refused; "
            + $"slowest {row.Slowest / 1000.0:0.0} s; {bench.MostMegabytes:0} MB at most; store grew by {(bench.StoreBytes - size) / 1048576.0:0.0} MB; {(bench.Processor - processor) / clock.Elapsed:0.00} cores");
        latest.Print();
    }

    // What an agency wrote, as an outlet edits it: a title of its own and one word in twenty changed.
    private static FeedItem ReportOf(int happened, int outlet, int topic)
    {
        var words = new Random(1_000 + happened);
        var edits = new Random((happened * 10) + outlet);
        var text = string.Join(' ', Enumerable.Range(0, 80).Select(_ => words.Next(3) == 0 ? 5_000 + (happened * 20) + words.Next(20) : words.Next(900))
            .Select(word => SyntheticNews.Word(edits.Next(20) == 0 ? edits.Next(900) : word)));
        return new FeedItem(
            $"{SyntheticNews.Word(1000 + topic)} {SyntheticNews.Word(5_000 + (happened * 20))} {SyntheticNews.Word(9_000 + (happened * 10) + outlet)} in the capital",
            text, TimeProvider.System.GetUtcNow(), $"https://outlet{outlet}.example/{happened}");
    }

    private static async Task SettledAsync(LoadBench bench, CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromSeconds(3), cancellationToken);
        while (await bench.ReadAsync(session => session.ScalarAsync<long>(
            """
            SELECT (SELECT COUNT(*) FROM delivery WHERE state IN ('due', 'flight')) + (SELECT COUNT(*) FROM message WHERE state IN ('queued', 'flight', 'unsure') OR edit_at < @soon)
            """, new { soon = TimeProvider.System.GetUtcNow().AddMinutes(1).ToUnixTimeMilliseconds() }, cancellationToken), cancellationToken) > 0)
            await Task.Delay(500, cancellationToken);
    }

    private sealed class Outcome
    {
        public long Deliveries { get; set; }
        public long Messages { get; set; }
        public long Slowest { get; set; }
    }
}
