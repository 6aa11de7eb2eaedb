using NewsBot.Core.Storage;
using NewsBot.HostTests.Emulator;
using NewsBot.HostTests.Support;
using NewsBot.Tests.Support;

namespace NewsBot.HostTests.Upgrades;

/// <summary>Today's program on the store of an older one, with the people of that store at the chat page.</summary>
internal sealed class UpgradeScene : IAsyncDisposable
{
    private readonly Installation _installation;
    private readonly BotProcess _bot;
    private readonly Dictionary<long, List<long>> _before = [];

    private UpgradeScene(Installation installation, FeedServer server, OldStore store, BotProcess bot, EmulatorClient people)
    {
        _installation = installation;
        Server = server;
        Store = store;
        _bot = bot;
        People = people;
    }

    public FeedServer Server { get; }
    public OldStore Store { get; }
    public EmulatorClient People { get; }
    public long Anna { get; private set; }
    public long Taras { get; private set; }
    public long Vera { get; private set; }
    public long Oleg { get; private set; }
    public long Readers { get; private set; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IEnumerable<long> Chats => [Anna, Taras, Vera, Oleg, Readers];

    /// <summary>Starts the program; <paramref name="change"/> says how the feeds differ from what that version read last.</summary>
    public static async Task<UpgradeScene> StartAsync(string version, StorageProvider provider, Func<string, string, string>? change = null)
    {
        var postgres = provider == StorageProvider.PostgreSql;
        Assert.SkipWhen(postgres && PostgreSqlCluster.MissingReason is not null, PostgreSqlCluster.MissingReason ?? "");
        var server = await FeedServer.StartAsync(Cancellation);
        var installation = new Installation();
        var store = OldStore.Unpack(version, installation, server);
        if (postgres)
        {
            var connection = await PostgreSqlCluster.CreateDatabaseAsync();
            await PostgreSqlCopy.FillAsync(installation.Folder.File("data/newsbot.db"), connection, Cancellation);
            installation.Set("Storage:Provider", "PostgreSql").Set("Storage:ConnectionString", connection);
        }
        store.Serve(change);
        var bot = await installation.StartAnsweringAsync(Cancellation);
        var scene = new UpgradeScene(installation, server, store, bot, await installation.PeopleAsync(Cancellation));
        await scene.MeetAsync();
        return scene;
    }

    /// <summary>New messages of the bot since the start, as "who: first line", in order.</summary>
    public async Task<IReadOnlyList<string>> SentAsync()
    {
        var sent = new List<string>();
        foreach (var (chat, name) in new[] { (Anna, "Anna"), (Taras, "Taras"), (Vera, "Vera"), (Oleg, "Oleg"), (Readers, "Readers") })
            sent.AddRange((await People.MessagesAsync(chat, 0, Cancellation)).Where(message => message.FromBot && !_before[chat].Contains(message.Id)).Select(message => $"{name}: {message.Text.Split('\n')[0]}"));
        return sent;
    }

    /// <summary>The bot's message of the old version with this text.</summary>
    public async Task<ChatMessage> OldAsync(long chat, string text) =>
        (await People.MessagesAsync(chat, 0, Cancellation)).Last(message => message.FromBot && _before[chat].Contains(message.Id) && message.Text.Contains(text, StringComparison.Ordinal));

    /// <summary>Says something in private and returns the answer.</summary>
    public async Task<ChatMessage> AskAsync(long person, string text)
    {
        var said = await People.SayAsync(person, text, Cancellation);
        return await People.NextMessageAsync(person, said.Id, Cancellation);
    }

    /// <summary>Presses a button; the toast.</summary>
    public Task<string> PressAsync(ChatMessage message, long person, string button) =>
        People.PressAndAwaitAnswerAsync(message, person, button, Cancellation);

    /// <summary>Presses a button; the message once it shows this, in its text or on a button.</summary>
    public async Task<ChatMessage> PressAsync(ChatMessage message, long person, string button, string shows)
    {
        await PressAsync(message, person, button);
        return await People.WaitForMessageAsync(
            message.ChatId, message.Id - 1,
            one => one.Id == message.Id && (one.Text + string.Join('|', one.ButtonTexts)).Contains(shows, StringComparison.Ordinal),
            $"\"{shows}\" after a press on \"{button}\"", Cancellation);
    }

    /// <summary>Warnings and errors that the program printed.</summary>
    public IReadOnlyList<string> Complaints => [.. _bot.Errors];

    public async ValueTask DisposeAsync()
    {
        People.Dispose();
        await _bot.DisposeAsync();
        _installation.Dispose();
        await Server.DisposeAsync();
    }

    private async Task MeetAsync()
    {
        var state = await People.StateAsync(Cancellation);
        (Anna, Taras, Vera, Oleg, Readers) = (state.PersonId("Anna"), state.PersonId("Тарас"), state.PersonId("Vera"), state.PersonId("Oleg"), state.ChatId("Readers"));
        foreach (var chat in Chats)
            _before[chat] = [.. (await People.MessagesAsync(chat, 0, Cancellation)).Select(message => message.Id)];
    }
}
