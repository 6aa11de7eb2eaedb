using NewsBot.Core.Articles;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;
using static NewsBot.Tests.Articles.ArticleShelf;

namespace NewsBot.Tests.Articles;

public sealed class ArticleStoreTests
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task AddAsync_OneSecond_CountsItsArticles(StorageProvider provider)
    {
        await using var shelf = await CreateAsync(provider);
        var feed = await shelf.FeedAsync("https://one.example/feed");

        var first = await shelf.AddAsync(feed, "First", 0);
        var second = await shelf.AddAsync(feed, "Second", 0);

        Assert.Equal(At(0) / 1000 << 20, first.ArticleId);
        Assert.Equal(first.ArticleId + 1, second.ArticleId);
        Assert.NotEqual(first.StoryId, second.StoryId);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task AddAsync_MomentMissingAbsurdOrToCome_IsSortedByFirstSight(StorageProvider provider)
    {
        await using var shelf = await CreateAsync(provider);
        var feed = await shelf.FeedAsync("https://one.example/feed");
        long?[] moments = [null, 0, At(60 * 24 * 365)];

        foreach (var moment in moments)
        {
            var article = await shelf.AddAsync(feed, new Article { FeedId = feed.FeedId, Title = "A", PublishedAt = moment, FirstSeenAt = At(5) });
            Assert.Equal(At(5), Article.SortTimeOf(article.ArticleId));
        }
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task ChangeAsync_NewHeadline_IsFoundByItAndNotByTheOld(StorageProvider provider)
    {
        await using var shelf = await CreateAsync(provider);
        var feed = await shelf.FeedAsync("https://one.example/feed");
        var article = await shelf.AddAsync(feed, "Bridge closed", 0);

        article.Title = "Tunnel closed";
        await shelf.Store.Database.WriteAsync(session => shelf.Articles.ChangeAsync(session, article, ArticleTokens.Of(article.Title, ""), 0, Ct), Ct);

        Assert.Equal(["Tunnel closed"], await shelf.TitlesAsync(Everything, "tunnel"));
        Assert.Empty(await shelf.TitlesAsync(Everything, "bridge"));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task RemoveAsync_ArticleOfAStory_LeavesTheCopyAndItsStory(StorageProvider provider)
    {
        await using var shelf = await CreateAsync(provider);
        var feed = await shelf.FeedAsync("https://one.example/feed");
        var copy = await shelf.AddAsync(feed, "Harbour open", 0);
        var gone = await shelf.AddAsync(feed, "Harbour open again", 1, story: copy.StoryId);
        var alone = await shelf.AddAsync(feed, "Harbour shut", 2);

        var removed = await shelf.Store.Database.WriteAsync(session => shelf.Articles.RemoveAsync(session, [gone.ArticleId, alone.ArticleId], Ct), Ct);

        Assert.Equal(2, removed);
        Assert.Equal(["Harbour open"], await shelf.TitlesAsync(Everything, "harbour"));
        Assert.Equal(1, await shelf.Store.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT count(*) FROM story", null, Ct), Ct));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task GetAsync_StoredArticle_ComesBackWhole(StorageProvider provider)
    {
        await using var shelf = await CreateAsync(provider);
        var feed = await shelf.FeedAsync("https://one.example/feed");
        var article = await shelf.AddAsync(feed, new Article
        {
            FeedId = feed.FeedId, ItemKey = -7, Title = "Title", Summary = "Summary", Body = "Body\nMore", BodyComplete = 1, Kind = "brief",
            Section = "News", Author = "Ann", Language = "uk", PublishedAt = At(0), FirstSeenAt = At(1), ReadingMinutes = 3,
            PictureUrl = "https://one.example/p.jpg", PictureCaption = "A pier", PictureCredit = "Bo", ContentHash = long.MinValue,
        });

        var stored = await shelf.Store.Database.ReadAsync(session => shelf.Articles.GetAsync(session, article.ArticleId, Ct), Ct);

        article.FeedTitle = feed.Title;
        Assert.Equivalent(article, stored, strict: false);
    }
}
