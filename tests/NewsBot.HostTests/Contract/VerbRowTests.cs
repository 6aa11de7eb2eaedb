using System.Text.Json;
using NewsBot.HostTests.Support;

namespace NewsBot.HostTests.Contract;

/// <summary>Verbs of the command line by their rows, on documents of every kind and beside a running bot.</summary>
public sealed class VerbRowTests(SharedBot bot) : SharedBotRows(bot)
{
    // Of the same form as the client's page.
    private const string Page =
        """
        News Feed

        Lighthouse 'back in service,' keeper says

        3 min read
        Lighthouse 'back in service,' keeper says
        The lamp of the northern lighthouse seen from the pier. (Ida Holm / Coast Pictures)

        The northern lighthouse shone again on Monday night after eleven dark weeks, the keeper said.

        A new lamp was carried up the two hundred steps by hand, because the hoist is broken.

        News Feed

        The harbour office confirmed that it had counted 1,200 puffins on the cliffs, its yearly report said on Feb. 3.

        Video

        Divers have become the largest group of volunteers on the coast. Our reporter speaks with one who mends nets under water.

        Show More
        """;

    [Fact]
    public async Task Verb_ImportPage_ArticleAndBriefsAreArticlesOfTheirOwnFoundByTheirBodyInTheChat()
    {
        var person = await Bot.PersonAsync(Cancellation);
        await Bot.AskAsync(person, "/subscribe lighthouse OR puffins OR divers", Cancellation);
        Bot.Installation.Folder.Write("page.txt", Page);

        var imported = await Bot.Installation.RunAsync(Cancellation, "import", "page.txt");

        Assert.Equal(0, imported.ExitCode);
        Assert.Contains("3 articles added", Assert.Single(imported.Lines), StringComparison.Ordinal);
        var article = await Bot.AskAsync(person, "/search \"two hundred steps\" hoist", Cancellation);
        Assert.Contains("Lighthouse 'back in service,' keeper says", article.Text, StringComparison.Ordinal);
        var brief = await Bot.AskAsync(person, "/search puffins cliffs", Cancellation);
        Assert.Contains("1,200 puffins", brief.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Lighthouse", brief.Text, StringComparison.Ordinal);
        Assert.Contains("Divers", (await Bot.AskAsync(person, "/search \"mends nets\"", Cancellation)).Text, StringComparison.Ordinal);
        Assert.Contains("No story", (await Bot.AskAsync(person, "/search \"show more\"", Cancellation)).Text, StringComparison.Ordinal);
        // Four answers after the first and nothing else: an import sends nothing.
        Assert.Equal(5, (await Bot.People.MessagesAsync(person, 0, Cancellation)).Count(message => message.FromBot));
    }

    [Fact]
    public async Task Verb_ImportClientsPage_IsFoundInTheChatByWordsOfItsBody()
    {
        if (Environment.GetEnvironmentVariable("NEWSBOT_SHARED") is not { Length: > 0 } shared)
        {
            Assert.Skip("NEWSBOT_SHARED does not name the folder with the client's page");
            return;
        }
        using var installation = new Installation();
        await using var bot = await installation.StartAnsweringAsync(Cancellation);
        using var people = await installation.PeopleAsync(Cancellation);
        var anna = await people.PersonAsync("Anna", Cancellation);

        var imported = await installation.RunAsync(Cancellation, "import", Path.Combine(shared, "seeds", "news-feed-page.txt"));

        Assert.Contains("3 articles added, 0 already there", Assert.Single(imported.Lines), StringComparison.Ordinal);
        foreach (var (words, found) in new[]
        {
            ("Witkoff Moscow", "Trump, Putin call 'going well,' White House official says"), ("handed over bodies", "1,000 bodies"), ("Colombian volunteer", "Colombian"),
        })
        {
            var said = await people.SayAsync(anna, "/search " + words, Cancellation);
            var answer = await people.NextMessageAsync(anna, said.Id, Cancellation);
            Assert.Contains(found, answer.Text, StringComparison.Ordinal);
            Assert.Contains("· 1", answer.Text.Split('\n')[0], StringComparison.Ordinal);
        }
        var again = await installation.RunAsync(Cancellation, "import", Path.Combine(shared, "seeds", "news-feed-page.txt"));
        Assert.Contains("0 articles added, 3 already there", Assert.Single(again.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verb_ImportOfEveryKind_SaysWhatWasAddedKnownAndRefusedAndWhy()
    {
        using var installation = new Installation();
        installation.Folder.Write("in/a.opml", """<opml version="2.0"><body><outline text="One" xmlUrl="https://feeds.example.org/1"/><outline text="Two" xmlUrl="https://feeds.example.org/2"/></body></opml>""");
        installation.Folder.Write("in/b.json", """{"version":"https://jsonfeed.org/version/1.1","title":"Json Paper","items":[{"id":"1","url":"https://paper.example.org/1","title":"Kites rise","content_text":"High."}]}""");
        installation.Folder.Write("in/c.txt", Page);
        installation.Folder.Write("in/d.xml", "<rss><channel><item>");

        var first = await installation.RunAsync(Cancellation, "import", "in", "nothing.txt");
        var second = await installation.RunAsync(Cancellation, "import", "in/a.opml", "in/b.json", "in/c.txt");

        Assert.Equal(1, first.ExitCode);
        Assert.Equal(["2 feeds added", "1 article added", "3 articles added"], first.Lines.Select(line => line.Split(": ")[1].Split(',')[0]));
        Assert.Equal(["d.xml", "nothing.txt"], first.Errors.Select(line => Path.GetFileName(line.Split(": refused: ")[0])));
        Assert.Equal(0, second.ExitCode);
        Assert.Empty(second.Errors);
        Assert.Equal(["2 already there", "1 already there", "3 already there"], second.Lines.Select(line => line.Split(", ")[1]));
    }

    [Fact]
    public async Task Verb_FeedParse_PrintsOneObjectALineAndSaysWhatIsNoFeed()
    {
        using var installation = new Installation();
        installation.Folder.Write("in/a.xml", """<rss><channel><title>Harbour</title><item><title>One</title><link>/1</link><pubDate>Thu, 01 Jan 2004 19:48:21 EST</pubDate><enclosure url="b.mp3" type="audio/mpeg" length="7"/></item></channel></rss>""");
        installation.Folder.Write("in/b.xml", "<html><body>Sign in</body></html>");
        installation.Folder.Write("in/manifest.jsonl", """
            {"file":"a.xml","url":"https://news.example/feeds/a.xml","headers":{"content-type":"text/xml","content-language":"en"}}
            {"file":"b.xml","url":null,"headers":{}}
            """);
        installation.Folder.Write("c.json", """{"version":"https://jsonfeed.org/version/1.1","title":"Kites","items":[]}""");

        var folder = await installation.RunAsync(Cancellation, "feed", "parse", "in");
        var file = await installation.RunAsync(Cancellation, "feed", "parse", "c.json");
        var wrong = await installation.RunAsync(Cancellation, "feed", "parse");

        Assert.Equal((1, 0, 2), (folder.ExitCode, file.ExitCode, wrong.ExitCode));
        Assert.Equal(2, folder.Lines.Count);
        Assert.Contains("b.xml: not a feed: a web page", Assert.Single(folder.Errors), StringComparison.Ordinal);
        using var parsed = JsonDocument.Parse(folder.Lines[0]);
        var item = parsed.RootElement.GetProperty("items")[0];
        Assert.Equal(("a.xml", "en"), (parsed.RootElement.GetProperty("file").GetString(), parsed.RootElement.GetProperty("feed").GetProperty("language").GetString()));
        Assert.Equal(("https://news.example/1", "2004-01-01T19:48:21-05:00"), (item.GetProperty("link").GetString(), item.GetProperty("published").GetString()));
        Assert.Equal("https://news.example/feeds/b.mp3", item.GetProperty("enclosures")[0].GetProperty("url").GetString());
        Assert.Contains("\"file\":\"c.json\"", Assert.Single(file.Lines), StringComparison.Ordinal);
        Assert.False(File.Exists(installation.Folder.File("newsbot.db")));
    }

    [Fact]
    public async Task Verb_SearchJson_OneObjectALineWithTheSixFields()
    {
        var all = await Bot.Installation.RunAsync(Cancellation, "search", "ukraine OR putin", "--json");
        var two = await Bot.Installation.RunAsync(Cancellation, "search", "ukraine OR putin", "--limit", "2", "--json");

        Assert.Equal(0, all.ExitCode);
        Assert.Equal(3, all.Lines.Count);
        Assert.Equal(all.Lines.Take(2), two.Lines);
        Assert.All(all.Lines, line =>
        {
            using var story = JsonDocument.Parse(line);
            Assert.Equal(["id", "title", "url", "source", "published", "language"], story.RootElement.EnumerateObject().Select(member => member.Name));
            Assert.True(story.RootElement.GetProperty("id").GetInt64() > 0);
            Assert.EndsWith("Z", story.RootElement.GetProperty("published").GetString(), StringComparison.Ordinal);
            Assert.True(story.RootElement.GetProperty("published").TryGetDateTimeOffset(out _));
        });
        Assert.Contains(SharedBot.Deal, all.Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verb_SearchThatFindsNothing_EndsWellAndPrintsNothing()
    {
        var none = await Bot.Installation.RunAsync(Cancellation, "search", "zeppelin", "--json");

        Assert.Equal(0, none.ExitCode);
        Assert.Empty(none.Lines);
        Assert.Empty(none.Errors);
    }
}
