using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Core.Articles;
using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Feeds;
using NewsBot.Core.Intake;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;
using NewsBot.Core.Stories;
using NewsBot.Tests.Feeds;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Intake;

/// <summary>A process that takes news in: the real objects on a store. A restart is a new one on the same store.</summary>
internal sealed class IntakeNode : IDisposable
{
    private const long Bot = 77;
    private readonly GuardedHttpHandler _handler;
    private readonly FeedFetcher _fetcher;
    private readonly FeedPoll _poll;
    private readonly PollRecorder _recorder;

    public IntakeNode(TestStore store, TimeProvider time, FeedOptions feeds, AccessOptions access, string? contact = null)
    {
        var bot = new CurrentBot();
        bot.Set(Bot);
        var queries = new StandingQueries(time, NullLogger<StandingQueries>.Instance);
        var options = new DeliveryOptions();
        _handler = new GuardedHttpHandler(allowPrivateNetworks: true);
        var gates = new HostGates(time);
        var agent = new UserAgent(contact);
        _fetcher = new FeedFetcher(_handler, gates, agent, new FetchLimits(), time);
        Intake = new ArticleIntake(
            store.Database, Articles, Stories = new OpenStories(time, NullLogger<OpenStories>.Instance),
            new ArticleRouter(bot, queries, new DeliveryStore(queries, time, options), options), new StoryEdits(time), time, NullLogger<ArticleIntake>.Instance);
        Notices = new FeedNotices(
            store.Database, new FeedReaders(new AccessStore(time, access), bot), new ChatStore(time), new MessageStore(time), bot, time);
        Health = new FeedHealthWatch(Notices, new FeedTries(new ChatStore(time), new MessageStore(time)), time, NullLogger<FeedHealthWatch>.Instance);
        Bodies = new FirstBodies(time);
        _poll = new FeedPoll(store.Database, _fetcher, Bodies, agent, Intake, Articles, time, NullLogger<FeedPoll>.Instance);
        _recorder = new PollRecorder(store.Database, new NetworkWatch(time), Health, feeds, time, NullLogger<PollRecorder>.Instance);
        Poller = new FeedPoller(store.Database, _poll, _recorder, gates, time, NullLogger<FeedPoller>.Instance);
        Importer = new Importer(store.Database, Intake, time);
        Seeds = new SeedImport(store.Database, Importer, new TopicStore(time), NullLogger<SeedImport>.Instance);
        Sources = new SourcesFromSettings(store.Database, feeds, time);
        Retention = new Retention(store.Database, Articles, new StorageOptions(), time, NullLogger<Retention>.Instance);
    }

    public ArticleStore Articles { get; } = new();
    public OpenStories Stories { get; }
    public ArticleIntake Intake { get; }
    public FeedPoller Poller { get; }
    public FirstBodies Bodies { get; }
    public FeedNotices Notices { get; }
    public FeedHealthWatch Health { get; }
    public Importer Importer { get; }
    public SeedImport Seeds { get; }
    public SourcesFromSettings Sources { get; }
    public Retention Retention { get; }

    public void Dispose()
    {
        Poller.Dispose();
        Stories.Dispose();
        _poll.Dispose();
        _recorder.Dispose();
        _fetcher.Dispose();
        _handler.Dispose();
    }
}

/// <summary>A store, a publisher on loopback, a clock that tests move, and a chat that follows something.</summary>
internal sealed class IntakeWorld : IAsyncDisposable
{
    private readonly LoopbackServer _server;
    private readonly ConcurrentDictionary<string, Func<string>> _documents = new();
    private readonly ConcurrentDictionary<string, RequestDelegate> _answers = new();

    private IntakeWorld(TestStore store, LoopbackServer server)
    {
        Store = store;
        _server = server;
        Node = new IntakeNode(store, Time, Options, Access);
    }

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static ArticleScope Everything { get; } = new(null, []);

    public TestStore Store { get; }
    public IntakeNode Node { get; private set; }
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 18, 12, 0, 0, TimeSpan.Zero));
    public FeedOptions Options { get; } = new() { AllowPrivateNetworks = true };
    public AccessOptions Access { get; } = new();
    public int Requests => _server.Requests.Count;

    public static async Task<IntakeWorld> CreateAsync(StorageProvider provider)
    {
        IntakeWorld? world = null;
        var server = await LoopbackServer.StartAsync(context => world!.AnswerAsync(context));
        world = new IntakeWorld(await TestStore.CreateAsync(provider), server);
        return world;
    }

    /// <summary>What the publisher serves under a path from now on; null: 500.</summary>
    public void Publish(string path, string? document) => _documents[path] = () => document ?? throw new InvalidOperationException();

    /// <summary>What the publisher does with requests for a path from now on.</summary>
    public void Answer(string path, RequestDelegate answer) => _answers[path] = answer;

    /// <summary>An answer with a status, a document and headers.</summary>
    public static RequestDelegate With(int status, string? document = null, params (string Name, string Value)[] headers) => async context =>
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers)
            context.Response.Headers[name] = value;
        if (document is not null)
            await context.Response.WriteAsync(document, Ct);
    };

    /// <summary>The publisher's address of a path.</summary>
    public Uri At(string path) => _server.At(path);

    /// <summary>Paths asked for so far.</summary>
    public IReadOnlyList<string> Asked => [.. _server.Requests.Select(request => request.Path)];

    /// <summary>A header of the last request; null where it had none.</summary>
    public string? LastHeader(string name) => _server.Requests.Last().Headers.GetValueOrDefault(name);

    /// <summary>An RSS document; the newest item first, as feeds have it.</summary>
    public static string Rss(params (string Id, string Title)[] items) => Rss(string.Concat(items.Select(item =>
        $"<item><guid isPermaLink=\"false\">{item.Id}</guid><title>{WebUtility.HtmlEncode(item.Title)}</title><link>https://news.example/{item.Id}</link></item>")));

    public static string Rss(string items) =>
        $"<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>The Daily</title><link>https://news.example/</link><language>en</language>{items}</channel></rss>";

    public Task<Feed> FeedAsync(string path) => FeedAsync(_server.At(path));

    /// <summary>The same publisher under another name, as if it were another host.</summary>
    public Task<Feed> FeedElsewhereAsync(string path) => FeedAsync(new UriBuilder(_server.At(path)) { Host = "localhost" }.Uri);

    public Task<Feed> FeedAsync(Uri address) => Store.Database.WriteAsync(
        async session => (await FeedStore.AddAsync(session, Feed.New(address, "owner", Time.NowMilliseconds()), Ct)).Feed, Ct);

    /// <summary>A chat that follows a query.</summary>
    public Task<Chat> ReaderAsync(string query) => Store.Database.WriteAsync(async session =>
    {
        var (chat, _) = await new ChatStore(Time).FindOrAddAsync(session, 77, new ChatIntroduction(5, "private", "Ann", null, "en", "en"), Ct);
        var destination = await new ChatStore(Time).DestinationAsync(session, chat.ChatKey, 0, Ct);
        var parsed = Assert.IsType<QueryParseResult.Parsed>(QueryParser.Parse(query));
        await new SubscriptionStore(Time, new ChatLimits(new AccessOptions())).AddAsync(session, destination, Subject.Query(parsed.Query.ToString(), query), null, Ct);
        return chat;
    }, Ct);

    /// <summary>Time passes, and what is due then is polled. What is due a moment later is not waited for: nobody would move the clock.</summary>
    public async Task<int> PollAsync(TimeSpan after = default)
    {
        Time.Advance(after);
        return await Node.Poller.PollDueAsync(TimeSpan.Zero, Ct);
    }

    public Task<int> PollLaterAsync() => PollAsync(TimeSpan.FromHours(1));

    /// <summary>The process ends without a word; another starts on its store.</summary>
    public void Restart(string? contact = null)
    {
        Node.Dispose();
        Node = new IntakeNode(Store, Time, Options, Access, contact);
    }

    /// <summary>Titles of what is due, in the order it became due.</summary>
    public Task<IReadOnlyList<string>> DueAsync() => Store.Database.ReadAsync(
        session => session.QueryAsync<string>(
            "SELECT a.title FROM delivery d JOIN article a ON a.article_id = d.article_id WHERE d.state = 'due' ORDER BY d.delivery_id", null, Ct), Ct);

    public async Task<IReadOnlyList<string>> TitlesAsync(string? query = null, bool samples = false)
    {
        var scope = Everything with { Samples = samples };
        var page = await Store.Database.ReadAsync(
            session => query is null
                ? Node.Articles.LatestAsync(session, scope, null, 100, Ct)
                : Node.Articles.SearchAsync(session, scope, Assert.IsType<QueryParseResult.Parsed>(QueryParser.Parse(query)).Query, null, 100, Ct),
            Ct);
        return [.. page.Articles.Select(article => article.Title)];
    }

    public async Task<Feed> RowAsync(Feed feed) => (await Store.Database.ReadAsync(session => FeedStore.FindAsync(session, feed.FeedId, Ct), Ct))!;

    public Task<int> SqlAsync(string sql) => Store.Database.WriteAsync(session => session.ExecuteAsync(sql, null, Ct), Ct);

    public Task<long> CountAsync(string table) => Store.Database.ReadAsync(session => session.ScalarAsync<long>($"SELECT count(*) FROM {table}", null, Ct), Ct);

    public async ValueTask DisposeAsync()
    {
        Node.Dispose();
        await _server.DisposeAsync();
        await Store.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        // Whoever asks here gets no answer at all.
        if (context.Request.Path.StartsWithSegments("/hangs"))
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        if (_answers.TryGetValue(context.Request.Path, out var answer))
        {
            await answer(context);
            return;
        }

        if (!_documents.TryGetValue(context.Request.Path, out var document))
        {
            context.Response.StatusCode = 404;
            return;
        }

        try
        {
            var bytes = Encoding.UTF8.GetBytes(document());
            context.Response.ContentType = "application/rss+xml; charset=utf-8";
            await context.Response.Body.WriteAsync(bytes, Ct);
        }
        catch (InvalidOperationException)
        {
            context.Response.StatusCode = 500;
        }
    }
}
