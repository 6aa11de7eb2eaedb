using System.Globalization;
using System.Net;
using NewsBot.HostTests.Emulator;
using NewsBot.HostTests.Support;

namespace NewsBot.HostTests.Faults;

/// <summary>
/// Telegram (an emulator of the test's own, so that it outlives the bot), one feed, and an installation of the real
/// program between them. Every item that is published has a title of its own; who follows "ceasefire" gets them all.
/// </summary>
internal sealed class FaultScene : IAsyncDisposable
{
    public const string FeedPath = "/news.xml";

    private const string Following = "ceasefire";
    private const string TitleStart = "Ceasefire report ";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(75);

    private readonly List<FeedItem> _items = [];
    private readonly List<Installation> _nodes = [];

    private FaultScene(EmulatorBench telegram, FeedServer feeds, IEnumerable<(string Key, string Value)> settings)
    {
        Telegram = telegram;
        Feeds = feeds;
        Settings = [.. settings];
        Feeds.PutRss(FeedPath, "Test News");
        Installation = NewNode();
    }

    public EmulatorBench Telegram { get; }

    public EmulatorClient People => Telegram.People;

    public FeedServer Feeds { get; }

    public Installation Installation { get; }

    private IReadOnlyList<(string Key, string Value)> Settings { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<FaultScene> SetAsync(params IEnumerable<(string Key, string Value)> settings) =>
        new(await EmulatorBench.StartAsync(null, null, "777030:AAfaults_faults_faults_faults_faults"),
            await FeedServer.StartAsync(Cancellation), settings);

    /// <summary>One more installation with the same settings; more than one makes sense on PostgreSQL only.</summary>
    public Installation NewNode()
    {
        var node = new Installation().WithFeeds(Feeds.BaseUrl + FeedPath)
            .Set("Telegram:Token", Telegram.Server.Token).Set("Telegram:ApiBaseUrl", Telegram.Server.BaseUrl.ToString());
        foreach (var (key, value) in Settings)
            node.Set(key, value);
        _nodes.Add(node);
        return node;
    }

    /// <summary>Starts the bot; it answers, and the feed's back catalogue is known, when this returns.</summary>
    public async Task<BotProcess> StartAsync()
    {
        var bot = await Installation.StartAnsweringAsync(Cancellation);
        await PolledAsync();
        return bot;
    }

    /// <summary>A person that follows the news of this scene.</summary>
    public async Task<long> FollowerAsync(string name)
    {
        var person = await People.AddPersonAsync(name, "en", Cancellation);
        await FollowAsync(person, person);
        return person;
    }

    public async Task FollowAsync(long chatId, long personId)
    {
        await People.SayAsync(chatId, personId, "/subscribe " + Following, Cancellation);
        await SeesAsync(chatId, "I look out for");
    }

    /// <summary>Publishes new items; their titles.</summary>
    public IReadOnlyList<string> Publish(int count = 1)
    {
        var titles = new List<string>();
        for (var left = count; left > 0; left--)
        {
            titles.Add(TitleStart + _items.Count.ToString("000", CultureInfo.InvariantCulture));
            _items.Insert(0, new FeedItem(titles[^1], "Quiet.", TimeProvider.System.GetUtcNow()));
        }
        Feeds.PutRss(FeedPath, "Test News", _items);
        return titles;
    }

    /// <summary>Publishes one item with a picture, in place of all others; its title.</summary>
    public string PublishPicture(string pictureUrl)
    {
        var title = Publish()[0];
        Feeds.Put(FeedPath, System.Text.Encoding.UTF8.GetBytes(
            $"""
            <rss version="2.0"><channel><title>Test News</title><link>{Feeds.BaseUrl}/</link><item><title>{title}</title>
            <link>{AddressOf(title)}</link><enclosure url="{pictureUrl}" type="image/jpeg" length="1000"/>
            <pubDate>{TimeProvider.System.GetUtcNow().ToString("R", CultureInfo.InvariantCulture)}</pubDate></item></channel></rss>
            """));
        return title;
    }

    public string AddressOf(string title) => $"{Feeds.BaseUrl}/{Uri.EscapeDataString(title)}";

    /// <summary>Returns when what is published now has been taken in: two more requests for the feed, the second after the first.</summary>
    public Task PolledAsync() => Feeds.WaitForRequestsAsync(FeedPath, Feeds.Requests(FeedPath) + 2, Cancellation);

    /// <summary>Waits until the bot's message with this text stands in the chat.</summary>
    public async Task<ChatMessage> SeesAsync(long chatId, string text)
    {
        await using var events = await People.ListenAsync(Cancellation);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(Patience);
        try
        {
            while (true)
            {
                if ((await FromBotAsync(chatId)).FirstOrDefault(message => message.Text.Contains(text, StringComparison.Ordinal)) is { } found)
                    return found;
                await events.NextAsync(patience.Token);
            }
        }
        catch (OperationCanceledException) when (!Cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"Chat {chatId} did not show \"{text}\". It shows: {string.Join(" / ", (await FromBotAsync(chatId)).Select(message => message.Text))}");
        }
    }

    /// <summary>
    /// Publishes one more item and waits for it in these chats: news of a chat go out in order, so all that came before
    /// has come.
    /// </summary>
    public async Task CaughtUpAsync(params long[] chats)
    {
        var last = Publish()[0];
        foreach (var chat in chats)
            await SeesAsync(chat, last);
    }

    public async Task<IReadOnlyList<ChatMessage>> FromBotAsync(long chatId) =>
        [.. (await People.MessagesAsync(chatId, 0, Cancellation)).Where(message => message.FromBot)];

    /// <summary>The titles of all news in the chat, in order, as often as they came.</summary>
    public async Task<IReadOnlyList<string>> NewsAsync(long chatId) =>
        [.. (await FromBotAsync(chatId)).Where(message => message.Text.StartsWith(TitleStart, StringComparison.Ordinal)).Select(message => message.Text[..(TitleStart.Length + 3)])];

    public async Task<int> TimesAsync(long chatId, string title) => (await NewsAsync(chatId)).Count(came => came == title);

    /// <summary>Plays a fault in one chat.</summary>
    public Task FaultAsync(string kind, long chatId, int count = 1, double delay = 60, int retryAfter = 1, string method = "send*") =>
        People.FaultAsync(new { kind, method, chatId, count, delay, retryAfter }, Cancellation);

    /// <summary>What the bot sent to a chat, refused or not, in order.</summary>
    public async Task<IReadOnlyList<JournalEntry>> SendsAsync(long chatId) =>
        [.. (await People.JournalAsync(null, 0, Cancellation)).Where(entry =>
            entry.Method.StartsWith("send", StringComparison.OrdinalIgnoreCase) && entry.Parameter("chat_id") == chatId.ToString(CultureInfo.InvariantCulture))];

    /// <summary>The status of /health/ready and what it says.</summary>
    public async Task<(HttpStatusCode Status, string Text)> HealthAsync()
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var answer = await http.GetAsync(Installation.Url + "/health/ready", Cancellation);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
    }

    /// <summary>The status of /health/live.</summary>
    public async Task<HttpStatusCode> LiveAsync()
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var answer = await http.GetAsync(Installation.Url + "/health/live", Cancellation);
        return answer.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
            node.Dispose();
        await Feeds.DisposeAsync();
        await Telegram.DisposeAsync();
    }
}
