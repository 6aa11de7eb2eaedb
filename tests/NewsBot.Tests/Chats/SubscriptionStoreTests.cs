using NewsBot.Core.Chats;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Chats;

public sealed class SubscriptionStoreTests
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Subscribe_ToWhatEnded_RestoresItFromNowOn(StorageProvider provider)
    {
        await using var world = await ChatWorld.CreateAsync(provider);
        var (_, place) = await world.AddChatAsync(1);
        var first = Assert.IsType<SubscribeResult.Added>(await AddAsync(world, place, "kyiv"));
        Assert.IsType<SubscribeResult.AlreadyThere>(await AddAsync(world, place, "kyiv"));

        Assert.True(await world.WriteAsync(session => world.Subscriptions.EndAsync(session, first.Subscription.SubscriptionId, ChatWorld.Ct)));
        Assert.False(await world.WriteAsync(session => world.Subscriptions.EndAsync(session, first.Subscription.SubscriptionId, ChatWorld.Ct)));
        world.Time.Advance(TimeSpan.FromHours(1));
        var again = Assert.IsType<SubscribeResult.Added>(await AddAsync(world, place, "kyiv"));

        Assert.Equal((first.Subscription.SubscriptionId, true), (again.Subscription.SubscriptionId, again.Again));
        Assert.Equal(first.Subscription.CreatedAt + 3_600_000, again.Subscription.CreatedAt);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Undo_OfAnEnd_IsAsIfItHadNeverEnded(StorageProvider provider)
    {
        await using var world = await ChatWorld.CreateAsync(provider);
        var (_, place) = await world.AddChatAsync(1);
        var added = ((SubscribeResult.Added)await AddAsync(world, place, "kyiv")).Subscription;
        await world.WriteAsync(session => world.Subscriptions.EndAsync(session, added.SubscriptionId, ChatWorld.Ct));
        Assert.Empty(await world.WriteAsync(session => world.Subscriptions.ForDestinationAsync(session, place.DestinationId, ChatWorld.Ct)));

        world.Time.Advance(TimeSpan.FromMinutes(1));
        await world.WriteAsync(session => world.Subscriptions.RestoreAsync(session, added.SubscriptionId, ChatWorld.Ct));

        var live = Assert.Single(await world.WriteAsync(session => world.Subscriptions.ForDestinationAsync(session, place.DestinationId, ChatWorld.Ct)));
        Assert.Equal(added.CreatedAt, live.CreatedAt);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Subscribe_PastTheLimitOfTheChat_IsRefusedWithTheLimit(StorageProvider provider)
    {
        await using var world = await ChatWorld.CreateAsync(provider, new AccessOptions { SubscriptionsPerChat = 2 });
        var (chat, place) = await world.AddChatAsync(-1, "supergroup");
        var thread = await world.WriteAsync(session => world.Chats.DestinationAsync(session, chat.ChatKey, 4, ChatWorld.Ct));
        await AddAsync(world, place, "one");
        await AddAsync(world, thread, "two");

        var third = await AddAsync(world, place, "three");

        Assert.Equal(2, Assert.IsType<SubscribeResult.LimitReached>(third).Limit);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Mute_EndedAndMutedAgain_IsOneRow(StorageProvider provider)
    {
        await using var world = await ChatWorld.CreateAsync(provider);
        var (chat, place) = await world.AddChatAsync(1);

        var first = await world.WriteAsync(session => world.Mutes.AddAsync(session, place.DestinationId, Subject.Feed(3), ChatWorld.Ct));
        await world.WriteAsync(session => world.Mutes.EndAsync(session, first.MuteId, ChatWorld.Ct));
        var again = await world.WriteAsync(session => world.Mutes.AddAsync(session, place.DestinationId, Subject.Feed(3), ChatWorld.Ct));

        Assert.Equal(first.MuteId, again.MuteId);
        Assert.Single(await world.WriteAsync(session => world.Mutes.ForChatAsync(session, chat.ChatKey, ChatWorld.Ct)));
    }

    private static Task<SubscribeResult> AddAsync(ChatWorld world, Destination place, string query) =>
        world.WriteAsync(session => world.Subscriptions.AddAsync(session, place, Subject.Query(query, query), 9, ChatWorld.Ct));
}
