using NewsBot.Core.Chats;
using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;
using static NewsBot.Tests.Intake.IntakeWorld;

namespace NewsBot.Tests.Intake;

/// <summary>Feeds that moved for good.</summary>
public sealed class FeedRelocationTests
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task PermanentRedirect_ReadWellThreeTimesOverADay_IsAdopted(StorageProvider provider)
    {
        await using var world = await CreateAsync(provider);
        await world.ReaderAsync("ceasefire");
        var feed = await world.FeedAsync("/old");
        world.Publish("/old", Rss(("1", "Ceasefire begins")));
        await world.PollAsync();
        world.Answer("/old", With(301, null, ("Location", "/new")));
        world.Publish("/new", Rss(("1", "Ceasefire begins")));

        for (var poll = 0; poll < 3; poll++)
            await world.PollAsync(TimeSpan.FromHours(6));
        Assert.Equal(world.At("/old").AbsoluteUri, (await world.RowAsync(feed)).Url);
        for (var poll = 0; poll < 4; poll++)
            await world.PollAsync(TimeSpan.FromHours(6));

        Assert.Equal(world.At("/new").AbsoluteUri, (await world.RowAsync(feed)).Url);
        Assert.Empty(await world.DueAsync());
        await world.PollAsync(TimeSpan.FromHours(6));
        Assert.Equal("/new", world.Asked[^1]);
        Assert.Equal("/new", world.Asked[^2]);
        Assert.Equal(["Ceasefire begins"], await world.TitlesAsync());
    }

    [Fact]
    public async Task PermanentRedirect_ToAPageThatIsNoFeed_IsNeverAdopted()
    {
        await using var world = await CreateAsync(StorageProvider.Sqlite);
        var feed = await world.FeedAsync("/old");
        world.Answer("/old", With(301, null, ("Location", "/new")));
        world.Publish("/new", Rss(("1", "Weather")));
        for (var poll = 0; poll < 2; poll++)
            await world.PollAsync(TimeSpan.FromHours(20));
        world.Publish("/new", "<html><body>We are moving</body></html>");
        await world.PollAsync(TimeSpan.FromHours(20));
        world.Publish("/new", Rss(("2", "Weather again")));
        await world.PollAsync(TimeSpan.FromHours(40));

        Assert.Equal(world.At("/old").AbsoluteUri, (await world.RowAsync(feed)).Url);
    }

    [Fact]
    public async Task TemporaryRedirect_IsNeverAdopted()
    {
        await using var world = await CreateAsync(StorageProvider.Sqlite);
        var feed = await world.FeedAsync("/old");
        world.Answer("/old", With(302, null, ("Location", "/new")));
        world.Publish("/new", Rss(("1", "Weather")));
        for (var poll = 0; poll < 8; poll++)
            await world.PollAsync(TimeSpan.FromHours(20));

        Assert.Equal(world.At("/old").AbsoluteUri, (await world.RowAsync(feed)).Url);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task PermanentRedirect_ToAFeedThatIsThere_MakesOneOfTheTwoAndSendsNothing(StorageProvider provider)
    {
        await using var world = await CreateAsync(provider);
        var both = await world.ReaderAsync("ceasefire");
        var old = await world.FeedAsync("/old");
        var current = await world.FeedAsync("/new");
        world.Publish("/old", Rss(("1", "Ceasefire begins"), ("0", "Ceasefire of old")));
        world.Publish("/new", Rss(("1", "Ceasefire begins")));
        await world.PollAsync();
        var destinations = await DestinationsAsync(world, 3);
        await FollowAsync(world, destinations[0], old.FeedId, ended: false);
        await FollowAsync(world, destinations[1], old.FeedId, ended: false);
        await FollowAsync(world, destinations[1], current.FeedId, ended: true);
        await FollowAsync(world, destinations[2], old.FeedId, ended: true);
        await FollowAsync(world, destinations[2], current.FeedId, ended: false);
        await world.SqlAsync($"INSERT INTO mute (destination_id, kind, subject, feed_id, created_at) VALUES ({destinations[2]}, 'feed', 'feed:{old.FeedId}', {old.FeedId}, 0)");
        await world.Store.Database.WriteAsync(session => FeedStore.AddOwnAsync(session, both.ChatKey, old.FeedId, 7, 0, Ct), Ct);
        world.Answer("/old", With(308, null, ("Location", "/new")));

        for (var poll = 0; poll < 6; poll++)
            await world.PollAsync(TimeSpan.FromHours(8));

        Assert.Equal(1, await world.CountAsync("feed"));
        var found = await world.Store.Database.ReadAsync(session => FeedStore.FindByAddressAsync(session, world.At("/old").AbsoluteUri, Ct), Ct);
        Assert.Equal(current.FeedId, found!.FeedId);
        Assert.Equal(current.FeedId, (await world.RowAsync(old)).FeedId);
        Assert.Equal(
            destinations.Select(destination => $"{destination} feed:{current.FeedId}"),
            await world.Store.Database.ReadAsync(session => session.QueryAsync<string>(
                "SELECT destination_id || ' ' || subject FROM subscription WHERE ended_at IS NULL AND kind = 'feed' ORDER BY destination_id", null, Ct), Ct));
        Assert.Equal(current.FeedId, await world.Store.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT feed_id FROM mute WHERE ended_at IS NULL", null, Ct), Ct));
        Assert.Equal([current.FeedId], (await world.Store.Database.ReadAsync(session => FeedStore.OwnAsync(session, both.ChatKey, Ct), Ct)).Select(feed => feed.FeedId));
        Assert.Empty(await world.DueAsync());

        // What only the old one had carried is known to the new one.
        world.Publish("/new", Rss(("1", "Ceasefire begins"), ("0", "Ceasefire of old")));
        await world.PollAsync(TimeSpan.FromHours(8));
        Assert.Empty(await world.DueAsync());
        world.Publish("/new", Rss(("2", "Ceasefire holds"), ("1", "Ceasefire begins")));
        await world.PollAsync(TimeSpan.FromHours(8));
        Assert.Contains("Ceasefire holds", await world.DueAsync());
    }

    [Fact]
    public async Task AddressFromBefore_InSettingsOrAList_IsTheSameFeed()
    {
        await using var world = await CreateAsync(StorageProvider.Sqlite);
        world.Options.Sources.Add(new FeedSource { Url = world.At("/old").AbsoluteUri, Title = "Mine", Interval = TimeSpan.FromHours(3) });
        await world.Node.Sources.RunAsync(Ct);
        world.Answer("/old", With(301, null, ("Location", "/new")));
        world.Publish("/new", Rss(("1", "Weather")));
        for (var poll = 0; poll < 10; poll++)
            await world.PollAsync(TimeSpan.FromHours(6));
        world.Restart();
        world.Options.Sources[0].Interval = TimeSpan.FromHours(2);
        await world.Node.Sources.RunAsync(Ct);

        var feed = Assert.Single(await world.Store.Database.ReadAsync(session => FeedStore.CatalogueAsync(session, Ct), Ct));
        Assert.Equal((world.At("/new").AbsoluteUri, 7_200_000L, "Mine"), (feed.Url, feed.FixedInterval, feed.Title));

        world.Options.Sources.Clear();
        await world.Node.Sources.RunAsync(Ct);
        Assert.Empty(await world.Store.Database.ReadAsync(session => FeedStore.CatalogueAsync(session, Ct), Ct));
    }

    private static async Task<IReadOnlyList<long>> DestinationsAsync(IntakeWorld world, int count)
    {
        var destinations = new List<long>();
        for (var number = 0; number < count; number++)
        {
            destinations.Add(await world.Store.Database.WriteAsync(async session =>
            {
                var (chat, _) = await new ChatStore(world.Time).FindOrAddAsync(session, 77, new ChatIntroduction(100 + number, "private", "Reader", null, "en", "en"), Ct);
                return (await new ChatStore(world.Time).DestinationAsync(session, chat.ChatKey, 0, Ct)).DestinationId;
            }, Ct));
        }

        return destinations;
    }

    private static Task<int> FollowAsync(IntakeWorld world, long destination, long feedId, bool ended) => world.SqlAsync(
        $"INSERT INTO subscription (destination_id, kind, subject, feed_id, created_at, ended_at) VALUES ({destination}, 'feed', 'feed:{feedId}', {feedId}, 0, {(ended ? "5" : "NULL")})");
}
