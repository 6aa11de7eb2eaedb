using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using NewsBot.Core.Storage;
using NewsBot.HostTests.Emulator;
using NewsBot.HostTests.Support;
using NewsBot.TelegramEmulator;

namespace NewsBot.Benchmarks;

/// <summary>
/// The real program as a process of its own, its Bot API emulator and a feed in this one, and a store that already has
/// thousands of readers: chats open to the bot, each following what the scenario says.
/// </summary>
internal sealed class LoadBench : IAsyncDisposable
{
    private const string Path = "/news.xml";
    private readonly Installation _installation = new();
    private readonly List<FeedItem> _items = [];
    private readonly EmulatorServer _emulator;
    private readonly FeedServer _feeds;
    private ServiceProvider? _core;

    private LoadBench(EmulatorServer emulator, FeedServer feeds, EmulatorClient people) => (_emulator, _feeds, People) = (emulator, feeds, people);

    public EmulatorClient People { get; }

    public StorageProvider Engine { get; private init; }

    public string Store { get; private set; } = "";

    public BotProcess Bot { get; private set; } = null!;

    public IReadOnlyList<long> Readers { get; private set; } = [];

    /// <summary>Processor time that the bot has used.</summary>
    public TimeSpan Processor
    {
        get
        {
            using var process = Process.GetProcessById(Bot.Id);
            return process.TotalProcessorTime;
        }
    }

    public double Megabytes => Machine.Megabytes(Bot.Id, "VmRSS");

    public double MostMegabytes => Machine.Megabytes(Bot.Id, "VmHWM");

    public long StoreBytes => Engine == StorageProvider.Sqlite
        ? new[] { "", "-wal" }.Select(end => new FileInfo(_installation.Folder.File("load.db") + end)).Where(file => file.Exists).Sum(file => file.Length)
        : 0;

    /// <summary>Starts everything.</summary>
    /// <param name="engine">The store's engine.</param>
    /// <param name="readers">How many people follow something.</param>
    /// <param name="fill">Writes what each follows, by the number of its destination, which begins at 1.</param>
    /// <param name="settings">Beside those that the bench needs.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<LoadBench> StartAsync(
        StorageProvider engine, int readers, Func<Session, long, Task> fill, IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        var folder = new TemporaryFolder();
        var emulator = await EmulatorServer.StartAsync(
            new EmulatorOptions { Url = "http://127.0.0.1:0", StorePath = folder.File("emulator.db"), Limits = FloodProfile.Published }, cancellationToken);
        var bench = new LoadBench(emulator, await FeedServer.StartAsync(cancellationToken), await EmulatorClient.ConnectAsync(emulator.BaseUrl, cancellationToken)) { Engine = engine };
        bench._installation.Set("Telegram:Token", emulator.Token).Set("Telegram:ApiBaseUrl", emulator.BaseUrl.ToString());
        bench._installation.WithFeeds(bench._feeds.PutRss(Path, "Bench News", bench._items));
        foreach (var (key, value) in settings)
            bench._installation.Set(key, value);
        await bench.FillAsync(readers, fill, cancellationToken);
        bench.Bot = await bench._installation.StartAnsweringAsync(cancellationToken);
        await bench._feeds.WaitForRequestsAsync(Path, 2, cancellationToken);
        return bench;
    }

    /// <summary>Shows new items in the feed, all at once.</summary>
    public void Publish(IEnumerable<FeedItem> items)
    {
        _items.InsertRange(0, items);
        // A feed shows its newest.
        _feeds.PutRss(Path, "Bench News", _items.Take(200));
    }

    /// <summary>A ceasefire of usual size, and every number another story: what says the same would be one.</summary>
    public static FeedItem Item(int number)
    {
        var random = new Random(number);
        return new FeedItem($"Ceasefire talks: {Words(4)} in the capital", Words(30), TimeProvider.System.GetUtcNow());

        string Words(int count) => string.Join(' ', Enumerable.Range(0, count).Select(_ => SyntheticNews.Word(1_000 + random.Next(7_000))));
    }

    /// <summary>Reads the store beside the bot.</summary>
    public Task<T> ReadAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellationToken) => _core!.GetRequiredService<Database>().ReadAsync(work, cancellationToken);

    /// <summary>From somebody's message to the bot's answer in the chat.</summary>
    public async Task<TimeSpan> AskAsync(long person, string text, CancellationToken cancellationToken)
    {
        await using var events = await People.ListenAsync(cancellationToken, person);
        var clock = Stopwatch.StartNew();
        await People.SayAsync(person, text, cancellationToken);
        try
        {
            await events.WaitAsync("message", message => (string?)message["from"]?["kind"] == "bot", "an answer", cancellationToken);
        }
        catch (TimeoutException)
        {
            Console.WriteLine($"    \"{text}\" was not answered in {clock.Elapsed.TotalSeconds:0} s");
        }

        return clock.Elapsed;
    }

    public async ValueTask DisposeAsync()
    {
        // What an owner would read.
        foreach (var line in Bot?.Lines.Where(line => line.Contains("warn", StringComparison.OrdinalIgnoreCase) || line.Contains("fail", StringComparison.OrdinalIgnoreCase) || line.Contains("Telegram asks", StringComparison.Ordinal)).Take(10) ?? [])
            Console.WriteLine($"    {line}");
        if (Bot is not null)
            await Bot.DisposeAsync();
        if (_core is not null)
            await _core.DisposeAsync();
        People.Dispose();
        await _feeds.DisposeAsync();
        await _emulator.DisposeAsync();
        _installation.Dispose();
    }

    private async Task FillAsync(int readers, Func<Session, long, Task> fill, CancellationToken cancellationToken)
    {
        Store = Engine == StorageProvider.Sqlite ? $"Data Source={_installation.Folder.File("load.db")}" : await Engines.NewStoreAsync(Engine, _installation.Folder);
        _installation.Set("Storage:Provider", Engine.ToString()).Set("Storage:ConnectionString", Store);
        Readers = await People.AddCrowdAsync(readers, null, cancellationToken);
        var bot = long.Parse(_emulator.Token.Split(':')[0], CultureInfo.InvariantCulture);
        _core = await Engines.OpenAsync(Engine, Store, cancellationToken);
        await _core.GetRequiredService<Database>().WriteAsync(async session =>
        {
            for (var number = 1L; number <= readers; number++)
            {
                await session.ExecuteAsync(
                    """
                    INSERT INTO chat (chat_key, bot_id, telegram_chat_id, type, language, reading_languages, created_at, last_seen_at)
                    VALUES (@number, @bot, @id, 'private', 'en', 'en', 0, 0)
                    """, new { number, bot, id = Readers[(int)number - 1] }, cancellationToken);
                await session.ExecuteAsync("INSERT INTO destination (destination_id, chat_key) VALUES (@number, @number)", new { number }, cancellationToken);
                await fill(session, number);
            }

            if (Engine == StorageProvider.PostgreSql)
            {
                foreach (var (table, column) in new[] { ("chat", "chat_key"), ("destination", "destination_id") })
                    await session.ExecuteAsync($"SELECT setval(pg_get_serial_sequence('{table}', '{column}'), {readers})", null, cancellationToken);
            }
        }, cancellationToken);
    }
}
