using Microsoft.Extensions.Logging.Abstractions;
using NewsBot.Core.Articles;
using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;
using NewsBot.Tests.Chats;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Delivery;

/// <summary>Chats, feeds, the router and a sender over one store; time stands until a test moves it.</summary>
internal sealed class DeliveryWorld : IAsyncDisposable
{
    private long _sequence;

    private DeliveryWorld(ChatWorld chats, DeliveryOptions options)
    {
        Chats = chats;
        Options = options;
        var queries = new StandingQueries(chats.Time, NullLogger<StandingQueries>.Instance);
        Deliveries = new DeliveryStore(queries, chats.Time, options);
        Messages = new MessageStore(chats.Time);
        Suspensions = new Suspensions(chats.Chats, Deliveries, new SilenceNotices(Messages, chats.Time), NullLogger<Suspensions>.Instance);
        Edits = new StoryEdits(chats.Time);
        Bot.Set(ChatWorld.Bot);
        Router = new ArticleRouter(Bot, queries, Deliveries, options);
        Node = NewNode();
    }

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ChatWorld Chats { get; }
    public DeliveryOptions Options { get; }
    public DeliveryStore Deliveries { get; }
    public MessageStore Messages { get; }
    public Suspensions Suspensions { get; }
    public StoryEdits Edits { get; }
    public ArticleRouter Router { get; }
    public CurrentBot Bot { get; } = new();
    public Node Node { get; private set; }
    public FakeTransport Telegram => Node.Telegram;

    public static async Task<DeliveryWorld> CreateAsync(StorageProvider provider, DeliveryOptions? options = null) =>
        new(await ChatWorld.CreateAsync(provider), options ?? new DeliveryOptions { BurstThreshold = 0 });

    /// <summary>A process on this store: its own leadership, budget and sender.</summary>
    public Node NewNode() => new(this);

    /// <summary>As after a kill: what the old process had in memory is gone.</summary>
    public void Restart() => Node = NewNode();

    public Task<T> WriteAsync<T>(Func<Session, Task<T>> work) => Chats.WriteAsync(work);

    public Task WriteAsync(Func<Session, Task> work) => Chats.WriteAsync(work);

    public async Task<long> AddFeedAsync(string title = "BBC News", bool catalogue = true, long? ownedBy = null) => await WriteAsync(async session =>
    {
        var id = await session.ScalarAsync<long>(
            "INSERT INTO feed (kind, url, title, in_catalogue, origin, created_at) VALUES ('polled', @url, @title, @catalogue, 'seed', 0) RETURNING feed_id",
            new { url = $"https://feed{++_sequence}.test/rss", title, catalogue = catalogue ? 1L : 0L }, Ct);
        if (ownedBy is { } chatKey)
            await session.ExecuteAsync("INSERT INTO feed_chat (chat_key, feed_id, added_at) VALUES (@chatKey, @id, 0)", new { chatKey, id }, Ct);
        return id;
    });

    public Task<Subscription> SubscribeAsync(Destination place, Subject subject) => WriteAsync(async session =>
        ((SubscribeResult.Added)await Chats.Subscriptions.AddAsync(session, place, subject, null, Ct)).Subscription);

    public Task<Subscription> SubscribeAsync(Destination place, string query) => SubscribeAsync(place, Subject.Query(query, query));

    /// <summary>Stores an article as intake does and routes it; returns how many deliveries it caused.</summary>
    public async Task<int> PublishAsync(long feedId, string title, Action<Article>? change = null)
    {
        var now = Chats.Time.NowMilliseconds();
        var sequence = ++_sequence;
        var article = new Article
        {
            FeedId = feedId,
            ItemKey = sequence,
            Url = $"https://news.test/{sequence}",
            Title = title,
            Summary = "What happened.",
            PublishedAt = now,
            FirstSeenAt = now,
        };
        change?.Invoke(article);
        article.ArticleId = Article.FirstIdOf(article.PublishedAt ?? now) + sequence;
        return await WriteAsync(async session =>
        {
            var feed = await session.ScalarAsync<string>("SELECT title FROM feed WHERE feed_id = @feedId", new { feedId }, Ct);
            if (article.StoryId != 0)
                await session.ExecuteAsync("INSERT INTO story (story_id, created_at) VALUES (@StoryId, 0) ON CONFLICT (story_id) DO NOTHING", article, Ct);
            else
                article.StoryId = await session.ScalarAsync<long>("INSERT INTO story (created_at) VALUES (@now) RETURNING story_id", new { now }, Ct);
            await session.ExecuteAsync(
                """
                INSERT INTO article (article_id, feed_id, story_id, item_key, url, title, summary, body, body_complete, kind, language,
                  published_at, first_seen_at, reading_minutes, picture_url, analyzer_version)
                VALUES (@ArticleId, @FeedId, @StoryId, @ItemKey, @Url, @Title, @Summary, @Body, @BodyComplete, @Kind, @Language,
                  @PublishedAt, @FirstSeenAt, @ReadingMinutes, @PictureUrl, 1)
                """, article, Ct);
            var tokens = ArticleTokens.Of(article.Title, $"{article.Summary}\n{article.Body}", SourceNames.Of(feed, null, null), article.Language);
            var routed = await Router.RouteAsync(session, article, tokens, Ct);
            await Edits.GrownAsync(session, article, Ct);
            return routed;
        });
    }

    /// <summary>Another outlet's report of the story of the newest article.</summary>
    public async Task<int> ReportAsync(long feedId, string title, string host)
    {
        var story = await WriteAsync(session => session.ScalarAsync<long>("SELECT MAX(story_id) FROM story", null, Ct));
        return await PublishAsync(feedId, title, article => (article.StoryId, article.Url) = (story, $"https://{host}/report"));
    }

    public Task<long> ReplyAsync(Chat chat, Destination place, string text) => WriteAsync(session =>
        Messages.EnqueueReplyAsync(session, chat, place.DestinationId, new ChatRequest.SendText(text, null, false), null, Ct));

    /// <summary>Lets the sender do what it can do now.</summary>
    public Task PumpAsync() => Node.PumpAsync();

    /// <summary>Lets time pass in steps of 100 ms, with the sender at work.</summary>
    public async Task RunForAsync(TimeSpan span, TimeSpan? step = null)
    {
        var tick = step ?? TimeSpan.FromMilliseconds(100);
        for (var passed = TimeSpan.Zero; passed < span; passed += tick)
        {
            Chats.Time.Advance(tick);
            await Node.PumpAsync();
        }
    }

    public async Task<IReadOnlyList<string>> MessageStatesAsync() => await Chats.Store.Database.ReadAsync(
        session => session.QueryAsync<string>("SELECT state FROM message ORDER BY message_id", null, Ct), Ct);

    public async Task<IReadOnlyList<string>> DeliveryStatesAsync() => await Chats.Store.Database.ReadAsync(
        session => session.QueryAsync<string>("SELECT state || COALESCE(': ' || reason, '') FROM delivery ORDER BY delivery_id", null, Ct), Ct);

    public Task<Chat?> ChatAsync(long chatKey) => Chats.Store.Database.ReadAsync(session => Chats.Chats.GetAsync(session, chatKey, Ct), Ct);

    public ValueTask DisposeAsync() => Chats.DisposeAsync();
}
