using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;

namespace NewsBot.HostTests.Emulator;

public sealed class PersistenceTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("emulator-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string StorePath => Path.Combine(folder, "data", "emulator.db");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Restart_KeepsTokenKeyChatsCommandsAndWaitingUpdates()
    {
        string token, key;
        int messageId, updateId;
        await using (var before = await (await EmulatorBench.StartAsync(StorePath)).StartedAsync())
        {
            (token, key) = (before.Server.Token, before.Server.Key);
            await before.Bot.SetMyCommands([new BotCommand("latest", "The latest")], cancellationToken: Cancel);
            messageId = (await before.Bot.SendMessage(before.Anna, "kept", cancellationToken: Cancel)).Id;
            await before.People.SayAsync(before.Anna, "waiting", Cancel);
            updateId = Assert.Single(await before.Bot.GetUpdates(timeout: 0, cancellationToken: Cancel)).Id;
        }
        await using var after = await EmulatorBench.StartAsync(StorePath);
        Assert.Equal((token, key), (after.Server.Token, after.Server.Key));
        Assert.Equal("kept", (await after.People.NextMessageAsync(after.Anna, 0, Cancel)).Text);
        Assert.Equal(updateId, Assert.Single(await after.Bot.GetUpdates(timeout: 0, cancellationToken: Cancel)).Id);
        Assert.Equal("latest", Assert.Single(await after.Bot.GetMyCommands(cancellationToken: Cancel)).Command);
        Assert.True((await after.Bot.SendMessage(after.Anna, "next", cancellationToken: Cancel)).Id > messageId + 1);
        await after.People.SayAsync(after.Anna, "one more", Cancel);
        Assert.Equal(updateId + 1, (await after.UpdatesAsync())[^1].Id);
    }

    [Fact]
    public async Task StartOver_EmptiesTheChatsAndIdsCountOn()
    {
        await using var bench = await (await EmulatorBench.StartAsync(StorePath)).StartedAsync();
        var sent = await bench.Bot.SendMessage(bench.Anna, "x", cancellationToken: Cancel);
        await bench.People.SayAsync(bench.Anna, "waiting", Cancel);
        var update = Assert.Single(await bench.Bot.GetUpdates(timeout: 0, cancellationToken: Cancel));
        await bench.People.ResetAsync(Cancel);
        Assert.Empty(await bench.People.MessagesAsync(bench.Anna, 0, Cancel));
        Assert.Empty(await bench.UpdatesAsync());
        var said = await bench.People.SayAsync(bench.Anna, "again", Cancel);
        Assert.Equal(sent.Id + 2, said.Id);
        Assert.Equal(update.Id + 1, Assert.Single(await bench.UpdatesAsync()).Id);
    }

    [Fact]
    public async Task TwoTokens_AreTwoBotsThatDoNotSeeEachOther()
    {
        await using var bench = await EmulatorBench.StartAsync(StorePath, null, "101:first", "202:second");
        await bench.StartedAsync();
        var other = bench.NewBot("202:second");
        Assert.Equal(202, (await other.GetMe(Cancel)).Id);
        using var theirs = new EmulatorClient(bench.Server.BaseUrl, bench.Server.Key, 202);
        var theirAnna = await theirs.PersonAsync("Anna", Cancel);
        await theirs.SayAsync(theirAnna, "/start", Cancel);
        Assert.Single(await other.GetUpdates(timeout: 0, cancellationToken: Cancel));
        Assert.Empty(await bench.UpdatesAsync());
    }

    [Fact]
    public async Task Events_TellOfMessagesEditsDeletionsAndTyping()
    {
        await using var bench = await (await EmulatorBench.StartAsync()).StartedAsync();
        await using var events = await bench.People.ListenAsync(Cancel);
        Assert.NotNull(events.State["messages"]);
        await bench.Bot.SendChatAction(bench.Anna, ChatAction.Typing, cancellationToken: Cancel);
        var sent = await bench.Bot.SendMessage(bench.Anna, "one", cancellationToken: Cancel);
        await bench.Bot.EditMessageText(bench.Anna, sent.Id, "two", cancellationToken: Cancel);
        await bench.Bot.DeleteMessage(bench.Anna, sent.Id, Cancel);
        await bench.Bot.SetMyCommands([new BotCommand("latest", "The latest")], cancellationToken: Cancel);
        await bench.People.ResetAsync(Cancel);
        var types = new List<string>();
        while (types.LastOrDefault() != "reset")
            types.Add((await events.NextAsync(Cancel)).Type);
        Assert.Equal(["typing", "message", "edit", "delete", "commands", "reset"], types.Where(t => t != "bot"));
    }

    [Fact]
    public async Task Journal_ShowsWhatTheBotAsked()
    {
        await using var bench = await (await EmulatorBench.StartAsync()).StartedAsync();
        await bench.Bot.SendMessage(bench.Anna, "x", disableNotification: true, cancellationToken: Cancel);
        await Assert.ThrowsAsync<ApiRequestException>(() => bench.Bot.SendMessage(77, "x", cancellationToken: Cancel));
        var entries = await bench.People.JournalAsync("sendMessage", 0, Cancel);
        Assert.Equal([(200, null), (400, "Bad Request: chat not found")], entries.Select(e => (e.Status, e.Error)));
        Assert.Equal(("x", "true"), (entries[0].Parameter("text"), entries[0].Parameter("disable_notification")));
    }
}
