using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Feeds;

public sealed class SeenKeysTests
{
    private static readonly long Day = (long)TimeSpan.FromDays(1).TotalMilliseconds;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Keys_MarkedAndFound_SurviveExtremesAndGrowth(StorageProvider provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var feed = await FeedAsync(store);
        var keys = Enumerable.Range(1, 1200).Select(number => (long)number).Append(long.MinValue).Append(long.MaxValue).ToList();

        await MarkAsync(store, feed, 1000, [.. keys.Select(key => new SeenItem(key, [key]))]);
        await MarkAsync(store, feed, 2000, new SeenItem(5, [5, 5, 6, -1]));
        var found = await FindAsync(store, feed, [.. keys, -1, -2]);

        Assert.Equal(1203, found.Count);
        Assert.DoesNotContain(-2, found.Keys);
        Assert.Equal((5, 6, long.MinValue), (found[-1], found[6], found[long.MinValue]));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Prune_OldKeys_LeavesTheLatest500AndFourTimesWhatIsInSight(StorageProvider provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var feed = await FeedAsync(store);
        await MarkAsync(store, feed, 1000, [.. Enumerable.Range(1, 1000).Select(number => new SeenItem(number, [number]))]);
        await MarkAsync(store, feed, 100 * Day, new SeenItem(2000, [2000]));

        Assert.Equal(300, await PruneAsync(store, feed, 50 * Day, 300));
        Assert.Equal(201, await PruneAsync(store, feed, 50 * Day, 300));
        Assert.Equal(0, await PruneAsync(store, feed, 50 * Day, 300));

        await MarkAsync(store, feed, 100 * Day, [.. Enumerable.Range(3000, 200).Select(number => new SeenItem(number, [number]))]);
        Assert.Equal(0, await PruneAsync(store, feed, 50 * Day, 300));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Item_ThatHasNewNamesAtEachFetch_KeepsItsOwnKeyAndFillsNoStore(StorageProvider provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        var feed = await FeedAsync(store);
        await MarkAsync(store, feed, 1, new SeenItem(7, [7, 100]), new SeenItem(8, [8]));

        for (var fetch = 1; fetch <= 60; fetch++)
            await MarkAsync(store, feed, 1 + fetch, new SeenItem(7, [7, 100 + fetch]));

        Assert.Equal([7, 8, 146, 160], (await FindAsync(store, feed, [7, 8, 145, 146, 160])).Keys.Order());
    }

    private static async Task<long> FeedAsync(TestStore store) =>
        (await store.Database.WriteAsync(session => FeedStore.AddAsync(session, Feed.New(new Uri("https://a.example/feed"), "seed", 1), Ct), Ct)).Feed.FeedId;

    private static Task MarkAsync(TestStore store, long feed, long now, params IReadOnlyCollection<SeenItem> items) =>
        store.Database.WriteAsync(session => SeenKeys.MarkAsync(session, feed, items, now, Ct), Ct);

    private static Task<Dictionary<long, long>> FindAsync(TestStore store, long feed, IEnumerable<long> keys) =>
        store.Database.ReadAsync(session => SeenKeys.FindAsync(session, feed, keys, Ct), Ct);

    private static Task<int> PruneAsync(TestStore store, long feed, long before, int limit) =>
        store.Database.WriteAsync(session => SeenKeys.PruneAsync(session, feed, before, limit, Ct), Ct);
}
