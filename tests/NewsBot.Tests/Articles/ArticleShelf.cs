using NewsBot.Core.Articles;
using NewsBot.Core.Feeds;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Articles;

/// <summary>A store with feeds, chats and articles that tests put on it in one line each.</summary>
internal sealed class ArticleShelf(TestStore store) : IAsyncDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 18, 12, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<long, Feed> _feeds = [];
    private int _articles;

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ArticleStore Articles { get; } = new();

    public TestStore Store => store;

    /// <summary>The catalogue as the command line sees it.</summary>
    public static ArticleScope Everything { get; } = new(null, []);

    public static async Task<ArticleShelf> CreateAsync(StorageProvider provider) => new(await TestStore.CreateAsync(provider));

    public static Query Parse(string query) => Assert.IsType<QueryParseResult.Parsed>(QueryParser.Parse(query)).Query;

    public static long At(double minutes) => Noon.AddMinutes(minutes).ToUnixTimeMilliseconds();

    /// <summary>A feed of the catalogue, or of one chat.</summary>
    public Task<Feed> FeedAsync(string address, long? ownedBy = null) => store.Database.WriteAsync(async session =>
    {
        var feed = Feed.New(new Uri(address), ownedBy is null ? "owner" : "chat", At(0), new Uri(address).Host);
        feed.Language = "en";
        (feed, _) = await FeedStore.AddAsync(session, feed, Ct);
        if (ownedBy is { } chat)
            await FeedStore.AddOwnAsync(session, chat, feed.FeedId, null, At(0), Ct);
        _feeds[feed.FeedId] = feed;
        return feed;
    }, Ct);

    public Task<long> ChatAsync(long telegramId) => store.Database.WriteAsync(session => session.ScalarAsync<long>(
        """
        INSERT INTO chat (bot_id, telegram_chat_id, type, language, reading_languages, created_at, last_seen_at)
        VALUES (1, @telegramId, 'private', 'en', '', 0, 0) RETURNING chat_key
        """,
        new { telegramId }, Ct), Ct);

    /// <summary>An article, published so many minutes after noon and seen a minute later.</summary>
    public Task<Article> AddAsync(Feed feed, string title, double minutes, string body = "", string? language = "en", string? url = null, long story = 0, bool sample = false)
    {
        var number = ++_articles;
        return AddAsync(feed, new Article
        {
            FeedId = feed.FeedId,
            ItemKey = number,
            Title = title,
            Body = body,
            Language = language,
            Url = url,
            UrlKey = UrlKey.Of(url),
            StoryId = story,
            Sample = sample ? 1 : 0,
            PublishedAt = At(minutes),
            FirstSeenAt = At(minutes + 1),
        });
    }

    public Task<Article> AddAsync(Feed feed, Article article) => store.Database.WriteAsync(async session =>
    {
        var tokens = ArticleTokens.Of(article.Title, article.Body, SourceNames.Of(feed.Title, feed.SiteUrl, feed.Url), article.Language);
        await Articles.AddAsync(session, article, tokens, Ct);
        return article;
    }, Ct);

    public async Task<IReadOnlyList<string>> TitlesAsync(ArticleScope scope, string? query = null, int limit = 50) =>
        [.. (await PageAsync(scope, query, null, limit)).Articles.Select(article => article.Title)];

    public Task<ArticlePage> PageAsync(ArticleScope scope, string? query, long? before, int limit) => store.Database.ReadAsync(
        session => query is null
            ? Articles.LatestAsync(session, scope, before, limit, Ct)
            : Articles.SearchAsync(session, scope, Parse(query), before, limit, Ct),
        Ct);

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
