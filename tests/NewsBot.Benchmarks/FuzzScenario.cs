using System.Diagnostics;
using System.Globalization;
using NewsBot.Core.Feeds;
using NewsBot.Tests.Feeds;

namespace NewsBot.Benchmarks;

/// <summary>The parser on mutated feeds for a number of minutes: nothing may be thrown, hang or grow.</summary>
internal static class FuzzScenario
{
    private static readonly Uri Address = new("https://news.example/feed.xml");
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(1);

    public static Task RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var minutes = arguments.Length > 0 ? double.Parse(arguments[0], CultureInfo.InvariantCulture) : 1;
        var seed = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 1;
        var documents = Documents();
        var mutator = new FeedMutator(documents, seed);
        Console.WriteLine($"  {documents.Count} documents, seed {seed}, {minutes} minutes");
        var total = Stopwatch.StartNew();
        var nextReport = TimeSpan.FromMinutes(1);
        var (count, bytes, failures, hangs, slowest) = (0L, 0L, 0, 0, TimeSpan.Zero);
        while (total.Elapsed < TimeSpan.FromMinutes(minutes) && !cancellationToken.IsCancellationRequested)
        {
            var document = mutator.Next();
            count++;
            bytes += document.Length;
            try
            {
                var taken = Time(document);
                slowest = taken > slowest ? taken : slowest;
                if (taken > Hang)
                    Keep(document, $"hang-{hangs++}", $"took {taken}");
            }
            catch (Exception exception)
            {
                Keep(document, $"crash-{failures++}", exception.ToString());
            }

            if (total.Elapsed > nextReport)
            {
                Report(total.Elapsed, count, bytes, failures, hangs, slowest);
                nextReport += TimeSpan.FromMinutes(Math.Max(1, minutes / 12));
            }
        }

        Report(total.Elapsed, count, bytes, failures, hangs, slowest);
        return Task.CompletedTask;
    }

    // In time of the processor, as a busy machine delays anything; what is slow is timed again without the compiler's part.
    private static TimeSpan Time(byte[] document)
    {
        var best = TimeSpan.MaxValue;
        for (var attempt = 0; attempt < 3 && best > Hang / 4; attempt++)
        {
            var before = Environment.CpuUsage.TotalTime;
            _ = FeedParser.Parse(document, document.Length % 3 == 0 ? "text/xml; charset=windows-1251" : null, document.Length % 2 == 0 ? Address : null);
            var taken = Environment.CpuUsage.TotalTime - before;
            best = taken < best ? taken : best;
        }

        return best;
    }

    private static List<byte[]> Documents()
    {
        var folders = new List<string> { Path.Combine(AppContext.BaseDirectory, "Corpus") };
        if (Environment.GetEnvironmentVariable("NEWSBOT_SHARED") is { Length: > 0 } shared)
            folders.Add(Path.Combine(shared, "feeds", "corpus"));
        return [.. folders.Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Where(file => Path.GetExtension(file) is ".xml" or ".json" or ".jsonc")
            .Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
    }

    private static void Keep(byte[] document, string name, string reason)
    {
        var file = Path.Combine(Path.GetTempPath(), $"feed-{name}.xml");
        File.WriteAllBytes(file, document);
        Console.WriteLine($"  {file}: {reason}");
    }

    private static void Report(TimeSpan time, long count, long bytes, int failures, int hangs, TimeSpan slowest) => Console.WriteLine(
        $"  {time.TotalMinutes,5:0.0} min: {count} documents, {bytes / 1e6:0} MB, {failures} exceptions, {hangs} over {Hang.TotalSeconds} s, slowest {slowest.TotalMilliseconds:0} ms, "
        + $"{Machine.Megabytes(Environment.ProcessId, "VmRSS"):0} MB resident, {GC.GetTotalMemory(false) / 1e6:0} MB on the heap");
}
