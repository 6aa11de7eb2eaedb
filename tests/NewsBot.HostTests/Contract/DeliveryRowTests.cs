using NewsBot.Core.Delivery;
using NewsBot.HostTests.Support;
using NewsBot.Options;

namespace NewsBot.HostTests.Contract;

/// <summary>The rate rows of <c>Delivery:*</c>, and rows of feeds, topics and seeds that a restart shows.</summary>
public sealed class DeliveryRowTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task Delivery_MessagesPerSecond_Low_SeveralChatsTogetherGetNoMore()
    {
        await using var feeds = await FeedServer.StartAsync(Cancellation);
        var address = feeds.PutRss("/news.xml", "Test News");
        using var installation = new Installation().WithFeeds(address).Set("Delivery:MessagesPerSecond", "1");
        await using var bot = await installation.StartAnsweringAsync(Cancellation);
        using var people = await installation.PeopleAsync(Cancellation);
        var readers = new List<long>();
        for (var number = 0; number < 6; number++)
        {
            readers.Add(await people.AddPersonAsync("Reader", "en", Cancellation));
            await people.SayAsync(readers[^1], "/subscribe ceasefire", Cancellation);
        }
        foreach (var reader in readers)
            await people.NextMessageAsync(reader, 0, Cancellation);
        await feeds.WaitForRequestsAsync("/news.xml", feeds.Requests("/news.xml") + 1, Cancellation);

        feeds.PutRss("/news.xml", "Test News", new FeedItem("Ceasefire", "A.", Now));
        var moments = new List<long>();
        foreach (var reader in readers)
            moments.Add((long)(await people.WaitForTextAsync(reader, 2, "Ceasefire\n", Cancellation)).Json["date"]!);

        // Three may go together; the other three follow a second apart. Dates are whole seconds.
        Assert.True(moments.Max() - moments.Min() >= 2, string.Join(' ', moments));
    }

    [Theory]
    [InlineData("2", true)]
    [InlineData("0", false)]
    public async Task Delivery_BurstThreshold_MoreAtOnceComesAsOneList(string threshold, bool asList)
    {
        await using var feeds = await FeedServer.StartAsync(Cancellation);
        var address = feeds.PutRss("/news.xml", "Test News");
        using var installation = new Installation().WithFeeds(address).Set("Delivery:BurstThreshold", threshold);
        await using var bot = await installation.StartAnsweringAsync(Cancellation);
        using var people = await installation.PeopleAsync(Cancellation);
        var reader = await people.AddPersonAsync("Reader", "en", Cancellation);
        await people.SayAsync(reader, "/subscribe ceasefire", Cancellation);
        await people.NextMessageAsync(reader, 0, Cancellation);
        await feeds.WaitForRequestsAsync("/news.xml", feeds.Requests("/news.xml") + 1, Cancellation);

        feeds.PutRss("/news.xml", "Test News", [.. Enumerable.Range(1, 3).Select(number => new FeedItem($"Ceasefire {number}", "A.", Now))]);

        var first = await people.WaitForTextAsync(reader, 2, "Ceasefire 3", Cancellation);
        Assert.Equal(asList, first.Text.Contains("3 new stories", StringComparison.Ordinal) && first.Text.Contains("Ceasefire 1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2", 2)]
    [InlineData("18", 18)]
    public void Delivery_PerGroupPerMinute_IsWhatAGroupGetsInAMinute(string value, int expected)
    {
        using var folder = new TemporaryFolder();
        var settings = NewsBot.Options.Settings.Read(SettingSources.Build(folder.Path, new Dictionary<string, string?> { ["Delivery:PerGroupPerMinute"] = value }), folder.Path);
        var budget = new RateBudget(settings.Delivery);
        var sent = 0;

        for (var now = 1_000L; now < 61_000; now += 100)
        {
            if (budget.NextFor(1, isGroup: true, isReply: false, now) > now)
                continue;
            budget.Take(1, isGroup: true, now);
            sent++;
        }

        Assert.Equal(expected, sent);
    }

    [Fact]
    public async Task Topics_QueryChanged_WhoFollowsTheTopicFollowsItsCurrentQuery()
    {
        await using var feeds = await FeedServer.StartAsync(Cancellation);
        var address = feeds.PutRss("/news.xml", "Test News");
        using var installation = new Installation().WithFeeds(address)
            .Set("Topics:0:Key", "games").Set("Topics:0:Title", "Games").Set("Topics:0:Query", "chess");
        long anna;
        await using (var before = await installation.StartAnsweringAsync(Cancellation))
        {
            using var first = await installation.PeopleAsync(Cancellation);
            anna = await first.PersonAsync("Anna", Cancellation);
            await first.SayAsync(anna, "/start topic-games", Cancellation);
            await first.NextMessageAsync(anna, 0, Cancellation);
            await before.StopAsync(Cancellation);
        }
        installation.Set("Topics:0:Query", "backgammon");
        await using var bot = await installation.StartAnsweringAsync(Cancellation);
        using var people = await installation.PeopleAsync(Cancellation);
        await feeds.WaitForRequestsAsync("/news.xml", feeds.Requests("/news.xml") + 2, Cancellation);

        feeds.PutRss("/news.xml", "Test News", new FeedItem("Chess night", "A.", Now.AddSeconds(-1)), new FeedItem("Backgammon night", "B.", Now));
        await people.WaitForTextAsync(anna, 0, "Backgammon night", Cancellation);

        Assert.DoesNotContain(await people.MessagesAsync(anna, 0, Cancellation), message => message.Text.Contains("Chess night", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Seeds_KeyOfTheSettingsAndEnabledFalse_ReplaceAndTakeAwayTopicsOfTheSeeds()
    {
        using var installation = new Installation().Set("Seeds:Enabled", "true").Set("Seeds:Path", "mine");
        installation.Folder.Write("mine/topics.json", await File.ReadAllTextAsync(Documentation.Project.File("seeds/topics.json"), Cancellation));
        installation.Set("Topics:0:Key", "ukraine").Set("Topics:0:Title", "My own Ukraine").Set("Topics:0:Query", "ukraine")
            .Set("Topics:1:Key", "space").Set("Topics:1:Enabled", "false");
        await using var bot = await installation.StartAnsweringAsync(Cancellation);
        using var people = await installation.PeopleAsync(Cancellation);
        var anna = await people.PersonAsync("Anna", Cancellation);

        await people.SayAsync(anna, "/topics", Cancellation);
        var topics = (await people.NextMessageAsync(anna, 0, Cancellation)).ButtonTexts;

        Assert.Contains(topics, text => text.Contains("My own Ukraine", StringComparison.Ordinal));
        Assert.DoesNotContain(topics, text => text.Contains("Space", StringComparison.Ordinal));
        Assert.True(topics.Count >= 8);
    }

    [Fact]
    public async Task Seeds_EnabledFalse_NothingIsBrought()
    {
        using var installation = new Installation();
        installation.Folder.Write("seeds/articles/one.txt", "News Feed\n\nSample story\n\nA sample of a story.\n");
        await using var bot = await installation.StartAnsweringAsync(Cancellation);
        using var people = await installation.PeopleAsync(Cancellation);
        var anna = await people.PersonAsync("Anna", Cancellation);

        await people.SayAsync(anna, "/sources", Cancellation);
        await people.NextMessageAsync(anna, 0, Cancellation);

        Assert.Empty((await installation.RunAsync(Cancellation, "search", "sample")).Lines);
    }
}
