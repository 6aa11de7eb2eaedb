using System.Diagnostics;
using System.Globalization;
using NewsBot.Tests.Architecture;

namespace NewsBot.Tests.Feeds;

/// <summary>The parser on the shared half of the public corpora, scored by the tool that stands beside them.</summary>
public sealed class ConformanceTests
{
    private const double LeastCore = 98;
    private const double LeastMacro = 95;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Parser_OnThePublicCorpora_ScoresAtLeast98PercentOfTheCore()
    {
        if (Environment.GetEnvironmentVariable("NEWSBOT_SHARED") is not { Length: > 0 } shared)
        {
            Assert.Skip("NEWSBOT_SHARED does not name the folder with the corpora of feeds");
            return;
        }
        if (!CanRun("python3"))
        {
            Assert.Skip("python3, which scores the parser, is not installed");
            return;
        }

        var report = await ScoreAsync(Path.Combine(shared, "feeds"));

        Assert.True(Percent(report, "CORE") >= LeastCore, report);
        Assert.True(Percent(report, "MACRO") >= LeastMacro, report);
    }

    [Fact]
    public void Decision_FilesRefusedOnPurpose_AreFewAndNamedWithTheReason()
    {
        var lines = Repository.Read("docs/decisions/0004-feeds-read-and-refused.md").Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).ToList();

        Assert.InRange(lines.Count, 1, 13);
        Assert.All(lines, line => Assert.Equal(2, line.Trim('|', ' ').Split(" | ").Length));
    }

    // The program as built; where only the tests are, it is built on the way.
    private static async Task<string> ScoreAsync(string feeds)
    {
        var folder = Directory.CreateTempSubdirectory("newsbot-corpus-");
        try
        {
            var program = Path.Combine(Repository.Root, "src", "NewsBot", "bin", Configuration, "net10.0", "newsbot.dll");
            var command = File.Exists(program) ? $"dotnet '{program}' feed parse {{dir}}" : $"dotnet run --project '{Path.Combine(Repository.Root, "src", "NewsBot")}' -- feed parse {{dir}}";
            var start = new ProcessStartInfo("python3") { RedirectStandardOutput = true, WorkingDirectory = folder.FullName };
            foreach (var argument in new[] { Path.Combine(feeds, "conformance.py"), Path.Combine(feeds, "corpus"), "--cmd", command, "--fails", "-1" })
                start.ArgumentList.Add(argument);
            using var process = Process.Start(start)!;
            var report = await process.StandardOutput.ReadToEndAsync(Cancellation);
            await process.WaitForExitAsync(Cancellation);
            return report;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    private static double Percent(string report, string row)
    {
        var line = report.Split('\n').FirstOrDefault(line => line.StartsWith(row, StringComparison.Ordinal)) ?? "0%";
        return double.Parse(line.Split(' ')[^1].TrimEnd('%'), CultureInfo.InvariantCulture);
    }

    private static bool CanRun(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
