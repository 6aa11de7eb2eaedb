using System.Diagnostics;
using System.Globalization;
using NewsBot.HostTests.Emulator;
using NewsBot.HostTests.Support;

namespace NewsBot.Benchmarks;

/// <summary>From the moment a feed shows a new item to the message in the chat; then one alert to many chats, with a person asking meanwhile.</summary>
internal static class AlertScenario
{
    private const int Items = 30;
    private const string Path = "/news.xml";

    public static async Task RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var chats = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 500;
        await using var feeds = await FeedServer.StartAsync(cancellationToken);
        var items = new List<FeedItem> { new("Old story", "Long ago.", TimeProvider.System.GetUtcNow().AddHours(-1)) };
        var address = feeds.PutRss(Path, "Bench News", items);
        using var installation = new Installation().WithFeeds(address);
        await using var bot = await installation.StartAnsweringAsync(cancellationToken);
        using var people = await installation.PeopleAsync(cancellationToken);
        await feeds.WaitForRequestsAsync(Path, 2, cancellationToken);

        var anna = await people.PersonAsync("Anna", cancellationToken);
        await AskAsync(people, anna, "/subscribe comet", cancellationToken);
        var one = new Timings("item in the feed → message, one chat");
        for (var item = 0; item < Items; item++)
            one.Add(await PublishAsync(feeds, people, items, $"Comet {item} is here", anna, cancellationToken));
        one.Print();

        var readers = new List<long>();
        for (var chat = 0; chat < chats; chat++)
        {
            readers.Add(await people.AddPersonAsync($"Reader {chat}", "en", cancellationToken));
            await AskAsync(people, readers[^1], "/subscribe meteor", cancellationToken);
        }
        await FloodAsync(feeds, people, items, anna, chats, cancellationToken);
    }

    private static async Task FloodAsync(FeedServer feeds, EmulatorClient people, List<FeedItem> items, long anna, int chats, CancellationToken cancellationToken)
    {
        await using var events = await people.ListenAsync(cancellationToken);
        items.Insert(0, new FeedItem("A meteor fell", "Over the lake.", TimeProvider.System.GetUtcNow()));
        feeds.PutRss(Path, "Bench News", items);
        var answers = new Timings("a person's /help meanwhile");
        var clock = new Stopwatch();
        var asking = AskingAsync(people, anna, answers, cancellationToken);
        for (var arrived = 0; arrived < chats; arrived++)
        {
            await events.WaitAsync("message", message => ((string?)message["text"])?.Contains("meteor fell", StringComparison.Ordinal) == true, "the alert", cancellationToken);
            clock.Start();
        }
        clock.Stop();
        await asking;
        Console.WriteLine($"  one alert to {chats} chats: {clock.Elapsed.TotalSeconds:0.0} s, {(chats - 1) / clock.Elapsed.TotalSeconds:0.0} messages a second (budget 27, so {27 / ((chats - 1) / clock.Elapsed.TotalSeconds):0.00} of the shortest possible time)");
        answers.Print();
    }

    private static async Task AskingAsync(EmulatorClient people, long person, Timings timings, CancellationToken cancellationToken)
    {
        for (var ask = 0; ask < 8; ask++)
        {
            timings.Add(await AskAsync(people, person, "/help", cancellationToken));
            await Task.Delay(TimeSpan.FromSeconds(1.5), cancellationToken);
        }
    }

    private static async Task<TimeSpan> PublishAsync(FeedServer feeds, EmulatorClient people, List<FeedItem> items, string title, long person, CancellationToken cancellationToken)
    {
        await using var events = await people.ListenAsync(cancellationToken);
        items.Insert(0, new FeedItem(title, "Seen at night.", TimeProvider.System.GetUtcNow()));
        var clock = Stopwatch.StartNew();
        feeds.PutRss(Path, "Bench News", items);
        await events.WaitAsync("message", message => (long?)message["chatId"] == person && ((string?)message["text"])?.Contains(title, StringComparison.Ordinal) == true, title, cancellationToken);
        return clock.Elapsed;
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
