using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;

namespace NewsBot.HostTests.Emulator;

public sealed class ProfileTests : IAsyncLifetime
{
    private EmulatorBench bench = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => bench = await (await EmulatorBench.StartAsync()).StartedAsync();

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Fact]
    public async Task Commands_AreKeptByScopeAndLanguageAndShownOnThePage()
    {
        var scope = BotCommandScope.Chat(bench.Anna);
        await bench.Bot.SetMyCommands([new BotCommand("help", "Help")], cancellationToken: Cancel);
        await bench.Bot.SetMyCommands([new BotCommand("help", "Допомога")], languageCode: "uk", cancellationToken: Cancel);
        await bench.Bot.SetMyCommands([new BotCommand("mine", "Mine")], scope, cancellationToken: Cancel);
        Assert.Equal("Допомога", Assert.Single(await bench.Bot.GetMyCommands(languageCode: "uk", cancellationToken: Cancel)).Description);
        Assert.Equal("mine", Assert.Single(await bench.Bot.GetMyCommands(scope, cancellationToken: Cancel)).Command);
        var shown = (await bench.People.StateAsync(Cancel)).Commands;
        Assert.Equal(["default:", "default:uk", "chat:"], shown.Select(c => $"{c!["scope"]!["type"]}:{c["languageCode"]}"));
        await bench.Bot.DeleteMyCommands(scope, cancellationToken: Cancel);
        Assert.Empty(await bench.Bot.GetMyCommands(scope, cancellationToken: Cancel));
    }

    [Theory]
    [InlineData("Help", "x", "Bad Request: BOT_COMMAND_INVALID")]
    [InlineData("help", "", "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")]
    public async Task Command_ThatTelegramRefuses_RaisesItsCode(string command, string description, string expected)
    {
        var refused = await Assert.ThrowsAsync<ApiRequestException>(() => bench.Bot.SetMyCommands([new BotCommand(command, description)], cancellationToken: Cancel));
        Assert.Equal(expected, refused.Message);
    }

    [Fact]
    public async Task NamesDescriptionsMenuAndRights_AreKept()
    {
        await bench.Bot.SetMyName("Newsroom", cancellationToken: Cancel);
        await bench.Bot.SetMyDescription("What it does", cancellationToken: Cancel);
        await bench.Bot.SetMyShortDescription("Short", cancellationToken: Cancel);
        await bench.Bot.SetChatMenuButton(bench.Anna, new MenuButtonCommands(), Cancel);
        Assert.Equal("Newsroom", (await bench.Bot.GetMyName(cancellationToken: Cancel)).Name);
        Assert.Equal("Newsroom", (await bench.Bot.GetMe(Cancel)).FirstName);
        Assert.Equal("What it does", (await bench.Bot.GetMyDescription(cancellationToken: Cancel)).Description);
        Assert.Equal("Short", (await bench.Bot.GetMyShortDescription(cancellationToken: Cancel)).ShortDescription);
        Assert.IsType<MenuButtonCommands>(await bench.Bot.GetChatMenuButton(bench.Anna, Cancel));
        Assert.Equal("What it does", (string?)(await bench.People.StateAsync(Cancel)).Bot["description"]);
        var tooLong = await Assert.ThrowsAsync<ApiRequestException>(() => bench.Bot.SetMyName(new string('x', 65), cancellationToken: Cancel));
        Assert.Equal(400, tooLong.ErrorCode);
    }

    [Fact]
    public async Task Pins_ReactionsAndLoggingOut_AreAnswered()
    {
        var sent = await bench.Bot.SendMessage(bench.Anna, "x", cancellationToken: Cancel);
        await bench.Bot.PinChatMessage(bench.Anna, sent.Id, cancellationToken: Cancel);
        Assert.Equal(sent.Id, (await bench.Bot.GetChat(bench.Anna, Cancel)).PinnedMessage!.Id);
        await bench.Bot.UnpinChatMessage(bench.Anna, sent.Id, cancellationToken: Cancel);
        await bench.Bot.SetMessageReaction(bench.Anna, sent.Id, [new ReactionTypeEmoji { Emoji = "👍" }], cancellationToken: Cancel);
        await bench.Bot.LogOut(Cancel);
        await bench.Bot.Close(Cancel);
        var refused = await Assert.ThrowsAsync<ApiRequestException>(() => bench.Bot.AnswerInlineQuery("1", [], cancellationToken: Cancel));
        Assert.Contains("query is too old", refused.Message);
    }
}
