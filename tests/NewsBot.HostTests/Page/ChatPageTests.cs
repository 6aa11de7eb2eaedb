using Microsoft.Playwright;
using NewsBot.HostTests.Emulator;
using Telegram.Bot;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;

namespace NewsBot.HostTests.Page;

/// <summary>The chat page against the emulator, with a small bot on Telegram.Bot behind it.</summary>
public sealed class ChatPageTests(Chromium chromium)
{
    private const string Hostile = "<b>not bold</b> <img src=x onerror=alert(1)> <script>alert(2)</script>";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_InAnEmptyChat_SendsStartAndTheAnswerKeepsItsFormatting()
    {
        await using var bench = await EmulatorBench.StartAsync();
        await bench.Bot.SetMyDescription("News you choose.", cancellationToken: Cancel);
        await using var bot = new ScriptedBot(bench.Bot, async (client, update, cancel) =>
        {
            if (update.Message?.Text == "/start")
            {
                await client.SendMessage(
                    update.Message.Chat,
                    "<b>Hello</b> <i>Anna</i>, <a href=\"https://example.com/x\">read</a> <tg-spoiler>secret</tg-spoiler>\n<pre><code class=\"language-sql\">select 1</code></pre><blockquote expandable>folded words</blockquote>",
                    ParseMode.Html,
                    cancellationToken: cancel);
            }
        });
        await using var page = await OpenAsync(bench);
        await Assertions.Expect(page.Page.GetByText("News you choose.")).ToBeVisibleAsync();

        await page.StartAsync();
        var message = await page.WaitForMessageAsync("Hello");
        await Assertions.Expect(message.Locator("strong")).ToHaveTextAsync("Hello");
        await Assertions.Expect(message.Locator("em")).ToHaveTextAsync("Anna");
        await Assertions.Expect(message.Locator(".text a")).ToHaveAttributeAsync("href", "https://example.com/x");
        await Assertions.Expect(message.Locator(".text a")).ToHaveAttributeAsync("target", "_blank");
        await Assertions.Expect(message.Locator("pre code")).ToHaveTextAsync("select 1");
        await Assertions.Expect(message.Locator("blockquote")).ToContainTextAsync("folded words");
        await Assertions.Expect(message.GetByText("secret")).Not.ToBeVisibleAsync();
        await message.Locator(".spoiler").ClickAsync();
        await Assertions.Expect(message.GetByText("secret")).ToBeVisibleAsync();
        Assert.Empty(page.Problems);
    }

    [Fact]
    public async Task Press_OnAnInlineButton_ShowsTheToastAndEditsTheMessageInPlace()
    {
        await using var bench = await (await EmulatorBench.StartAsync()).StartedAsync();
        await using var bot = new ScriptedBot(bench.Bot, async (client, update, cancel) =>
        {
            if (update.CallbackQuery is not { Message: { } message } query)
                return;
            await client.EditMessageText(message.Chat, message.Id, "Following Tech", replyMarkup: new InlineKeyboardMarkup(("Undo", "undo")), cancellationToken: cancel);
            await client.AnswerCallbackQuery(query.Id, "Saved", showAlert: query.Data == "alert", cancellationToken: cancel);
        });
        await bench.Bot.SendMessage(bench.Anna, "Pick a topic", replyMarkup: new InlineKeyboardMarkup(("Tech", "tech"), ("World", "alert")), cancellationToken: Cancel);
        await using var page = await OpenAsync(bench);
        var before = await (await page.WaitForMessageAsync("Pick a topic")).GetAttributeAsync("data-message-id");

        await page.Button("Tech").FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await page.WaitForToastAsync("Saved");
        var after = await page.WaitForMessageAsync("Following Tech");
        Assert.Equal(before, await after.GetAttributeAsync("data-message-id"));
        await page.WaitForGoneAsync("Pick a topic");
        await Assertions.Expect(page.Button("Undo")).ToBeVisibleAsync();
        // The finger stays where it was, so that the next key press lands on what took the button's place.
        await Assertions.Expect(page.Button("Undo")).ToBeFocusedAsync();
        Assert.Empty(page.Problems);
    }

    [Fact]
    public async Task Press_AnsweredWithAnAlert_IsReadBeforeAnythingElse()
    {
        await using var bench = await (await EmulatorBench.StartAsync()).StartedAsync();
        await using var bot = new ScriptedBot(bench.Bot, async (client, update, cancel) =>
        {
            if (update.CallbackQuery is { } query)
                await client.AnswerCallbackQuery(query.Id, "Nothing is left to show.", showAlert: true, cancellationToken: cancel);
        });
        await bench.Bot.SendMessage(bench.Anna, "More?", replyMarkup: new InlineKeyboardMarkup(("More", "more")), cancellationToken: Cancel);
        await using var page = await OpenAsync(bench);

        await page.PressAsync("More");
        var alert = page.Page.GetByRole(AriaRole.Alertdialog);
        await Assertions.Expect(alert).ToContainTextAsync("Nothing is left to show.");
        await alert.GetByRole(AriaRole.Button, new() { Name = "OK" }).ClickAsync();
        await Assertions.Expect(alert).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Markup_InMessagesNamesAndButtons_IsShownAsText()
    {
        await using var bench = await (await EmulatorBench.StartAsync()).StartedAsync();
        await bench.People.AddGroupAsync(Hostile, true, [bench.Anna, bench.Taras], Cancel);
        await bench.Bot.SetMyDescription(Hostile, cancellationToken: Cancel);
        await bench.Bot.SendMessage(bench.Anna, Hostile, replyMarkup: new InlineKeyboardMarkup((Hostile, "x")), cancellationToken: Cancel);
        await bench.Bot.SendRichMessage(bench.Anna, new InputRichMessage { Html = "<p>rich &lt;script&gt;alert(3)&lt;/script&gt;</p>" }, cancellationToken: Cancel);
        await using var page = await OpenAsync(bench);

        var message = await page.WaitForMessageAsync("not bold");
        await Assertions.Expect(message.Locator(".text")).ToHaveTextAsync(Hostile);
        await Assertions.Expect(page.Button(Hostile)).ToBeVisibleAsync();
        await page.WaitForMessageAsync("alert(3)");
        Assert.Equal(0, await page.Page.Locator("body script, .text img, .key img").CountAsync());
        Assert.Empty(page.Problems);
    }

    [Fact]
    public async Task Commands_ByLanguageAndScope_AreOfferedAndSent()
    {
        await using var bench = await (await EmulatorBench.StartAsync()).StartedAsync();
        await bench.Bot.SetMyCommands([new("latest", "Latest news"), new("help", "Help")], cancellationToken: Cancel);
        await bench.Bot.SetMyCommands([new("latest", "Останні новини")], languageCode: "uk", cancellationToken: Cancel);
        await bench.Bot.SetMyCommands([new("groupnews", "For groups")], new BotCommandScopeAllGroupChats(), cancellationToken: Cancel);
        await bench.People.SetBotAsync(bench.Family, "member", Cancel);
        await using var page = await OpenAsync(bench);
        var list = page.Page.GetByRole(AriaRole.Listbox, new() { Name = "Commands" });
        var commands = page.Page.Locator("#command-button");

        await commands.ClickAsync();
        await Assertions.Expect(list.GetByRole(AriaRole.Option)).ToHaveTextAsync(["/latestLatest news", "/helpHelp"]);
        await list.GetByText("/latest").ClickAsync();
        await Assertions.Expect(page.Messages.Last).ToContainTextAsync("/latest");

        await page.OpenChatAsync(bench.Family);
        await commands.ClickAsync();
        await Assertions.Expect(list.GetByRole(AriaRole.Option)).ToHaveTextAsync(["/groupnewsFor groups"]);

        await page.BecomeAsync("Тарас");
        await page.OpenChatAsync(bench.Taras);
        await page.Page.Locator("textarea[aria-label=\"Message\"]").FillAsync("/la");
        await Assertions.Expect(list.GetByRole(AriaRole.Option)).ToHaveTextAsync(["/latestОстанні новини"]);
    }

    private Task<ChatPage> OpenAsync(EmulatorBench bench, bool phone = false) =>
        ChatPage.OpenAsync(chromium, bench.Server.BaseUrl, bench.Anna, phone, cancellationToken: Cancel);
}
