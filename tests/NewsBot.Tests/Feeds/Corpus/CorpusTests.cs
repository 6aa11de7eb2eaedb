using System.Globalization;
using System.Text.RegularExpressions;
using NewsBot.Core.Feeds;
using NewsBot.Tests.Architecture;

namespace NewsBot.Tests.Feeds;

/// <summary>
/// Feeds of our own making, one file a thing that feeds do, each with a file beside it that says what is to be read. They
/// were all served from <see cref="Address"/>.
/// </summary>
public sealed partial class CorpusTests
{
    private static readonly Uri Address = new("https://news.example/feeds/world.xml");

    private static string Folder { get; } = Path.Combine(Repository.Root, "tests", "NewsBot.Tests", "Feeds", "Corpus", "Files");

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
        .Where(file => !file.EndsWith(".expect", StringComparison.Ordinal))
        .Select(file => Path.GetRelativePath(Folder, file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Feed_OfTheCorpus_SaysWhatIsExpected(string file)
    {
        var result = FeedParser.Parse(File.ReadAllBytes(Path.Combine(Folder, file)), null, Address);

        Assert.All(File.ReadLines(Path.Combine(Folder, Path.ChangeExtension(file, ".expect"))), line =>
        {
            var parts = line.Split(" = ", 2);
            if (parts[0] == "short")
                Assert.InRange(Value(result, parts[1]).Length, 0, 1_000_000);
            else
                Assert.Equal(parts[1], Value(result, parts[0]));
        });
    }

    private static string Value(ParseResult result, string path)
    {
        if (path == "error")
            return result is ParseResult.NotAFeed other ? other.Found.ToString() : "";
        var parsed = Assert.IsType<ParseResult.Parsed>(result);
        if (path == "items")
            return parsed.Feed.Items.Count.ToString(CultureInfo.InvariantCulture);
        if (path == "defect")
            return parsed.Defect is null ? "no" : "yes";
        var (item, field) = ItemField().Match(path) is { Success: true } match
            ? (parsed.Feed.Items[int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)], match.Groups[2].Value)
            : (null, path["feed.".Length..]);
        return (item is null ? OfFeed(parsed.Feed, field) : OfItem(item, field)) ?? "";
    }

    private static string? OfFeed(ParsedFeed feed, string field) => field switch
    {
        "title" => feed.Title,
        "link" => feed.SiteLink,
        "id" => feed.Id,
        "description" => feed.Description,
        "author" => feed.Author,
        "image" => feed.Image,
        "categories" => string.Join('|', feed.Categories),
        "ttl" => Minutes(feed.TimeToLive),
        "interval" => Minutes(feed.UpdateInterval),
        "skip" => string.Join(' ', feed.SkipHours.Select(hour => hour.ToString(CultureInfo.InvariantCulture)).Concat(feed.SkipDays.Select(day => day.ToString()))),
        _ => throw new ArgumentException(field),
    };

    private static string? OfItem(ParsedItem item, string field) => field switch
    {
        "title" => item.Title,
        "link" => item.Link,
        "id" => item.Id,
        "summary" => item.Summary,
        "content" => item.Content,
        "author" => item.Author,
        "image" => item.Picture?.Address,
        "categories" => string.Join('|', item.Categories),
        "published" => Moment(item.Published),
        "updated" => Moment(item.Updated),
        "enclosures[0]" => item.Enclosures[0].Address,
        _ => throw new ArgumentException(field),
    };

    private static string? Minutes(TimeSpan? time) => time?.TotalMinutes.ToString(CultureInfo.InvariantCulture);

    private static string? Moment(DateTimeOffset? moment) => moment?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^items\[([0-9]+)\]\.(.+)$")]
    private static partial Regex ItemField();
}
