using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Core;
using NewsBot.Core.Chats;
using NewsBot.Core.Conversation;
using NewsBot.Core.Delivery;
using NewsBot.Core.Feeds;
using NewsBot.Core.Intake;
using NewsBot.Core.Storage;
using NewsBot.Tests.Delivery;

namespace NewsBot.Tests.Support;

/// <summary>
/// All of Core, wired as the program wires it, on a real store: items come in through the intake, people write, the sender
/// sends. Only Telegram is a stand-in, and the clock stands until a test moves it.
/// </summary>
internal sealed class CoreBench : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 23, 11, 0, 0, TimeSpan.Zero);
    public static readonly BotIdentity Bot = new(777, "NewsTestBot");

    private readonly TestStore _store;
    private readonly ServiceProvider _services;
    private readonly Dictionary<string, Incoming> _updates = [];
    private long _number;

    private CoreBench(TestStore store, DeliveryOptions options, long owner)
    {
        _store = store;
        var services = new ServiceCollection().AddNewsBotCore(new CoreOptions(
            new StorageOptions(), new FeedOptions(), options, new AccessOptions { Owners = owner == 0 ? [] : [owner] }));
        // What is registered later counts.
        services.AddSingleton<TimeProvider>(Time).AddSingleton(store.Database).AddSingleton(store.Signals)
            .AddSingleton<ILoggerFactory>(Log).AddSingleton(typeof(ILogger<>), typeof(Logger<>))
            .AddSingleton<IChatTransport>(Telegram).AddSingleton<UpdateReader>((_, payload) => _updates[payload])
            .AddSingleton<NewsBot.Core.Conversation.Addresses.NameLookup>((_, _) => Task.FromResult(false));
        _services = services.BuildServiceProvider();
        Get<CurrentBot>().Set(Bot.BotId);
    }

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public FakeTimeProvider Time { get; } = new(Start);
    public TestLog Log { get; } = new();
    public FakeTransport Telegram { get; } = new();
    public Database Database => _store.Database;

    public static async Task<CoreBench> CreateAsync(StorageProvider provider, DeliveryOptions? options = null, long owner = 0)
    {
        var bench = new CoreBench(await TestStore.CreateAsync(provider), options ?? new DeliveryOptions(), owner);
        await bench.Get<Leadership>().StepAsync(Ct);
        return bench;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>A source of the catalogue that has been read before.</summary>
    public Task<Feed> AddFeedAsync(string url, string title, string? language = "en", bool catalogue = true) => Database.WriteAsync(async session =>
    {
        var feed = Feed.New(new Uri(url), catalogue ? "seed" : "chat", Time.NowMilliseconds() - 86_400_000, title);
        (feed.Language, feed.InCatalogue) = (language, catalogue ? 1 : 0);
        var stored = (await FeedStore.AddAsync(session, feed, Ct)).Feed;
        await session.ExecuteAsync(
            "UPDATE feed SET first_fetched_at = @ago, last_success_at = @ago, last_new_at = @ago, last_checked_at = @ago, next_check_at = @next WHERE feed_id = @FeedId",
            new { stored.FeedId, ago = Time.NowMilliseconds() - 3_600_000, next = Time.NowMilliseconds() + 600_000 }, Ct);
        return (await FeedStore.FindAsync(session, stored.FeedId, Ct))!;
    }, Ct);

    /// <summary>An item of a source comes in, as from a poll; its address.</summary>
    public async Task<string> BringAsync(Feed feed, string title, Action<ItemShape>? shape = null)
    {
        var item = new ItemShape { Published = Time.GetUtcNow(), Link = $"https://news.test/{++_number}" };
        shape?.Invoke(item);
        var parsed = new ParsedItem { Id = item.Id ?? item.Link, Link = item.Link, Title = title, Summary = item.Summary, Published = item.Published, Language = item.Language };
        await Get<ArticleIntake>().AddAsync(feed, new ParsedFeed { Format = FeedFormat.Rss, Language = feed.Language, Items = [parsed] }, item.Mode, Ct);
        return item.Link;
    }

    /// <summary>What the bot answers to a text, as plain text with its buttons in brackets.</summary>
    public Task<string> SayAsync(string text, long person = 11, long? replyTo = null) =>
        AskAsync(new IncomingContent.Text(text, 10_000 + ++_number, false, replyTo is not null, replyTo), person);

    /// <summary>What the bot answers to a tap on the last button of this label.</summary>
    public Task<string> TapAsync(string label, long person = 11) =>
        AskAsync(new IncomingContent.Press("press", _shown.Last(button => button.Text.Contains(label, StringComparison.Ordinal)).Data!, 1), person);

    public Task HappensAsync(IncomingContent content, long person = 11) => AskAsync(content, person);

    /// <summary>The sender does what it can do now.</summary>
    public async Task PumpAsync()
    {
        await Get<Leadership>().StepAsync(Ct);
        var sender = Get<NewsBot.Core.Delivery.Sender>();
        int before;
        do
        {
            before = Telegram.Calls.Count;
            await sender.StepAsync(CancellationToken.None, Ct);
            await sender.IdleAsync();
        }
        while (Telegram.Calls.Count > before);
    }

    /// <summary>Time passes, a second at a time, with the sender at work.</summary>
    public async Task RunForAsync(TimeSpan span)
    {
        for (var passed = TimeSpan.Zero; passed < span; passed += TimeSpan.FromSeconds(1))
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await PumpAsync();
        }
    }

    public Task<int> ExecuteAsync(string sql, object? parameters = null) => Database.WriteAsync(session => session.ExecuteAsync(sql, parameters, Ct), Ct);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _store.DisposeAsync();
        // Where the clock jumps over hours, the lease has run out.
        var alarms = Log.Alarms.Where(alarm => !alarm.Contains("leads no longer", StringComparison.Ordinal)).ToList();
        Assert.True(alarms.Count == 0, "Warnings in the log:\n" + string.Join('\n', alarms));
    }

    private readonly List<Button> _shown = [];

    private async Task<string> AskAsync(IncomingContent content, long person)
    {
        var update = ++_number;
        var payload = $"{{\"update\":{update}}}";
        _updates[payload] = new Incoming(
            Bot.BotId, update, new IncomingChat(person, "private", "Anna", "anna", 0), new NewsBot.Core.Conversation.Sender(person, "Anna", "en", false, false), Time.NowMilliseconds(), content);
        await Get<Leadership>().StepAsync(Ct);
        await Get<Inbox>().AcceptAsync(Bot, [new ReceivedUpdate(update, payload)], Ct);
        await Get<ConversationRunner>().RunWaitingAsync(Bot, Ct);
        return await AnswersAsync();
    }

    // Answers count as sent; news waits for the sender.
    private Task<string> AnswersAsync() => Database.WriteAsync(async session =>
    {
        var said = new List<string>();
        foreach (var row in await session.QueryAsync<Message>("SELECT * FROM message WHERE state = 'queued' AND kind IN ('reply', 'edit') ORDER BY message_id", null, Ct))
        {
            await session.ExecuteAsync("UPDATE message SET state = 'sent', telegram_message_id = @id, sent_at = @now WHERE message_id = @MessageId", new { row.MessageId, id = 50_000 + row.MessageId, now = Time.NowMilliseconds() }, Ct);
            var buttons = row.Request switch
            {
                ChatRequest.SendText text => text.Buttons,
                ChatRequest.EditText edit => edit.Buttons,
                ChatRequest.EditButtons edit => edit.Buttons,
                _ => null,
            };
            _shown.AddRange(buttons?.Rows.SelectMany(line => line) ?? []);
            said.Add(TelegramHtml.ToPlain(FakeTransport.TextOf(row.Request)) + string.Concat((buttons?.Rows ?? []).Select(line => "\n" + string.Join(' ', line.Select(button => $"[{button.Text}]")))));
        }
        return string.Join('\n', said);
    }, Ct);
}

/// <summary>How an item looks, where a test cares.</summary>
internal sealed class ItemShape
{
    public string? Id { get; set; }
    public string Link { get; set; } = "";
    public string? Summary { get; set; }
    public string? Language { get; set; }
    public DateTimeOffset? Published { get; set; }
    public IntakeMode Mode { get; set; } = IntakeMode.Send;
}
