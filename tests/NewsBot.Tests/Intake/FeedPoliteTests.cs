using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;
using static NewsBot.Tests.Intake.IntakeWorld;

namespace NewsBot.Tests.Intake;

/// <summary>What a poll leaves behind for the next one: validators, the schedule, pauses of hosts.</summary>
public sealed class FeedPoliteTests
{
    private static readonly string _document = Rss(("1", "Weather"));

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task NotModified_ResetsFailures_TakesChangedHeaders_AndIsScheduledByThem(StorageProvider provider)
    {
        await using var world = await CreateAsync(provider);
        var feed = await world.FeedAsync("/feed");
        world.Answer("/feed", With(200, _document, ("ETag", "\"one\""), ("Last-Modified", "odd date")));
        await world.PollAsync();
        world.Answer("/feed", With(500));
        await world.PollLaterAsync();
        Assert.Equal(1, (await world.RowAsync(feed)).Failures);

        world.Answer("/feed", With(304, null, ("ETag", "\"two\""), ("Cache-Control", "max-age=7200")));
        await world.PollAsync(TimeSpan.FromDays(1));

        Assert.Equal(("\"one\"", "odd date"), (world.LastHeader("If-None-Match"), world.LastHeader("If-Modified-Since")));
        var row = await world.RowAsync(feed);
        Assert.Equal((0L, "\"two\"", "odd date", (string?)null), (row.Failures, row.Etag, row.LastModified, row.LastError));
        Assert.Equal(nameof(ScheduleReason.CacheControl), row.NextCheckReason);
        Assert.InRange(row.NextCheckAt!.Value - world.Time.NowMilliseconds(), 7_200_000, 7_920_000);
    }

    [Fact]
    public async Task Validators_OfAnswerWithoutThem_AreForgotten()
    {
        await using var world = await CreateAsync(StorageProvider.Sqlite);
        await world.FeedAsync("/feed");
        world.Answer("/feed", With(200, _document, ("ETag", "\"one\"")));
        await world.PollAsync();
        world.Answer("/feed", With(200, _document));
        await world.PollLaterAsync();
        Assert.Equal("\"one\"", world.LastHeader("If-None-Match"));

        await world.PollLaterAsync();

        Assert.Null(world.LastHeader("If-None-Match"));
    }

    [Fact]
    public async Task Validators_OfDocumentThatIsNoFeed_AreNotKept()
    {
        await using var world = await CreateAsync(StorageProvider.Sqlite);
        await world.FeedAsync("/feed");
        world.Answer("/feed", With(200, _document, ("ETag", "\"good\"")));
        await world.PollAsync();
        world.Answer("/feed", With(200, "<html><body>Back soon</body></html>", ("ETag", "\"page\"")));
        await world.PollLaterAsync();

        await world.PollAsync(TimeSpan.FromDays(1));

        Assert.Null(world.LastHeader("If-None-Match"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Validators_UnderAnotherUserAgentOrAddress_AreForgotten(bool agent)
    {
        await using var world = await CreateAsync(StorageProvider.Sqlite);
        var feed = await world.FeedAsync("/feed");
        world.Answer("/feed", With(200, _document, ("ETag", "\"one\"")));
        await world.PollAsync();
        if (agent)
            world.Restart(contact: "https://bot.example/");
        else
            await world.SqlAsync($"UPDATE feed SET url = '{new UriBuilder(world.At("/feed")) { UserName = "anna", Password = "word" }.Uri}' WHERE feed_id = {feed.FeedId}");

        await world.PollLaterAsync();
        Assert.Null(world.LastHeader("If-None-Match"));
        await world.PollLaterAsync();
        Assert.Equal("\"one\"", world.LastHeader("If-None-Match"));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task WishesOfTheFeed_AreKeptOverANotModified(StorageProvider provider)
    {
        await using var world = await CreateAsync(provider);
        var feed = await world.FeedAsync("/feed");
        world.Answer("/feed", With(200, _document.Replace("<language>", "<ttl>240</ttl><language>", StringComparison.Ordinal), ("ETag", "\"one\"")));
        await world.PollAsync();
        world.Answer("/feed", With(304));
        await world.PollAsync(TimeSpan.FromHours(5));

        var row = await world.RowAsync(feed);
        Assert.Equal(nameof(ScheduleReason.TimeToLive), row.NextCheckReason);
        Assert.InRange(row.NextCheckAt!.Value - world.Time.NowMilliseconds(), 4 * 3_600_000, 4.4 * 3_600_000);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Rhythm_OfItsArticles_IsLearnedAtTheFirstPoll(StorageProvider provider)
    {
        await using var world = await CreateAsync(provider);
        var feed = await world.FeedAsync("/feed");
        world.Publish("/feed", Rss(string.Concat(Enumerable.Range(0, 20).Select(number =>
            $"<item><guid isPermaLink=\"false\">{number}</guid><title>Story {number}</title><pubDate>{world.Time.GetUtcNow().AddHours(-4 * number):R}</pubDate></item>"))));

        await world.PollAsync();

        var row = await world.RowAsync(feed);
        Assert.Equal(nameof(ScheduleReason.Rhythm), row.NextCheckReason);
        Assert.InRange(row.NextCheckAt!.Value - world.Time.NowMilliseconds(), 50 * 60_000, 70 * 60_000);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task RetryAfter_HoldsForTheWholeHost_OverARestart_AndCountsAgainstNobodyElse(StorageProvider provider)
    {
        await using var world = await CreateAsync(provider);
        var first = await world.FeedAsync("/one");
        world.Answer("/one", With(429, null, ("Retry-After", "7200")));
        await world.PollAsync();
        var second = await world.FeedAsync("/two");
        var elsewhere = await world.FeedElsewhereAsync("/two");
        world.Publish("/two", _document);

        world.Restart();
        await world.PollAsync(TimeSpan.FromHours(1));

        Assert.Equal(["/one", "/two"], world.Asked);
        Assert.Equal((1L, nameof(ScheduleReason.RetryAfter)), ((await world.RowAsync(first)).Failures, (await world.RowAsync(first)).NextCheckReason));
        Assert.Equal((0L, (long?)null), ((await world.RowAsync(second)).Failures, (await world.RowAsync(second)).LastCheckedAt));
        Assert.NotNull((await world.RowAsync(elsewhere)).LastSuccessAt);

        world.Answer("/one", With(200, _document));
        await world.PollAsync(TimeSpan.FromHours(1.1));
        Assert.NotNull((await world.RowAsync(second)).LastSuccessAt);
    }

    [Fact]
    public async Task RetryAfter_FeedsOfTheHostThatAreDueInIt_ArePutOffAndSaySo()
    {
        await using var world = await CreateAsync(StorageProvider.Sqlite);
        var calm = await world.FeedAsync("/calm");
        world.Publish("/calm", _document);
        await world.PollAsync();
        await world.FeedAsync("/angry");
        world.Answer("/angry", With(503, null, ("Retry-After", "36000")));
        await world.PollAsync();

        var row = await world.RowAsync(calm);
        Assert.Equal((nameof(ScheduleReason.RetryAfter), 0L), (row.NextCheckReason, row.Failures));
        Assert.InRange(row.NextCheckAt!.Value - world.Time.NowMilliseconds(), 36_000_000, 36_060_000);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Gone_ThreeTimesInARow_IsBelieved_AndTheFeedMayComeBack(StorageProvider provider)
    {
        await using var world = await CreateAsync(provider);
        var feed = await world.FeedAsync("/feed");
        world.Answer("/feed", With(410));
        await world.PollAsync();
        await world.PollAsync(TimeSpan.FromDays(1));
        Assert.Equal("active", (await world.RowAsync(feed)).State);

        await world.PollAsync(TimeSpan.FromDays(1));
        var gone = await world.RowAsync(feed);
        Assert.Equal(("gone", nameof(ScheduleReason.Gone)), (gone.State, gone.NextCheckReason));

        world.Answer("/feed", With(200, _document));
        await world.PollAsync(TimeSpan.FromDays(1.1));
        Assert.Equal(("active", 0L), ((await world.RowAsync(feed)).State, (await world.RowAsync(feed)).TimesGone));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Outage_OfTheWholeNetwork_CountsAgainstNoFeed_AndEndsSoon(StorageProvider provider)
    {
        await using var world = await CreateAsync(provider);
        var feeds = new List<Feed>();
        for (var host = 1; host <= 5; host++)
            feeds.Add(await world.FeedAsync(new Uri($"http://no-such-name-{host}.invalid/feed")));
        await world.PollAsync();
        await world.PollAsync(TimeSpan.FromHours(1));
        await world.PollAsync(TimeSpan.FromHours(5));

        foreach (var feed in feeds)
        {
            var row = await world.RowAsync(feed);
            Assert.Equal((0L, nameof(ScheduleReason.NetworkDown)), (row.Failures, row.NextCheckReason));
            Assert.Contains("name-not-found", row.LastError, StringComparison.Ordinal);
        }

        var up = await world.FeedAsync("/feed");
        world.Publish("/feed", _document);
        await world.PollAsync();

        Assert.NotNull((await world.RowAsync(up)).LastSuccessAt);
        Assert.All(await Task.WhenAll(feeds.Select(world.RowAsync)), row => Assert.InRange(row.NextCheckAt!.Value - world.Time.NowMilliseconds(), 0, 120_000));
    }

    [Fact]
    public async Task FeedLargerThanPermitted_BringsTheItemsOfItsBeginning_AndIsAskedForAgain()
    {
        await using var world = await CreateAsync(StorageProvider.Sqlite);
        var feed = await world.FeedAsync("/feed");
        var beginning = Rss(("2", "Ceasefire holds"), ("1", "Weather")).Replace("</channel></rss>", "", StringComparison.Ordinal);
        world.Answer("/feed", With(200, beginning + "<!--" + new string('x', 16 * 1024 * 1024) + "--></channel></rss>", ("ETag", "\"large\"")));

        await world.PollAsync();
        await world.PollLaterAsync();

        Assert.Equal(2, (await world.TitlesAsync()).Count);
        Assert.Equal(0, (await world.RowAsync(feed)).Failures);
        Assert.Null(world.LastHeader("If-None-Match"));
    }

    [Fact]
    public async Task Readers_OfAFeed_AreCountedInTheUserAgent()
    {
        await using var world = await CreateAsync(StorageProvider.Sqlite);
        var feed = await world.FeedAsync("/feed");
        world.Publish("/feed", _document);
        var chat = await world.ReaderAsync("ceasefire");
        await world.Store.Database.WriteAsync(session => FeedStore.AddOwnAsync(session, chat.ChatKey, feed.FeedId, null, 0, Ct), Ct);

        await world.PollAsync();

        Assert.Matches(@"^NewsBot/\d+\.\d+\.\d+ \(1 subscriber\)$", world.LastHeader("User-Agent"));
    }
}
