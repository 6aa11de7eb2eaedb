using System.Diagnostics;
using System.Globalization;
using System.Text;
using NewsBot.HostTests.Emulator;
using NewsBot.HostTests.Support;

namespace NewsBot.Benchmarks;

/// <summary>How long a person waits for /latest and /search, from sending the message to seeing the answer in the emulator.</summary>
internal static class LatestScenario
{
    private const int People = 40;
    private const int RoundsPerPerson = 5;
    private const int Feeds = 20;

    private static readonly (string Name, string Text)[] Asks =
    [
        ("/latest, everything", "/latest"),
        ("/search, a word of every tenth article", "/search w10"),
        ("/search, a rare word", "/search w7001"),
        ("/search, a phrase", "/search \"w20 w21\""),
        ("/search, either word without a third", "/search (w30 OR w31) -w32"),
    ];

    public static async Task RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var articles = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 10_000;
        using var installation = new Installation().Set("Feeds:AllowPrivateNetworks", "true").Set("Seeds:Enabled", "true").Set("Seeds:Path", SeedsWithoutFeeds());
        var files = Enumerable.Range(0, Feeds).Select(feed => installation.Folder.Write($"feed-{feed}.xml", Rss(feed, articles / Feeds))).ToArray();
        var clock = Stopwatch.StartNew();
        var import = await installation.RunAsync(cancellationToken, ["import", .. files]);
        Console.WriteLine($"  import of {articles} articles: {clock.Elapsed.TotalSeconds:0.0} s, exit code {import.ExitCode}");
        await using var bot = await installation.StartAnsweringAsync(cancellationToken);
        using var people = await installation.PeopleAsync(cancellationToken);
        foreach (var (name, text) in Asks)
            await MeasureAsync(people, await NewPeopleAsync(people, cancellationToken), name, text, cancellationToken);
        var followers = await NewPeopleAsync(people, cancellationToken);
        foreach (var person in followers)
        {
            foreach (var thing in new[] { "w40", "w50 OR w51", "\"w60 w61\"" })
                await AskAsync(people, person, "/subscribe " + thing, cancellationToken);
        }
        await MeasureAsync(people, followers, "/latest, following three queries", "/latest", cancellationToken);
    }

    // A person may ask 20 times a minute: each measurement has people of its own.
    private static async Task<List<long>> NewPeopleAsync(EmulatorClient people, CancellationToken cancellationToken)
    {
        var persons = new List<long>();
        for (var person = 0; person < People; person++)
            persons.Add(await people.AddPersonAsync($"Reader {person}", "en", cancellationToken));
        return persons;
    }

    private static async Task MeasureAsync(EmulatorClient people, List<long> persons, string name, string text, CancellationToken cancellationToken)
    {
        var timings = new Timings(name);
        await AskAsync(people, persons[0], text, cancellationToken);
        for (var round = 0; round < RoundsPerPerson; round++)
        {
            foreach (var person in persons)
                timings.Add(await AskAsync(people, person, text, cancellationToken));
        }
        timings.Print();
    }

    private static async Task<TimeSpan> AskAsync(EmulatorClient people, long person, string text, CancellationToken cancellationToken)
    {
        await using var events = await people.ListenAsync(cancellationToken);
        var clock = Stopwatch.StartNew();
        await people.SayAsync(person, text, cancellationToken);
        await events.WaitAsync("message", message => (long?)message["chatId"] == person && (string?)message["from"]?["kind"] == "bot", "an answer", cancellationToken);
        return clock.Elapsed;
    }

    private static string SeedsWithoutFeeds() => Directory.CreateTempSubdirectory("newsbot-seeds-").FullName;

    // Word N stands in about every Nth article, so the number of a word is its rarity.
    private static string Rss(int feed, int count)
    {
        var random = new Random(feed);
        var now = TimeProvider.System.GetUtcNow();
        var text = new StringBuilder($"<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Source {feed}</title><link>https://source{feed}.example/</link><language>en</language>");
        for (var item = 0; item < count; item++)
        {
            var words = Enumerable.Range(0, 120).Select(_ => $"w{(int)Math.Pow(8000, random.NextDouble())}");
            text.Append(CultureInfo.InvariantCulture, $"<item><title>Story {item} of w{random.Next(8000)} and w{random.Next(100)}</title><link>https://source{feed}.example/{item}</link>")
                .Append(CultureInfo.InvariantCulture, $"<pubDate>{now.AddMinutes(-item * Feeds - feed):R}</pubDate><description>{string.Join(' ', words)} w20 w21</description></item>");
        }
        return text.Append("</channel></rss>").ToString();
    }
}
