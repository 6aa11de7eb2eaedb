using System.Globalization;
using System.Text;
using System.Text.Json;
using NewsBot.HostTests.Support;

namespace NewsBot.HostTests.Running;

/// <summary>The main job on feeds of real publishers, served on loopback and polled each second.</summary>
public sealed class RealFeedsTests
{
    private const string Changing = "Rss20JapanToday.xml";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task NewItemInARealFeed_MatchingQuery_ArrivesOnceAndTheOtherDoesNot()
    {
        var files = Directory.GetFiles(SharedCorpus());
        await using var feeds = await FeedServer.StartAsync(Cancellation);
        using var installation = new Installation().WithFeeds(files.Select(file => feeds.Put(Path(file), File.ReadAllBytes(file))));
        await using var bot = await installation.StartAnsweringAsync(Cancellation);
        using var people = await installation.PeopleAsync(Cancellation);
        var anna = await people.PersonAsync("Anna", Cancellation);
        await people.SayAsync(anna, "/subscribe \"tram line\" lighthouse", Cancellation);
        var answer = await people.NextMessageAsync(anna, 0, Cancellation);
        // The second request of a feed is made after its back catalogue was taken in.
        foreach (var file in files)
            await feeds.WaitForRequestsAsync(Path(file), 2, Cancellation);

        feeds.Put(Path(Changing), WithNewItems(files.Single(file => file.EndsWith(Changing, StringComparison.Ordinal)),
            ("Keeper opens a tram line to the lighthouse", "https://www.japantoday.com/category/national/view/lighthouse"),
            ("Tram lines are closed", "https://www.japantoday.com/category/national/view/closed")));
        var alert = await people.WaitForTextAsync(anna, answer.Id, "Keeper opens a tram line to the lighthouse", Cancellation);

        Assert.Contains("Japan Today: Japan News and Discussion", alert.Text, StringComparison.Ordinal);
        Assert.Contains("https://www.japantoday.com/category/national/view/lighthouse", alert.Links);
        foreach (var file in files)
            await feeds.WaitForRequestsAsync(Path(file), feeds.Requests(Path(file)) + 2, Cancellation);
        var fromBot = (await people.MessagesAsync(anna, answer.Id, Cancellation)).Where(message => message.FromBot);
        Assert.Equal([alert.Id], fromBot.Select(message => message.Id));

        await people.SayAsync(anna, "/search closed tram", Cancellation);
        await people.WaitForTextAsync(anna, alert.Id, "Tram lines are closed", Cancellation);
        var found = await installation.RunAsync(Cancellation, "search", "lighthouse keeper", "--json");
        using var json = JsonDocument.Parse(Assert.Single(found.Lines));
        Assert.Equal("https://www.japantoday.com/category/national/view/lighthouse", json.RootElement.GetProperty("url").GetString());
    }

    private static string SharedCorpus()
    {
        var shared = Environment.GetEnvironmentVariable("NEWSBOT_SHARED");
        if (shared is null)
            Assert.Skip("NEWSBOT_SHARED does not name the folder with the corpus of real feeds");
        return System.IO.Path.Combine(shared, "feeds", "corpus", "real");
    }

    private static string Path(string file) => "/" + System.IO.Path.GetFileName(file);

    private static byte[] WithNewItems(string file, params (string Title, string Link)[] items)
    {
        var now = TimeProvider.System.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        var added = items.Select(item => $"<item><title>{item.Title}</title><link>{item.Link}</link><guid>{item.Link}</guid><pubDate>{now}</pubDate></item>\n");
        var text = File.ReadAllText(file, Encoding.UTF8);
        return Encoding.UTF8.GetBytes(text.Insert(text.IndexOf("<item>", StringComparison.Ordinal), string.Concat(added)));
    }
}
