using NewsBot.Core.Articles;
using NewsBot.Core.Feeds;
using NewsBot.Core.Intake;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;
using static NewsBot.Tests.Intake.IntakeWorld;

namespace NewsBot.Tests.Intake;

public sealed class ImporterTests : IDisposable
{
    private const string Page =
        """
        News Feed

        Harbour reopens after nine days

        2 min read
        Harbour reopens after nine days
        The first ferry leaves the pier. (Ann Bell / Example)

        The harbour opened on Monday, nine days after the storm.

        "We counted every plank," said the harbour master.

        News Feed

        A tenth of the planks are new, the town said on Jan. 29.

        Video

        Ann Bell walks along the pier with the man who counted it.

        Show More
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("newsbot-import-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task ImportAsync_PageTwice_BringsItsArticlesOnceAndSendsNothing(StorageProvider provider)
    {
        await using var world = await CreateAsync(provider);
        await world.ReaderAsync("harbour OR pier OR planks");
        var path = Write("page.txt", Page);

        var first = Assert.Single(await world.Node.Importer.ImportAsync([path], Ct));
        world.Restart();
        var second = Assert.Single(await world.Node.Importer.ImportAsync([path], Ct));

        Assert.Equal((ImportKind.Page, 3, 0), (first.Kind, first.Added, first.Known));
        Assert.Equal((ImportKind.Page, 0, 3), (second.Kind, second.Added, second.Known));
        Assert.Empty(first.Refused);
        Assert.Empty(await world.DueAsync());
        Assert.Equal(["Harbour reopens after nine days"], await world.TitlesAsync("\"nine days\" source:\"news feed\""));
        var article = await ArticleAsync(world, "article");
        Assert.Equal((2L, 1L, "News Feed"), (article.ReadingMinutes, article.BodyComplete, article.FeedTitle));
        Assert.Equal(("The first ferry leaves the pier.", "Ann Bell / Example"), (article.PictureCaption, article.PictureCredit));
        Assert.Equal(2, article.Body.Split('\n').Length);
        Assert.Equal("Video", (await ArticleAsync(world, "video")).Section);
        Assert.Equal(12, DateTimeOffset.FromUnixTimeMilliseconds((await ArticleAsync(world, "brief")).PublishedAt!.Value).Hour);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task ImportAsync_ClientsPage_GivesItsThreeArticles(StorageProvider provider)
    {
        if (Environment.GetEnvironmentVariable("NEWSBOT_SHARED") is not { Length: > 0 } shared)
        {
            Assert.Skip("NEWSBOT_SHARED does not name the folder with the client's page");
            return;
        }

        await using var world = await CreateAsync(provider);
        var report = Assert.Single(await world.Node.Importer.ImportAsync([Path.Combine(shared, "seeds", "news-feed-page.txt")], Ct));

        Assert.Equal((3, 0), (report.Added, report.Refused.Count));
        var article = await ArticleAsync(world, "article");
        Assert.Equal("Trump, Putin call 'going well,' White House official says", article.Title);
        Assert.Equal((2L, "News Feed", "Mikhail Klimentyev / Sputnik / AFP / Getty Images"), (article.ReadingMinutes, article.Section, article.PictureCredit));
        var paragraphs = article.Body.Split('\n');
        Assert.Equal(9, paragraphs.Length);
        Assert.StartsWith("U.S. President Donald Trump has been speaking", paragraphs[0], StringComparison.Ordinal);
        Assert.EndsWith("openness to the U.S. plan.", paragraphs[8], StringComparison.Ordinal);
        Assert.Contains("1,000 bodies", (await ArticleAsync(world, "brief")).Title, StringComparison.Ordinal);
        Assert.Contains("Colombian", (await ArticleAsync(world, "video")).Title, StringComparison.Ordinal);
        Assert.Empty(await world.TitlesAsync("\"show more\""));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task ImportAsync_FolderOfAllKinds_ReportsEachFile(StorageProvider provider)
    {
        await using var world = await CreateAsync(provider);
        Write("a.opml", """<opml version="2.0"><body><outline text="World"><outline text="Daily" type="rss" xmlUrl="https://news.example/rss" language="uk"/><outline text="Bad" type="rss"/></outline></body></opml>""");
        Write("b.xml", Rss(("1", "Weather"), ("2", "Football")));
        Write("c.txt", Page);
        Write("d.bin", "nothing of that kind");

        var reports = await world.Node.Importer.ImportAsync([_folder, Path.Combine(_folder, "missing.txt")], Ct);
        var again = await world.Node.Importer.ImportAsync([_folder], Ct);

        Assert.Equal(
            [("a.opml", ImportKind.Opml, 1), ("b.xml", ImportKind.Feed, 2), ("c.txt", ImportKind.Page, 3), ("d.bin", ImportKind.Refused, 0), ("missing.txt", ImportKind.Refused, 0)],
            reports.Select(report => (Path.GetFileName(report.Path), report.Kind, report.Added)));
        Assert.Equal("line 1: the outline 'Bad' has no xmlUrl", Assert.Single(reports[0].Refused));
        Assert.Equal("there is no such file", Assert.Single(reports[4].Refused));
        Assert.Equal([0, 0, 0, 0], again.Select(report => report.Added));
        Assert.Equal([1, 2, 3, 0], again.Select(report => report.Known));
        Assert.Contains("Football", await world.TitlesAsync("source:daily football"));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task ImportAsync_OpmlBesideACatalogue_AddsWhatIsNewAndLeavesTheRestAsItIs(StorageProvider provider)
    {
        await using var world = await CreateAsync(provider);
        var first = Write("first.opml", """<opml><body><outline text="News"><outline text="Ours" xmlUrl="https://a.example/feed"/></outline></body></opml>""");
        var second = Write("second.opml", """<opml><body><outline text="Other"><outline text="Theirs" xmlUrl="http://a.example/feed"/><outline text="B" xmlUrl="https://b.example/feed"/><outline text="B" xmlUrl="https://b.example/feed"/><outline xmlUrl="ftp://c.example/feed"/></outline></body></opml>""");

        await world.Node.Importer.ImportAsync([first], Ct);
        var report = Assert.Single(await world.Node.Importer.ImportAsync([second], Ct));

        Assert.Equal((ImportKind.Opml, 1, 1, 1), (report.Kind, report.Added, report.Known, report.Repeated));
        Assert.Equal("line 1: the outline 'ftp://c.example/feed' has no address of the web: 'ftp://c.example/feed'", Assert.Single(report.Refused));
        Assert.Equal(
            [("https://a.example/feed", "Ours", "News"), ("https://b.example/feed", "B", "Other")],
            (await world.Store.Database.ReadAsync(session => FeedStore.CatalogueAsync(session, Ct), Ct)).Select(feed => (feed.Url, feed.Title, feed.Folder)));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task ImportAsync_LongOpml_TellsHowFarItIsAndEachFileWhenItIsDone(StorageProvider provider)
    {
        await using var world = await CreateAsync(provider);
        var path = Write("long.opml", $"<opml><body>{string.Concat(Enumerable.Range(1, 600).Select(number => $"<outline xmlUrl='https://a.example/{number}'/>"))}</body></opml>");
        var steps = new Steps();

        var reports = await world.Node.Importer.ImportAsync([path, Write("b.xml", Rss(("1", "Weather")))], steps, Ct);

        Assert.Equal(600, reports[0].Added);
        Assert.Equal(
            [new ImportStep.Part(path, 250, 600), new ImportStep.Part(path, 500, 600), new ImportStep.Part(path, 600, 600), new ImportStep.File(reports[0], 1, 2), new ImportStep.File(reports[1], 2, 2)],
            steps.Said);
    }

    private sealed class Steps : IProgress<ImportStep>
    {
        public List<ImportStep> Said { get; } = [];

        public void Report(ImportStep value) => Said.Add(value);
    }

    private static async Task<Article> ArticleAsync(IntakeWorld world, string kind)
    {
        var id = await world.Store.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT max(article_id) FROM article WHERE kind = @kind", new { kind }, Ct), Ct);
        return (await world.Store.Database.ReadAsync(session => world.Node.Articles.GetAsync(session, id, Ct), Ct))!;
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
