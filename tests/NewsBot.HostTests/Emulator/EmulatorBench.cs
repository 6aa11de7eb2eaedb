using NewsBot.TelegramEmulator;
using Telegram.Bot;
using Telegram.Bot.Types;

namespace NewsBot.HostTests.Emulator;

/// <summary>One emulator on a free port, a Telegram.Bot client of its bot, and Anna and Тарас acting on it.</summary>
internal sealed class EmulatorBench : IAsyncDisposable
{
    private EmulatorBench(EmulatorServer server, EmulatorClient people, long anna, long taras, long family)
    {
        Server = server;
        People = people;
        Anna = anna;
        Taras = taras;
        Family = family;
        Bot = NewBot();
    }

    public EmulatorServer Server { get; }

    public EmulatorClient People { get; }

    public TelegramBotClient Bot { get; }

    public long Anna { get; }

    public long Taras { get; }

    /// <summary>The group of both, without the bot at first.</summary>
    public long Family { get; }

    public static async Task<EmulatorBench> StartAsync(string? storePath = null, TimeProvider? time = null, params string[] tokens)
    {
        var server = await EmulatorServer.StartAsync(
            new EmulatorOptions { Url = "http://127.0.0.1:0", StorePath = storePath, Tokens = tokens, TimeProvider = time ?? TimeProvider.System },
            TestContext.Current.CancellationToken);
        var people = await EmulatorClient.ConnectAsync(server.BaseUrl, TestContext.Current.CancellationToken);
        var state = await people.StateAsync(TestContext.Current.CancellationToken);
        return new EmulatorBench(server, people, state.PersonId("Anna"), state.PersonId("Тарас"), state.ChatId("Family"));
    }

    /// <summary>A client as the product makes it: no retries of its own.</summary>
    public TelegramBotClient NewBot(string? token = null, TimeSpan? timeout = null) => new(
        new TelegramBotClientOptions(token ?? Server.Token, Server.BaseUrl.ToString()) { RetryThreshold = 0, RetryCount = 0 },
        new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = timeout ?? TimeSpan.FromSeconds(100) });

    /// <summary>Anna presses Start, and the bot has read it.</summary>
    public async Task<EmulatorBench> StartedAsync()
    {
        await People.SayAsync(Anna, "/start", TestContext.Current.CancellationToken);
        await UpdatesAsync();
        return this;
    }

    /// <summary>The bot joins Family, and has read so.</summary>
    public async Task<EmulatorBench> InFamilyAsync(string status = "member")
    {
        await People.SetBotAsync(Family, status, TestContext.Current.CancellationToken);
        await UpdatesAsync();
        return this;
    }

    /// <summary>Reads and confirms the waiting updates without waiting for more.</summary>
    public async Task<Update[]> UpdatesAsync()
    {
        var updates = await Bot.GetUpdates(timeout: 0, cancellationToken: TestContext.Current.CancellationToken);
        if (updates.Length > 0)
            await Bot.GetUpdates(updates.Max(u => u.Id) + 1, timeout: 0, limit: 1, cancellationToken: TestContext.Current.CancellationToken);
        return updates;
    }

    public async ValueTask DisposeAsync()
    {
        People.Dispose();
        await Server.DisposeAsync();
    }
}
