using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;
using NewsBot.Tests.Chats;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Delivery;

public sealed class ArticleRouterTests
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Article_MatchedByTopicFeedAndQuery_IsDueOncePerStory(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider);
        var feed = await world.AddFeedAsync();
        var (_, place) = await world.Chats.AddChatAsync(1);
        await world.WriteAsync(session => world.Chats.Topics.ReplaceAsync(
            session, TopicStore.Seed, [new Topic { TopicKey = "war", Query = "kyiv OR dnipro", Titles = """{"en":"War"}""" }], DeliveryWorld.Ct));
        await world.SubscribeAsync(place, Subject.Topic("war"));
        await world.SubscribeAsync(place, Subject.Feed(feed));
        await world.SubscribeAsync(place, "ceasefire");

        Assert.Equal(1, await world.PublishAsync(feed, "Ceasefire in Kyiv", article => article.StoryId = 7));
        await world.PumpAsync();
        Assert.Equal(0, await world.PublishAsync(feed, "Ceasefire in Kyiv, again", article => article.StoryId = 7));
        Assert.Equal(0, await world.PublishAsync(await world.AddFeedAsync("Other"), "Nothing of interest"));

        Assert.Contains("🔔 War · BBC News · ceasefire", Assert.Single(world.Telegram.Texts));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Topic_WithANewQuery_IsFollowedByItsCurrentQuery(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider);
        var feed = await world.AddFeedAsync();
        var (_, place) = await world.Chats.AddChatAsync(1);
        await world.SubscribeAsync(place, Subject.Topic("t"));
        foreach (var (query, expected) in new[] { ("kyiv", 1), ("lviv", 0) })
        {
            await world.WriteAsync(session => world.Chats.Topics.ReplaceAsync(session, TopicStore.Seed, [new Topic { TopicKey = "t", Query = query }], DeliveryWorld.Ct));
            Assert.Equal(expected, await world.PublishAsync(feed, "News from Kyiv"));
        }
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task ChatsOwnFeed_ReachesThatChatOnly(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider);
        var (owner, ownPlace) = await world.Chats.AddChatAsync(1);
        var (_, otherPlace) = await world.Chats.AddChatAsync(2);
        var feed = await world.AddFeedAsync("Private", catalogue: false, ownedBy: owner.ChatKey);
        await world.SubscribeAsync(ownPlace, "kyiv");
        await world.SubscribeAsync(otherPlace, "kyiv");
        await world.SubscribeAsync(otherPlace, Subject.Feed(feed));

        Assert.Equal(1, await world.PublishAsync(feed, "Kyiv"));

        await world.PumpAsync();
        Assert.Equal(1, Assert.Single(world.Telegram.Calls).To.TelegramChatId);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Article_InALanguageTheChatDoesNotRead_ComesOnlyWhenAskedFor(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider);
        var feed = await world.AddFeedAsync();
        var (_, byQuery) = await world.Chats.AddChatAsync(1);
        var (_, byLanguage) = await world.Chats.AddChatAsync(2);
        var (_, byFeed) = await world.Chats.AddChatAsync(3);
        await world.SubscribeAsync(byQuery, "kyiv");
        await world.SubscribeAsync(byLanguage, "kyiv lang:de");
        await world.SubscribeAsync(byFeed, Subject.Feed(feed));

        Assert.Equal(2, await world.PublishAsync(feed, "Kyiv", article => article.Language = "de"));
        Assert.Equal(2, await world.PublishAsync(feed, "Kyiv", article => article.Language = "uk"));
        Assert.Equal(2, await world.PublishAsync(feed, "Kyiv", article => article.Language = null));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Article_OldOrBeforeTheSubscriptionOrMuted_IsNotDue(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider);
        var feed = await world.AddFeedAsync();
        var muted = await world.AddFeedAsync("Muted");
        var (_, place) = await world.Chats.AddChatAsync(1);
        var subscription = await world.SubscribeAsync(place, "kyiv");
        await world.WriteAsync(async session =>
        {
            await world.Chats.Mutes.AddAsync(session, place.DestinationId, Subject.Feed(muted), DeliveryWorld.Ct);
            await world.Chats.Mutes.AddAsync(session, place.DestinationId, Subject.Query("football", "football"), DeliveryWorld.Ct);
        });

        Assert.Equal(0, await world.PublishAsync(feed, "Kyiv", article => article.PublishedAt -= 25 * 3_600_000L));
        Assert.Equal(0, await world.PublishAsync(feed, "Kyiv", article => article.FirstSeenAt = article.PublishedAt!.Value - 1));
        Assert.Equal(0, await world.PublishAsync(muted, "Kyiv"));
        Assert.Equal(0, await world.PublishAsync(feed, "Football in Kyiv"));
        Assert.Equal(1, await world.PublishAsync(feed, "Kyiv", article => article.PublishedAt -= 23 * 3_600_000L));
        Assert.True(subscription.CreatedAt > 0);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Chats_SuspendedStoppedOrOfAnotherBot_GetNothing(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider);
        var feed = await world.AddFeedAsync();
        var (suspended, one) = await world.Chats.AddChatAsync(1);
        var (stopped, two) = await world.Chats.AddChatAsync(2);
        var three = await world.WriteAsync(async session =>
        {
            var (chat, _) = await world.Chats.Chats.FindOrAddAsync(session, ChatWorld.Bot + 1, new ChatIntroduction(1, "private", "", null, "en", ""), DeliveryWorld.Ct);
            return await world.Chats.Chats.DestinationAsync(session, chat.ChatKey, 0, DeliveryWorld.Ct);
        });
        foreach (var place in new[] { one, two, three })
            await world.SubscribeAsync(place, "kyiv");
        await world.WriteAsync(async session =>
        {
            await world.Chats.Chats.SuspendAsync(session, suspended.ChatKey, "blocked", null, DeliveryWorld.Ct);
            await world.Chats.Chats.StopAsync(session, stopped.ChatKey, DeliveryWorld.Ct);
        });

        Assert.Equal(0, await world.PublishAsync(feed, "Kyiv"));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task SubscribersOfManyChats_EachGetOne(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider);
        var feed = await world.AddFeedAsync();
        for (var chat = 1; chat <= 30; chat++)
            await world.SubscribeAsync((await world.Chats.AddChatAsync(chat)).Destination, "kyiv");

        Assert.Equal(30, await world.PublishAsync(feed, "Kyiv"));
        await world.RunForAsync(TimeSpan.FromSeconds(1.5));

        Assert.Equal(Enumerable.Range(1, 30).Select(id => (long)id), world.Telegram.Calls.Select(call => call.To.TelegramChatId).Order());
        Assert.All(await world.DeliveryStatesAsync(), state => Assert.Equal("sent", state));
    }
}
