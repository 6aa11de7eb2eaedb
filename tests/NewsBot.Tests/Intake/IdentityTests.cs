using System.Globalization;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;
using static NewsBot.Tests.Intake.IntakeWorld;

namespace NewsBot.Tests.Intake;

/// <summary>What a reader of everything gets when publishers change how they name their items.</summary>
public sealed class IdentityTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 18, 12, 0, 0, TimeSpan.Zero);

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Feed_ThatChangesAllGuidsAndItsSchemeAndAddsOneItem_SendsThatItem(StorageProvider provider)
    {
        await using var world = await StartAsync(provider, Old(12));

        await ShowAsync(world, [New("true"), .. Old(12, id: number => $"urn:{number}", link: number => $"https://news.example/{number}")]);

        Assert.Equal(["Report true"], await world.DueAsync());
        Assert.Equal(0, await world.CountAsync("feed_renaming"));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Feed_ThatMovesToAnotherSystem_SendsOnlyWhatIsNewAndTheOperatorIsToldOnce(StorageProvider provider)
    {
        await using var world = await StartAsync(provider, Old(12));

        await ShowAsync(world, [New("true"), .. Old(12, id: number => $"urn:{number}", link: number => $"https://other.example/posts/{number * 7}")]);
        Assert.Equal(["Report true"], await world.DueAsync());
        Assert.Equal(13, await world.CountAsync("article"));
        Assert.Equal(1, await world.CountAsync("feed_renaming"));

        // From now on the new names are known, the old ones too; the next change within a month is the same event.
        await ShowAsync(world, Old(12));
        await ShowAsync(world, Old(12, id: number => $"v3:{number}", link: number => $"https://third.example/{number}"));
        Assert.Equal(["Report true"], await world.DueAsync());
        Assert.Equal(1, await world.CountAsync("feed_renaming"));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Feed_ThatRenamesItsItemsAndGivesThemOtherDates_SendsOnlyWhatIsNew(StorageProvider provider)
    {
        await using var world = await StartAsync(provider, Old(12));

        // In another zone, so that some fall on another day; and one that was never there, from before.
        await ShowAsync(world, [
            New("true"),
            .. Enumerable.Range(0, 12).Select(number => Item($"x{number}", $"https://x.example/{number}", $"Report {number}", Moment(number).AddHours(-9))),
            Item("x99", "https://x.example/99", "From the archive", Moment(40)),
        ]);

        Assert.Equal(["Report true"], await world.DueAsync());
        Assert.Contains("From the archive", await world.TitlesAsync("archive"));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Feed_ThatBecomesAnotherOneWithoutMoments_SendsNothing(StorageProvider provider)
    {
        await using var world = await StartAsync(provider, Old(12));

        await ShowAsync(world, Enumerable.Range(0, 12).Select(number => Item($"y{number}", $"https://y.example/{number}", $"Quite other {number}", null)));

        Assert.Empty(await world.DueAsync());
        Assert.Equal(24, await world.CountAsync("article"));
        Assert.Equal(1, await world.CountAsync("feed_renaming"));

        // Every item new each time and no moments: that is how this feed is, so from now on it sends.
        await ShowAsync(world, Enumerable.Range(20, 12).Select(number => Item($"y{number}", $"https://y.example/{number}", $"Quite other {number}", null)));
        Assert.Equal(12, (await world.DueAsync()).Count);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Feed_ThatMovedOnCompletelyWhileNobodyRead_SendsAllThatIsYoungEnough(StorageProvider provider)
    {
        await using var world = await StartAsync(provider, Old(10));

        // Two days later: half of it is older than a day by now. One title comes back each day.
        var items = Enumerable.Range(0, 10).Select(number => Item($"n{number}", $"https://news.example/n{number}", number == 3 ? "Report 3" : $"Fresh {number}", Noon.AddHours(48 - (4 * number)).AddMinutes(7)));
        world.Publish("/feed", Document(items));
        await world.PollAsync(TimeSpan.FromHours(49));

        Assert.Equal(["Fresh 5", "Fresh 4", "Report 3", "Fresh 2", "Fresh 1", "Fresh 0"], await world.DueAsync());
        Assert.Equal(0, await world.CountAsync("feed_renaming"));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Feed_ThatComesOutAsAWholeEachDay_SendsEachIssue(StorageProvider provider)
    {
        await using var world = await StartAsync(provider, Issue(0));

        for (var day = 1; day <= 40; day++)
        {
            world.Publish("/feed", Document(Issue(day)));
            await world.PollAsync(TimeSpan.FromDays(1));
        }

        Assert.Equal(40 * 5, await world.CountAsync("delivery"));

        static IEnumerable<string> Issue(int day) => Enumerable.Range(0, 5).Select(number =>
            Item($"{day}-{number}", $"https://news.example/{day}/{number}", $"Report {number} of day {day}", Noon.AddDays(day).AddHours(-6)));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Feed_ThatComesOutAsAWholeWithoutMoments_SendsAllButTheFirstIssue(StorageProvider provider)
    {
        await using var world = await StartAsync(provider, Issue(0));

        for (var day = 1; day <= 40; day++)
        {
            world.Publish("/feed", Document(Issue(day)));
            await world.PollAsync(TimeSpan.FromDays(1));
        }

        Assert.Equal(39 * 5, await world.CountAsync("delivery"));
        Assert.Equal(1, await world.CountAsync("feed_renaming"));

        static IEnumerable<string> Issue(int day) => Enumerable.Range(0, 5).Select(number =>
            Item($"{day}-{number}", $"https://news.example/{day}/{number}", $"Report {number} of day {day}", null));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Feed_ThatEmptiesAndComesBack_SendsOnlyWhatIsNew(StorageProvider provider)
    {
        await using var world = await StartAsync(provider, Old(8));

        await ShowAsync(world, []);
        await world.PollAsync(TimeSpan.FromDays(20));
        world.Publish("/feed", Document([Item("9", "https://news.example/9", "Report true", world.Time.GetUtcNow()), .. Old(8)]));
        // A feed that has brought nothing for weeks is asked once a day.
        await world.PollAsync(TimeSpan.FromDays(1));

        Assert.Equal(["Report true"], await world.DueAsync());
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Feed_ThatWasEmptyAtFirst_SendsWhatIsPublishedSince(StorageProvider provider)
    {
        await using var world = await StartAsync(provider, []);

        await ShowAsync(world, [New("true"), .. Old(6)]);

        Assert.Equal(["Report true"], await world.DueAsync());
        Assert.Equal(0, await world.CountAsync("feed_renaming"));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Feed_ThatWasEmptyAtFirst_SendsReportsDatedALittleBefore(StorageProvider provider)
    {
        await using var world = await StartAsync(provider, []);
        var firstFetch = world.Time.GetUtcNow();

        await ShowAsync(world, Enumerable.Range(1, 4).Select(number => Item($"n{number}", $"https://news.example/n{number}", $"Fresh report {number}", firstFetch.AddMinutes(-number))));

        Assert.Equal(4, (await world.DueAsync()).Count);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task RenamedFeed_OneOfWhoseItemsTheStoreRefuses_IsRekeyedAllTheSame(StorageProvider provider)
    {
        await using var world = await StartAsync(provider, Old(8));
        await world.SqlAsync(provider == StorageProvider.Sqlite
            ? "CREATE TRIGGER poison BEFORE INSERT ON article WHEN NEW.title = 'Poison' BEGIN SELECT RAISE(ABORT, 'refused'); END"
            : "ALTER TABLE article ADD CONSTRAINT poison CHECK (title <> 'Poison')");

        await ShowAsync(world, [
            New("true"),
            Item("p", "https://x.example/p", "Poison", Moment(30)), Item("q", "https://x.example/q", "Report from the archive", Moment(31)),
            .. Old(8, id: number => $"x{number}", link: number => $"https://x.example/{number}"),
        ]);

        Assert.Equal(["Report true"], await world.DueAsync());
        Assert.Equal(10, await world.CountAsync("article"));
        Assert.Equal(1, await world.CountAsync("feed_renaming"));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Item_ThatIsGoneForWeeksAndReturns_IsNotSent(StorageProvider provider)
    {
        await using var world = await StartAsync(provider, Old(8));

        await ShowAsync(world, Old(7));
        for (var week = 0; week < 12; week++)
        {
            await world.PollAsync(TimeSpan.FromDays(7));
            await world.Node.Retention.PruneAsync(Ct);
        }

        await ShowAsync(world, Old(8));
        Assert.Empty(await world.DueAsync());
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Item_WithAnotherHeadlineAndGuid_IsChangedInPlaceAndNotSentAgain(StorageProvider provider)
    {
        await using var world = await StartAsync(provider, Old(2));
        await ShowAsync(world, [Item("https://news.example/5#0", "https://www.news.example/5", "Report: two hurt", Noon), .. Old(2)]);

        await ShowAsync(world, [Item("https://news.example/5#1", "https://www.news.example/5?utm_source=x", "Report: three hurt", Noon.AddHours(2)), .. Old(2)]);

        // What is due tells the headline of now.
        Assert.Equal(["Report: three hurt"], await world.DueAsync());
        Assert.Equal(3, await world.CountAsync("article"));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task FeedOfOneItem_RenamedWithoutAnyChange_IsNotSentAgainAndTheNextOneIs(StorageProvider provider)
    {
        await using var world = await StartAsync(provider, [Item("1", "https://news.example/1", "Report daily", Noon.AddMinutes(-7))]);

        await ShowAsync(world, [Item("a", "https://news.example/a", "Report daily", Noon.AddMinutes(-7))]);
        Assert.Empty(await world.DueAsync());

        await ShowAsync(world, [Item("b", "https://news.example/b", "Report daily", Noon.AddMinutes(53))]);
        Assert.Equal(["Report daily"], await world.DueAsync());
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task LiveBlog_WhoseEntriesShareAnAddress_SendsEachOnceEvenWhenItShowsOneOnly(StorageProvider provider)
    {
        await using var world = await StartAsync(provider, Entries(1));

        foreach (var shown in new[] { (1, 2), (3, 1), (4, 1), (4, 3), (7, 1) })
            await ShowAsync(world, Entries(shown.Item1, shown.Item2));

        Assert.Equal(["Report 2", "Report 3", "Report 4", "Report 5", "Report 6", "Report 7"], (await world.DueAsync()).Order());

        static IEnumerable<string> Entries(int from, int count = 1) =>
            Enumerable.Range(from, count).Select(number => Item($"live-{number}", "https://news.example/live", $"Report {number}", Moment(-number)));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Feed_WithOneGuidForAll_SendsEachOnceEvenWhenItShowsOneOnly(StorageProvider provider)
    {
        await using var world = await StartAsync(provider, Same(1, 3));

        foreach (var shown in new[] { (1, 4), (5, 1), (6, 1), (5, 2) })
            await ShowAsync(world, Same(shown.Item1, shown.Item2));

        Assert.Equal(["Report 4", "Report 5", "Report 6"], await world.DueAsync());

        static IEnumerable<string> Same(int from, int count) =>
            Enumerable.Range(from, count).Select(number => Item("rss", null, $"Report {number}", Moment(-number)));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Feed_WithNewAddressesAtEachRequest_SendsNothingTwiceAndFillsNoStore(StorageProvider provider)
    {
        await using var world = await StartAsync(provider, Old(6));

        for (var fetch = 0; fetch < 30; fetch++)
            await ShowAsync(world, Old(6, id: number => $"{Guid.NewGuid()}", link: number => $"https://news.example/s/{Guid.NewGuid()}"));

        Assert.Empty(await world.DueAsync());
        Assert.Equal(6, await world.CountAsync("article"));
        Assert.Equal(1, await world.CountAsync("feed_renaming"));
        Assert.InRange(await world.CountAsync("seen"), 6, 6 * 20);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Store_OfTheRulesBefore_MakesNothingNewThatThoseRulesKnew(StorageProvider provider)
    {
        // One address and no guid for all: the rules before took them for one item, those of today tell them apart.
        await using var world = await StartAsync(provider, [Item("0", "https://news.example/first", "Report 0", Moment(0))]);
        await world.SqlAsync("DELETE FROM seen");
        await world.SqlAsync("UPDATE article SET item_key = " + Former("link\nnews.example/live"));
        await world.SqlAsync($"INSERT INTO seen (feed_id, item_key, last_seen_at) SELECT feed_id, item_key, first_seen_at FROM article");

        await ShowAsync(world, Enumerable.Range(-8, 8).Select(number => Item(null, "https://news.example/live", $"Report {number}", Moment(number))));
        Assert.Empty(await world.DueAsync());

        await ShowAsync(world, Enumerable.Range(-9, 9).Select(number => Item(null, "https://news.example/live", $"Report {number}", Moment(number))));
        Assert.Equal(["Report -9"], await world.DueAsync());

        static string Former(string key) => NewsBot.Core.Feeds.StableHash.Of(key).ToString(CultureInfo.InvariantCulture);
    }

    private static async Task<IntakeWorld> StartAsync(StorageProvider provider, IEnumerable<string> items)
    {
        var world = await CreateAsync(provider);
        world.Time.SetUtcNow(Noon.AddMinutes(1));
        await world.ReaderAsync("report OR quite OR fresh OR archive");
        await world.FeedAsync("/feed");
        world.Publish("/feed", Document(items));
        await world.PollAsync();
        return world;
    }

    private static Task ShowAsync(IntakeWorld world, IEnumerable<string> items)
    {
        world.Publish("/feed", Document(items));
        return world.PollLaterAsync();
    }

    private static string Document(IEnumerable<string> items) => Rss(string.Concat(items));

    private static IEnumerable<string> Old(int count, Func<int, string>? id = null, Func<int, string>? link = null) => Enumerable.Range(0, count).Select(number =>
        Item(id?.Invoke(number) ?? $"{number}", link?.Invoke(number) ?? $"http://www.news.example/{number}?utm_source=rss", $"Report {number}", Moment(number)));

    private static string New(string name) => Item("new", "https://news.example/new", $"Report {name}", Noon.AddMinutes(30));

    private static DateTimeOffset Moment(int number) => Noon.AddMinutes(-7 - (97 * number));

    private static string Item(string? id, string? link, string title, DateTimeOffset? published) =>
        $"<item><title>{title}</title>"
        + (id is null ? "" : $"<guid isPermaLink=\"false\">{id}</guid>")
        + (link is null ? "" : $"<link>{link}</link>")
        + (published is { } moment ? $"<pubDate>{moment.ToString("R", CultureInfo.InvariantCulture)}</pubDate>" : "") + "</item>";
}
