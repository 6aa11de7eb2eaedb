using Microsoft.Playwright;
using NewsBot.HostTests.Page;
using NewsBot.HostTests.Support;

namespace NewsBot.HostTests.Story;

/// <summary>
/// Makes the picture of the README from the real page with the real bot:
/// NEWSBOT_SCREENSHOT=docs/chat-page.png dotnet run --project tests/NewsBot.HostTests -- --filter-class "*ChatPagePicture"
/// </summary>
public sealed class ChatPagePicture(Chromium chromium)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadmePicture_WhenAFileIsNamed_ShowsAFollowedTopicAStoryAndTheLatest()
    {
        var file = Environment.GetEnvironmentVariable("NEWSBOT_SCREENSHOT");
        if (string.IsNullOrEmpty(file))
            Assert.Skip("NEWSBOT_SCREENSHOT names no file to write.");
        var phone = Environment.GetEnvironmentVariable("NEWSBOT_SCREENSHOT_PHONE") == "1";
        var dark = Environment.GetEnvironmentVariable("NEWSBOT_SCREENSHOT_DARK") == "1";

        await using var server = await FeedServer.StartAsync(Cancellation);
        var now = TimeProvider.System.GetUtcNow();
        var observatory = new Newsroom(server, "/observatory.xml", "Observatory Post", "en");
        var courier = new Newsroom(server, "/courier.xml", "Lindhaven Courier", "en");
        observatory.Publish(
            new Report("A spacecraft no larger than a suitcase photographs the far side of the Moon", "The pictures took nine hours to arrive.", now.AddHours(-3)));
        courier.Publish(
            new Report("Lindhaven ferry will run all night through the summer", "Islanders had asked for it for years.", now.AddHours(-5)),
            new Report("Space agency rents the old cannery for its new antenna", "Fishermen keep the pier.", now.AddHours(-8)));
        using var installation = new StoryInstallation(observatory, courier);
        await using var bot = await installation.StartAnsweringAsync(Cancellation);
        await using var page = await ChatPage.OpenAsync(chromium, installation.Page, phone: phone, dark: dark, scale: 1.25f, cancellationToken: Cancellation);
        if (phone)
            await page.Page.Locator("button[data-chat-id]").First.ClickAsync();
        else
            await page.Page.SetViewportSizeAsync(1200, 892);
        await observatory.WaitUntilReadAsync(Cancellation);
        await courier.WaitUntilReadAsync(Cancellation);

        await page.StartAsync();
        await page.WaitForMessageAsync("Pick a topic");
        await page.PressAsync("🚀 Space");
        await page.WaitForMessageAsync("new stories arrive here");
        observatory.Publish(new Report(
            "A comet last seen by the Vikings is back tonight",
            "You need no telescope: look to the north-west an hour after sunset. The next chance comes in 1,100 years.",
            now.AddMinutes(-4), await Pictures.SkyAsync(await chromium.BrowserAsync(Cancellation), server, "/comet.jpg")));
        await page.WaitForMessageAsync("look to the north-west");
        await page.SendAsync("/latest");
        var list = await page.WaitForMessageAsync("Latest");
        await Assertions.Expect(list).ToContainTextAsync("A comet last seen");
        await page.WaitUntilPicturesAreDrawnAsync();
        await page.Page.Mouse.MoveAsync(0, 0);
        await page.ScreenshotAsync(file);

        Assert.Empty(page.Problems);
    }
}
