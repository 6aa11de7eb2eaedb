using Microsoft.Playwright;
using NewsBot.HostTests.Page;
using NewsBot.HostTests.Support;

namespace NewsBot.HostTests.Story;

/// <summary>Feeds brought from another reader as a file and taken out again, in a real browser with the real program.</summary>
public sealed class OpmlInTheBrowserTests(Chromium chromium)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task File_SentInTheChat_BringsFeedsWithoutTheirPastAndComesBackAsAFile()
    {
        await using var server = await FeedServer.StartAsync(Cancellation);
        var (post, courier) = (new Newsroom(server, "/observatory.xml", "Observatory Post", "en"), new Newsroom(server, "/courier.xml", "Lindhaven Courier", "en"));
        post.Publish(new Report("An old eclipse", "Long over.", Now.AddHours(-3)));
        courier.Publish(new Report("The ferry is late", "As ever.", Now.AddHours(-2)));
        using var installation = new StoryInstallation(post);
        await using var bot = await installation.StartAnsweringAsync(Cancellation);
        await post.WaitUntilReadAsync(Cancellation);
        await using var page = await ChatPage.OpenAsync(chromium, installation.Page, cancellationToken: Cancellation);
        await page.StartAsync();
        await page.WaitForMessageAsync("Pick a topic");

        await page.AttachAsync("from my reader.opml",
            $"""
            <opml version="2.0"><head><title>Mine</title></head><body>
            <outline text="Port &amp; sea"><outline text="The &lt;b&gt;ferry&lt;/b&gt; paper" type="rss" xmlUrl="{courier.Address}"/></outline>
            <outline text="Sky"><outline text="Whatever" type="rss" xmlUrl="{post.Address}"/><outline text="Lost" type="rss"/></outline>
            </body></opml>
            """);
        var offer = await page.WaitForMessageAsync("from my reader.opml holds 2 feeds");
        await Assertions.Expect(offer).ToContainTextAsync("line 3: “Lost” has no address");
        await page.PressAsync("➕ Add all 2");
        await page.WaitForMessageAsync("Added 2 feeds");
        await courier.WaitUntilReadAsync(Cancellation);
        var report = new Report("The ferry is on time", "For once.", Now);
        courier.Publish(report);
        await page.WaitForMessageAsync("The ferry is on time");
        await page.WaitForGoneAsync("The ferry is late");
        await page.WaitForGoneAsync("An old eclipse");

        await page.SendAsync("/sources");
        await page.WaitForMessageAsync("2 sources");
        await page.PressAsync("⬇️ As a file (OPML)");
        var message = await page.WaitForMessageAsync("2 feeds of this chat as OPML");
        var download = await page.Page.RunAndWaitForDownloadAsync(() => message.Locator("a.document").ClickAsync());
        Assert.Matches("^newsbot-[0-9-]{10}[.]opml$", download.SuggestedFilename);
        var content = await File.ReadAllTextAsync(await download.PathAsync(), Cancellation);
        Assert.Contains($"xmlUrl=\"{courier.Address}\"", content, StringComparison.Ordinal);
        Assert.Contains($"xmlUrl=\"{post.Address}\"", content, StringComparison.Ordinal);
        Assert.Contains("text=\"Port &amp; sea\"", content, StringComparison.Ordinal);
        Assert.Contains("The ferry paper", content, StringComparison.Ordinal);

        // What came out goes in again, and changes nothing.
        await page.AttachAsync(download.SuggestedFilename, content);
        await page.WaitForMessageAsync("All of it is followed here already.");
        Assert.Empty(page.Problems);
        Assert.Equal(0, await bot.StopAsync(Cancellation));
        Assert.Empty(bot.Errors);
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();
}
