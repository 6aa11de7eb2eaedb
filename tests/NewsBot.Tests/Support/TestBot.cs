using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Core.Articles;
using NewsBot.Core.Chats;
using NewsBot.Core.Conversation;
using NewsBot.Core.Conversation.Addresses;
using NewsBot.Core.Delivery;
using NewsBot.Core.Feeds;
using NewsBot.Core.Intake;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;

namespace NewsBot.Tests.Support;

/// <summary>
/// The bot's conversation on a real store (SQLite unless asked otherwise), with a clock that stands still, a small web of its own and a Telegram
/// that takes everything. Fails at the end on a warning in the log that was not announced.
/// </summary>
internal sealed class TestBot : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 23, 11, 0, 0, TimeSpan.Zero);
    public static readonly BotIdentity Identity = new(777, "NewsTestBot");

    private readonly Dictionary<string, Incoming> _updates = [];
    private readonly TestStore _store;
    private readonly AccessOptions _access;
    private ServiceProvider _services;
    private long _nextUpdate = 1000;
    private long _nextMessage = 100;
    private int _articles;

    private TestBot(TestStore store, AccessOptions access)
    {
        _store = store;
        _access = access;
        _services = Build();
    }

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public FakeTimeProvider Time { get; } = new(Start);

    public TestLog Log { get; } = new();

    public ConversationTransport Telegram { get; } = new();

    public TestWeb Web { get; } = new();

    public Database Database => _store.Database;

    /// <summary>Runs in the transaction of every turn; a test makes it fail.</summary>
    public LeaderCheck Leader { get; set; } = (_, _) => Task.FromResult(true);

    /// <summary>Reads updates; a test makes it fail.</summary>
    public Func<Incoming, Incoming?> Read { get; set; } = incoming => incoming;

    public static async Task<TestBot> StartAsync(AccessMode mode = AccessMode.Open, StorageProvider provider = StorageProvider.Sqlite)
    {
        var bot = new TestBot(await TestStore.CreateAsync(provider), new AccessOptions { Mode = mode });
        await TestWorld.FillAsync(bot);
        return bot;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Stores updates as if they had come in, without running them. A minute apart where asked.</summary>
    public async Task<long> AcceptAsync(Incoming incoming)
    {
        var update = incoming.UpdateId == 0 ? ++_nextUpdate : incoming.UpdateId;
        _updates[$"{{\"update\":{update}}}"] = incoming with { UpdateId = update, At = incoming.At == 0 ? Time.NowMilliseconds() : incoming.At };
        await Get<Inbox>().AcceptAsync(Identity, [new ReceivedUpdate(update, $"{{\"update\":{update}}}")], Ct);
        return update;
    }

    /// <summary>Works off what waits, and takes what was sent out of the ledger.</summary>
    public async Task<IReadOnlyList<(Message Row, ChatRequest Request)>> RunAsync()
    {
        await Get<ConversationRunner>().RunWaitingAsync(Identity, Ct);
        return await SendAsync();
    }

    /// <summary>What is queued or due counts as sent from now on: answers first, and what news queues after it.</summary>
    public Task<IReadOnlyList<(Message Row, ChatRequest Request)>> SendAsync() => Database.WriteAsync<IReadOnlyList<(Message, ChatRequest)>>(async session =>
    {
        var sent = new List<(Message, ChatRequest)>();
        await SendQueuedAsync(session, sent);
        using var lease = new Lease(Identity.BotId, "test", 1, Time);
        foreach (var chatKey in await session.QueryAsync<long>("SELECT chat_key FROM chat WHERE state = 'active' ORDER BY chat_key", null, Ct))
        {
            while (await Get<DueDeliveries>().NextAsync(session, [new DueChat { ChatKey = chatKey }], lease, Ct) is [var made])
            {
                await SentAsync(session, made.Message);
                sent.Add((made.Message, made.Request));
            }
        }
        await SendQueuedAsync(session, sent);
        return sent;
    }, Ct);

    private async Task SendQueuedAsync(Session session, List<(Message, ChatRequest)> sent)
    {
        foreach (var row in await session.QueryAsync<Message>("SELECT * FROM message WHERE state = 'queued' ORDER BY message_id", null, Ct))
        {
            await SentAsync(session, row);
            sent.Add((row, row.Request));
        }
    }

    private async Task SentAsync(Session session, Message row)
    {
        row.TelegramMessageId = row.Request.EditedMessageId() ?? ++_nextMessage;
        var done = new { row.TelegramMessageId, row.MessageId, now = Time.NowMilliseconds() };
        await session.ExecuteAsync("UPDATE message SET state = 'sent', telegram_message_id = @TelegramMessageId, sent_at = @now WHERE message_id = @MessageId", done, Ct);
        await session.ExecuteAsync("UPDATE delivery SET state = 'sent', settled_at = @now WHERE message_id = @MessageId AND state = 'flight'", done, Ct);
    }

    /// <summary>The same as <see cref="PublishAsync"/>, of this moment and through the router, as intake does: it is due where it is followed.</summary>
    public async Task<Article> RouteAsync(long feedId, string title, string language, string body = "", Article? storyOf = null)
    {
        var article = await PublishAsync(feedId, title, 0, language, body, storyOf);
        await Get<ArticleRouter>().PrepareAsync(Database, Ct);
        await Database.WriteAsync(session => Get<ArticleRouter>().RouteAsync(
            session, article, ArticleTokens.Of(title, body, SourceNames.Of(article.FeedTitle, null, null), language), Ct), Ct);
        return article;
    }

    /// <summary>An article of a feed, so many minutes old; perhaps of the story of another, which an outlet of its own tells.</summary>
    public Task<Article> PublishAsync(long feedId, string title, double minutesAgo, string language, string body = "", Article? storyOf = null) => Database.WriteAsync(async session =>
    {
        var feed = (await FeedStore.FindAsync(session, feedId, Ct))!;
        var at = Time.NowMilliseconds() - (long)(minutesAgo * 60_000);
        var number = ++_articles;
        var url = storyOf is null ? $"https://news.test/{number}" : $"https://{new Uri(feed.Url).Host}/{number}";
        var article = new Article
        {
            FeedId = feedId, ItemKey = number, Title = title, Body = body, Language = language, Url = url,
            UrlKey = UrlKey.Of(url), PublishedAt = at, FirstSeenAt = at, StoryId = storyOf?.StoryId ?? 0,
        };
        await Get<ArticleStore>().AddAsync(session, article, ArticleTokens.Of(title, body, SourceNames.Of(feed.Title, feed.SiteUrl, feed.Url), language), Ct);
        await session.ExecuteAsync(
            "UPDATE article SET arrival = (SELECT COALESCE(MAX(arrival), 0) + 1 FROM article) WHERE article_id = @ArticleId AND arrival IS NULL", article, Ct);
        article.FeedTitle = feed.Title;
        return article;
    }, Ct);

    public long NextMessageId() => ++_nextMessage;

    /// <summary>The process ends and starts anew on the same store.</summary>
    public async Task RestartAsync()
    {
        await _services.DisposeAsync();
        _services = Build();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _store.DisposeAsync();
        Assert.True(Log.Alarms.Count == 0, "Warnings in the log:\n" + string.Join('\n', Log.Alarms));
    }

    private ServiceProvider Build()
    {
        var bot = new CurrentBot();
        bot.Set(Identity.BotId);
        var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(Time).AddSingleton(_store.Database).AddSingleton(_store.Signals).AddSingleton(_access).AddSingleton(bot)
            .AddSingleton<ILoggerFactory>(Log).AddSingleton(typeof(ILogger<>), typeof(Logger<>))
            .AddSingleton<ChatStore>().AddSingleton<SubscriptionStore>().AddSingleton<MuteStore>().AddSingleton<TopicStore>().AddSingleton<AccessStore>()
            .AddSingleton<ChatLimits>().AddSingleton<ArticleStore>().AddSingleton<StoredViews>().AddSingleton<DeliveryStore>().AddSingleton<Rescheduling>().AddSingleton<MessageStore>().AddSingleton<StoryEdits>().AddSingleton<StorySplits>()
            .AddSingleton<MatchLabels>().AddSingleton<FeedOptions>().AddSingleton<Leadership>().AddSingleton<StandingQueries>().AddSingleton<SilenceNotices>().AddSingleton<Suspensions>().AddSingleton<DeliveryOptions>()
            .AddSingleton<FloodSilence>().AddSingleton<AlertComposer>().AddSingleton<ListComposer>().AddSingleton<DueDeliveries>().AddSingleton<ArticleRouter>()
            .AddSingleton<IChatTransport>(Telegram)
            .AddSingleton(new FeedDiscovery(
                new FeedFetcher(Web, new HostGates(Time), new UserAgent(null), new FetchLimits(), Time), new FirstBodies(Time), new DiscoveryLimits { Pause = TimeSpan.Zero }, Time))
            .AddSingleton<ArticleRouter>().AddSingleton<Forgetting>().AddSingleton<FeedReaders>().AddSingleton<FeedNotices>().AddSingleton<FeedTries>().AddSingleton<FeedHealthWatch>()
            .AddConversation();
        services.AddSingleton<NameLookup>((host, _) => Task.FromResult(Web.Knows(host)));
        services.AddSingleton<LeaderCheck>((session, cancellationToken) => Leader(session, cancellationToken));
        services.AddSingleton<UpdateReader>((_, payload) => Read(_updates[payload]));
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true });
    }
}
