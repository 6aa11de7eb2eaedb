using NewsBot.Core.Articles;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;
using static NewsBot.Tests.Articles.ArticleShelf;

namespace NewsBot.Tests.Articles;

/// <summary>What a query or a source would have sent.</summary>
public sealed class ArticlePreviewTests
{
    private const double Day = 24 * 60;

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task PreviewAsync_Query_CountsStoriesByDayAndSaysSinceWhenItKnows(StorageProvider provider)
    {
        await using var shelf = await CreateAsync(provider);
        var (one, two) = (await shelf.FeedAsync("https://one.example/feed"), await shelf.FeedAsync("https://two.example/feed"));
        // Its story came the day before, its copy counts no second time.
        var first = await shelf.AddAsync(one, "harbour opens", -Day);
        await shelf.AddAsync(two, "harbour opens, says agency", -100, story: first.StoryId);
        await shelf.AddAsync(one, "harbour closes", -Day - 60);
        await shelf.AddAsync(two, "night at the harbour", -60, language: "de");
        await shelf.AddAsync(one, "weather", -10);
        await shelf.AddAsync(one, "harbour of old", -8 * Day);

        var preview = await PreviewAsync(shelf, Following("harbour"), 2);

        Assert.Equal(3, preview.Alerts.Count);
        Assert.Equal(2, preview.MostOnOneDay(TimeZoneInfo.Utc));
        Assert.Equal(["night at the harbour", "harbour opens, says agency"], preview.Newest.Select(article => article.Title));
        Assert.Equal([one.FeedId, two.FeedId], preview.Feeds);
        Assert.Equal(["en", "de"], preview.Languages);
        Assert.False(preview.IsCut);
        // No feed was read yet: what is stored is what is known.
        Assert.Equal(At(-Day - 60), preview.KnownSince);
        Assert.Null((await PreviewAsync(shelf, Following("unheardof"), 2)).KnownSince);

        await shelf.Store.Database.WriteAsync(session => session.ExecuteAsync("UPDATE feed SET first_fetched_at = @now", new { now = At(0) }, Ct), Ct);
        Assert.Equal(At(-100), (await PreviewAsync(shelf, Following("weather"), 2)).KnownSince);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task PreviewAsync_VeryMuch_LooksAtTheNewestAndSaysThatThereIsMore(StorageProvider provider)
    {
        await using var shelf = await CreateAsync(provider);
        var feed = await shelf.FeedAsync("https://one.example/feed");
        await shelf.AddAsync(feed, "harbour", -2);
        await shelf.Store.Database.WriteAsync(session => session.ExecuteAsync(
            """
            INSERT INTO article (article_id, feed_id, story_id, item_key, title, first_seen_at, analyzer_version)
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2100)
            SELECT a.article_id - CAST(i AS BIGINT) * 1048576, a.feed_id, a.story_id, i, 'story', a.first_seen_at, 0 FROM article a, n
            """, null, Ct), Ct);

        var preview = await PreviewAsync(shelf, Everything with { Following = new Following([feed.FeedId], []) }, 1);

        Assert.True(preview.IsCut);
        Assert.Single(preview.Alerts);
        Assert.Equal("harbour", Assert.Single(preview.Newest).Title);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task PreviewMuteAsync_SomeOfIt_GivesWhatNoOtherArticleOfTheStoryBrings(StorageProvider provider)
    {
        await using var shelf = await CreateAsync(provider);
        var feed = await shelf.FeedAsync("https://one.example/feed");
        var both = await shelf.AddAsync(feed, "harbour football", -30);
        await shelf.AddAsync(feed, "harbour match", -20, story: both.StoryId);
        await shelf.AddAsync(feed, "football at the harbour", -10);
        await shelf.AddAsync(feed, "harbour tennis", -5);
        await shelf.AddAsync(feed, "harbour", -1);
        var scope = Following("harbour") with { Muted = new Following([], [Parse("tennis")]) };

        var (before, hidden) = await shelf.Store.Database.ReadAsync(
            session => shelf.Articles.PreviewMuteAsync(session, scope, new Following([], [Parse("football")]), At(-60), At(0), 3, Ct), Ct);

        Assert.Equal(3, before.Alerts.Count);
        Assert.Equal(["football at the harbour"], hidden.Newest.Select(article => article.Title));
        Assert.Single(hidden.Alerts);
    }

    private static ArticleScope Following(string query) => Everything with { Following = new Following([], [Parse(query)]) };

    private static Task<ArticlePreview> PreviewAsync(ArticleShelf shelf, ArticleScope scope, int newest) => shelf.Store.Database.ReadAsync(
        session => shelf.Articles.PreviewAsync(session, scope, At(-7 * Day), At(0), newest, Ct), Ct);
}
