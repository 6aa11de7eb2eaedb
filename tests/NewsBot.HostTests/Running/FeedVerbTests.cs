using System.Text;
using NewsBot.HostTests.Support;

namespace NewsBot.HostTests.Running;

/// <summary><c>feed check</c> and <c>feed export</c>, alone and beside a running bot.</summary>
public sealed class FeedVerbTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FeedCheck_PageWithFeeds_TellsTheWholeStoryAndMakesNoStore()
    {
        await using var feeds = await FeedServer.StartAsync(Cancellation);
        using var installation = new Installation();
        installation.Set("Feeds:AllowPrivateNetworks", "true");
        var page = feeds.Put("/", Encoding.UTF8.GetBytes(
            """<html><head><link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed"><link rel="alternate" type="application/rss+xml" title="News" href="/news.xml"></head></html>"""), "text/html");
        feeds.Put("/news.xml", Encoding.UTF8.GetBytes(
            """
            <rss version="2.0"><channel><title>Harbour News</title><language>en</language><ttl>30</ttl>
            <item><guid>a</guid><link>https://h.example/1</link><title>Oldest</title><pubDate>Mon, 02 Feb 2026 10:00:00 GMT</pubDate></item>
            <item><guid>a</guid><link>https://h.example/2</link><title>Newest</title><pubDate>Wed, 04 Feb 2026 10:00:00 GMT</pubDate></item>
            <item><link>https://h.example/3</link><title>Middle</title><pubDate>Tue, 03 Feb 2026 10:00:00 GMT</pubDate></item>
            <item><guid>d</guid><title>Cut off
            """), "application/rss+xml");

        var result = await installation.RunAsync(Cancellation, "feed", "check", page);

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Errors);
        Assert.Contains(result.Lines, line => line.Contains($"1. {page}: 200, text/html", StringComparison.Ordinal));
        Assert.Contains(result.Lines, line => line.Contains($"2. {feeds.BaseUrl}/news.xml: 200, application/rss+xml", StringComparison.Ordinal));
        Assert.Contains("Feeds found: 2; in the chat one is chosen, here the first is read", result.Lines);
        Assert.Contains($"  1. News: {feeds.BaseUrl}/news.xml (named by the page)", result.Lines);
        Assert.Contains($"  2. Comments: {feeds.BaseUrl}/comments/feed (named by the page, comments)", result.Lines);
        Assert.Contains("  title     Harbour News", result.Lines);
        Assert.Contains(result.Lines, line => line.StartsWith("  items     4: with a date 3, with an id 3, with a link 3", StringComparison.Ordinal));
        Assert.Contains("Newest", result.Lines.First(line => line.StartsWith("  newest", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains(result.Lines, line => line.StartsWith("  broken    at line", StringComparison.Ordinal));
        Assert.Contains(result.Lines, line => line.StartsWith("  ETag: \"", StringComparison.Ordinal));
        Assert.Contains("  2 items share the id \"a\"", result.Lines);
        Assert.Contains("  The feed asks to be left alone for 30 minutes (ttl).", result.Lines);
        Assert.Contains(result.Lines, line => line.StartsWith("  About 2", StringComparison.Ordinal));
        Assert.Equal(0, feeds.Requests("/comments/feed"));
        Assert.False(Directory.Exists(installation.Folder.File("data")));
    }

    [Fact]
    public async Task FeedCheck_BesideARunningBot_OfAFeedItself_AsksOnce()
    {
        await using var feeds = await FeedServer.StartAsync(Cancellation);
        using var installation = new Installation();
        installation.Set("Feeds:AllowPrivateNetworks", "true");
        await using var bot = await installation.StartAnsweringAsync(Cancellation);
        var address = feeds.PutRss("/feed.xml", "Harbour News", new FeedItem("Truce holds", "Quiet.", TimeProvider.System.GetUtcNow()));

        var result = await installation.RunAsync(Cancellation, "feed", "check", address);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains($"  1. Harbour News: {address} (the address itself)", result.Lines);
        Assert.Equal(1, feeds.Requests("/feed.xml"));
    }

    [Fact]
    public async Task FeedCheck_NothingReadable_SaysWhyAndWhatToDoAndFails()
    {
        await using var feeds = await FeedServer.StartAsync(Cancellation);
        using var installation = new Installation();
        var secret = feeds.Put("/secret", [], "text/html") + "?token=sesame";
        feeds.Fail("/secret", 401);

        var forbidden = await installation.RunAsync(Cancellation, "feed", "check", secret);
        installation.Set("Feeds:AllowPrivateNetworks", "true");
        var refused = await installation.RunAsync(Cancellation, "feed", "check", secret);

        Assert.Equal(1, forbidden.ExitCode);
        Assert.Contains(forbidden.Lines, line => line.Contains("inside a private network", StringComparison.Ordinal));
        Assert.Contains(forbidden.Lines, line => line.Contains("Feeds:AllowPrivateNetworks", StringComparison.Ordinal));
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains(refused.Lines, line => line.Contains("1. ", StringComparison.Ordinal) && line.Contains(": 401, ", StringComparison.Ordinal));
        Assert.Contains(refused.Lines, line => line.Contains("NAME:PASSWORD", StringComparison.Ordinal));
        Assert.Contains("answered 401", Assert.Single(refused.Errors), StringComparison.Ordinal);
        Assert.DoesNotContain(refused.Lines.Concat(refused.Errors), line => line.Contains("sesame", StringComparison.Ordinal));
        Assert.Equal(1, feeds.Requests("/secret"));
    }

    [Fact]
    public async Task FeedExport_Imported_ChangesNothingAndStaysTheSame()
    {
        using var installation = new Installation();
        installation.Folder.Write("mine.opml", """
            <opml version="1.0"><body>
            <outline text="World"><outline text="Ukraine &amp; &lt;b&gt;more&lt;/b&gt;"><outline text="Новини «сьогодні»" xmlUrl="https://one.example/?a=1&amp;b=2" htmlUrl="https://one.example/" language="uk"/></outline></outline>
            <outline text="Two" xmlUrl="http://two.example/rss"/>
            <outline text="Two again" xmlUrl="https://two.example/rss"/>
            <outline text="Mine" xmlUrl="https://name:pass@three.example/rss?token=sesame"/>
            </body></opml>
            """);
        installation.Folder.Write("page.txt", "News Feed\n\nLamp back\n\nThe lamp of the lighthouse shone again on Monday.\n");

        var imported = await installation.RunAsync(Cancellation, "import", "mine.opml", "page.txt");
        var first = await installation.RunAsync(Cancellation, "feed", "export");
        installation.Folder.Write("out.opml", string.Join('\n', first.Lines));
        var again = await installation.RunAsync(Cancellation, "import", "out.opml");
        var second = await installation.RunAsync(Cancellation, "feed", "export");
        var open = await installation.RunAsync(Cancellation, "feed", "export", "--without-secrets");

        Assert.Contains("mine.opml: 3 feeds added, 0 already there, 1 more than once in the file", imported.Lines);
        Assert.Equal((0, 0, 0), (first.ExitCode, again.ExitCode, open.ExitCode));
        Assert.Equal("out.opml: 0 feeds added, 3 already there", Assert.Single(again.Lines));
        Assert.Equal(WithoutDate(first), WithoutDate(second));
        var text = string.Join('\n', first.Lines);
        Assert.Contains("text=\"Новини «сьогодні»\"", text, StringComparison.Ordinal);
        Assert.Contains("xmlUrl=\"https://name:pass@three.example/rss?token=sesame\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("News Feed", text, StringComparison.Ordinal);
        Assert.Contains("1 address holds a password or token", Assert.Single(first.Errors), StringComparison.Ordinal);
        Assert.DoesNotContain("three.example", string.Join('\n', open.Lines), StringComparison.Ordinal);

        // A new installation gets the same catalogue from it.
        using var other = new Installation();
        other.Folder.Write("out.opml", text);
        await other.RunAsync(Cancellation, "import", "out.opml");
        Assert.Equal(WithoutDate(first), WithoutDate(await other.RunAsync(Cancellation, "feed", "export")));
    }

    [Fact]
    public async Task Import_LongList_SaysHowFarItIs()
    {
        using var installation = new Installation();
        installation.Folder.Write("long.opml", "<opml><body>" + string.Concat(Enumerable.Range(1, 2300).Select(number => $"<outline xmlUrl='https://feeds.example.org/{number}'/>\n")) + "<outline type='rss' text='Bad'/></body></opml>");

        var result = await installation.RunAsync(Cancellation, "import", "long.opml");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(
            ["long.opml: 1000 of 2300 feeds so far", "long.opml: 2000 of 2300 feeds so far", "long.opml: refused: line 2301: the outline 'Bad' has no xmlUrl"],
            result.Errors);
        Assert.Equal("long.opml: 2300 feeds added, 0 already there", Assert.Single(result.Lines));
    }

    [Fact]
    public async Task Subscribe_AddressOfAFeed_CostsTheSiteOneRequestAndItsArticlesAreThere()
    {
        await using var feeds = await FeedServer.StartAsync(Cancellation);
        using var installation = new Installation();
        installation.Set("Feeds:AllowPrivateNetworks", "true");
        var address = feeds.PutRss("/own.xml", "Village Paper", new FeedItem("Bakery opens", "Bread.", TimeProvider.System.GetUtcNow()));
        await using var bot = await installation.StartAnsweringAsync(Cancellation);
        using var people = await installation.PeopleAsync(Cancellation);
        var anna = await people.PersonAsync("Anna", Cancellation);

        await people.SayAsync(anna, address, Cancellation);
        var answer = await people.NextMessageAsync(anna, 0, Cancellation);
        await bot.WaitForLineAsync("Village Paper", Cancellation);
        var said = await people.SayAsync(anna, "/search bakery", Cancellation);

        Assert.Contains("Village Paper", answer.Text, StringComparison.Ordinal);
        Assert.Contains("Bakery opens", (await people.NextMessageAsync(anna, said.Id, Cancellation)).Text, StringComparison.Ordinal);
        Assert.Equal(1, feeds.Requests("/own.xml"));
    }

    private static IEnumerable<string> WithoutDate(VerbResult result) => result.Lines.Where(line => !line.Contains("dateCreated", StringComparison.Ordinal));
}
