using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using NewsBot.Core.Feeds;
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

    // The tool first writes the files and how they were served, then reads what was made of them.
    private static async Task<string> ScoreAsync(string feeds)
    {
        var folder = Directory.CreateTempSubdirectory("newsbot-corpus-");
        try
        {
            await RunToolAsync(feeds, folder.FullName, "true");
            var lines = File.ReadLines(Path.Combine(folder.FullName, "manifest.jsonl")).Select(line => Parse(folder.FullName, line));
            await File.WriteAllLinesAsync(Path.Combine(folder.FullName, "answers"), lines, Cancellation);
            return await RunToolAsync(feeds, folder.FullName, "cat '{dir}/answers'");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> RunToolAsync(string feeds, string folder, string command)
    {
        var start = new ProcessStartInfo("python3") { RedirectStandardOutput = true };
        foreach (var argument in new[] { Path.Combine(feeds, "conformance.py"), Path.Combine(feeds, "corpus"), "--cmd", command, "--keep", folder, "--fails", "-1" })
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var report = await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        return report;
    }

    private static string Parse(string folder, string line)
    {
        using var served = JsonDocument.Parse(line);
        var file = served.RootElement.GetProperty("file").GetString()!;
        var headers = served.RootElement.GetProperty("headers");
        string? Header(string name) => headers.TryGetProperty(name, out var value) ? value.GetString() : null;
        var address = Uri.TryCreate(served.RootElement.GetProperty("url").GetString(), UriKind.Absolute, out var url) ? url : null;
        if (Header("content-location") is { } location && FeedAddress.Below(address, location) is { Scheme: "http" or "https" } stated)
            address = stated;
        return FeedParser.Parse(File.ReadAllBytes(Path.Combine(folder, file)), Header("content-type"), address, Header("content-language")) is ParseResult.Parsed { Feed: var feed }
            ? JsonSerializer.Serialize(new { file, feed = Fields(feed), items = feed.Items.Select(Fields) })
            : JsonSerializer.Serialize(new { file, error = "no feed" });
    }

    private static object Fields(ParsedFeed feed) => new
    {
        title = feed.Title,
        link = feed.SiteLink,
        id = feed.Id,
        description = feed.Description,
        author = feed.Authors.Count > 0 ? feed.Authors[0] : null,
        language = feed.Language,
        published = feed.Published,
        updated = feed.Updated,
        image = feed.Image,
        ttl = feed.TimeToLive?.TotalMinutes,
        categories = feed.Categories,
    };

    private static object Fields(ParsedItem item) => new
    {
        title = item.Title,
        link = item.Link,
        id = item.Id,
        published = item.Published,
        updated = item.Updated,
        author = item.Authors.Count > 0 ? item.Authors[0] : null,
        summary = item.Summary,
        content = item.Content,
        image = item.Picture?.Address,
        categories = item.Categories,
        enclosures = item.Enclosures.Select(enclosure => new { url = enclosure.Address, type = enclosure.Type, length = enclosure.Length }),
        media = item.Media,
    };

    private static double Percent(string report, string row)
    {
        var line = report.Split('\n').FirstOrDefault(line => line.StartsWith(row, StringComparison.Ordinal)) ?? "0%";
        return double.Parse(line.Split(' ')[^1].TrimEnd('%'), CultureInfo.InvariantCulture);
    }

    private static bool CanRun(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
