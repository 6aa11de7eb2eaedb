using System.Text.Json;
using NewsBot.Core.Chats;
using NewsBot.Core.Feeds;
using NewsBot.Core.Intake;
using NewsBot.Core.Storage;
using NewsBot.Core.Wording;
using NewsBot.Tests.Architecture;
using NewsBot.Tests.Support;
using static NewsBot.Tests.Intake.IntakeWorld;

namespace NewsBot.Tests.Intake;

public sealed class SeedTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "seeds");

    private static TopicFile Topics { get; } = TopicFile.Parse(File.ReadAllText(Path.Combine(Folder, "topics.json")));

    [Fact]
    public void Topics_OfTheSeeds_AreNamedInEveryLanguageAndReadable()
    {
        Assert.Empty(Topics.Problems);
        Assert.True(Topics.Topics.Count >= 14);
        Assert.All(Topics.Topics, topic =>
        {
            Assert.Matches("^[a-z0-9][a-z0-9-]{0,31}$", topic.TopicKey);
            Assert.NotEmpty(topic.Emoji);
            var titles = JsonSerializer.Deserialize<Dictionary<string, string>>(topic.Titles)!;
            Assert.Equal(["de", "en", "es", "fr", "uk"], titles.Keys.Order());
            Assert.All(titles.Values, title => Assert.InRange(title.Length, 2, 40));
        });
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task RunAsync_EmptyStore_AnswersAtOnceInBothLanguages(StorageProvider provider)
    {
        await using var world = await CreateAsync(provider);

        await StartAsync(world);

        var feeds = await world.Store.Database.ReadAsync(session => FeedStore.CatalogueAsync(session, Ct), Ct);
        Assert.True(feeds.Count(feed => feed.Kind == "polled") >= 24);
        Assert.Superset(new HashSet<string?> { "en", "uk", "de", "fr" }, feeds.Select(feed => feed.Language).ToHashSet());
        Assert.All(feeds.Where(feed => feed.Kind == "polled"), feed => Assert.NotEmpty(feed.Folder));
        Assert.InRange((await world.TitlesAsync(samples: true)).Count, 7, 20);
        foreach (var key in new[] { "ukraine", "ceasefire", "technology", "ai", "science", "space", "climate", "business", "sport" })
            Assert.NotEmpty(await world.TitlesAsync(Topics.Topics.Single(topic => topic.TopicKey == key).Query, samples: true));
        Assert.NotEmpty(await world.TitlesAsync("київ", samples: true));
        Assert.Empty(await world.TitlesAsync());
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task RunAsync_SecondStart_BringsNothingBack(StorageProvider provider)
    {
        await using var world = await CreateAsync(provider);
        await StartAsync(world);
        await world.SqlAsync("UPDATE feed SET in_catalogue = 0");
        var articles = await world.CountAsync("article");

        world.Restart();
        await StartAsync(world);

        Assert.Empty(await world.Store.Database.ReadAsync(session => FeedStore.CatalogueAsync(session, Ct), Ct));
        Assert.Equal(articles, await world.CountAsync("article"));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task RunAsync_StoreThatHasFeeds_GetsTheTopicsOnly(StorageProvider provider)
    {
        await using var world = await CreateAsync(provider);
        await world.FeedAsync("/feed");

        await StartAsync(world);

        Assert.Equal(1, await world.CountAsync("feed"));
        Assert.Equal(0, await world.CountAsync("article"));
        Assert.NotEqual(0, await world.CountAsync("topic"));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task RunAsync_AfterAPageWasImported_BringsTopicsAndFeedsAndNoSamples(StorageProvider provider)
    {
        await using var world = await CreateAsync(provider);
        var page = Path.Combine(Path.GetTempPath(), $"newsbot-page-{Guid.NewGuid():N}.txt");
        await File.WriteAllTextAsync(page, "News Feed\n\nKites rise over the harbour\n\nThey were high above the pier all day.\n", TestContext.Current.CancellationToken);
        try
        {
            await world.Node.Importer.ImportFileAsync(page, "import", TestContext.Current.CancellationToken);
        }
        finally
        {
            File.Delete(page);
        }

        await StartAsync(world);

        Assert.True(await world.CountAsync("feed") > 1);
        Assert.NotEqual(0, await world.CountAsync("topic"));
        Assert.Equal(0, await world.CountAsync("article WHERE sample = 1"));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task RunAsync_TopicsOfTheSettings_ReplaceAndHideThoseOfTheSeeds(StorageProvider provider)
    {
        await using var world = await CreateAsync(provider);
        var space = new Topic { TopicKey = "space", Titles = "{}", Query = "rockets", Enabled = 1 };
        var sport = new Topic { TopicKey = "sport", Titles = "{}", Query = "", Enabled = 0 };
        await StartAsync(world, space, sport);

        var topics = await TopicsAsync(world);
        Assert.Equal("rockets", topics["space"].Query);
        Assert.False(topics.ContainsKey("sport"));

        world.Restart();
        await StartAsync(world);

        topics = await TopicsAsync(world);
        Assert.NotEqual("rockets", topics["space"].Query);
        Assert.True(topics.ContainsKey("sport"));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Sources_OfTheSettings_EnterAndLeaveTheCatalogueAndKeepTheirArticles(StorageProvider provider)
    {
        await using var world = await CreateAsync(provider);
        var fixedSource = new FeedSource { Url = "https://news.example/rss", Title = "Our paper", Interval = TimeSpan.FromSeconds(2) };
        world.Options.Sources.Add(fixedSource);
        await world.Node.Sources.RunAsync(Ct);
        await world.Node.Sources.RunAsync(Ct);
        await StartAsync(world);

        var feed = Assert.Single(await CatalogueAsync(world), feed => feed.Url == fixedSource.Url);
        Assert.Equal(("Our paper", 1L, 2000L), (feed.Title, feed.TitleFixed, feed.FixedInterval));

        world.Options.Sources.Clear();
        world.Restart();
        await world.Node.Sources.RunAsync(Ct);

        Assert.DoesNotContain(await CatalogueAsync(world), feed => feed.Url == fixedSource.Url);
        Assert.NotNull(await world.RowAsync(feed));

        world.Options.Sources.Add(fixedSource);
        await world.Node.Sources.RunAsync(Ct);
        Assert.Contains(await CatalogueAsync(world), feed => feed.Url == fixedSource.Url);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Source_WithAUserAgentOfItsOwn_IsAskedWithItUntilTheSettingIsGone(StorageProvider provider)
    {
        await using var world = await CreateAsync(provider);
        var feed = await world.FeedAsync("/rss");
        world.Publish("/rss", Rss(("1", "Weather")));
        world.Options.Sources.Add(new FeedSource { Url = feed.Url, UserAgent = "Reader/1.0 (our contract)" });
        await world.Node.Sources.RunAsync(Ct);
        await world.PollAsync();
        Assert.Equal("Reader/1.0 (our contract)", world.LastHeader("User-Agent"));

        world.Options.Sources.Clear();
        await world.Node.Sources.RunAsync(Ct);
        await world.SqlAsync("UPDATE feed SET in_catalogue = 1");
        await world.PollLaterAsync();

        Assert.StartsWith("NewsBot/", world.LastHeader("User-Agent"), StringComparison.Ordinal);
        // What it was told before was told to somebody else.
        Assert.Null(world.LastHeader("If-None-Match"));
    }

    private static Task<IReadOnlyList<Feed>> CatalogueAsync(IntakeWorld world) =>
        world.Store.Database.ReadAsync(session => FeedStore.CatalogueAsync(session, Ct), Ct);

    private static async Task<Dictionary<string, Topic>> TopicsAsync(IntakeWorld world) =>
        (await world.Store.Database.ReadAsync(session => new TopicStore(world.Time).AllAsync(session, Ct), Ct)).ToDictionary(topic => topic.TopicKey);

    // As a start of the bot does.
    private static async Task StartAsync(IntakeWorld world, params Topic[] topicsFromSettings)
    {
        await world.Node.Seeds.TopicsAsync(Folder, topicsFromSettings, Ct);
        await world.Node.Seeds.RunAsync(Folder, Ct);
    }
}
