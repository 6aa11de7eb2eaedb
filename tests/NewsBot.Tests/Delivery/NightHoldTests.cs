using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Delivery;

/// <summary>What should have gone in the evening, and could not, does not come at night.</summary>
public sealed class NightHoldTests
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task BotDownInTheEvening_UpAtNight_WakesNobodyAndComesInTheMorningOnce(StorageProvider provider)
    {
        await using var world = await StartAsync(provider, "rhythm = 'at-once'");
        await world.PublishAsync(1, "Kyiv in the evening");
        await world.PublishAsync(1, "Siren in Kyiv");

        // Down from 21:50 until 23:20.
        world.Chats.Time.Advance(TimeSpan.FromMinutes(90));
        world.Restart();
        await world.RunForAsync(TimeSpan.FromMinutes(1));
        Assert.StartsWith("Siren", TextsOf(world).Single(), StringComparison.Ordinal);

        await world.PublishAsync(1, "Kyiv at night");
        await world.RunForAsync(TimeSpan.FromDays(1), TimeSpan.FromMinutes(10));
        Assert.Equal(2, TextsOf(world).Count);
        Assert.StartsWith("🌅 While it was quiet · 2 stories\n\n• Kyiv in the evening", TextsOf(world)[1], StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Digest_WhoseHourWasMissed_WaitsForTheMorning_AndOneOfTheNightComesThen(StorageProvider provider)
    {
        await using var world = await StartAsync(provider, "rhythm = 'daily', digest_at = '1315'");
        await world.PublishAsync(1, "Kyiv in the evening");
        world.Chats.Time.Advance(TimeSpan.FromMinutes(90));
        world.Restart();
        await world.RunForAsync(TimeSpan.FromHours(7), TimeSpan.FromMinutes(10));
        Assert.Empty(world.Telegram.Calls);

        await world.RunForAsync(TimeSpan.FromHours(1), TimeSpan.FromMinutes(10));
        Assert.StartsWith("☕️ Digest", TextsOf(world).Single(), StringComparison.Ordinal);

        // 23:30 was chosen although it is quiet then.
        await world.WriteAsync(session => session.ExecuteAsync("UPDATE chat SET digest_at = '1410'", null, DeliveryWorld.Ct));
        await world.PublishAsync(1, "Kyiv by day");
        await world.RunForAsync(TimeSpan.FromHours(17), TimeSpan.FromMinutes(10));
        Assert.Equal(2, world.Telegram.Calls.Count);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task SendNow_AtNight_GoesAtOnce(StorageProvider provider)
    {
        await using var world = await StartAsync(provider, "rhythm = 'at-once'");
        world.Chats.Time.Advance(TimeSpan.FromHours(1));
        await world.PublishAsync(1, "Kyiv at night");
        await world.RunForAsync(TimeSpan.FromSeconds(3));
        Assert.Empty(world.Telegram.Calls);

        await world.WriteAsync(session => new Rescheduling(world.Chats.Time).SendNowAsync(session, 1, DeliveryWorld.Ct));
        await world.RunForAsync(TimeSpan.FromSeconds(3));

        Assert.Single(world.Telegram.Calls);
    }

    // 21:50 in the evening, quiet from 22 to 7.
    private static async Task<DeliveryWorld> StartAsync(StorageProvider provider, string set)
    {
        var world = await DeliveryWorld.CreateAsync(provider, new DeliveryOptions());
        world.Chats.Time.SetUtcNow(new DateTimeOffset(2026, 11, 23, 19, 50, 0, TimeSpan.Zero));
        var (_, place) = await world.Chats.AddChatAsync(1);
        await world.SubscribeAsync(place, "kyiv");
        var siren = await world.SubscribeAsync(place, "siren");
        siren.MayWake = 1;
        await world.WriteAsync(session => world.Chats.Subscriptions.SetTimesAsync(session, siren, DeliveryWorld.Ct));
        await world.WriteAsync(session => session.ExecuteAsync(
            $"UPDATE chat SET time_zone = 'Europe/Kyiv', quiet_from = 1320, quiet_until = 420, {set}", null, DeliveryWorld.Ct));
        await world.AddFeedAsync();
        return world;
    }

    private static List<string> TextsOf(DeliveryWorld world) => [.. world.Telegram.Texts.Select(text => TelegramRules.Parse(text).Text)];
}
