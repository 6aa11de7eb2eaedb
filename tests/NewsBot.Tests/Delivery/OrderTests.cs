using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Delivery;

/// <summary>Who is written to first when not everything can go at once.</summary>
public sealed class OrderTests
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Everything_DueAtOnce_GoesByWhatItIs(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider, new DeliveryOptions { MessagesPerSecond = 1 });
        var feed = await world.AddFeedAsync();
        var (digest, digestPlace) = await world.Chats.AddChatAsync(1);
        await world.WriteAsync(session => session.ExecuteAsync("UPDATE chat SET rhythm = 'hourly' WHERE chat_key = @ChatKey", digest, DeliveryWorld.Ct));
        var (_, newsPlace) = await world.Chats.AddChatAsync(2);
        var (_, wakePlace) = await world.Chats.AddChatAsync(3);
        var (edited, editedPlace) = await world.Chats.AddChatAsync(4);
        var (asked, askedPlace) = await world.Chats.AddChatAsync(5);
        await world.SubscribeAsync(digestPlace, "kyiv");
        await world.PublishAsync(feed, "Kyiv, to come in an hour");
        world.Chats.Time.Advance(TimeSpan.FromHours(1.1));
        await world.SubscribeAsync(newsPlace, "kyiv");
        var wakes = await world.SubscribeAsync(wakePlace, "kyiv");
        await world.WriteAsync(session => session.ExecuteAsync("UPDATE subscription SET may_wake = 1 WHERE subscription_id = @SubscriptionId", wakes, DeliveryWorld.Ct));
        await world.PublishAsync(feed, "Kyiv, now");
        await world.WriteAsync(session => session.ExecuteAsync(
            """
            INSERT INTO message (bot_id, destination_id, kind, form, language, content, priority, not_before, created_at)
            VALUES (@BotId, @DestinationId, 'edit', 'text', 'en', @content, @Edit, 0, 0)
            """,
            new { edited.BotId, editedPlace.DestinationId, content = Message.Write(new ChatRequest.EditText(9, "corrected", null)), MessagePriority.Edit }, DeliveryWorld.Ct));
        // What may go at once is used up; from now on they come singly.
        for (var id = 11; id <= 13; id++)
        {
            var (other, otherPlace) = await world.Chats.AddChatAsync(id);
            await world.ReplyAsync(other, otherPlace, "an answer");
        }

        await world.PumpAsync();
        await world.ReplyAsync(asked, askedPlace, "an answer");

        await world.RunForAsync(TimeSpan.FromSeconds(8));

        Assert.Equal([5, 3, 2, 1, 4], world.Telegram.Calls.Skip(3).Select(call => call.To.TelegramChatId));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Stories_ToTheSameChats_DoNotAlwaysBeginWithTheSameOnes(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider, new DeliveryOptions { MessagesPerSecond = 10, BurstThreshold = 0 });
        var feed = await world.AddFeedAsync();
        for (var id = 1; id <= 30; id++)
            await world.SubscribeAsync((await world.Chats.AddChatAsync(id)).Destination, "kyiv");
        var orders = new List<List<long>>();
        for (var story = 0; story < 4; story++)
        {
            await world.PublishAsync(feed, $"Kyiv {story}");
            await world.RunForAsync(TimeSpan.FromSeconds(5));
            orders.Add([.. world.Telegram.Calls.Skip(30 * story).Select(call => call.To.TelegramChatId)]);
            world.Chats.Time.Advance(TimeSpan.FromMinutes(10));
        }

        Assert.All(orders, order => Assert.Equal(30, order.Distinct().Count()));
        Assert.True(orders.Select(order => order[0]).Distinct().Count() > 1);
        Assert.True(orders.Select(order => order[^1]).Distinct().Count() > 1);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task FloodedChats_MoreThanTheRateCarries_DelayNobodyElse(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider, new DeliveryOptions { MessagesPerSecond = 5, BurstThreshold = 0 });
        var feed = await world.AddFeedAsync();
        for (var id = 1; id <= 12; id++)
            await world.SubscribeAsync((await world.Chats.AddChatAsync(id)).Destination, "kyiv");
        for (var count = 0; count < 20; count++)
            await world.PublishAsync(feed, $"Kyiv {count}");
        await world.RunForAsync(TimeSpan.FromSeconds(10));
        await world.SubscribeAsync((await world.Chats.AddChatAsync(99)).Destination, "lviv");

        var before = world.Telegram.Calls.Count;
        await world.PublishAsync(feed, "Lviv");
        await world.RunForAsync(TimeSpan.FromSeconds(1));

        Assert.Contains(world.Telegram.Calls.Skip(before), call => call.To.TelegramChatId == 99);
        var shares = world.Telegram.Calls.Where(call => call.To.TelegramChatId < 99).GroupBy(call => call.To.TelegramChatId).Select(group => group.Count()).ToList();
        Assert.Equal(12, shares.Count);
        Assert.InRange(shares.Max() - shares.Min(), 0, 1);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Edits_OfOneAnswer_OnlyTheLastStateIsSent(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider);
        var (chat, place) = await world.Chats.AddChatAsync(1);
        await world.ReplyAsync(chat, place, "page 1");
        await world.PumpAsync();
        foreach (var page in new[] { "page 2", "page 3", "page 4" })
            await EditAsync(new ChatRequest.EditText(1001, page, null));
        await EditAsync(new ChatRequest.EditButtons(1001, Keyboard.Of([new Button("one", "1")])));
        await EditAsync(new ChatRequest.EditButtons(1001, Keyboard.Of([new Button("two", "2")])));

        await world.RunForAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(["page 1", "page 4", ""], world.Telegram.Texts);
        Assert.Equal("two", Assert.IsType<ChatRequest.EditButtons>(world.Telegram.Calls.Last().Request).Buttons!.Rows[0][0].Text);
        Assert.Equal(["sent", "withdrawn", "withdrawn", "sent", "withdrawn", "sent"], await world.MessageStatesAsync());

        Task EditAsync(ChatRequest request) => world.WriteAsync(session =>
            world.Messages.EnqueueReplyAsync(session, chat, place.DestinationId, request, null, DeliveryWorld.Ct));
    }
}
