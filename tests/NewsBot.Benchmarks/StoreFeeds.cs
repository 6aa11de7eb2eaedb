using System.Globalization;
using System.Net;
using System.Text;
using NewsBot.HostTests.Support;

namespace NewsBot.Benchmarks;

/// <summary>
/// The sources of the store that <see cref="StoreScenario"/> writes: one of each way in which feeds name their items. Their
/// articles stand at invented sites, so that only the addresses of the feeds depend on the server.
/// </summary>
internal sealed class StoreFeeds(FeedServer server, DateTimeOffset now)
{
    public const string Daily = "/daily.xml";
    public const string Wire = "/wire.xml";
    public const string Blog = "/blog.xml";
    public const string Bulletin = "/bulletin.xml";
    public const string Visnyk = "/visnyk.xml";
    public const string Own = "/own.xml";

    public static IReadOnlyList<string> Catalogue { get; } = [Daily, Wire, Blog, Bulletin, Visnyk];

    private readonly Dictionary<string, byte[]> _documents = [];

    /// <summary>What is served now, by path.</summary>
    public IReadOnlyDictionary<string, byte[]> Documents => _documents;

    /// <summary>Serves all sources; with the news of the day, or only what was there before anybody followed them.</summary>
    public void Publish(bool withNews)
    {
        // Guids beside links, as most have it.
        Put(Daily, "The Daily", "https://www.daily.example/", "en", [
            .. News(withNews, "Ceasefire signed at dawn", "Both sides keep the line.", "<guid isPermaLink=\"false\">daily-100</guid><link>https://www.daily.example/100?utm_source=rss</link>", 1),
            .. Enumerable.Range(0, 14).Select(number => Item($"Harbour report {number}", "Ships come and go.", $"<guid isPermaLink=\"false\">daily-{number}</guid><link>https://www.daily.example/{number}?utm_source=rss</link>", 60 + number)),
        ]);
        // One guid for all: it names nothing.
        Put(Wire, "Wire Service", "https://wire.example/", "en", [
            .. News(withNews, "New chips cost less", "Half the price.", "<guid isPermaLink=\"false\">wire</guid><link>http://wire.example/story?id=100</link>", 2),
            .. Enumerable.Range(0, 6).Select(number => Item($"Wire story {number}", "From the wire.", $"<guid isPermaLink=\"false\">wire</guid><link>http://wire.example/story?id={number}</link>", 90 + number)),
        ]);
        // One address for all: a page that is added to.
        Put(Blog, "Live Blog", "https://blog.example/", "en", [
            .. Enumerable.Range(0, 5).Select(number => Item($"Live entry {number}", "Minute by minute.", $"<guid isPermaLink=\"false\">live-{number}</guid><link>https://blog.example/live</link>", 120 + number)),
        ]);
        // Neither guid nor link, and some without a moment.
        Put(Bulletin, "Bulletin", "https://bulletin.example/", "en", [
            .. Enumerable.Range(0, 5).Select(number => Item($"Bulletin {number}", "Read out at noon.", "", number % 2 == 0 ? null : 150 + number)),
        ]);
        // Links only.
        Put(Visnyk, "Вісник", "https://visnyk.example/", "uk", [
            .. News(withNews, "Трамвай знову їздить", "Рух відновлено.", "<link>https://visnyk.example/tramvai</link>", 3),
            .. Enumerable.Range(0, 5).Select(number => Item($"Новина {number}", "Коротко.", $"<link>https://visnyk.example/{number}</link>", 180 + number)),
        ]);
        Put(Own, "Village News", "https://village.example/", "en", [
            .. News(withNews, "Fete on the green", "Bring a cake.", "<guid>https://village.example/fete</guid><link>https://village.example/fete</link>", 4),
            .. Enumerable.Range(0, 4).Select(number => Item($"Village note {number}", "All quiet.", $"<guid>https://village.example/{number}</guid><link>https://village.example/{number}</link>", 200 + number)),
        ]);
    }

    private void Put(string path, string title, string site, string language, IEnumerable<string> items)
    {
        _documents[path] = Encoding.UTF8.GetBytes(
            $"""
            <?xml version="1.0" encoding="utf-8"?>
            <rss version="2.0"><channel><title>{title}</title><link>{site}</link><language>{language}</language>
            {string.Join('\n', items)}
            </channel></rss>
            """);
        server.Put(path, _documents[path], "application/rss+xml; charset=utf-8");
    }

    private IEnumerable<string> News(bool withNews, string title, string summary, string names, int minutes) =>
        withNews ? [Item(title, summary, names, minutes)] : [];

    private string Item(string title, string summary, string names, int? minutes) =>
        $"<item><title>{WebUtility.HtmlEncode(title)}</title>{names}<description>{WebUtility.HtmlEncode(summary)}</description>{Moment(minutes)}</item>";

    private string Moment(int? minutes) =>
        minutes is { } before ? $"<pubDate>{now.AddMinutes(-before).ToString("R", CultureInfo.InvariantCulture)}</pubDate>" : "";
}
