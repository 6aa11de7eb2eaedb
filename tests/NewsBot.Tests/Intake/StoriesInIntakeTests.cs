using NewsBot.Core.Articles;
using NewsBot.Core.Delivery;
using NewsBot.Core.Feeds;
using NewsBot.Core.Intake;
using NewsBot.Core.Storage;
using NewsBot.Core.Stories;
using NewsBot.Tests.Support;
using static NewsBot.Tests.Support.CoreBench;

namespace NewsBot.Tests.Intake;

/// <summary>One event, several outlets: what comes in joins its story as it arrives, whichever program took the first report in.</summary>
public sealed class StoriesInIntakeTests
{
    private const string North = "Commuters stranded as barge hits Millford bridge";
    private const string NorthLead = "Two trams with 240 people stopped on the Millford bridge when the barge Anna Lou ran into a pier in the Tarn.";
    private const string Harbour = "Anna Lou strikes pier: trams emptied at Millford";
    private const string HarbourLead = "Police closed the bridge at Millford after the Anna Lou, a barge, struck its pier; 240 commuters had to leave two trams on the Tarn.";

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Report_OfASecondOutlet_JoinsTheStoryAndIsNotSentAgain(StorageProvider provider)
    {
        await using var bench = await CreateAsync(provider);
        var (north, harbour) = await TwoOutletsAsync(bench);
        await bench.SayAsync("/subscribe Millford");

        await BringAsync(bench, north, North, NorthLead);
        await bench.PumpAsync();
        await BringAsync(bench, harbour, Harbour, HarbourLead);
        await bench.PumpAsync();

        Assert.Equal(1, await CountAsync(bench, "SELECT count(DISTINCT story_id) FROM article"));
        Assert.Equal([North], await ToldAsync(bench));
        Assert.Equal(1, await CountAsync(bench, "SELECT count(*) FROM message WHERE kind = 'news' AND edit_at IS NOT NULL"));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Report_OfASecondOutlet_ReachesWhoFollowsOnlyThatOne(StorageProvider provider)
    {
        await using var bench = await CreateAsync(provider);
        var (north, harbour) = await TwoOutletsAsync(bench);
        await bench.SayAsync("/subscribe \"Anna Lou strikes\"");

        await BringAsync(bench, north, North, NorthLead);
        await BringAsync(bench, harbour, Harbour, HarbourLead);

        Assert.Equal(1, await CountAsync(bench, "SELECT count(DISTINCT story_id) FROM article"));
        Assert.Equal([Harbour], await ToldAsync(bench));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Reports_OfOneDocument_SeeThoseBefore(StorageProvider provider)
    {
        await using var bench = await CreateAsync(provider);
        var (north, _) = await TwoOutletsAsync(bench);
        await bench.SayAsync("/subscribe Millford");

        var now = bench.Time.GetUtcNow();
        await bench.Get<ArticleIntake>().AddAsync(north, new ParsedFeed
        {
            Format = FeedFormat.Rss,
            Language = "en",
            Items =
            [
                new ParsedItem { Id = "2", Link = "https://harbour.test/2", Title = Harbour, Summary = HarbourLead, Published = now },
                new ParsedItem { Id = "1", Link = "https://north.test/1", Title = North, Summary = NorthLead, Published = now.AddMinutes(-1) },
            ],
        }, IntakeMode.Send, Ct);

        Assert.Equal(1, await CountAsync(bench, "SELECT count(DISTINCT story_id) FROM article"));
        Assert.Equal([North], await ToldAsync(bench));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Report_OfAnEventInTheBackCatalogue_JoinsItAndIsTold(StorageProvider provider)
    {
        await using var bench = await CreateAsync(provider);
        var (north, harbour) = await TwoOutletsAsync(bench);
        await bench.SayAsync("/subscribe Millford");

        await BringAsync(bench, north, North, NorthLead, IntakeMode.Quiet);
        await BringAsync(bench, harbour, Harbour, HarbourLead);

        Assert.Equal(1, await CountAsync(bench, "SELECT count(DISTINCT story_id) FROM article"));
        Assert.Equal([Harbour], await ToldAsync(bench));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Report_OfAnEventThatAnotherProgramTookIn_JoinsIt(StorageProvider provider)
    {
        await using var bench = await CreateAsync(provider);
        var (north, harbour) = await TwoOutletsAsync(bench);
        await bench.SayAsync("/subscribe Millford");
        // The book is in memory, and then the other one stores something.
        await BringAsync(bench, harbour, "Town council debates new library", "The council of Wickham spoke about shelves and opening hours for three hours.");
        using (var other = new OtherProgram(bench))
            await other.BringAsync(north, North, NorthLead);

        await BringAsync(bench, harbour, Harbour, HarbourLead);

        Assert.Equal(2, await CountAsync(bench, "SELECT count(DISTINCT story_id) FROM article"));
        Assert.Equal([1, 2, 3], await NumbersAsync(bench, "SELECT arrival FROM article ORDER BY arrival"));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Report_AfterARestart_JoinsTheSameStory(StorageProvider provider)
    {
        await using var bench = await CreateAsync(provider);
        var (north, harbour) = await TwoOutletsAsync(bench);
        await BringAsync(bench, north, North, NorthLead);

        using (var other = new OtherProgram(bench))
            await other.BringAsync(harbour, Harbour, HarbourLead);

        Assert.Equal(1, await CountAsync(bench, "SELECT count(DISTINCT story_id) FROM article"));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Report_OfAStoryThatACopyFoundedAnew_JoinsItAfterARestartToo(StorageProvider provider)
    {
        await using var bench = await CreateAsync(provider);
        var (north, harbour) = await TwoOutletsAsync(bench);
        await BringAsync(bench, north, North, NorthLead, link: "https://north.test/barge");
        // Over by now, but not so long that it is not read any more.
        bench.Time.Advance(TimeSpan.FromDays(10));
        await BringAsync(bench, harbour, North, NorthLead, link: "https://north.test/barge?utm_source=harbour");

        using (var other = new OtherProgram(bench))
            await other.BringAsync(harbour, Harbour, HarbourLead);

        Assert.Equal(3, await CountAsync(bench, "SELECT count(*) FROM article"));
        Assert.Equal(1, await CountAsync(bench, "SELECT count(DISTINCT story_id) FROM article"));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Reports_ThatTwoProgramsTakeInAtOnce_AreOneStory(StorageProvider provider)
    {
        await using var bench = await CreateAsync(provider);
        var (north, harbour) = await TwoOutletsAsync(bench);
        var rest = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => bench.AddFeedAsync($"https://outlet{number}.test/rss", $"Outlet {number}")));
        using var other = new OtherProgram(bench);

        await Task.WhenAll([
            BringAsync(bench, north, North, NorthLead), other.BringAsync(harbour, Harbour, HarbourLead),
            .. rest.Select((feed, number) => number % 2 == 0 ? BringAsync(bench, feed, North, NorthLead) : other.BringAsync(feed, Harbour, HarbourLead)),
        ]);

        Assert.Equal(1, await CountAsync(bench, "SELECT count(DISTINCT story_id) FROM article"));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], await NumbersAsync(bench, "SELECT arrival FROM article ORDER BY arrival"));
    }

    [Fact]
    public async Task Prepare_WhileTheProgramEnds_LetsGo()
    {
        await using var bench = await CreateAsync(StorageProvider.Sqlite);
        var stories = bench.Get<OpenStories>();
        using var ended = new CancellationTokenSource();
        await ended.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stories.PrepareAsync(bench.Database, ended.Token));
        await stories.PrepareAsync(bench.Database, Ct);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Report_AfterTheLatestWereRemoved_IsDecidedByWhatIsLeft(StorageProvider provider)
    {
        await using var bench = await CreateAsync(provider);
        var (north, harbour) = await TwoOutletsAsync(bench);
        await BringAsync(bench, north, North, NorthLead);
        await bench.Database.WriteAsync(async session =>
            await new ArticleStore().RemoveAsync(session, [.. await session.QueryAsync<long>("SELECT article_id FROM article", null, Ct)], Ct), Ct);

        await BringAsync(bench, harbour, Harbour, HarbourLead);

        Assert.Equal(1, await CountAsync(bench, "SELECT count(*) FROM article a JOIN story s ON s.story_id = a.story_id"));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Report_WhoseTransactionFailed_IsInNoStory(StorageProvider provider)
    {
        await using var bench = await CreateAsync(provider);
        var (north, harbour) = await TwoOutletsAsync(bench);
        await BringAsync(bench, harbour, "Town council debates new library", "The council of Wickham spoke about shelves and opening hours for three hours.");
        // Fails behind the article: the book holds it by then.
        await bench.ExecuteAsync(provider == StorageProvider.Sqlite
            ? "CREATE TRIGGER poison BEFORE INSERT ON seen BEGIN SELECT RAISE(ABORT, 'refused'); END"
            : "ALTER TABLE seen ADD CONSTRAINT poison CHECK (feed_id < 0) NOT VALID");
        await Assert.ThrowsAnyAsync<Exception>(() => BringAsync(bench, north, North, NorthLead));
        await bench.ExecuteAsync(provider == StorageProvider.Sqlite ? "DROP TRIGGER poison" : "ALTER TABLE seen DROP CONSTRAINT poison");

        await bench.SayAsync("/subscribe Millford");
        await BringAsync(bench, harbour, Harbour, HarbourLead);

        // It founds a story that exists, and the one that comes again joins it.
        Assert.Equal([Harbour], await ToldAsync(bench));
        await BringAsync(bench, north, North, NorthLead);
        Assert.Equal(2, await CountAsync(bench, "SELECT count(DISTINCT a.story_id) FROM article a JOIN story s ON s.story_id = a.story_id"));
        Assert.Equal(3, await CountAsync(bench, "SELECT count(*) FROM article"));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Copy_OfWhatIsOlderThanAnyOpenStory_KeepsItsStory(StorageProvider provider)
    {
        await using var bench = await CreateAsync(provider);
        var (north, harbour) = await TwoOutletsAsync(bench);
        await bench.SayAsync("/subscribe Millford");
        await BringAsync(bench, north, North, NorthLead, link: "https://north.test/barge");
        await bench.PumpAsync();
        bench.Time.Advance(TimeSpan.FromDays(20));

        await BringAsync(bench, harbour, North, NorthLead, link: "https://north.test/barge?utm_source=harbour");

        Assert.Equal(2, await CountAsync(bench, "SELECT count(*) FROM article"));
        Assert.Equal(1, await CountAsync(bench, "SELECT count(DISTINCT story_id) FROM article"));
        Assert.Single(await ToldAsync(bench));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Report_OlderThanAStoryMayBeOpen_IsNotDecidedByTheBook(StorageProvider provider)
    {
        await using var bench = await CreateAsync(provider);
        var (north, harbour) = await TwoOutletsAsync(bench);
        await BringAsync(bench, north, North, NorthLead);

        await BringAsync(bench, harbour, North, NorthLead, published: bench.Time.GetUtcNow().AddDays(-8));

        Assert.Equal(2, await CountAsync(bench, "SELECT count(DISTINCT story_id) FROM article"));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Story_TakenBackFromWhoUnsubscribed_ComesWithTheNextReportToWhatIsFollowedNow(StorageProvider provider)
    {
        await using var bench = await CreateAsync(provider);
        var (north, harbour) = await TwoOutletsAsync(bench);
        await bench.SayAsync("/subscribe commuters");
        await BringAsync(bench, north, North, NorthLead);
        await bench.ExecuteAsync("UPDATE subscription SET ended_at = 1");
        await bench.ExecuteAsync("UPDATE delivery SET state = 'withdrawn', reason = 'unsubscribed'");
        await bench.SayAsync("/subscribe trams");

        await BringAsync(bench, harbour, Harbour, HarbourLead);
        Assert.Equal([$"due {Harbour}"], await DeliveriesAsync(bench));

        await bench.PumpAsync();
        Assert.Equal([$"sent {Harbour}"], await DeliveriesAsync(bench));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Story_ThatMayHaveArrived_DoesNotComeASecondTime(StorageProvider provider)
    {
        await using var bench = await CreateAsync(provider);
        var (north, harbour) = await TwoOutletsAsync(bench);
        await bench.SayAsync("/subscribe Millford");
        await BringAsync(bench, north, North, NorthLead);
        await bench.ExecuteAsync("UPDATE delivery SET state = 'dropped', reason = 'unsure: timed out'");

        await BringAsync(bench, harbour, Harbour, HarbourLead);

        Assert.Equal([$"dropped {North}"], await DeliveriesAsync(bench));
    }

    private static async Task<(Feed North, Feed Harbour)> TwoOutletsAsync(CoreBench bench) => (
        await bench.AddFeedAsync("https://north.test/rss", "North Daily"), await bench.AddFeedAsync("https://harbour.test/rss", "Harbour Post"));

    private static Task<string> BringAsync(
        CoreBench bench, Feed feed, string title, string lead, IntakeMode mode = IntakeMode.Send, string? link = null, DateTimeOffset? published = null) =>
        bench.BringAsync(feed, title, item =>
        {
            (item.Summary, item.Mode) = (lead, mode);
            item.Link = link ?? item.Link.Replace("news.test", new Uri(feed.Url).Host, StringComparison.Ordinal);
            item.Published = published ?? item.Published;
        });

    private static Task<IReadOnlyList<string>> ToldAsync(CoreBench bench) => bench.Database.ReadAsync(session => session.QueryAsync<string>(
        "SELECT a.title FROM delivery d JOIN article a ON a.article_id = d.article_id WHERE d.state IN ('due', 'sent') ORDER BY d.delivery_id", null, Ct), Ct);

    private static Task<IReadOnlyList<string>> DeliveriesAsync(CoreBench bench) => bench.Database.ReadAsync(session => session.QueryAsync<string>(
        "SELECT d.state || ' ' || a.title FROM delivery d JOIN article a ON a.article_id = d.article_id ORDER BY d.delivery_id", null, Ct), Ct);

    private static Task<long> CountAsync(CoreBench bench, string sql) => bench.Database.ReadAsync(session => session.ScalarAsync<long>(sql, null, Ct), Ct);

    private static Task<IReadOnlyList<long>> NumbersAsync(CoreBench bench, string sql) => bench.Database.ReadAsync(session => session.QueryAsync<long>(sql, null, Ct), Ct);

    /// <summary>Another process, or this one after a restart: nothing of the first one's memory.</summary>
    private sealed class OtherProgram(CoreBench bench) : IDisposable
    {
        private readonly OpenStories _stories = new(bench.Time, Microsoft.Extensions.Logging.Abstractions.NullLogger<OpenStories>.Instance);

        public Task BringAsync(Feed feed, string title, string lead) =>
            new ArticleIntake(
                bench.Database, new ArticleStore(), _stories, bench.Get<ArticleRouter>(), bench.Get<StoryEdits>(), bench.Time,
                Microsoft.Extensions.Logging.Abstractions.NullLogger<ArticleIntake>.Instance)
            .AddAsync(feed, new ParsedFeed
            {
                Format = FeedFormat.Rss,
                Language = "en",
                Items = [new ParsedItem { Id = title, Link = $"https://{new Uri(feed.Url).Host}/other", Title = title, Summary = lead, Published = bench.Time.GetUtcNow() }],
            }, IntakeMode.Send, Ct);

        public void Dispose() => _stories.Dispose();
    }
}
