using System.Diagnostics;
using System.Globalization;
using NewsBot.Core.Storage;
using NewsBot.HostTests.Emulator;

namespace NewsBot.Benchmarks;

/// <summary>
/// How much of its rate the bot uses, over a minute in the middle of a long queue, with the emulator's limits as Telegram
/// publishes them: nothing may be refused. Above the free rate it sends paid.
/// </summary>
internal static class ThroughputScenario
{
    private const int Stories = 4;
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var numbers = arguments.Select(argument => int.TryParse(argument, CultureInfo.InvariantCulture, out var number) ? number : 0).Where(number => number > 0).ToList();
        var (rate, seconds) = (numbers.ElementAtOrDefault(0) is > 0 and var r ? r : 27, numbers.ElementAtOrDefault(1) is > 0 and var s ? s : 60);
        foreach (var engine in Engines.Wanted(arguments))
            await RunOnAsync(engine, rate, TimeSpan.FromSeconds(seconds), cancellationToken);
    }

    private static async Task RunOnAsync(StorageProvider engine, int rate, TimeSpan span, CancellationToken cancellationToken)
    {
        // Enough for the minute, a start and some more.
        var readers = (int)(rate * (span + Start + Start).TotalSeconds / Stories * 1.2);
        var settings = new Dictionary<string, string> { ["Delivery:MessagesPerSecond"] = rate.ToString(CultureInfo.InvariantCulture) };
        if (rate > 30)
            settings["Telegram:PaidBroadcast"] = "true";
        await using var bench = await LoadBench.StartAsync(engine, readers, (session, number) => session.ExecuteAsync(
            "INSERT INTO subscription (destination_id, kind, subject, query, created_at) VALUES (@number, 'query', 'query:ceasefire', 'ceasefire', 0)",
            new { number }, cancellationToken), settings, cancellationToken);

        bench.Publish(Enumerable.Range(1, Stories).Select(LoadBench.Item));
        while ((await bench.People.TrafficAsync(cancellationToken)).Messages == 0)
            await Task.Delay(50, cancellationToken);
        await Task.Delay(Start, cancellationToken);

        var (before, processor, clock) = (await bench.People.TrafficAsync(cancellationToken), bench.Processor, Stopwatch.StartNew());
        await Task.Delay(span, cancellationToken);
        var (after, spent, passed) = (await bench.People.TrafficAsync(cancellationToken), bench.Processor - processor, clock.Elapsed);

        var sent = (after.Messages - before.Messages) / passed.TotalSeconds;
        Console.WriteLine(
            $"  {engine}, {rate}/s: {sent:0.0} messages/s = {sent / rate:0.0 %} over {passed.TotalSeconds:0} s, {after.Refused} refused, most in a second {after.MostInASecond}; "
            + $"{spent / passed:0.00} cores, {spent.TotalMicroseconds / (after.Messages - before.Messages):0} µs of processor a message; {bench.Megabytes:0} MB, {bench.MostMegabytes:0} MB at most; {after.Stars:0} Stars");
        foreach (var refusal in after.Refusals.Take(5))
            Console.WriteLine($"    {refusal}");
    }
}
