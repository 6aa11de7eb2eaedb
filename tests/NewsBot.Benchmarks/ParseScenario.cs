using System.Diagnostics;
using System.Text;
using System.Xml;
using NewsBot.Core.Feeds;

namespace NewsBot.Benchmarks;

/// <summary>
/// How fast and in how much memory feeds are parsed, beside a plain scan of the decoded text by the platform's XML reader.
/// Each figure is taken in a process of its own, with the settings of the bot's memory; time is the processor's, so that a
/// busy machine changes little.
/// </summary>
internal static class ParseScenario
{
    private const int Rounds = 3;

    public static async Task RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        if (arguments is ["--measure", var wanted, .. var paths])
        {
            Measure(wanted, paths.SelectMany(Files).ToArray());
            return;
        }

        var folder = arguments.Length > 0 ? arguments[0] : throw new ArgumentException("parse needs the folder that the generator of feeds wrote");
        foreach (var path in new[] { Path.Combine(folder, "set"), Path.Combine(folder, "big.xml") })
        {
            Console.WriteLine($"  {Path.GetFileName(path)}:");
            foreach (var kind in new[] { "scan", "parse", "once" })
                await MeasureInProcessAsync(kind, path, cancellationToken);
        }
    }

    private static async Task MeasureInProcessAsync(string kind, string path, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "NewsBot.Benchmarks")) { RedirectStandardOutput = true };
        foreach (var argument in (string[])["parse", "--measure", kind, path])
            start.ArgumentList.Add(argument);
        // What NewsBot.csproj sets for the bot.
        start.Environment["DOTNET_GCConserveMemory"] = "7";
        start.Environment["DOTNET_GCGen0MaxBudget"] = "400000";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        using var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith("    ", StringComparison.Ordinal))
                Console.WriteLine(line);
        }

        await process.WaitForExitAsync(cancellationToken);
    }

    private static IEnumerable<string> Files(string path) =>
        Directory.Exists(path) ? Directory.EnumerateFiles(path).Where(file => Path.GetExtension(file) == ".xml").Order(StringComparer.Ordinal) : [path];

    // "once" parses every file one time and nothing else, so that the peak is that of a parser at work.
    private static void Measure(string kind, string[] files)
    {
        var best = TimeSpan.MaxValue;
        var items = 0;
        for (var round = 0; round < (kind == "once" ? 1 : Rounds); round++)
        {
            var before = Environment.CpuUsage.TotalTime;
            items = files.Sum(file => kind == "scan" ? Scan(file) : Parse(file));
            var taken = Environment.CpuUsage.TotalTime - before;
            best = taken < best ? taken : best;
        }

        var megabytes = files.Sum(file => new FileInfo(file).Length) / 1e6;
        Console.WriteLine($"    {kind,-5} {megabytes / best.TotalSeconds,6:0.0} MB a second of the processor, {items} items"
            + (kind == "once" ? $", peak {Machine.Megabytes(Environment.ProcessId, "VmHWM"):0} MB resident" : ""));
    }

    private static int Parse(string file) => ((ParseResult.Parsed)FeedFile.Parse(file)).Feed.Items.Count;

    // Decoded at once and read without looking at anything: the fastest way of the platform through the same bytes.
    private static int Scan(string file)
    {
        var text = Encoding.UTF8.GetString(File.ReadAllBytes(file));
        using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        var items = 0;
        while (reader.Read())
            items += reader.NodeType == XmlNodeType.Element && reader.LocalName is "item" or "entry" ? 1 : 0;
        return items;
    }
}
