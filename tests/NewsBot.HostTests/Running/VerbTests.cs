using NewsBot.HostTests.Support;

namespace NewsBot.HostTests.Running;

/// <summary>Verbs of the command line, alone and beside a running bot.</summary>
public sealed class VerbTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Import_BesideARunningBot_IsFoundInTheChatWithin5SecondsAndSendsNothing()
    {
        await using var feeds = await FeedServer.StartAsync(Cancellation);
        using var installation = new Installation();
        var rss = installation.Folder.File("feed.xml");
        await using var bot = await installation.StartAnsweringAsync(Cancellation);
        using var people = await installation.PeopleAsync(Cancellation);
        var anna = await people.PersonAsync("Anna", Cancellation);
        await people.SayAsync(anna, "/subscribe truce", Cancellation);
        var answer = await people.NextMessageAsync(anna, 0, Cancellation);
        feeds.PutRss("/feed.xml", "Harbour News", new FeedItem("Truce holds", "Quiet.", TimeProvider.System.GetUtcNow()));
        using (var http = new HttpClient(new SocketsHttpHandler()))
            await File.WriteAllBytesAsync(rss, await http.GetByteArrayAsync(feeds.BaseUrl + "/feed.xml", Cancellation), Cancellation);

        var imported = await installation.RunAsync(Cancellation, "import", "feed.xml");
        Assert.Equal(0, imported.ExitCode);
        Assert.Contains("1 article added", Assert.Single(imported.Lines), StringComparison.Ordinal);
        await people.SayAsync(anna, "/search truce", Cancellation);
        var found = await people.WaitForTextAsync(anna, answer.Id, "Truce holds", Cancellation);

        var again = await installation.RunAsync(Cancellation, "import", "feed.xml");
        Assert.Contains("0 articles added, 1 already there", Assert.Single(again.Lines), StringComparison.Ordinal);
        var fromBot = (await people.MessagesAsync(anna, answer.Id, Cancellation)).Where(message => message.FromBot);
        Assert.Equal([found.Id], fromBot.Select(message => message.Id));
    }

    [Fact]
    public async Task Import_FileThatIsNoNews_IsRefusedWithTheReasonAndTheRestComesIn()
    {
        using var installation = new Installation();
        installation.Folder.Write("pages/bad.xml", "<html>nothing</html>");
        installation.Folder.Write("pages/feeds.opml", """<opml version="2.0"><body><outline text="One" xmlUrl="https://feeds.example.org/1"/></body></opml>""");

        var result = await installation.RunAsync(Cancellation, "import", "pages", "missing.txt");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(2, result.Errors.Count);
        Assert.Contains(result.Errors, line => line.Contains("bad.xml", StringComparison.Ordinal));
        Assert.Contains(result.Errors, line => line.Contains("missing.txt", StringComparison.Ordinal));
        Assert.Contains("1 feed added", Assert.Single(result.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_LimitAndQuery_PrintNewestFirst()
    {
        await using var feeds = await FeedServer.StartAsync(Cancellation);
        using var installation = new Installation();
        var now = TimeProvider.System.GetUtcNow();
        feeds.PutRss("/feed.xml", "Harbour News",
            [.. Enumerable.Range(1, 3).Select(hour => new FeedItem($"Truce {hour}", "Quiet.", now.AddHours(-hour))), new FeedItem("Weather", "Sun.", now)]);
        using (var http = new HttpClient(new SocketsHttpHandler()))
            await File.WriteAllBytesAsync(installation.Folder.File("feed.xml"), await http.GetByteArrayAsync(feeds.BaseUrl + "/feed.xml", Cancellation), Cancellation);
        await installation.RunAsync(Cancellation, "import", "feed.xml");

        var result = await installation.RunAsync(Cancellation, "search", "truce", "-weather", "--limit", "2");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(2, result.Lines.Count);
        Assert.Contains("Truce 1", result.Lines[0], StringComparison.Ordinal);
        Assert.Contains("Truce 2", result.Lines[1], StringComparison.Ordinal);
        Assert.EndsWith("| Quiet.", result.Lines[1], StringComparison.Ordinal);
        Assert.Empty(result.Errors);

        Assert.Equal(3, (await installation.RunAsync(Cancellation, "search", "truce", "--best")).Lines.Count);
        var mistyped = await installation.RunAsync(Cancellation, "search", "trcue");
        Assert.Empty(mistyped.Lines);
        Assert.Equal("Did you mean: truce", Assert.Single(mistyped.Errors));
    }

    [Fact]
    public async Task TopicTest_StoredWeek_PrintsHowManyAlertsAndWhich()
    {
        await using var feeds = await FeedServer.StartAsync(Cancellation);
        using var installation = new Installation();
        var now = TimeProvider.System.GetUtcNow();
        feeds.PutRss("/feed.xml", "Harbour News",
            [.. new[] { 1, 2, 60, 300 }.Select(hour => new FeedItem($"Truce {hour}", "Quiet.", now.AddHours(-hour))), new FeedItem("Weather", "Sun.", now)]);
        using (var http = new HttpClient(new SocketsHttpHandler()))
            await File.WriteAllBytesAsync(installation.Folder.File("feed.xml"), await http.GetByteArrayAsync(feeds.BaseUrl + "/feed.xml", Cancellation), Cancellation);
        await installation.RunAsync(Cancellation, "import", "feed.xml");

        var result = await installation.RunAsync(Cancellation, "topic", "test", "truce", "-weather");

        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("3 alerts", result.Lines[0], StringComparison.Ordinal);
        Assert.EndsWith("in the last 7 days", result.Lines[0], StringComparison.Ordinal);
        Assert.Equal(["Truce 1", "Truce 2", "Truce 60"], result.Lines.Skip(1).Select(line => line.Split("  ")[1]));
        Assert.Empty(result.Errors);
        var wrong = await installation.RunAsync(Cancellation, "topic", "test", "(truce");
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("The query \"(truce\" cannot be read at character 1: The parenthesis ( is never closed. Did you mean: truce", wrong.Errors[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("feed", "parse")]
    [InlineData("feed")]
    [InlineData("feed", "exprt")]
    [InlineData("feed", "check")]
    [InlineData("feed", "check", "no address")]
    [InlineData("feed", "check", "ftp://example.org/feed")]
    [InlineData("feed", "export", "x.opml")]
    [InlineData("export")]
    [InlineData("topic", "test", "(x")]
    [InlineData("topic", "test")]
    [InlineData("topic")]
    [InlineData("story")]
    [InlineData("story", "why", "1")]
    [InlineData("story", "why", "1", "two")]
    [InlineData("story", "why", "7", "7")]
    [InlineData("withdraw", "no-address")]
    [InlineData("serch", "x")]
    [InlineData("search", "x", "--lmit", "3")]
    [InlineData("search", "x", "--limit", "0")]
    [InlineData("search", "x", "--json=yes")]
    [InlineData("search", "(x")]
    [InlineData("search")]
    [InlineData("import")]
    [InlineData("--limit", "3")]
    public async Task Verb_UnknownOrWronglyUsed_IsRefusedWithUsage(params string[] words)
    {
        using var folder = new TemporaryFolder();
        folder.Write("appsettings.json", "{ }");
        await using var process = BotProcess.Start(folder.Path, words);

        Assert.Equal(2, await process.WaitForExitAsync(Cancellation));

        Assert.Contains(process.Errors, line => line.StartsWith("Usage:", StringComparison.Ordinal));
        Assert.Empty(process.Lines);
        Assert.False(Directory.Exists(folder.File("data")));
    }

    [Fact]
    public async Task Help_Asked_PrintsUsageAndEndsWell()
    {
        using var folder = new TemporaryFolder();
        await using var process = BotProcess.Start(folder.Path, ["--help"]);

        Assert.Equal(0, await process.WaitForExitAsync(Cancellation));

        Assert.Contains(process.Lines, line => line.Contains("import PATH", StringComparison.Ordinal));
    }
}
