using Microsoft.Extensions.Logging.Abstractions;
using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;
using NewsBot.Tests.Chats;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Delivery;

/// <summary>What a process keeps in memory of the queries in the store is always what stands there.</summary>
public sealed class StandingQueriesTests
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Subscription_MadeOnAnotherNode_BindsTheNextArticleHere(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider);
        await using var other = world.Chats.Store.OpenAgain();
        var feed = await world.AddFeedAsync();
        var (_, place) = await world.Chats.AddChatAsync(1);
        Assert.Equal(0, await world.PublishAsync(feed, "Ceasefire"));

        var added = await other.Database.WriteAsync(session => AddAsync(world, session, place, "ceasefires"), DeliveryWorld.Ct);
        Assert.Equal(1, await world.PublishAsync(feed, "Ceasefire", article => article.Language = "en"));

        await other.Database.WriteAsync(session => world.Chats.Subscriptions.EndAsync(session, added.SubscriptionId, DeliveryWorld.Ct), DeliveryWorld.Ct);
        Assert.Equal(0, await world.PublishAsync(feed, "Ceasefire", article => article.Language = "en"));
    }

    // Ids of changes are given in one order and committed in another.
    [Fact]
    public async Task Subscription_CommittedAfterYoungerOnesWereRead_IsNotLost()
    {
        await using var world = await DeliveryWorld.CreateAsync(StorageProvider.PostgreSql);
        var feed = await world.AddFeedAsync();
        var (_, slow) = await world.Chats.AddChatAsync(1);
        var (_, quick) = await world.Chats.AddChatAsync(2);
        Assert.Equal(0, await world.PublishAsync(feed, "Ceasefire"));
        var written = new TaskCompletionSource();
        var mayCommit = new TaskCompletionSource();
        var open = world.WriteAsync(async session =>
        {
            await AddAsync(world, session, slow, "ceasefire");
            written.SetResult();
            await mayCommit.Task;
        });

        await written.Task;
        await world.SubscribeAsync(quick, "ceasefire");
        Assert.Equal(1, await world.PublishAsync(feed, "Ceasefire"));
        Assert.Equal(1, await world.PublishAsync(feed, "Ceasefire"));
        mayCommit.SetResult();
        await open;

        Assert.Equal(2, await world.PublishAsync(feed, "Ceasefire"));
        Assert.Equal(2, await world.PublishAsync(feed, "Ceasefire"));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Change_ReadInATransactionThatFails_LeavesNoTrace(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider);
        await using var queries = Node(world);
        var (_, place) = await world.Chats.AddChatAsync(1);
        var kept = await world.SubscribeAsync(place, "ceasefire");
        Assert.Equal([kept.SubscriptionId], await SubscriptionsAsync(world, queries, "Ceasefire, peace"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => world.WriteAsync(async session =>
        {
            var added = await AddAsync(world, session, place, "peace");
            await world.Chats.Subscriptions.EndAsync(session, kept.SubscriptionId, DeliveryWorld.Ct);
            var matches = await queries.MatchAsync(session, ArticleTokens.Of("Ceasefire, peace", null), DeliveryWorld.Ct);
            Assert.Equal([added.SubscriptionId], matches.Subscriptions.Keys);
            throw new InvalidOperationException();
        }));

        Assert.Equal([kept.SubscriptionId], await SubscriptionsAsync(world, queries, "Ceasefire, peace"));
        // The embedded engine gives the ids of what was rolled back again.
        var again = await world.SubscribeAsync(place, "peace");
        Assert.Equal([kept.SubscriptionId, again.SubscriptionId], await SubscriptionsAsync(world, queries, "Ceasefire, peace"));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Queries_FirstReadInATransactionThatFails_AreReadAgain(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider);
        await using var queries = Node(world);
        var (_, place) = await world.Chats.AddChatAsync(1);

        await Assert.ThrowsAsync<InvalidOperationException>(() => world.WriteAsync(async session =>
        {
            await AddAsync(world, session, place, "peace");
            Assert.Single((await queries.MatchAsync(session, ArticleTokens.Of("Peace", null), DeliveryWorld.Ct)).Subscriptions);
            throw new InvalidOperationException();
        }));

        Assert.Empty(await SubscriptionsAsync(world, queries, "Peace"));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Reader_AwayLongerThanChangesAreKept_ReadsEverythingAnew(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider);
        await using var queries = Node(world);
        var (_, place) = await world.Chats.AddChatAsync(1);
        Assert.Empty(await SubscriptionsAsync(world, queries, "Ceasefire"));

        var added = await world.SubscribeAsync(place, "ceasefire");
        world.Chats.Time.Advance(SubscriptionChanges.Keep);
        await world.WriteAsync(session => session.ExecuteAsync("DELETE FROM subscription_change", null, DeliveryWorld.Ct));

        Assert.Equal([added.SubscriptionId], await SubscriptionsAsync(world, queries, "Ceasefire"));
        var second = await world.SubscribeAsync(place, "\"ceasefire\"");
        Assert.Equal([added.SubscriptionId, second.SubscriptionId], await SubscriptionsAsync(world, queries, "Ceasefire"));
    }

    // Fails when somebody changes a subscription, a mute or a topic and does not say so.
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task EveryChange_OfWhoWaitsForWhat_ReachesTheNextArticle(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider);
        await using var queries = Node(world);
        var (_, place) = await world.Chats.AddChatAsync(-10, "group");
        var (_, moved) = await world.Chats.AddChatAsync(-100500, "supergroup");
        var ct = DeliveryWorld.Ct;
        var (subscriptions, mutes, chats, topics) = (world.Chats.Subscriptions, world.Chats.Mutes, world.Chats.Chats, world.Chats.Topics);

        Subscription subscription = null!;
        Mute mute = null!;
        foreach (var change in (Func<Session, Task>[])
        [
            async session => subscription = await AddAsync(world, session, place, "one"),
            async session => await AddAsync(world, session, moved, "one"),
            async session => await subscriptions.EndAsync(session, subscription.SubscriptionId, ct),
            async session => await subscriptions.RestoreAsync(session, subscription.SubscriptionId, ct),
            async session => await subscriptions.EndAsync(session, subscription.SubscriptionId, ct),
            async session => await AddAsync(world, session, place, "one"),
            async session => mute = await mutes.AddAsync(session, place.DestinationId, Subject.Query("two", "two"), ct),
            async session => await mutes.EndAsync(session, mute.MuteId, ct),
            async session => await mutes.RestoreAsync(session, mute.MuteId, ct),
            async session => await mutes.AddAsync(session, moved.DestinationId, Subject.Query("two", "two"), ct),
            session => topics.ReplaceAsync(session, TopicStore.Seed, [new Topic { TopicKey = "t", Query = "three" }, new Topic { TopicKey = "u", Query = "one" }], ct),
            session => topics.ReplaceAsync(session, TopicStore.Seed, [new Topic { TopicKey = "t", Query = "other" }, new Topic { TopicKey = "u", Query = "one" }], ct),
            session => topics.ReplaceAsync(session, TopicStore.Setting, [new Topic { TopicKey = "t", Query = "two" }], ct),
            session => topics.ReplaceAsync(session, TopicStore.Seed, [new Topic { TopicKey = "u", Query = "two", Enabled = 0 }], ct),
            session => topics.ReplaceAsync(session, TopicStore.Setting, [], ct),
            session => chats.MigrateAsync(session, ChatWorld.Bot, -10, -100500, ct),
        ])
        {
            await world.WriteAsync(change);
            await using var fresh = Node(world);
            var wanted = await DescribeAsync(world, fresh);
            Assert.Equal(wanted, await DescribeAsync(world, queries));
            Assert.Equal(fresh.Count, queries.Count);
        }
    }

    [Fact]
    public async Task Queries_OfTwoProcesses_ShareNothing()
    {
        await using var first = await DeliveryWorld.CreateAsync(StorageProvider.Sqlite);
        await using var second = await DeliveryWorld.CreateAsync(StorageProvider.Sqlite);
        var (_, place) = await first.Chats.AddChatAsync(1);
        await first.SubscribeAsync(place, "ceasefire");
        await using var queries = Node(first);
        await using var others = Node(second);

        Assert.Single(await SubscriptionsAsync(first, queries, "Ceasefire"));
        Assert.Empty(await SubscriptionsAsync(second, others, "Ceasefire"));
    }

    // More than are put in order at once: the order is made beside the articles.
    [Fact]
    public async Task Queries_ManyAndManyMore_AreAllFound()
    {
        await using var world = await DeliveryWorld.CreateAsync(StorageProvider.Sqlite);
        var (_, place) = await world.Chats.AddChatAsync(1);
        await FillAsync(world, place, 0, 3_000);
        await using var queries = Node(world);
        await queries.PrepareAsync(world.Chats.Store.Database, DeliveryWorld.Ct);
        Assert.Equal(3_000, queries.Count);

        await FillAsync(world, place, 3_000, 3_000);

        Assert.Equal(2, (await SubscriptionsAsync(world, queries, "word7 word5999")).Count);
        Assert.Equal(6_000, queries.Count);
    }

    private static StandingQueries Node(DeliveryWorld world) => new(world.Chats.Time, NullLogger<StandingQueries>.Instance);

    private static async Task<Subscription> AddAsync(DeliveryWorld world, Session session, Destination place, string query) =>
        ((SubscribeResult.Added)await world.Chats.Subscriptions.AddAsync(session, place, Subject.Query(query, query), null, DeliveryWorld.Ct)).Subscription;

    private static Task FillAsync(DeliveryWorld world, Destination place, int first, int count) => world.WriteAsync(async session =>
    {
        for (var number = first; number < first + count; number++)
        {
            var id = await session.ScalarAsync<long>(
                "INSERT INTO subscription (destination_id, kind, subject, query, created_at) VALUES (@DestinationId, 'query', @query, @query, 0) RETURNING subscription_id",
                new { place.DestinationId, query = $"word{number}" }, DeliveryWorld.Ct);
            await SubscriptionChanges.NoteAsync(session, SubscriptionChange.Subscription, id, 0, DeliveryWorld.Ct);
        }
    });

    private static async Task<IReadOnlyList<long>> SubscriptionsAsync(DeliveryWorld world, StandingQueries queries, string title) =>
        [.. (await MatchAsync(world, queries, title)).Subscriptions.Keys.Order()];

    private static async Task<string> DescribeAsync(DeliveryWorld world, StandingQueries queries)
    {
        var matches = await MatchAsync(world, queries, "one two three");
        return string.Join(',', matches.Subscriptions.Keys.Order()) + " · " + string.Join(',', matches.Topics.Keys.Order()) + " · " + string.Join(',', matches.Mutes.Order());
    }

    private static Task<StandingMatches> MatchAsync(DeliveryWorld world, StandingQueries queries, string title) =>
        world.WriteAsync(session => queries.MatchAsync(session, ArticleTokens.Of(title, null), DeliveryWorld.Ct));
}
