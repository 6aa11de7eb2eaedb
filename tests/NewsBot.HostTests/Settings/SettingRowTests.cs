using NewsBot.HostTests.Support;

namespace NewsBot.HostTests.Settings;

/// <summary>Settings as an owner sees them work; each test is named after its row of the contract.</summary>
public sealed class SettingRowTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task StorageConnectionString_RelativePath_StandsBesideTheSettingsAndIsPrinted()
    {
        using var installation = new Installation().Set("Storage:ConnectionString", "Data Source=elsewhere/my.db");
        await using var bot = await installation.StartAnsweringAsync(Cancellation);

        var line = await bot.WaitForLineAsync("Store: ", Cancellation);

        Assert.Contains($"{installation.Folder.File("elsewhere/my.db")} (0 chats, 0 articles)", line, StringComparison.Ordinal);
        Assert.True(File.Exists(installation.Folder.File("elsewhere/my.db")));
    }

    [Fact]
    public async Task EmulatorUrlAndPath_Given_ThePageStandsThereAndKeepsItsChats()
    {
        using var installation = new Installation().Set("Emulator:Path", "chats/mine.db");
        await using var bot = await installation.StartAnsweringAsync(Cancellation);

        Assert.Contains(installation.EmulatorUrl, await bot.WaitForLineAsync("Chat page: ", Cancellation), StringComparison.Ordinal);
        Assert.True(File.Exists(installation.Folder.File("chats/mine.db")));
    }

    [Fact]
    public async Task EmulatorLimits_Published_TheEmulatorKeepsThem()
    {
        using var installation = new Installation().Set("Emulator:Limits", "Published");
        await using var bot = await installation.StartAnsweringAsync(Cancellation);
        using var people = await installation.PeopleAsync(Cancellation);

        Assert.Equal("published", (string?)(await people.TrafficAsync(Cancellation)).Json["profile"]);
    }

    [Fact]
    public async Task SeedsEnabledAndPath_FolderGiven_ItsFeedsTopicsAndSamplesAreThere()
    {
        using var installation = new Installation().Set("Seeds:Enabled", "true").Set("Seeds:Path", "mine");
        installation.Folder.Write("mine/feeds.opml", """<opml version="2.0"><body><outline text="One" xmlUrl="http://127.0.0.1:9/feed"/></body></opml>""");
        await using var bot = await installation.StartAnsweringAsync(Cancellation);

        Assert.Contains("1 feeds", await bot.WaitForLineAsync("Seeds: 1 ", Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FeedsAllowPrivateNetworks_False_LoopbackIsNotAsked()
    {
        await using var feeds = await FeedServer.StartAsync(Cancellation);
        var address = feeds.PutRss("/news.xml", "Test News", new FeedItem("Story", "Text.", Now));
        using var installation = new Installation().WithFeeds(address).Set("Feeds:AllowPrivateNetworks", "false").Set("Logging:LogLevel:NewsBot", "Debug");
        await using var bot = await installation.StartAnsweringAsync(Cancellation);

        await bot.WaitForLineAsync("private", Cancellation);

        Assert.Equal(0, feeds.Requests("/news.xml"));
    }

    [Fact]
    public async Task FeedsSourcesTitleAndInterval_Given_TheSourceIsNamedAndPolledSo()
    {
        await using var feeds = await FeedServer.StartAsync(Cancellation);
        var address = feeds.PutRss("/news.xml", "Its own name", new FeedItem("Story", "Text.", Now));
        using var installation = new Installation().Set("Feeds:AllowPrivateNetworks", "true")
            .Set("Feeds:Sources:0:Url", address).Set("Feeds:Sources:0:Title", "The Owner's Name").Set("Feeds:Sources:0:Interval", "00:00:01");
        await using var bot = await installation.StartAnsweringAsync(Cancellation);

        await feeds.WaitForRequestsAsync("/news.xml", 3, Cancellation);

        Assert.True(feeds.NotModified("/news.xml") >= 1);
        var found = await installation.RunAsync(Cancellation, "search", "story", "--json");
        Assert.Contains("The Owner's Name", Assert.Single(found.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Topics_Given_IsFollowedByItsLink()
    {
        using var installation = new Installation()
            .Set("Topics:0:Key", "chess").Set("Topics:0:Title", "Chess").Set("Topics:0:Emoji", "♟").Set("Topics:0:Query", "chess OR gambit");
        await using var bot = await installation.StartAnsweringAsync(Cancellation);
        using var people = await installation.PeopleAsync(Cancellation);
        var anna = await people.PersonAsync("Anna", Cancellation);

        await people.SayAsync(anna, "/topics", Cancellation);
        var topics = await people.NextMessageAsync(anna, 0, Cancellation);
        Assert.Contains(topics.ButtonTexts, text => text.Contains("Chess", StringComparison.Ordinal));
        await people.SayAsync(anna, "/start topic-chess", Cancellation);
        await people.WaitForTextAsync(anna, topics.Id, "Chess", Cancellation);
    }

    [Fact]
    public async Task DeliveryMaximumAge_OlderItem_IsSearchableAndNotSent()
    {
        await using var feeds = await FeedServer.StartAsync(Cancellation);
        var address = feeds.PutRss("/news.xml", "Test News");
        using var installation = new Installation().WithFeeds(address).Set("Delivery:MaximumAge", "01:00:00");
        await using var bot = await installation.StartAnsweringAsync(Cancellation);
        using var people = await installation.PeopleAsync(Cancellation);
        var anna = await people.PersonAsync("Anna", Cancellation);
        await people.SayAsync(anna, "/subscribe ceasefire", Cancellation);
        var answer = await people.NextMessageAsync(anna, 0, Cancellation);
        await feeds.WaitForRequestsAsync("/news.xml", 2, Cancellation);

        feeds.PutRss("/news.xml", "Test News", new FeedItem("Ceasefire new", "A.", Now), new FeedItem("Ceasefire old", "B.", Now.AddHours(-2)));
        await people.WaitForTextAsync(anna, answer.Id, "Ceasefire new", Cancellation);
        await feeds.WaitForRequestsAsync("/news.xml", feeds.Requests("/news.xml") + 2, Cancellation);

        Assert.DoesNotContain(await people.MessagesAsync(anna, answer.Id, Cancellation), message => message.Text.Contains("Ceasefire old", StringComparison.Ordinal));
        Assert.Single((await installation.RunAsync(Cancellation, "search", "ceasefire", "old")).Lines);
    }

    [Theory]
    [InlineData("SendAgain", 2)]
    [InlineData("Drop", 1)]
    public async Task DeliveryWhenUnsure_AnswerLost_TheMessageComesAgainOrNot(string policy, int copies)
    {
        await using var feeds = await FeedServer.StartAsync(Cancellation);
        var address = feeds.PutRss("/news.xml", "Test News");
        using var installation = new Installation().WithFeeds(address).Set("Delivery:WhenUnsure", policy);
        await using var bot = await installation.StartAnsweringAsync(Cancellation);
        using var people = await installation.PeopleAsync(Cancellation);
        var anna = await people.PersonAsync("Anna", Cancellation);
        await people.SayAsync(anna, "/subscribe ceasefire", Cancellation);
        var answer = await people.NextMessageAsync(anna, 0, Cancellation);
        await feeds.WaitForRequestsAsync("/news.xml", 2, Cancellation);

        await people.FaultAsync(new { kind = "cutOff", method = "sendMessage", text = "unsure" }, Cancellation);
        feeds.PutRss("/news.xml", "Test News", new FeedItem("Ceasefire unsure", "A.", Now.AddSeconds(-1)), new FeedItem("Ceasefire after", "B.", Now));
        await people.WaitForTextAsync(anna, answer.Id, "Ceasefire after", Cancellation);
        if (copies == 2)
            await people.WaitForMessageAsync(anna, answer.Id + 1, message => message.Text.Contains("unsure", StringComparison.Ordinal), "the second copy", Cancellation);
        await feeds.WaitForRequestsAsync("/news.xml", feeds.Requests("/news.xml") + 3, Cancellation);

        var seen = (await people.MessagesAsync(anna, answer.Id, Cancellation)).Count(message => message.Text.Contains("unsure", StringComparison.Ordinal));
        Assert.Equal(copies, seen);
    }

    [Fact]
    public async Task AccessModeAndOwners_Private_OnlyTheOwnerIsServed()
    {
        using var installation = new Installation();
        await using (await installation.StartAnsweringAsync(Cancellation))
        {
            using var people = await installation.PeopleAsync(Cancellation);
            var anna = await people.PersonAsync("Anna", Cancellation);
            installation.Set("Access:Mode", "Private").Set("Access:Owners", $"{anna}");
        }
        await using var bot = await installation.StartAnsweringAsync(Cancellation);
        using var again = await installation.PeopleAsync(Cancellation);
        var owner = await again.PersonAsync("Anna", Cancellation);
        var stranger = await again.PersonAsync("Тарас", Cancellation);

        await again.SayAsync(owner, "/topics", Cancellation);
        await again.SayAsync(stranger, "/topics", Cancellation);
        var served = await again.NextMessageAsync(owner, 0, Cancellation);
        var refused = await again.NextMessageAsync(stranger, 0, Cancellation);

        Assert.NotEqual(served.Text, refused.Text);
        Assert.Empty(refused.ButtonTexts);
        Assert.DoesNotContain("claim-", bot.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AccessSubscriptionsPerChat_Reached_TheNextIsRefusedWithTheLimit()
    {
        using var installation = new Installation().Set("Access:SubscriptionsPerChat", "1");
        await using var bot = await installation.StartAnsweringAsync(Cancellation);
        using var people = await installation.PeopleAsync(Cancellation);
        var anna = await people.PersonAsync("Anna", Cancellation);
        await people.SayAsync(anna, "/subscribe ceasefire", Cancellation);
        var first = await people.NextMessageAsync(anna, 0, Cancellation);

        await people.SayAsync(anna, "/subscribe chess", Cancellation);

        Assert.Contains("1", (await people.NextMessageAsync(anna, first.Id, Cancellation)).Text, StringComparison.Ordinal);
        await people.SayAsync(anna, "/subscriptions", Cancellation);
        var list = await people.WaitForTextAsync(anna, first.Id, "ceasefire", Cancellation);
        Assert.DoesNotContain("chess", list.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeliveryPerChatPerSecond_Low_NewsComesNoFaster()
    {
        await using var feeds = await FeedServer.StartAsync(Cancellation);
        var address = feeds.PutRss("/news.xml", "Test News");
        using var installation = new Installation().WithFeeds(address).Set("Delivery:PerChatPerSecond", "0.5");
        await using var bot = await installation.StartAnsweringAsync(Cancellation);
        using var people = await installation.PeopleAsync(Cancellation);
        var anna = await people.PersonAsync("Anna", Cancellation);
        await people.SayAsync(anna, "/subscribe ceasefire", Cancellation);
        var answer = await people.NextMessageAsync(anna, 0, Cancellation);
        await feeds.WaitForRequestsAsync("/news.xml", 2, Cancellation);

        feeds.PutRss("/news.xml", "Test News", Enumerable.Range(1, 3).Select(number => new FeedItem($"Ceasefire {number}", "A.", Now.AddSeconds(-number))));
        for (var number = 1; number <= 3; number++)
            await people.WaitForTextAsync(anna, answer.Id, $"Ceasefire {number}", Cancellation);

        var moments = (await people.MessagesAsync(anna, answer.Id, Cancellation)).Select(message => (long)message.Json["date"]!).ToList();
        Assert.True(moments[^1] - moments[0] >= 3, string.Join(' ', moments));
    }
}
