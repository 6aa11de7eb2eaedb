using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Delivery;

/// <summary>Many chats in one transaction: what one of them meets is its own.</summary>
public sealed class BatchTests
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task OneStory_ToManyChats_EachGetsItInItsOwnWay(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider, new DeliveryOptions { MessagesPerSecond = 100, BurstThreshold = 3 });
        var feed = await world.AddFeedAsync("The Gazette");
        for (var id = 1; id <= 40; id++)
        {
            var (chat, place) = await world.Chats.AddChatAsync(id);
            await world.SubscribeAsync(place, id % 2 == 0 ? "kyiv" : "kyiv OR lviv");
            await world.WriteAsync(session => session.ExecuteAsync(
                "UPDATE chat SET language = @language, summary = @summary, sound = @sound WHERE chat_key = @ChatKey",
                new { chat.ChatKey, language = id % 3 == 0 ? "uk" : "en", summary = id % 5 == 0 ? 0L : 1L, sound = id % 7 == 0 ? 0L : 1L }, DeliveryWorld.Ct));
        }

        for (var count = 0; count < 5; count++)
            await world.PublishAsync(feed, count == 4 ? "Lviv" : $"Kyiv {count}");
        await world.RunForAsync(TimeSpan.FromSeconds(6));

        foreach (var (to, request) in world.Telegram.Calls)
        {
            var id = to.TelegramChatId;
            var text = Assert.IsType<ChatRequest.SendText>(request);
            Assert.Equal(id % 2 == 0 ? "kyiv" : "kyiv OR lviv", text.Html.Split("🔔 ")[1]);
            Assert.Equal(id % 7 == 0, text.Silent);
            Assert.Contains(id % 3 == 0 ? "нов" : "new stories", text.Html, StringComparison.Ordinal);
        }

        Assert.Equal(40, world.Telegram.Calls.Select(call => call.To.TelegramChatId).Distinct().Count());
        Assert.Equal(180, (await world.DeliveryStatesAsync()).Count(state => state == "sent"));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Alerts_OfOneStory_CarryTheButtonOfTheirOwnMessage(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider, new DeliveryOptions { MessagesPerSecond = 100 });
        var feed = await world.AddFeedAsync();
        for (var id = 1; id <= 20; id++)
            await world.SubscribeAsync((await world.Chats.AddChatAsync(id)).Destination, "kyiv");
        await world.PublishAsync(feed, "Kyiv", article => article.PictureUrl = "https://img.test/a.jpg");

        await world.RunForAsync(TimeSpan.FromSeconds(6));

        var keys = world.Telegram.Calls.Select(call => Assert.IsType<ChatRequest.SendPhoto>(call.Request))
            .Select(photo => (KeyOf(photo.Buttons!), KeyOf(photo.Fallback.Buttons!))).ToList();
        Assert.All(keys, pair => Assert.Equal(pair.Item1, pair.Item2));
        Assert.Equal(20, keys.Distinct().Count());
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Outcomes_OfOneGroup_AreEachTheirOwn(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider, new DeliveryOptions { MessagesPerSecond = 100 });
        for (var id = 1; id <= 12; id++)
        {
            var (chat, place) = await world.Chats.AddChatAsync(id);
            await world.ReplyAsync(chat, place, $"to {id}");
        }

        world.Telegram.Answer = (to, _, _) => Task.FromResult<SendResult?>((to.TelegramChatId % 4) switch
        {
            1 => new SendResult.Refused(RefusalKind.Other, "strange"),
            2 => new SendResult.Later(TimeSpan.FromHours(1)),
            3 when to.TelegramChatId == 3 => new SendResult.ChatGone("blocked"),
            _ => null,
        });
        await world.RunForAsync(TimeSpan.FromSeconds(6));

        Assert.Equal(
            ["dropped", "queued", "dropped", "sent", "dropped", "queued", "sent", "sent", "dropped", "queued", "sent", "sent"], await world.MessageStatesAsync());
    }

    [Fact]
    public async Task Claim_LeaseNearlyOverByThen_IsGivenBackAndNotSent()
    {
        await using var world = await DeliveryWorld.CreateAsync(StorageProvider.Sqlite);
        var (chat, place) = await world.Chats.AddChatAsync(1);
        await world.ReplyAsync(chat, place, "hello");
        await world.Node.Leadership.StepAsync(DeliveryWorld.Ct);
        // Each look at the clock takes that long: there is enough of the lease before the claim, and too little after it.
        world.Chats.Time.AutoAdvanceAmount = TimeSpan.FromSeconds(0.75);
        await world.Node.StepAsync();
        await world.Node.Sender.IdleAsync();
        world.Chats.Time.AutoAdvanceAmount = TimeSpan.Zero;

        Assert.Empty(world.Telegram.Calls);
        var message = await world.WriteAsync(session => session.FirstAsync<Message>("SELECT * FROM message", null, DeliveryWorld.Ct));
        Assert.Equal(("queued", 1L), (message!.State, message.Attempts));

        await world.RunForAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(1));
        Assert.Equal("hello", Assert.Single(world.Telegram.Texts));
    }

    private static string KeyOf(Keyboard keyboard) => ButtonData.Parse(keyboard.Rows[0][0].Data!)!.Value.Key;
}
