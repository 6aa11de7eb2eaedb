using NewsBot.Core.Articles;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;
using static NewsBot.Tests.Intake.IntakeWorld;

namespace NewsBot.Tests.Intake;

public sealed class FeedPollerTests
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task PollDueAsync_FirstFetch_IsSearchableAndSendsNothing(StorageProvider provider)
    {
        await using var world = await CreateAsync(provider);
        await world.ReaderAsync("ceasefire");
        var feed = await world.FeedAsync("/feed");
        world.Publish("/feed", Rss(("2", "Ceasefire holds"), ("1", "Ceasefire begins")));

        Assert.Equal(1, await world.PollAsync());

        Assert.Empty(await world.DueAsync());
        Assert.Equal(2, (await world.TitlesAsync("ceasefire")).Count);
        var row = await world.RowAsync(feed);
        Assert.Equal(("The Daily", "en", 0L), (row.Title, row.Language, row.Failures));
        Assert.NotNull(row.LastSuccessAt);
        Assert.Null(row.LeaseOwner);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task PollDueAsync_NewItem_IsDueOnceWhateverIsPolledOrRestartedThen(StorageProvider provider)
    {
        await using var world = await CreateAsync(provider);
        await world.ReaderAsync("ceasefire");
        await world.FeedAsync("/feed");
        world.Publish("/feed", Rss(("1", "Weather")));
        await world.PollAsync();

        world.Publish("/feed", Rss(("3", "Football"), ("2", "Ceasefire begins"), ("1", "Weather")));
        await world.PollLaterAsync();
        Assert.Equal(["Ceasefire begins"], await world.DueAsync());

        await world.PollLaterAsync();
        world.Restart();
        world.Publish("/feed", Rss(("2", "Ceasefire begins"), ("1", "Weather")));
        await world.PollLaterAsync();

        Assert.Equal(["Ceasefire begins"], await world.DueAsync());
        Assert.Equal(3, (await world.TitlesAsync()).Count);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task PollDueAsync_HostThatHangs_HoldsUpItsOwnFeedsOnly(StorageProvider provider)
    {
        await using var world = await CreateAsync(provider);
        for (var number = 0; number < 60; number++)
            await world.FeedAsync($"/hangs/{number}");
        world.Time.Advance(TimeSpan.FromSeconds(1));
        await world.FeedElsewhereAsync("/feed");
        world.Publish("/feed", Rss(("1", "Ceasefire holds")));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);

        var polling = world.Node.Poller.PollDueAsync(stop.Token);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        while ((await world.TitlesAsync()).Count == 0)
        {
            Assert.False(patience.IsCancellationRequested, "The feed of the other host is not polled.");
            await Task.Yield();
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => polling);
        Assert.Equal(0, await world.Store.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT count(*) FROM feed WHERE lease_owner IS NOT NULL", null, Ct), Ct));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task PollDueAsync_ProcessKilledWithItsLease_NextProcessBringsWhatIsNewOnce(StorageProvider provider)
    {
        await using var world = await CreateAsync(provider);
        await world.ReaderAsync("ceasefire");
        var feed = await world.FeedAsync("/feed");
        world.Publish("/feed", Rss(("1", "Weather")));
        await world.PollAsync();
        // What a process leaves that ends between its claim and its transaction: a lease, and nothing else.
        await world.SqlAsync($"UPDATE feed SET lease_owner = 'gone', lease_until = {world.Time.NowMilliseconds() + 7_200_000}, next_check_at = 0");
        world.Publish("/feed", Rss(("2", "Ceasefire begins"), ("1", "Weather")));

        world.Restart();
        await world.PollAsync(provider == StorageProvider.Sqlite ? TimeSpan.Zero : TimeSpan.FromHours(3));

        Assert.Equal(["Ceasefire begins"], await world.DueAsync());
        Assert.Null((await world.RowAsync(feed)).LeaseOwner);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task PollDueAsync_StoreFailsBetweenFetchAndCommit_NothingIsLostNorDoubled(StorageProvider provider)
    {
        await using var world = await CreateAsync(provider);
        await world.ReaderAsync("ceasefire");
        await world.FeedAsync("/feed");
        world.Publish("/feed", Rss(("1", "Weather")));
        await world.PollAsync();
        world.Publish("/feed", Rss(("2", "Ceasefire begins"), ("1", "Weather")));
        await world.SqlAsync("ALTER TABLE delivery RENAME TO away");
        await world.PollLaterAsync();
        await world.SqlAsync("ALTER TABLE away RENAME TO delivery");
        Assert.Equal(["Weather"], await world.TitlesAsync());

        world.Restart();
        await world.PollLaterAsync();

        Assert.Equal(["Ceasefire begins"], await world.DueAsync());
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task PollDueAsync_PublisherFails_SaysWhyAndComesBack(StorageProvider provider)
    {
        await using var world = await CreateAsync(provider);
        await world.ReaderAsync("ceasefire");
        var feed = await world.FeedAsync("/feed");
        world.Publish("/feed", null);
        await world.PollAsync();

        var failed = await world.RowAsync(feed);
        Assert.Equal(1, failed.Failures);
        Assert.Contains("feed.error.server", failed.LastError, StringComparison.Ordinal);
        Assert.Null(failed.FirstFetchedAt);
        Assert.True(failed.NextCheckAt > world.Time.NowMilliseconds());

        world.Publish("/feed", Rss(("1", "Ceasefire begins")));
        await world.PollAsync(TimeSpan.FromDays(2));

        Assert.Empty(await world.DueAsync());
        Assert.Equal(["Ceasefire begins"], await world.TitlesAsync());
        Assert.Null((await world.RowAsync(feed)).LastError);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task PollDueAsync_HeadlineCorrected_ChangesTheArticleAndSendsNothing(StorageProvider provider)
    {
        await using var world = await CreateAsync(provider);
        await world.ReaderAsync("ceasefire");
        await world.FeedAsync("/feed");
        world.Publish("/feed", Rss(("1", "Cesefire begins")));
        await world.PollAsync();
        world.Publish("/feed", Rss(("1", "Ceasefire begins")));
        await world.PollLaterAsync();

        Assert.Equal(["Ceasefire begins"], await world.TitlesAsync());
        Assert.Equal(["Ceasefire begins"], await world.TitlesAsync("ceasefire"));
        Assert.Empty(await world.DueAsync());
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task PollDueAsync_SameItemInTwoFeeds_IsOneStoryAndOneDelivery(StorageProvider provider)
    {
        await using var world = await CreateAsync(provider);
        await world.ReaderAsync("ceasefire");
        foreach (var path in new[] { "/one", "/two" })
        {
            await world.FeedAsync(path);
            world.Publish(path, Rss(("1", "Weather")));
        }
        await world.PollAsync();

        world.Publish("/one", Rss(("2", "Ceasefire begins")));
        world.Publish("/two", Rss("<item><guid>other</guid><title>Ceasefire begins</title><link>http://www.news.example/2/?utm_source=rss</link></item>"));
        await world.PollLaterAsync();

        Assert.Single(await world.DueAsync());
        Assert.Equal(["Ceasefire begins", "Weather"], await world.TitlesAsync());
        Assert.Equal(4, await world.CountAsync("article"));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task PollDueAsync_TwoNodes_BringAnItemOnce(StorageProvider provider)
    {
        await using var world = await CreateAsync(provider);
        await world.ReaderAsync("ceasefire");
        await world.FeedAsync("/feed");
        world.Publish("/feed", Rss(("1", "Weather")));
        await world.PollAsync();
        world.Publish("/feed", Rss(("2", "Ceasefire begins"), ("1", "Weather")));
        world.Time.Advance(TimeSpan.FromHours(1));
        await using var second = world.Store.OpenAgain();
        using var other = new IntakeNode(second, world.Time, world.Options, world.Access);

        await Task.WhenAll(world.PollAsync(), other.Poller.PollDueAsync(TimeSpan.Zero, Ct));

        Assert.Equal(["Ceasefire begins"], await world.DueAsync());
    }
}
