using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Delivery;

/// <summary>From an article in the night or before a digest to the message, by the chat's own clock.</summary>
public sealed class SendingPlanTests
{
    public static TheoryData<StorageProvider, string, string> NightsOfChange { get; } = new(
        from engine in new[] { StorageProvider.Sqlite, StorageProvider.PostgreSql }
        from night in new[]
        {
            ("Europe/Kyiv", "2027-03-27T12:00:00Z"), ("Europe/Kyiv", "2026-10-24T12:00:00Z"), ("America/New_York", "2027-03-13T18:00:00Z"),
            ("America/New_York", "2026-10-31T18:00:00Z"), ("Australia/Lord_Howe", "2027-04-03T03:00:00Z"), ("Australia/Lord_Howe", "2026-10-03T03:00:00Z"),
        }
        select (engine, night.Item1, night.Item2));

    [Theory, MemberData(nameof(NightsOfChange))]
    public async Task Chat_OverTheNightOfAChange_SleepsAndGetsOneDigestAndOnlyWhatMayWake(StorageProvider provider, string zone, string noon)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider, new DeliveryOptions());
        world.Chats.Time.SetUtcNow(DateTimeOffset.Parse(noon, System.Globalization.CultureInfo.InvariantCulture));
        var (sleeper, sleepers) = await world.Chats.AddChatAsync(1);
        var (reader, readers) = await world.Chats.AddChatAsync(2);
        await SetAsync(world, "UPDATE chat SET time_zone = @zone, quiet_from = 1320, quiet_until = 420 WHERE chat_key = @ChatKey", sleeper, zone);
        await SetAsync(world, "UPDATE chat SET time_zone = @zone, rhythm = 'daily', digest_at = '480', quiet_from = 1320, quiet_until = 420 WHERE chat_key = @ChatKey", reader, zone);
        await world.SubscribeAsync(sleepers, "kyiv");
        var urgent = await world.SubscribeAsync(sleepers, "siren");
        await world.WriteAsync(session => session.ExecuteAsync("UPDATE subscription SET may_wake = 1 WHERE subscription_id = @SubscriptionId", urgent, DeliveryWorld.Ct));
        await world.SubscribeAsync(readers, "kyiv");
        var feed = await world.AddFeedAsync();

        // Twenty minutes between two stories from noon until the evening of the day after.
        for (var count = 0; count < 90; count++)
        {
            await world.PublishAsync(feed, count % 20 == 10 ? $"Siren in Kyiv {count}" : $"Kyiv {count}");
            await world.RunForAsync(TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(5));
        }

        var local = world.Chats.Store.Database;
        var sent = await local.ReadAsync(session => session.QueryAsync<SentRow>(
            "SELECT m.kind, m.sent_at, d.chat_key, m.content FROM message m JOIN destination d ON d.destination_id = m.destination_id WHERE m.state = 'sent' ORDER BY m.message_id", null, DeliveryWorld.Ct), DeliveryWorld.Ct);
        Assert.All(sent.Where(row => row.ChatKey == sleeper.ChatKey && Local(zone, row.SentAt).Hour is >= 22 or < 7), row => Assert.Contains("Siren", row.Content, StringComparison.Ordinal));
        var morning = Assert.Single(sent, row => row.ChatKey == sleeper.ChatKey && row.Kind == MessageKind.List);
        Assert.Equal(7, Local(zone, morning.SentAt).Hour);
        Assert.DoesNotContain("Siren", morning.Content, StringComparison.Ordinal);
        var digests = sent.Where(row => row.ChatKey == reader.ChatKey).ToList();
        var digest = Assert.Single(digests.GroupBy(row => Local(zone, row.SentAt).Date));
        Assert.All(digest, row => Assert.Equal((8, MessageKind.Digest), (Local(zone, row.SentAt).Hour, row.Kind)));

        var everything = string.Concat(sent.Where(row => row.ChatKey == sleeper.ChatKey).Select(row => row.Content));
        for (var count = 0; count < 85; count++)
            Assert.Equal(1, Times(everything, $"Kyiv {count}<"));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Story_FoundByAnUrgentSubscriptionToo_GoesAtOnceAndNotAgain(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider, new DeliveryOptions());
        var (chat, place) = await world.Chats.AddChatAsync(1);
        await SetAsync(world, "UPDATE chat SET rhythm = 'daily' WHERE chat_key = @ChatKey", chat, "UTC");
        await world.SubscribeAsync(place, "kyiv");
        var urgent = await world.SubscribeAsync(place, "siren");
        await world.WriteAsync(session => session.ExecuteAsync("UPDATE subscription SET may_wake = 1 WHERE subscription_id = @SubscriptionId", urgent, DeliveryWorld.Ct));
        var feed = await world.AddFeedAsync();
        await world.PublishAsync(feed, "Kyiv waits", article => article.StoryId = 5);
        await world.RunForAsync(TimeSpan.FromSeconds(3));
        Assert.Empty(world.Telegram.Calls);

        await world.PublishAsync(feed, "Siren in Kyiv", article => article.StoryId = 5);
        await world.RunForAsync(TimeSpan.FromDays(2), TimeSpan.FromMinutes(10));

        Assert.Single(world.Telegram.Calls);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Digest_BotDownAtItsHour_ComesLateOnce(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider, new DeliveryOptions());
        var (chat, place) = await world.Chats.AddChatAsync(1);
        await SetAsync(world, "UPDATE chat SET rhythm = 'daily' WHERE chat_key = @ChatKey", chat, "UTC");
        await world.SubscribeAsync(place, "kyiv");
        await world.PublishAsync(await world.AddFeedAsync(), "Kyiv");

        world.Chats.Time.Advance(TimeSpan.FromHours(30));
        world.Restart();
        await world.RunForAsync(TimeSpan.FromDays(2), TimeSpan.FromMinutes(10));

        Assert.Contains("Digest", Assert.Single(world.Telegram.Texts), StringComparison.Ordinal);
    }

    private static Task SetAsync(DeliveryWorld world, string sql, Chat chat, string zone) =>
        world.WriteAsync(session => session.ExecuteAsync(sql, new { chat.ChatKey, zone }, DeliveryWorld.Ct));

    private static DateTime Local(string zone, long moment) =>
        TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(moment), TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime;

    private static int Times(string text, string part) => text.Split(part).Length - 1;

    private sealed class SentRow
    {
        public string Kind { get; set; } = "";
        public long SentAt { get; set; }
        public long ChatKey { get; set; }
        public string Content { get; set; } = "";
    }
}
