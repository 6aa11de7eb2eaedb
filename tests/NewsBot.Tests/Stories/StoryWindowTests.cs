using NewsBot.Core.Articles;
using NewsBot.Core.Feeds;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;
using NewsBot.Core.Stories;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Stories;

/// <summary>A program that starts anew knows from the store what the one before knew.</summary>
public sealed class StoryWindowTests
{
    private const long Hour = 3_600_000;
    private const int Days = 16;
    private static readonly long Start = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private readonly MadeUpTexts _texts = new(21);
    private readonly Random _random = new(22);
    private readonly List<string> _bodies = [];
    private readonly StoryBook _book = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Load_AfterARestart_DecidesAsTheBookThatWentOn(StorageProvider provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var articles = new ArticleStore();
        var feed = await FeedAsync(store);
        long now = Start;
        for (var number = 0; now < Start + (Days * 24 * Hour); number++, now = Start + (number * 2 * Hour))
            await TakeAsync(store, articles, Report(feed, number, now));

        _book.CloseUntil(now);
        var again = await store.Database.ReadAsync(session => StoryWindow.LoadAsync(session, now, null, null, Ct), Ct);

        Assert.InRange(_book.Stories, 10, Days * 12);
        Assert.True(_book.Articles > _book.Stories);
        Assert.Equal((_book.Stories, _book.Articles), (again.Stories, again.Articles));
        for (var number = 1000; number < 1030; number++, now += Hour)
        {
            var article = StoryWindow.Of(Report(feed, number, now));
            Assert.Equal(Describe(_book, article), Describe(again, article));
        }
    }

    [Fact]
    public async Task Load_WithoutSomeArticles_LeavesThemOut()
    {
        await using var store = await TestStore.CreateAsync(StorageProvider.Sqlite);
        var articles = new ArticleStore();
        var feed = await FeedAsync(store);
        var first = Report(feed, 0, Start);
        await TakeAsync(store, articles, first);
        await TakeAsync(store, articles, Report(feed, 1, Start + Hour));

        var book = await store.Database.ReadAsync(session => StoryWindow.LoadAsync(session, Start + Hour, [first.ArticleId], null, Ct), Ct);

        Assert.Equal(1, book.Articles);
    }

    private static Task<Feed> FeedAsync(TestStore store) => store.Database.WriteAsync(async session =>
        (await FeedStore.AddAsync(session, Feed.New(new Uri("https://feed.example/"), "owner", Start, "Feed"), Ct)).Feed, Ct);

    // As an intake would: decided, stored, then known.
    private async Task TakeAsync(TestStore store, ArticleStore articles, Article article)
    {
        _book.CloseUntil(article.FirstSeenAt);
        var text = _book.Read(StoryWindow.Of(article));
        article.StoryId = _book.Decide(text).Story?.Id ?? 0;
        await store.Database.WriteAsync(session => articles.AddAsync(session, article, ArticleTokens.Of(article.Title, article.Body, null, article.Language), Ct), Ct);
        _book.Add(text, article.StoryId);
    }

    // Every third is a report of an earlier event by another outlet; half of the outlets say goodbye under each text.
    private Article Report(Feed feed, int number, long at)
    {
        var outlet = $"outlet{_random.Next(6)}.example";
        var made = _texts.Next(outlet, at, 80);
        var isReport = number % 3 == 2 && _bodies.Count > 0;
        var body = isReport ? _texts.Edited(_bodies[^Math.Min(_bodies.Count, _random.Next(1, 30))], 0.05) : made.Body;
        _bodies.Add(body);
        return new Article
        {
            ArticleId = Article.FirstIdOf(at), FeedId = feed.FeedId, ItemKey = number, Url = $"https://{outlet}/{number}", UrlKey = number, Language = "en",
            Title = isReport ? _texts.Headline() : made.Title, Body = number % 2 == 0 ? $"{body}\nGoodbye from {outlet}" : body, PublishedAt = at, FirstSeenAt = at,
        };
    }

    private static string Describe(StoryBook book, StoryArticle article)
    {
        book.CloseUntil(article.At);
        return book.Assign(book.Read(article)) switch
        {
            StoryVerdict.New verdict => $"new, nearest {verdict.Nearest?.Story.Id} {verdict.Nearest?.Probability:R}",
            StoryVerdict.Related verdict => $"related to {verdict.By.Story.Id} {verdict.By.Probability:R}",
            StoryVerdict.Copy verdict => $"copy of {verdict.Of.Id} {verdict.Jaccard:R}",
            var verdict => $"{verdict.GetType().Name} {verdict.Story!.Id}",
        };
    }
}
