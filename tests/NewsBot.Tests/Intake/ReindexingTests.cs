using Microsoft.Extensions.Logging.Abstractions;
using NewsBot.Core.Articles;
using NewsBot.Core.Intake;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;
using NewsBot.Core.Text;
using NewsBot.Tests.Articles;
using NewsBot.Tests.Support;
using static NewsBot.Tests.Articles.ArticleShelf;

namespace NewsBot.Tests.Intake;

public sealed class ReindexingTests
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task RunAsync_StoreOfAnOlderAnalyser_FindsOldArticlesByOtherForms(StorageProvider provider)
    {
        await using var shelf = await CreateAsync(provider);
        var feed = await shelf.FeedAsync("https://one.example/feed");
        for (var number = 0; number < 120; number++)
            await shelf.AddAsync(feed, $"Ceasefire {number}", number);
        await OutdateAsync(shelf);
        Assert.Empty(await shelf.TitlesAsync(Everything, "ceasefires"));
        Assert.Equal(0, await PercentAsync(shelf));

        // What comes in meanwhile is found at once.
        await shelf.AddAsync(feed, "Ceasefire today", 200);
        Assert.Equal(["Ceasefire today"], await shelf.TitlesAsync(Everything, "ceasefires"));

        await Reindexing(shelf).RunAsync(Ct);

        Assert.Equal(121, (await shelf.TitlesAsync(Everything, "ceasefires", 200)).Count);
        Assert.Null(await PercentAsync(shelf));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task BeginAsync_StoreOfAPerson_IsReadyBeforeTheFirstAnswer(StorageProvider provider)
    {
        await using var shelf = await CreateAsync(provider);
        var feed = await shelf.FeedAsync("https://one.example/feed");
        for (var number = 0; number < 60; number++)
            await shelf.AddAsync(feed, $"Ceasefire {number}", number);
        await OutdateAsync(shelf);

        await Reindexing(shelf).BeginAsync(Ct);

        Assert.Equal(60, (await shelf.TitlesAsync(Everything, "ceasefires", 200)).Count);
        Assert.Null(await PercentAsync(shelf));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task RunAsync_EndedEarly_HasTheNewestAndGoesOnLater(StorageProvider provider)
    {
        await using var shelf = await CreateAsync(provider);
        var feed = await shelf.FeedAsync("https://one.example/feed");
        for (var number = 0; number < 100; number++)
            await shelf.AddAsync(feed, $"Ceasefire {number}", number);
        await OutdateAsync(shelf);

        await shelf.Store.Database.WriteAsync(async session => await shelf.Articles.ReindexAsync(
            session, [.. (await ArticleStore.OutdatedAsync(session, 25, Ct)).Select(article => (article, ArticleTokens.Of(article.Title, "", null, article.Language)))], Ct), Ct);

        Assert.Equal(25, await PercentAsync(shelf));
        Assert.Equal(["Ceasefire 99", "Ceasefire 98"], (await shelf.TitlesAsync(Everything, "ceasefire")).Take(2));
        Assert.Equal(25, (await shelf.TitlesAsync(Everything, "ceasefires", 200)).Count);
        await Reindexing(shelf).RunAsync(Ct);
        Assert.Equal(100, (await shelf.TitlesAsync(Everything, "ceasefires", 200)).Count);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task RunAsync_ArticleChangedOrRemovedBeforeItsTurn_IsLeftAsItIs(StorageProvider provider)
    {
        await using var shelf = await CreateAsync(provider);
        var feed = await shelf.FeedAsync("https://one.example/feed");
        var (changed, removed) = (await shelf.AddAsync(feed, "Bridges closed", 0), await shelf.AddAsync(feed, "Bridges open", 1));
        await OutdateAsync(shelf);
        var batch = await shelf.Store.Database.ReadAsync(session => ArticleStore.OutdatedAsync(session, 10, Ct), Ct);

        changed.Title = "Tunnels closed";
        await shelf.Store.Database.WriteAsync(session => shelf.Articles.ChangeAsync(session, changed, ArticleTokens.Of(changed.Title, "", null, "en"), 0, Ct), Ct);
        Assert.Equal(1, await shelf.Store.Database.WriteAsync(session => shelf.Articles.RemoveAsync(session, [removed.ArticleId], Ct), Ct));
        var written = await shelf.Store.Database.WriteAsync(
            session => shelf.Articles.ReindexAsync(session, [.. batch.Select(article => (article, ArticleTokens.Of(article.Title, "")))], Ct), Ct);
        await Reindexing(shelf).RunAsync(Ct);

        Assert.Equal(0, written);
        Assert.Equal(["Tunnels closed"], await shelf.TitlesAsync(Everything, "tunnel"));
        Assert.Empty(await shelf.TitlesAsync(Everything, "bridge"));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Schema_TheIndexOfOutdatedArticles_IsThatOfTodaysAnalyser(StorageProvider provider)
    {
        await using var shelf = await CreateAsync(provider);

        var index = await shelf.Store.Database.ReadAsync(session => session.ScalarAsync<string>(
            provider == StorageProvider.Sqlite
                ? "SELECT sql FROM sqlite_master WHERE name = 'article_to_index'"
                : "SELECT indexdef FROM pg_indexes WHERE indexname = 'article_to_index'", null, Ct), Ct);

        // A higher Analyzer.Version comes with a migration that makes this index anew, or each look for work reads all articles.
        Assert.Contains($"analyzer_version < {Analyzer.Version}", index, StringComparison.Ordinal);
    }

    private static Reindexing Reindexing(ArticleShelf shelf) => new(shelf.Store.Database, shelf.Articles, TimeProvider.System, NullLogger<Reindexing>.Instance);

    private static Task<int?> PercentAsync(ArticleShelf shelf) => shelf.Store.Database.ReadAsync(session => ArticleStore.IndexedPercentAsync(session, Ct), Ct);

    // As an upgrade leaves a store: articles of the version before, and an empty index.
    private static Task OutdateAsync(ArticleShelf shelf) => shelf.Store.Database.WriteAsync(async session =>
    {
        var ids = await session.QueryAsync<long>("SELECT article_id FROM article", null, Ct);
        await ArticleIndex.RemoveAsync(session, [.. ids], Ct);
        await session.ExecuteAsync("UPDATE article SET analyzer_version = @version", new { version = Analyzer.Version - 1L }, Ct);
    }, Ct);
}
