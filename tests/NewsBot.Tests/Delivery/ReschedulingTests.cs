using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Delivery;

/// <summary>What waits follows a change of the chat's times; what is on its way does not.</summary>
public sealed class ReschedulingTests
{
    private static readonly DateTimeOffset Evening = new(2026, 11, 23, 21, 30, 0, TimeSpan.Zero);

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Zone_Changed_ComesAtTheSameTimeOfTheNewClock(StorageProvider provider)
    {
        await using var world = await StartAsync(provider, "time_zone = 'Europe/Kyiv', rhythm = 'daily'");
        Assert.Equal(["24 06:00 digest 200"], await HeldAsync(world));

        await ChangeAsync(world, "time_zone = 'America/New_York'");
        Assert.Equal(["24 13:00 digest 200"], await HeldAsync(world));

        await world.RunForAsync(TimeSpan.FromDays(2), TimeSpan.FromMinutes(10));
        Assert.Single(world.Telegram.Calls);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task QuietHours_SwitchedOnAndOff_HoldAndLetGo(StorageProvider provider)
    {
        await using var world = await StartAsync(provider, "time_zone = 'Europe/Kyiv'");
        Assert.Equal(["23 21:30  100"], await HeldAsync(world));

        await ChangeAsync(world, "quiet_from = 1320, quiet_until = 420");
        Assert.Equal(["24 05:00 morning 100"], await HeldAsync(world));
        await world.RunForAsync(TimeSpan.FromSeconds(3));
        Assert.Empty(world.Telegram.Calls);

        await ChangeAsync(world, "quiet_from = NULL, quiet_until = NULL");
        await world.RunForAsync(TimeSpan.FromSeconds(3));
        Assert.Single(world.Telegram.Calls);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Rhythm_OfTheChatOrOfTheSubscription_IsFollowed(StorageProvider provider)
    {
        await using var world = await StartAsync(provider, "rhythm = 'hourly'");
        Assert.Equal(["23 22:00 digest 200"], await HeldAsync(world));

        await ChangeAsync(world, "rhythm = 'daily', digest_at = '1320,480'");
        Assert.Equal(["23 22:00 digest 200"], await HeldAsync(world));
        await ChangeAsync(world, "rhythm = 'weekdays', digest_at = '1200'");
        Assert.Equal(["24 20:00 digest 200"], await HeldAsync(world));

        await ChangeAsync(world, "rhythm = 'at-once'", "subscription");
        Assert.Equal(["23 21:30  100"], await HeldAsync(world));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task MayWake_SwitchedOn_GoesAtOnceAheadOfNews(StorageProvider provider)
    {
        await using var world = await StartAsync(provider, "rhythm = 'daily', quiet_from = 1200, quiet_until = 420");

        await ChangeAsync(world, "may_wake = 1", "subscription");
        Assert.Equal(["23 21:30  50"], await HeldAsync(world));

        await ChangeAsync(world, "may_wake = 0", "subscription");
        Assert.Equal(["24 08:00 digest 200"], await HeldAsync(world));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task SendNow_WhatIsHeld_ComesTogetherOnce(StorageProvider provider)
    {
        await using var world = await StartAsync(provider, "rhythm = 'daily'");
        await world.PublishAsync(1, "Kyiv two");

        Assert.Equal(2, await world.WriteAsync(session => Of(world).SendNowAsync(session, 1, DeliveryWorld.Ct)));
        await world.RunForAsync(TimeSpan.FromDays(2), TimeSpan.FromMinutes(10));

        Assert.Contains("Digest · 2 stories", TelegramRules.Parse(Assert.Single(world.Telegram.Texts)).Text, StringComparison.Ordinal);
        Assert.Equal(0, await world.WriteAsync(session => Of(world).SendNowAsync(session, 1, DeliveryWorld.Ct)));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task SendNow_OneOfThem_ComesOnItsOwnAndTheOthersAtTheirTime(StorageProvider provider)
    {
        await using var world = await StartAsync(provider, "rhythm = 'daily'");
        await world.PublishAsync(1, "Kyiv two");
        var (other, _) = await world.Chats.AddChatAsync(2);

        Assert.False(await world.WriteAsync(session => Of(world).SendNowAsync(session, other.ChatKey, 1, DeliveryWorld.Ct)));
        Assert.True(await world.WriteAsync(session => Of(world).SendNowAsync(session, 1, 1, DeliveryWorld.Ct)));
        await world.RunForAsync(TimeSpan.FromSeconds(3));
        Assert.StartsWith("Kyiv one", TelegramRules.Parse(Assert.Single(world.Telegram.Texts)).Text, StringComparison.Ordinal);

        await world.RunForAsync(TimeSpan.FromDays(1), TimeSpan.FromMinutes(10));
        Assert.Equal(2, world.Telegram.Calls.Count);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Digest_WhoseHourHasCome_IsNotPutOff(StorageProvider provider)
    {
        await using var world = await StartAsync(provider, "rhythm = 'daily'");
        world.Chats.Time.Advance(TimeSpan.FromHours(11));

        await ChangeAsync(world, "digest_at = '1200'");
        await world.RunForAsync(TimeSpan.FromSeconds(3));

        Assert.Single(world.Telegram.Calls);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task InFlight_OrOfAnotherChat_StaysAsItIs(StorageProvider provider)
    {
        await using var world = await StartAsync(provider, "rhythm = 'at-once'");
        var (_, place) = await world.Chats.AddChatAsync(2);
        await world.SubscribeAsync(place, "kyiv");
        await world.PublishAsync(1, "Kyiv two");
        await world.WriteAsync(session => session.ExecuteAsync("UPDATE delivery SET state = 'flight' WHERE delivery_id = 1", null, DeliveryWorld.Ct));

        await ChangeAsync(world, "rhythm = 'daily'");

        Assert.Equal(["23 21:30  100", "24 08:00 digest 200", "23 21:30  100"], await HeldAsync(world));
    }

    private static Rescheduling Of(DeliveryWorld world) => new(world.Chats.Time);

    // A chat that follows Kyiv, with a story that has just come.
    private static async Task<DeliveryWorld> StartAsync(StorageProvider provider, string set)
    {
        var world = await DeliveryWorld.CreateAsync(provider, new DeliveryOptions());
        world.Chats.Time.SetUtcNow(Evening);
        var (_, place) = await world.Chats.AddChatAsync(1);
        await world.SubscribeAsync(place, "kyiv");
        await ChangeAsync(world, set);
        await world.PublishAsync(await world.AddFeedAsync(), "Kyiv one");
        return world;
    }

    private static Task ChangeAsync(DeliveryWorld world, string set, string table = "chat") => world.WriteAsync(async session =>
    {
        await session.ExecuteAsync($"UPDATE {table} SET {set} WHERE {(table == "chat" ? "chat_key" : "subscription_id")} = 1", null, DeliveryWorld.Ct);
        await Of(world).ChatAsync(session, 1, DeliveryWorld.Ct);
    });

    private static async Task<IEnumerable<string>> HeldAsync(DeliveryWorld world) =>
        (await world.Chats.Store.Database.ReadAsync(session => session.QueryAsync<DeliveryRecord>("SELECT * FROM delivery ORDER BY delivery_id", null, DeliveryWorld.Ct), DeliveryWorld.Ct))
            .Select(row => $"{UnixTime.ToTime(row.NotBefore):dd HH:mm} {row.Occasion} {row.Priority}");
}
