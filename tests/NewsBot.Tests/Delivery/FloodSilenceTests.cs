using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Delivery;

/// <summary>After twelve alerts with sound within an hour the rest comes without, and once a day less is offered.</summary>
public sealed class FloodSilenceTests
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Flood_AboveTwelveInAnHour_TheRestIsSilentAndLessIsOfferedOnce(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider);
        await world.SubscribeAsync((await world.Chats.AddChatAsync(1)).Destination, "kyiv");
        var feed = await world.AddFeedAsync();

        await FloodAsync(world, feed, 10);
        world.Restart();
        await FloodAsync(world, feed, 6);

        // What was sent before the restart counts.
        Assert.Equal("ss", Sounds(world)[..2]);
        Assert.DoesNotContain('s', Sounds(world)[2..]);
        var offer = Assert.Single(world.Telegram.Calls, call => IsOffer(call.Request)).Request;
        Assert.Equal(3, ((ChatRequest.SendText)offer).Buttons!.Rows.Sum(row => row.Count));

        world.Chats.Time.Advance(TimeSpan.FromHours(1));
        await FloodAsync(world, feed, 1);
        Assert.EndsWith("s", Sounds(world), StringComparison.Ordinal);
        await FloodAsync(world, feed, 14);
        Assert.Single(world.Telegram.Calls, call => IsOffer(call.Request));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Offer_KeptForThirtyDays_ComesAfterThem(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider);
        var (chat, place) = await world.Chats.AddChatAsync(1);
        await world.SubscribeAsync(place, "kyiv");
        var feed = await world.AddFeedAsync();
        var kept = world.Chats.Time.NowMilliseconds() + (long)FloodSilence.Kept.TotalMilliseconds;
        await world.WriteAsync(session => session.ExecuteAsync("UPDATE chat SET flood_kept_until = @kept WHERE chat_key = @ChatKey", new { kept, chat.ChatKey }, DeliveryWorld.Ct));

        await FloodAsync(world, feed, 14);
        Assert.DoesNotContain(world.Telegram.Calls, call => IsOffer(call.Request));

        world.Chats.Time.Advance(TimeSpan.FromDays(31));
        await FloodAsync(world, feed, 14);
        Assert.Single(world.Telegram.Calls, call => IsOffer(call.Request));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Flood_OfOneChat_QuietensNoOtherAndNotWhatMayWake(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider);
        var (_, flooded) = await world.Chats.AddChatAsync(1);
        var (_, other) = await world.Chats.AddChatAsync(2);
        await world.SubscribeAsync(flooded, "kyiv");
        var urgent = await world.SubscribeAsync(flooded, "siren");
        urgent.MayWake = 1;
        await world.WriteAsync(session => world.Chats.Subscriptions.SetTimesAsync(session, urgent, DeliveryWorld.Ct));
        await world.SubscribeAsync(other, "lviv");
        var feed = await world.AddFeedAsync();
        await FloodAsync(world, feed, 13);

        await world.PublishAsync(feed, "Siren in Kyiv");
        await world.PublishAsync(feed, "Lviv wakes");
        await world.RunForAsync(TimeSpan.FromSeconds(3));

        Assert.All(world.Telegram.Calls.Where(call => FakeTransport.TextOf(call.Request).Contains("Siren", StringComparison.Ordinal)), call => Assert.False(call.Request.IsSilent()));
        Assert.False(Assert.Single(world.Telegram.Calls, call => call.To.TelegramChatId == 2).Request.IsSilent());
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Digest_DuringAFlood_SoundsAsTheChatWants(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider);
        await world.SubscribeAsync((await world.Chats.AddChatAsync(1)).Destination, "kyiv");
        var feed = await world.AddFeedAsync();
        await FloodAsync(world, feed, 13);

        await DigestAsync();
        Assert.False(world.Telegram.Calls.Last().Request.IsSilent());
        await world.WriteAsync(session => session.ExecuteAsync("UPDATE chat SET sound = 0", null, DeliveryWorld.Ct));
        await DigestAsync();
        Assert.True(world.Telegram.Calls.Last().Request.IsSilent());

        async Task DigestAsync()
        {
            await world.PublishAsync(feed, "Kyiv in a digest");
            await world.WriteAsync(session => session.ExecuteAsync("UPDATE delivery SET occasion = 'digest' WHERE state = 'due'", null, DeliveryWorld.Ct));
            await world.RunForAsync(TimeSpan.FromSeconds(3));
        }
    }

    private static async Task FloodAsync(DeliveryWorld world, long feed, int count)
    {
        for (var number = 0; number < count; number++)
        {
            await world.PublishAsync(feed, $"Kyiv {number}");
            await world.RunForAsync(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(1));
        }
    }

    // s: with sound, -: without; the offer left out.
    private static string Sounds(DeliveryWorld world) =>
        string.Concat(world.Telegram.Calls.Where(call => !IsOffer(call.Request)).Select(call => call.Request.IsSilent() ? '-' : 's'));

    private static bool IsOffer(ChatRequest request) => FakeTransport.TextOf(request).StartsWith("🌊", StringComparison.Ordinal);
}
