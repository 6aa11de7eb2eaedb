using Microsoft.Playwright;
using NewsBot.HostTests.Page;
using NewsBot.HostTests.Support;

namespace NewsBot.HostTests.Story;

/// <summary>What a person lives through, in a real browser with the real program: from Start to a story that arrives.</summary>
public sealed class StoryInTheBrowserTests(Chromium chromium)
{
    private static readonly LocatorAssertionsToContainTextOptions Patiently = new() { Timeout = 15_000 };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TwoTapsFromStart_AProofAndThenANewStory_OnceWithTitleSourceAndReason()
    {
        await using var server = await FeedServer.StartAsync(Cancellation);
        var post = Observatory(server, stories: 3);
        using var installation = new StoryInstallation(post);
        await using var bot = await installation.StartAnsweringAsync(Cancellation);
        await post.WaitUntilReadAsync(Cancellation);
        await using var page = await ChatPage.OpenAsync(chromium, installation.Page, cancellationToken: Cancellation);

        await page.StartAsync();
        await page.WaitForMessageAsync("Pick a topic");
        await page.PressAsync("🚀 Space");
        await page.WaitForMessageAsync("Space: new stories arrive here");
        var proof = await page.WaitForMessageAsync("Astronaut 1 waters tomatoes");
        await Assertions.Expect(proof).ToContainTextAsync("Observatory Post");

        var report = new Report("Spacecraft <b>lands</b> & waves", "It waved twice.", Now);
        post.Publish(report, new Report("Bakers of the valley meet", "Nothing to do with the sky.", Now));
        var alert = await page.WaitForMessageAsync("Spacecraft <b>lands</b> & waves");
        await Assertions.Expect(alert.GetByRole(AriaRole.Link, new() { Name = report.Title, Exact = true })).ToHaveAttributeAsync("href", post.AddressOf(report));
        await Assertions.Expect(alert).ToContainTextAsync("Observatory Post ·");
        await Assertions.Expect(alert).ToContainTextAsync("It waved twice.");
        await Assertions.Expect(alert).ToContainTextAsync("🔔 🚀 Space");
        await post.WaitUntilReadAsync(Cancellation);
        await Assertions.Expect(page.Messages.Filter(new() { HasText = report.Title })).ToHaveCountAsync(1);
        await page.WaitForGoneAsync("Bakers of the valley");

        Assert.Empty(page.Problems);
        Assert.Equal(0, await bot.StopAsync(Cancellation));
        Assert.Empty(bot.Errors);
    }

    [Fact]
    public async Task Search_OlderAndNewer_EditTheSameMessage()
    {
        await using var server = await FeedServer.StartAsync(Cancellation);
        var post = Observatory(server, stories: 12);
        using var installation = new StoryInstallation(post);
        await using var bot = await installation.StartAnsweringAsync(Cancellation);
        await post.WaitUntilReadAsync(Cancellation);
        await using var page = await ChatPage.OpenAsync(chromium, installation.Page, cancellationToken: Cancellation);

        await page.SendAsync("/search tomatoes");
        var list = await page.WaitForMessageAsync("tomatoes · 1–5");
        await Assertions.Expect(list).ToContainTextAsync("1. Astronaut 1 waters tomatoes");
        await page.PressAsync("Older ▶");
        await Assertions.Expect(page.Messages.Last).ToContainTextAsync("6. Astronaut 6 waters tomatoes", Patiently);
        await page.PressAsync("Older ▶");
        await Assertions.Expect(page.Messages.Last).ToContainTextAsync("12. Astronaut 12 waters tomatoes", Patiently);
        await Assertions.Expect(page.Button("Older ▶")).ToHaveCountAsync(0);
        await page.PressAsync("◀ Newer");
        await Assertions.Expect(page.Messages.Last).ToContainTextAsync("tomatoes · 6–10", Patiently);
        // The question and one answer: paging has written nothing new.
        await Assertions.Expect(page.Messages).ToHaveCountAsync(2);

        Assert.Empty(page.Problems);
    }

    [Fact]
    public async Task ChoicesUnderAStory_MuteTheSource_IsQuietUntilUndone()
    {
        await using var server = await FeedServer.StartAsync(Cancellation);
        var post = Observatory(server, stories: 1);
        var courier = new Newsroom(server, "/courier.xml", "Lindhaven Courier", "en");
        courier.Publish(new Report("The ferry is late", "As ever.", Now.AddHours(-2)));
        using var installation = new StoryInstallation(post, courier);
        await using var bot = await installation.StartAnsweringAsync(Cancellation);
        await post.WaitUntilReadAsync(Cancellation);
        await courier.WaitUntilReadAsync(Cancellation);
        await using var page = await ChatPage.OpenAsync(chromium, installation.Page, cancellationToken: Cancellation);
        await page.SendAsync("/subscribe comet");
        await page.WaitForMessageAsync("I look out for comet");
        post.Publish(new Report("First comet", "Seen at dawn.", Now));
        await page.WaitForMessageAsync("First comet");

        await page.PressAsync("⋯");
        await Assertions.Expect(page.Button("✖ Stop 🔎 comet")).ToBeVisibleAsync();
        await page.PressAsync("🔇 Mute Observatory Post here");
        await page.WaitForToastAsync("Muted Observatory Post here.");
        post.Publish(new Report("Second comet", "Nobody here hears of it.", Now));
        await post.WaitUntilReadAsync(Cancellation);
        // What comes from elsewhere still arrives, after what would have come before it.
        courier.Publish(new Report("Third comet", "Seen from the ferry.", Now));
        await page.WaitForMessageAsync("Third comet");
        await page.WaitForGoneAsync("Second comet");

        await page.PressAsync("↩︎ Undo");
        await page.WaitForToastAsync("Undone.");
        post.Publish(new Report("Fourth comet", "Heard again.", Now));
        await page.WaitForMessageAsync("Fourth comet");
        Assert.Empty(page.Problems);
    }

    [Fact]
    public async Task UkrainianPerson_OnAPhone_IsAnsweredInUkrainianWithoutSidewaysScrolling()
    {
        await using var server = await FeedServer.StartAsync(Cancellation);
        var post = new Newsroom(server, "/visnyk.xml", "Вісник обсерваторії", "uk");
        post.Publish(new Report("Космонавт поливає помідори", "На орбіті їм добре.", Now.AddHours(-1)));
        using var installation = new StoryInstallation(post);
        await using var bot = await installation.StartAnsweringAsync(Cancellation);
        await post.WaitUntilReadAsync(Cancellation);
        await using var page = await ChatPage.OpenAsync(chromium, installation.Page, phone: true, cancellationToken: Cancellation);
        await page.BecomeAsync("Тарас");
        await page.Page.Locator("button[data-chat-id]", new() { HasText = "NewsBot" }).ClickAsync();

        await page.StartAsync();
        await page.WaitForMessageAsync("Оберіть тему");
        await page.PressAsync("🚀 Космос");
        await page.WaitForMessageAsync("Космонавт поливає помідори");
        post.Publish(new Report("Телескоп побачив об'єкт, довший за будь-яку назву, яку для нього встигли вигадати", "Назву шукають далі.", Now));
        var alert = await page.WaitForMessageAsync("Телескоп побачив об'єкт");
        await Assertions.Expect(alert).ToContainTextAsync("🔔 🚀 Космос");
        await page.PressAsync("⋯");
        await Assertions.Expect(page.Button("🔇 Приглушити тут: Вісник обсерваторії")).ToBeVisibleAsync();
        Assert.True(await page.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth && document.getElementById('log').scrollWidth <= innerWidth"));
        Assert.Empty(page.Problems);
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>A newsroom with a back catalogue: "Astronaut N waters tomatoes", one an hour.</summary>
    private static Newsroom Observatory(FeedServer server, int stories)
    {
        var newsroom = new Newsroom(server, "/observatory.xml", "Observatory Post", "en");
        newsroom.Publish(Enumerable.Range(1, stories).Select(number => new Report($"Astronaut {number} waters tomatoes", "They like it in orbit.", Now.AddHours(-number))));
        return newsroom;
    }
}
