using System.Diagnostics;
using System.Globalization;
using NewsBot.Core.Storage;
using NewsBot.HostTests.Emulator;

namespace NewsBot.Benchmarks;

/// <summary>
/// Very many deliveries due at once: how long until all are queued, what memory they take, and whether a person who asks
/// meanwhile waits. Five stories in one feed, for as many chats as that takes; sent at the paid rate.
/// </summary>
internal static class BacklogScenario
{
    private const int Stories = 5;
    private const int Askers = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);

    public static async Task RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var numbers = arguments.Select(argument => int.TryParse(argument, CultureInfo.InvariantCulture, out var number) ? number : 0).Where(number => number > 0).ToList();
        var (deliveries, seconds) = (numbers.ElementAtOrDefault(0) is > 0 and var d ? d : 100_000, numbers.ElementAtOrDefault(1) is > 0 and var s ? s : 150);
        foreach (var engine in Engines.Wanted(arguments))
            await RunOnAsync(engine, deliveries, TimeSpan.FromSeconds(seconds), cancellationToken);
    }

    private static async Task RunOnAsync(StorageProvider engine, int deliveries, TimeSpan longest, CancellationToken cancellationToken)
    {
        await using var bench = await LoadBench.StartAsync(engine, deliveries / Stories, (session, number) => session.ExecuteAsync(
            "INSERT INTO subscription (destination_id, kind, subject, query, created_at) VALUES (@number, 'query', 'query:ceasefire', 'ceasefire', 0)",
            new { number }, cancellationToken), new Dictionary<string, string> { ["Telegram:PaidBroadcast"] = "true" }, cancellationToken);
        var askers = await AskersAsync(bench, cancellationToken);
        var before = (Messages: (await bench.People.TrafficAsync(cancellationToken)).Messages, bench.Megabytes, bench.Processor);

        var clock = Stopwatch.StartNew();
        var latest = new Timings("/latest of another chat meanwhile");
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bench.Publish(Enumerable.Range(1, Stories).Select(LoadBench.Item));
        var asking = Task.Run(() => AskingAsync(bench, askers, latest, over.Token), CancellationToken.None);
        var (first, last) = await QueuedAsync(bench, deliveries, clock, cancellationToken);
        Console.WriteLine($"  {engine}: {deliveries} deliveries queued {last - first:0.0} s after the first of them, {last:0.0} s after the feed showed them");
        long sent;
        while ((sent = (await bench.People.TrafficAsync(cancellationToken)).Messages - before.Messages - latest.Count) < deliveries && clock.Elapsed < longest)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
            if ((int)clock.Elapsed.TotalSeconds % 30 == 0)
                Console.WriteLine($"    {clock.Elapsed.TotalSeconds,4:0} s: {sent,6} sent, {bench.Megabytes:0} MB");
        }

        await over.CancelAsync();
        await asking;
        var traffic = await bench.People.TrafficAsync(cancellationToken);
        Console.WriteLine(
            $"  {sent} sent after {clock.Elapsed.TotalSeconds:0} s, {traffic.Refused} refused; {before.Megabytes:0} MB before, {bench.MostMegabytes:0} MB at most; {(bench.Processor - before.Processor) / clock.Elapsed:0.00} cores");
        latest.Print();
    }

    private static async Task<(double First, double Last)> QueuedAsync(LoadBench bench, int deliveries, Stopwatch clock, CancellationToken cancellationToken)
    {
        var first = 0.0;
        while (true)
        {
            var queued = await bench.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM delivery", null, cancellationToken), cancellationToken);
            if (queued > 0 && first == 0)
                first = clock.Elapsed.TotalSeconds;
            if (queued >= deliveries)
                return (first, clock.Elapsed.TotalSeconds);
            await Task.Delay(50, cancellationToken);
        }
    }

    /// <summary>Some people who know the bot: one alone would be told that twenty questions a minute are enough.</summary>
    public static async Task<IReadOnlyList<long>> AskersAsync(LoadBench bench, CancellationToken cancellationToken)
    {
        var askers = new List<long>();
        for (var number = 0; number < Askers; number++)
        {
            askers.Add(await bench.People.AddPersonAsync($"Asker {number}", "en", cancellationToken));
            await bench.AskAsync(askers[^1], "/start", cancellationToken);
        }

        return askers;
    }

    /// <summary>They ask, one after the other, until it is over.</summary>
    public static async Task AskingAsync(LoadBench bench, IReadOnlyList<long> askers, Timings timings, CancellationToken cancellationToken)
    {
        try
        {
            for (var turn = 0; ; turn++)
            {
                timings.Add(await bench.AskAsync(askers[turn % askers.Count], "/latest", cancellationToken));
                await Task.Delay(Pause, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }
}
