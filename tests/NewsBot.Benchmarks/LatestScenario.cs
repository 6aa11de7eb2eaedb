using System.Diagnostics;
using System.Globalization;
using NewsBot.Core.Storage;
using NewsBot.HostTests.Emulator;
using NewsBot.HostTests.Support;
using static NewsBot.Benchmarks.SyntheticNews;

namespace NewsBot.Benchmarks;

/// <summary>How long a person waits for /latest and /search, from sending the message to seeing the answer in the emulator.</summary>
internal static class LatestScenario
{
    private const int People = 25;
    private const int RoundsPerPerson = 8;
    private const int Sources = 20;

    private static readonly (string Name, string Text)[] Asks =
    [
        ("/latest, everything", "/latest"),
        ("/search, a common word", $"/search {Word(5)}"),
        ("/search, a word of some hundred articles", $"/search {Word(400)}"),
        ("/search, a rare word", $"/search {Word(7001)}"),
        ("/search, a phrase that stands everywhere", $"/search \"{Word(20)} {Word(21)}\""),
        ("/search, the beginning of many words", $"/search {Word(77)}*"),
        ("/search, either word without a third", $"/search ({Word(30)} OR {Word(31)}) -{Word(32)}"),
    ];

    public static async Task RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var articles = arguments.Select(argument => int.TryParse(argument, CultureInfo.InvariantCulture, out var number) ? number : 0).Append(10_000).First(number => number > 0);
        foreach (var engine in Engines.Wanted(arguments))
            await RunOnAsync(engine, articles, cancellationToken);
    }

    private static async Task RunOnAsync(StorageProvider engine, int articles, CancellationToken cancellationToken)
    {
        Console.WriteLine($" {engine}");
        var news = new SyntheticNews();
        using var installation = new Installation();
        installation.Folder.Write("topics-only/topics.json", SyntheticNews.TopicsFile);
        installation.Set("Seeds:Enabled", "true").Set("Seeds:Path", installation.Folder.File("topics-only"))
            .Set("Storage:Provider", engine.ToString()).Set("Storage:ConnectionString", await Engines.NewStoreAsync(engine, installation.Folder));
        await using var bot = await installation.StartAnsweringAsync(cancellationToken);
        using var people = await installation.PeopleAsync(cancellationToken);
        var clock = Stopwatch.StartNew();
        var import = await installation.RunAsync(cancellationToken, ["import", .. news.Write(installation.Folder, Sources, articles)]);
        Console.WriteLine($"  import of {articles} articles beside the running bot: {clock.Elapsed.TotalSeconds:0.0} s, exit code {import.ExitCode}");

        foreach (var (name, text) in Asks)
            await MeasureAsync(people, await NewPeopleAsync(people, cancellationToken), name, text, cancellationToken);
        await FollowAsync(people, "/latest, following three queries", [Word(400), $"{Word(50)} OR {Word(51)}", $"\"{Word(60)} {Word(61)}\""], cancellationToken);
        await FollowAsync(people, $"/latest, following the {news.TopicKeys.Count} topics", news.TopicKeys, cancellationToken);
    }

    private static async Task FollowAsync(EmulatorClient people, string name, IReadOnlyList<string> things, CancellationToken cancellationToken)
    {
        var followers = await NewPeopleAsync(people, cancellationToken);
        foreach (var person in followers)
        {
            foreach (var thing in things)
                await AskAsync(people, person, "/subscribe " + thing, cancellationToken);
        }
        // A person may ask 20 times a minute.
        await Task.Delay(TimeSpan.FromMinutes(1), cancellationToken);
        await MeasureAsync(people, followers, name, "/latest", cancellationToken);
    }

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
        foreach (var person in persons)
        {
            // An empty list would be quick, and no measure.
            var before = (await people.MessagesAsync(person, 0, cancellationToken)).Select(message => message.Id).DefaultIfEmpty(0).Max();
            await people.SayAsync(person, text, cancellationToken);
            await people.WaitForTextAsync(person, before, "Source ", cancellationToken);
        }
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
}
