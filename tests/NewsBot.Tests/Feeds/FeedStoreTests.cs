using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Feeds;

public sealed class FeedStoreTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Add_SameAddressTwice_IsOneFeed(StorageProvider provider)
    {
        await using var store = await TestStore.CreateAsync(provider);

        var first = await AddAsync(store, "https://a.example/feed");
        var second = await AddAsync(store, "https://a.example/feed", title: "Named", origin: "import");

        Assert.True(first.Added);
        Assert.False(second.Added);
        Assert.Equal(first.Feed.FeedId, second.Feed.FeedId);
        Assert.Equal(("Named", 1L, 1L), (second.Feed.Title, second.Feed.TitleFixed, second.Feed.InCatalogue));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Claim_DueFeeds_AreHandedOutOnceUntilTheLeaseEnds(StorageProvider provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        for (var number = 0; number < 5; number++)
            await AddAsync(store, $"https://a.example/{number}", now: 1000 + number);

        var early = await ClaimAsync(store, 999);
        var first = await ClaimAsync(store, 2000, limit: 3);
        var second = await ClaimAsync(store, 2000);
        var third = await ClaimAsync(store, 2000);
        var afterTheLease = await ClaimAsync(store, 2000 + (long)Lease.TotalMilliseconds);

        Assert.Empty(early);
        Assert.Equal(["https://a.example/0", "https://a.example/1", "https://a.example/2"], first.Select(feed => feed.Url).Order());
        Assert.Equal(2, second.Count);
        Assert.Empty(third);
        Assert.Equal(5, afterTheLease.Count);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Claim_FromManyNodesAtOnce_GivesEachFeedToOne(StorageProvider provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        await using var other = store.OpenAgain();
        for (var number = 0; number < 40; number++)
            await AddAsync(store, $"https://a.example/{number}");

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => ClaimAsync(number % 2 == 0 ? store : other, 5000, limit: 10)));

        var ids = claims.SelectMany(claim => claim.Select(feed => feed.FeedId)).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Claim_HostWithManyFeeds_GivesItsShareAndOnlyToOneNode(StorageProvider provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        for (var number = 0; number < 9; number++)
            await AddAsync(store, $"https://large.example/{number}", now: 1000);
        await AddAsync(store, "https://small.example/", now: 1500);
        await AddAsync(store, "https://left-alone.example/", now: 1200);
        var pause = new HostPause("left-alone.example:443", DateTimeOffset.FromUnixTimeMilliseconds(2500), 1);
        await store.Database.WriteAsync(session => HostPauses.SaveAsync(session, pause, 1000, Cancel), Cancel);

        var first = await ClaimShareAsync(store, "one", 2000);
        var second = await ClaimShareAsync(store, "one", 2000);
        var elsewhere = await ClaimShareAsync(store, "two", 2000);
        first[0].NextCheckAt = 9_000_000;
        await store.Database.WriteAsync(session => FeedClaims.CompleteAsync(session, first.Single(feed => feed == first[0]), Cancel), Cancel);
        var third = await ClaimShareAsync(store, "one", 2000);
        var later = await ClaimShareAsync(store, "one", 2500 + 60_000);

        Assert.Equal(["https://large.example", "https://large.example", "https://small.example"], first.Select(feed => feed.Url[..feed.Url.LastIndexOf('/')]).Order());
        Assert.Empty(second);
        Assert.Empty(elsewhere);
        Assert.Equal(first[0].Url.Contains("large", StringComparison.Ordinal) ? 1 : 0, third.Count);
        Assert.Contains("https://left-alone.example/", later.Select(feed => feed.Url));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task NameHosts_FeedsFromBeforeHostsWereKept_GetTheirs(StorageProvider provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        await AddAsync(store, "https://Ä.example:8443/feed");
        await store.Database.WriteAsync(session => session.ExecuteAsync("UPDATE feed SET host = NULL", null, Cancel), Cancel);

        var named = await store.Database.WriteAsync(session => FeedClaims.NameHostsAsync(session, Cancel), Cancel);

        Assert.Equal(1, named);
        Assert.Equal("xn--4ca.example:8443", await store.Database.ReadAsync(session => session.ScalarAsync<string>("SELECT host FROM feed", null, Cancel), Cancel));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Complete_ByTheHolder_RecordsTheOutcomeVerbatim(StorageProvider provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        await AddAsync(store, "https://a.example/feed");
        var feed = Assert.Single(await ClaimAsync(store, 2000));
        var error = FeedErrorText.Of(new FeedError.Timeout("a.example", TimeSpan.FromSeconds(30)));

        feed.Title = "Its own title";
        (feed.Etag, feed.LastModified, feed.BodyHash) = ("W/\"ü\"", "yesterday ", long.MinValue);
        (feed.NextCheckAt, feed.NextCheckReason, feed.Failures, feed.LastError) = (9000, nameof(ScheduleReason.BackOff), 2, error.ToJson());
        (feed.AvoidHttp2, feed.ValidatorKey, feed.MovedTo, feed.MovedSince, feed.MovedPolls, feed.TimesGone) = (1, long.MaxValue, "https://b.example/", 5, 2, 1);
        (feed.TimeToLive, feed.UpdateInterval, feed.SkipHours, feed.SkipDays, feed.Rhythm) = (1, 2, 3, 4, "5,4");
        var done = await store.Database.WriteAsync(session => FeedClaims.CompleteAsync(session, feed, Cancel), Cancel);
        var read = await FindAsync(store, feed.FeedId);

        Assert.True(done);
        Assert.Equal(("Its own title", "W/\"ü\"", "yesterday ", (long?)long.MinValue), (read.Title, read.Etag, read.LastModified, read.BodyHash));
        Assert.Equal((1L, (long?)long.MaxValue, "https://b.example/", (long?)5, 2L, 1L), (read.AvoidHttp2, read.ValidatorKey, read.MovedTo, read.MovedSince, read.MovedPolls, read.TimesGone));
        Assert.Equal(((long?)1, (long?)2, 3L, 4L, "5,4"), (read.TimeToLive, read.UpdateInterval, read.SkipHours, read.SkipDays, read.Rhythm));
        Assert.Equal((9000L, 2L, (string?)null), (read.NextCheckAt, read.Failures, read.LeaseOwner));
        var text = FeedErrorText.FromJson(read.LastError)!;
        Assert.Equal(("feed.error.timeout", 30L), (text.Key, text.Arguments["seconds"]));
        Assert.Empty(await ClaimAsync(store, 8999));
        Assert.Single(await ClaimAsync(store, 9000));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Complete_AfterTheLeasePassedOn_WritesNothing(StorageProvider provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        await AddAsync(store, "https://a.example/feed");
        var late = Assert.Single(await ClaimAsync(store, 2000));
        var current = Assert.Single(await ClaimAsync(store, 2000 + (long)Lease.TotalMilliseconds));

        late.Title = "late";
        current.Title = "current";
        Assert.False(await store.Database.WriteAsync(session => FeedClaims.CompleteAsync(session, late, Cancel), Cancel));
        Assert.True(await store.Database.WriteAsync(session => FeedClaims.CompleteAsync(session, current, Cancel), Cancel));

        Assert.Equal("current", (await FindAsync(store, current.FeedId)).Title);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task OwnFeed_IsSeenByItsChatOnly_AndPolledWhileSomebodyHasIt(StorageProvider provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        await AddChatsAsync(store, 1, 2);
        await AddAsync(store, "https://catalogue.example/");
        var own = (await AddAsync(store, "https://own.example/", origin: "chat")).Feed;

        Assert.Single(await ClaimAsync(store, 2000));
        Assert.True(await AddOwnAsync(store, 1, own.FeedId, 3000));
        Assert.False(await AddOwnAsync(store, 1, own.FeedId, 3000));
        Assert.Equal(["https://catalogue.example/", "https://own.example/"], await VisibleAsync(store, 1));
        Assert.Equal(["https://catalogue.example/"], await VisibleAsync(store, 2));
        Assert.Equal("https://own.example/", Assert.Single(await ClaimAsync(store, 3000)).Url);
        Assert.Equal(1, await store.Database.ReadAsync(session => FeedStore.CountOwnAsync(session, 1, Cancel), Cancel));
        Assert.Equal(new Dictionary<long, int> { [own.FeedId] = 1 }, await store.Database.ReadAsync(session => FeedStore.CountSubscribersAsync(session, [own.FeedId, 999], Cancel), Cancel));

        Assert.True(await store.Database.WriteAsync(session => FeedStore.RemoveOwnAsync(session, 1, own.FeedId, Cancel), Cancel));
        Assert.Equal("https://catalogue.example/", Assert.Single(await ClaimAsync(store, 10_000_000)).Url);
        Assert.Equal(["https://catalogue.example/"], await VisibleAsync(store, 1));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task OwnFeed_TakenUpAgainAfterNobodyHadIt_BeginsWithItsBackCatalogue(StorageProvider provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        await AddChatsAsync(store, 1);
        var own = (await AddAsync(store, "https://own.example/", origin: "chat")).Feed;
        await AddOwnAsync(store, 1, own.FeedId, 1000);
        var polled = Assert.Single(await ClaimAsync(store, 2000));
        (polled.FirstFetchedAt, polled.Etag, polled.NextCheckAt) = (2000, "\"1\"", 3000);
        await store.Database.WriteAsync(session => FeedClaims.CompleteAsync(session, polled, Cancel), Cancel);

        await store.Database.WriteAsync(session => FeedStore.RemoveOwnAsync(session, 1, own.FeedId, Cancel), Cancel);
        await AddOwnAsync(store, 1, own.FeedId, 500_000);

        var again = await FindAsync(store, own.FeedId);
        Assert.Equal((null, null, 500_000L), (again.FirstFetchedAt, again.Etag, again.NextCheckAt!.Value));
    }

    [Theory]
    [InlineData("https://a.example/feed", 0)]
    [InlineData("https://anna:word@a.example/feed", 1)]
    [InlineData("https://a.example/feed?token=abc", 1)]
    [InlineData("https://a.example/feed?page=2", 0)]
    public void NewFeed_KnowsWhetherItsAddressHoldsASecret(string address, long expected) =>
        Assert.Equal(expected, Feed.New(new Uri(address), "chat", 0).HasSecret);

    [Fact]
    public void Address_WithSecrets_IsShownWithoutThem() => Assert.Equal(
        "https://a.example/feed?token=…&page=2", AddressSecret.Hide(new Uri("https://anna:word@a.example/feed?token=abc&page=2")));

    private static Task<(Feed Feed, bool Added)> AddAsync(TestStore store, string url, string? title = null, string origin = "seed", long now = 1000) =>
        store.Database.WriteAsync(session => FeedStore.AddAsync(session, Feed.New(new Uri(url), origin, now, title), Cancel), Cancel);

    private static Task<IReadOnlyList<Feed>> ClaimAsync(TestStore store, long now, int limit = 100) =>
        store.Database.WriteAsync(session => FeedClaims.ClaimDueAsync(session, now, new ClaimShare(limit), "node", Lease, Cancel), Cancel);

    private static Task<IReadOnlyList<Feed>> ClaimShareAsync(TestStore store, string owner, long now) =>
        store.Database.WriteAsync(session => FeedClaims.ClaimDueAsync(session, now, new ClaimShare(50, 2), owner, Lease, Cancel), Cancel);

    private static async Task<Feed> FindAsync(TestStore store, long feedId) =>
        (await store.Database.ReadAsync(session => FeedStore.FindAsync(session, feedId, Cancel), Cancel))!;

    private static Task<bool> AddOwnAsync(TestStore store, long chatKey, long feedId, long now) =>
        store.Database.WriteAsync(session => FeedStore.AddOwnAsync(session, chatKey, feedId, 7, now, Cancel), Cancel);

    private static async Task<IEnumerable<string>> VisibleAsync(TestStore store, long chatKey) =>
        (await store.Database.ReadAsync(session => FeedStore.VisibleAsync(session, chatKey, Cancel), Cancel)).Select(feed => feed.Url).Order();

    private static async Task AddChatsAsync(TestStore store, params long[] keys)
    {
        foreach (var key in keys)
        {
            await store.Database.WriteAsync(
                session => session.ExecuteAsync(
                    "INSERT INTO chat (chat_key, bot_id, telegram_chat_id, type, language, reading_languages, created_at, last_seen_at) VALUES (@key, 1, @key, 'private', 'en', '', 0, 0)",
                    new { key }, Cancel),
                Cancel);
        }
    }
}
