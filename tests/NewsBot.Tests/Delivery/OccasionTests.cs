using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Delivery;

/// <summary>What waited for the same occasion comes together: the stories of a night, a digest.</summary>
public sealed class OccasionTests
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Digest_OfSeveralSubscriptions_IsGroupedWithTheMostReportedFirst(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider, new DeliveryOptions());
        var (daily, wire) = (await world.AddFeedAsync("Daily"), await world.AddFeedAsync("Wire"));
        var (_, place) = await world.Chats.AddChatAsync(1);
        await world.SubscribeAsync(place, "trams");
        await world.SubscribeAsync(place, "kyiv");
        await world.PublishAsync(daily, "Kyiv one");
        await world.PublishAsync(daily, "Kyiv two", article => article.StoryId = 77);
        await world.PublishAsync(wire, "Kyiv two as well", article => (article.StoryId, article.Url) = (77, "https://wire.test/2"));
        await world.PublishAsync(daily, "Trams run");
        await DelayAsync(world, Occasions.Digest, TimeSpan.FromMinutes(1));
        await world.RunForAsync(TimeSpan.FromSeconds(30));
        Assert.Empty(world.Telegram.Calls);

        await world.RunForAsync(TimeSpan.FromSeconds(40));

        Assert.Equal(
            "☕️ Digest · 3 stories\n\nkyiv\n• Kyiv two · Daily +1\n• Kyiv one · Daily\n\ntrams\n• Trams run · Daily",
            TelegramRules.Parse(Assert.Single(world.Telegram.Texts)).Text);
        Assert.All(await world.DeliveryStatesAsync(), state => Assert.Equal("sent", state));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Morning_AfterANight_IsOneMessageAndWhatCameMeanwhileItsOwn(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider, new DeliveryOptions());
        var feed = await world.AddFeedAsync();
        var (_, place) = await world.Chats.AddChatAsync(1);
        await world.SubscribeAsync(place, "kyiv");
        await world.PublishAsync(feed, "Kyiv in the evening");
        await world.PublishAsync(feed, "Kyiv at night");
        await DelayAsync(world, Occasions.Morning, TimeSpan.FromMinutes(1));
        await world.RunForAsync(TimeSpan.FromSeconds(59));
        await world.PublishAsync(feed, "Kyiv wakes");

        await world.RunForAsync(TimeSpan.FromSeconds(5));

        Assert.Equal(2, world.Telegram.Calls.Count);
        var texts = world.Telegram.Texts.Select(text => TelegramRules.Parse(text).Text).ToList();
        Assert.Contains("🌅 While it was quiet · 2 stories\n\n• Kyiv in the evening · BBC News\n• Kyiv at night · BBC News\n\n🔔 kyiv", texts);
        Assert.Contains(texts, text => text.StartsWith("Kyiv wakes", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Morning_AfterANightOfOneStory_IsThatStory()
    {
        await using var world = await DeliveryWorld.CreateAsync(StorageProvider.Sqlite, new DeliveryOptions());
        var (_, place) = await world.Chats.AddChatAsync(1);
        await world.SubscribeAsync(place, "kyiv");
        await world.PublishAsync(await world.AddFeedAsync(), "Kyiv at night");
        await DelayAsync(world, Occasions.Morning, TimeSpan.FromSeconds(1));

        await world.RunForAsync(TimeSpan.FromSeconds(3));

        Assert.StartsWith("Kyiv at night", TelegramRules.Parse(Assert.Single(world.Telegram.Texts)).Text, StringComparison.Ordinal);
    }

    // As the router does where a chat has quiet hours or a digest.
    private static Task DelayAsync(DeliveryWorld world, string occasion, TimeSpan by) => world.WriteAsync(session => session.ExecuteAsync(
        "UPDATE delivery SET occasion = @occasion, not_before = not_before + @delay", new { occasion, delay = (long)by.TotalMilliseconds }, DeliveryWorld.Ct));
}
