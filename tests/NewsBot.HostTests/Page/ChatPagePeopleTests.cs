using Microsoft.Playwright;
using NewsBot.HostTests.Emulator;
using NewsBot.TelegramEmulator;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types.ReplyMarkups;

namespace NewsBot.HostTests.Page;

/// <summary>Several people, groups, start links, a phone's width and a lost connection on the chat page.</summary>
public sealed class ChatPagePeopleTests(Chromium chromium)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TwoPeople_EachInTheirOwnChat_SeeOnlyTheirOwnMessages()
    {
        await using var bench = await EmulatorBench.StartAsync();
        await using var bot = Echo(bench);
        await using var page = await OpenAsync(bench);
        await page.SendAsync("I am Anna");
        await page.WaitForMessageAsync("Heard: I am Anna");

        await page.BecomeAsync("Тарас");
        await page.WaitForGoneAsync("I am Anna");
        await page.SendAsync("Я Тарас");
        await page.WaitForMessageAsync("Heard: Я Тарас");

        await bench.Bot.SendMessage(bench.Anna, "Only for Anna", cancellationToken: Cancel);
        await page.BecomeAsync("Anna");
        await page.WaitForMessageAsync("Only for Anna");
        await page.WaitForGoneAsync("Я Тарас");
        Assert.Empty(page.Problems);
    }

    [Fact]
    public async Task Group_MadeOnThePage_HasTheBotAndShowsWhoSpeaks()
    {
        await using var bench = await EmulatorBench.StartAsync();
        await using var bot = Echo(bench);
        await using var page = await OpenAsync(bench);

        await page.Page.Locator("#more-button").ClickAsync();
        await page.Page.GetByRole(AriaRole.Menuitem, new() { Name = "New group" }).ClickAsync();
        await page.Page.GetByLabel("Name of the group").FillAsync("Наш двір");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        await Assertions.Expect(page.Page.Locator("#conversation-title")).ToContainTextAsync("3 members");
        await page.SendAsync("/hello");
        var answer = await page.WaitForMessageAsync("Heard: /hello");
        await Assertions.Expect(answer.Locator(".sender")).ToHaveTextAsync("Emulated Bot");

        await page.Page.Locator("#conversation-title").ClickAsync();
        await page.Page.GetByLabel("What Тарас is in this group").SelectOptionAsync("administrator");
        await Assertions.Expect(page.Page.GetByLabel("What Тарас is in this group")).ToHaveValueAsync("administrator");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Upgrade to a supergroup" }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Upgrade", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Page.Locator("button[data-chat-id^=\"-100\"]")).ToContainTextAsync("Наш двір");
        Assert.Empty(page.Problems);
    }

    [Fact]
    public async Task File_AttachedToAReplyInAGroup_ReachesTheBotWithTheWordsAsItsCaption()
    {
        await using var bench = await (await EmulatorBench.StartAsync()).InFamilyAsync();
        await using var bot = new ScriptedBot(bench.Bot, async (client, update, cancel) =>
        {
            if (update.Message is { Document: { } document } message)
                await client.SendMessage(message.Chat, $"{document.FileName}, {document.FileSize} B, {message.Caption}, answers {message.ReplyToMessage?.Text}", cancellationToken: cancel);
        });
        await bench.Bot.SendMessage(bench.Family, "Send me a list", cancellationToken: Cancel);
        await using var page = await OpenAsync(bench);
        await page.OpenChatAsync(bench.Family);
        var asked = await page.WaitForMessageAsync("Send me a list");

        await asked.ClickAsync(new() { Button = MouseButton.Right });
        await page.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Reply" }).ClickAsync();
        await page.Page.Locator("textarea[aria-label=\"Message\"]").FillAsync("please add these");
        await page.AttachAsync("list.opml", "<opml/>");

        await page.WaitForMessageAsync("list.opml, 7 B, please add these, answers Send me a list");
        await Assertions.Expect(page.Page.Locator("textarea[aria-label=\"Message\"]")).ToHaveValueAsync("");
        await Assertions.Expect(page.Page.Locator(".composer-context")).ToBeHiddenAsync();
        Assert.Empty(page.Problems);
    }

    [Fact]
    public async Task StartLink_InAMessageAndInTheAddress_StaysInThePage()
    {
        await using var bench = await (await EmulatorBench.StartAsync()).StartedAsync();
        await using var bot = Echo(bench);
        var me = await bench.Bot.GetMe(Cancel);
        await bench.Bot.SendMessage(
            bench.Anna, "Follow me", replyMarkup: new InlineKeyboardMarkup(InlineKeyboardButton.WithUrl("Follow", $"https://t.me/{me.Username}?start=topic-tech")), cancellationToken: Cancel);
        await using var page = await OpenAsync(bench);
        await page.PressAsync("Follow");
        await page.WaitForMessageAsync("Heard: /start topic-tech");

        await using var second = await ChatPage.OpenAsync(chromium, new Uri(bench.Server.BaseUrl, "/?start=topic-world"), bench.Anna, cancellationToken: Cancel);
        await second.StartAsync();
        await second.WaitForMessageAsync("Heard: /start topic-world");
    }

    [Fact]
    public async Task Phone_ListThenChat_AreTwoScreensWithoutSidewaysScrolling()
    {
        await using var bench = await (await EmulatorBench.StartAsync()).StartedAsync();
        await bench.Bot.SendMessage(bench.Anna, new string('W', 300), replyMarkup: new InlineKeyboardMarkup(("One", "1"), ("Two", "2"), ("Three", "3"), ("Four", "4")), cancellationToken: Cancel);
        await using var page = await OpenAsync(bench, phone: true);
        await Assertions.Expect(page.Page.Locator("#conversation")).Not.ToBeVisibleAsync();

        await page.OpenChatAsync(bench.Anna);
        await page.WaitForMessageAsync("WWW");
        await Assertions.Expect(page.Page.Locator("#chat-list")).Not.ToBeVisibleAsync();
        Assert.True(await page.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth && document.getElementById('log').scrollWidth <= innerWidth"));
        await page.Page.GoBackAsync();
        await Assertions.Expect(page.Page.Locator("#chat-list")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Blocking_OnThePage_ReachesTheBotAndIsUndone()
    {
        await using var bench = await (await EmulatorBench.StartAsync()).StartedAsync();
        await using var page = await OpenAsync(bench);
        await page.Page.Locator("#chat-menu-button").ClickAsync();
        await page.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Block the bot" }).ClickAsync();
        await Assertions.Expect(page.Page.GetByText("You blocked this bot.")).ToBeVisibleAsync();
        await Assert.ThrowsAsync<ApiRequestException>(() => bench.Bot.SendMessage(bench.Anna, "Hello?", cancellationToken: Cancel));

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Unblock" }).ClickAsync();
        await Assertions.Expect(page.Page.GetByText("You blocked this bot.")).ToHaveCountAsync(0);
        await bench.Bot.SendMessage(bench.Anna, "Welcome back", cancellationToken: Cancel);
        await page.WaitForMessageAsync("Welcome back");
    }

    [Fact]
    public async Task Connection_LostToARestartedEmulator_ComesBackWithItsNewKeyAndItsChats()
    {
        var first = await EmulatorServer.StartAsync(new EmulatorOptions { Url = "http://127.0.0.1:0" }, Cancel);
        var address = first.BaseUrl;
        await using var page = await ChatPage.OpenAsync(chromium, address, cancellationToken: Cancel);
        await page.SendAsync("Before");
        await Assertions.Expect(page.Messages).ToHaveCountAsync(1);
        var banner = page.Page.Locator("#connection-banner");
        await first.DisposeAsync();
        await Assertions.Expect(banner).ToBeVisibleAsync(Patiently);

        await using var second = await EmulatorServer.StartAsync(new EmulatorOptions { Url = address.GetLeftPart(UriPartial.Authority) }, Cancel);
        Assert.NotEqual(first.Key, second.Key);
        await Assertions.Expect(banner).Not.ToBeVisibleAsync(new() { Timeout = Patiently.Timeout });
        await page.WaitForGoneAsync("Before");
        await page.SendAsync("After");
        await Assertions.Expect(page.Messages).ToContainTextAsync(["After"]);
        Assert.Empty(page.Problems);
    }

    private static LocatorAssertionsToBeVisibleOptions Patiently => new() { Timeout = (float)ChatPage.Patience.TotalMilliseconds };

    private static ScriptedBot Echo(EmulatorBench bench) => new(bench.Bot, async (client, update, cancel) =>
    {
        if (update.Message?.Text is { } text)
            await client.SendMessage(update.Message.Chat, $"Heard: {text}", cancellationToken: cancel);
    });

    private Task<ChatPage> OpenAsync(EmulatorBench bench, bool phone = false) =>
        ChatPage.OpenAsync(chromium, bench.Server.BaseUrl, bench.Anna, phone, cancellationToken: Cancel);
}
