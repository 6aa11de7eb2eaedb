using System.Text.Json;
using Microsoft.Data.Sqlite;
using NewsBot.HostTests.Support;

namespace NewsBot.HostTests.Running;

/// <summary><c>story why ID ID</c> over a store of its own.</summary>
public sealed class StoryVerbTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task StoryWhy_TwoReportsAndAnotherStory_SaysWhatMakesThemOne()
    {
        using var installation = new Installation();
        await using var feeds = await FeedServer.StartAsync(Cancellation);
        var now = TimeProvider.System.GetUtcNow();
        feeds.PutRss("/feed.xml", "Wire", [
            new FeedItem("Bridge over the Tarn at Millford closed after barge strikes a pier",
                "Police closed the Millford bridge on Tuesday after the barge Anna Lou struck its second pier; 240 commuters had to leave two trams.", now.AddHours(-5), "https://wire.example/1"),
            new FeedItem("Commuters stranded as the Anna Lou hits Millford bridge",
                "Two trams with 240 people stopped on the Millford bridge when a barge, the Anna Lou, ran into a pier in the Tarn.", now.AddHours(-3), "https://harbour.example/bridge"),
            new FeedItem("Council of Ashby votes for a new swimming pool",
                "The council of Ashby has voted by 19 to 11 to build a pool for 14 million pounds beside the library.", now.AddHours(-2), "https://harbour.example/pool")]);
        using (var http = new HttpClient(new SocketsHttpHandler()))
            await File.WriteAllBytesAsync(installation.Folder.File("feed.xml"), await http.GetByteArrayAsync(feeds.BaseUrl + "/feed.xml", Cancellation), Cancellation);
        await installation.RunAsync(Cancellation, "import", "feed.xml");
        // Each by a word of its own: of one story a search shows the newest report that it finds.
        var ids = new List<string>();
        foreach (var word in new[] { "council", "stranded", "closed" })
            ids.Add(IdOf(Assert.Single((await installation.RunAsync(Cancellation, "search", word, "--json")).Lines)));

        using (var store = new SqliteConnection($"Data Source={installation.Folder.File("data/newsbot.db")};Pooling=False"))
        {
            await store.OpenAsync(Cancellation);
            using var labels = store.CreateCommand();
            labels.CommandText = $"INSERT INTO story_split (chat_key, story_id, article_id, beside_id, split_at) VALUES (NULL, 1, {ids[1]}, {ids[2]}, 0), (1, 1, {ids[1]}, {ids[2]}, 0)";
            await labels.ExecuteNonQueryAsync(Cancellation);
        }

        // The earlier report comes first in the answer.
        var one = await installation.RunAsync(Cancellation, "story", "why", ids[1], ids[2]);
        var two = await installation.RunAsync(Cancellation, "story", "why", ids[0], ids[2]);

        Assert.Equal((0, 0), (one.ExitCode, two.ExitCode));
        Assert.StartsWith(ids[2], one.Lines[0], StringComparison.Ordinal);
        Assert.StartsWith(ids[1], one.Lines[1], StringComparison.Ordinal);
        Assert.Contains(one.Lines, line => line.StartsWith("One story: told in other words, probability ", StringComparison.Ordinal));
        var names = Assert.Single(one.Lines, line => line.Contains("names and rare words in both", StringComparison.Ordinal));
        Assert.All(new[] { "millford", "anna", "lou" }, name => Assert.Contains(name, names, StringComparison.Ordinal));
        Assert.Contains(one.Lines, line => line.Contains("numbers in both", StringComparison.Ordinal) && line.EndsWith(": 240", StringComparison.Ordinal));
        Assert.Contains(one.Lines, line => line.Contains("apart", StringComparison.Ordinal) && line.EndsWith("2 h 0 min", StringComparison.Ordinal));
        Assert.Contains("Two stories: fewer than two rare words or numbers are in both.", two.Lines);
        Assert.Contains(one.Lines, line => line.Contains("who said \"not the same story\"", StringComparison.Ordinal) && line.EndsWith(" 2", StringComparison.Ordinal));
        Assert.Contains(two.Lines, line => line.Contains("who said \"not the same story\"", StringComparison.Ordinal) && line.EndsWith(" none", StringComparison.Ordinal));
        Assert.Empty(one.Errors);
    }

    [Fact]
    public async Task StoryWhy_ArticleThatIsNotThere_NamesItAndFails()
    {
        using var installation = new Installation();

        var result = await installation.RunAsync(Cancellation, "story", "why", "41", "42");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(2, result.Errors.Count);
        Assert.Contains("There is no article 41 in the store.", result.Errors[0], StringComparison.Ordinal);
        Assert.Contains("There is no article 42 in the store.", result.Errors[1], StringComparison.Ordinal);
        Assert.Empty(result.Lines);
    }

    private static string IdOf(string line)
    {
        using var article = JsonDocument.Parse(line);
        return article.RootElement.GetProperty("id").GetInt64().ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
