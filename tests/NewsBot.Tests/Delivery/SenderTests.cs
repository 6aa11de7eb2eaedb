using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Delivery;

public sealed class SenderTests
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Article_Due_IsSentOnceAndRecorded(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider);
        var (chat, place) = await world.Chats.AddChatAsync(1);
        var subscription = await world.SubscribeAsync(place, "kyiv");
        await world.PublishAsync(await world.AddFeedAsync(), "Kyiv & <b>news</b>");

        await world.PumpAsync();
        await world.RunForAsync(TimeSpan.FromSeconds(3));

        var (to, request) = Assert.Single(world.Telegram.Calls);
        var sent = Assert.IsType<ChatRequest.SendText>(request);
        Assert.Equal(1, to.TelegramChatId);
        Assert.Contains("Kyiv &amp; &lt;b&gt;news&lt;/b&gt;</a>", sent.Html);
        Assert.Equal(["sent"], await world.MessageStatesAsync());
        Assert.Equal(["sent"], await world.DeliveryStatesAsync());
        var data = ButtonData.Parse(Assert.Single(Assert.Single(sent.Buttons!.Rows)).Data!)!.Value;
        var message = await world.WriteAsync(session => world.Messages.FindAsync(session, chat.ChatKey, 1001, DeliveryWorld.Ct));
        Assert.Equal((AlertComposer.MenuVerb, message!.MessageId), (data.Verb, ButtonKey.Parse(data.Key)!.Value));
        var alert = await world.WriteAsync(session => world.Messages.AlertAsync(session, chat.ChatKey, message.MessageId, DeliveryWorld.Ct));
        Assert.Equal("BBC News", Assert.Single(alert!.Articles).FeedTitle);
        Assert.Equal([subscription.SubscriptionId], alert.SubscriptionIds);
        Assert.Null(await world.WriteAsync(session => world.Messages.AlertAsync(session, chat.ChatKey + 1, message.MessageId, DeliveryWorld.Ct)));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Reply_BehindAHundredAlerts_GoesFirst(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider);
        var feed = await world.AddFeedAsync();
        var (flooded, floodedPlace) = await world.Chats.AddChatAsync(1);
        var (other, otherPlace) = await world.Chats.AddChatAsync(2);
        await world.SubscribeAsync(floodedPlace, "kyiv");
        for (var count = 0; count < 20; count++)
            await world.PublishAsync(feed, $"Kyiv {count}");
        await world.PumpAsync();
        await world.SubscribeAsync(otherPlace, "kyiv");
        await world.PublishAsync(feed, "Kyiv last");
        await world.ReplyAsync(flooded, floodedPlace, "answer one");
        await world.ReplyAsync(flooded, floodedPlace, "answer two");
        await world.ReplyAsync(other, otherPlace, "answer three");

        await world.RunForAsync(TimeSpan.FromSeconds(0.3));

        Assert.Equal(["answer one", "answer three", "answer two"], world.Telegram.Texts.Skip(1).Take(3).Order());
        await world.RunForAsync(TimeSpan.FromSeconds(1.5));
        Assert.Contains(world.Telegram.Calls, call => call.To.TelegramChatId == 2 && FakeTransport.TextOf(call.Request).Contains("Kyiv last", StringComparison.Ordinal));
        await world.RunForAsync(TimeSpan.FromSeconds(25));
        Assert.Equal(
            Enumerable.Range(0, 20).Select(count => $"Kyiv {count}").Append("Kyiv last"),
            world.Telegram.Calls.Where(call => call.To.TelegramChatId == 1).Select(call => TelegramHtml.ToPlain(FakeTransport.TextOf(call.Request)).Split('\n')[0]).Where(title => title.StartsWith("Kyiv", StringComparison.Ordinal)));
        Assert.Equal(1, world.Telegram.MostAtOnce);
    }

    [Fact]
    public async Task Chat_WhoseSendHangs_HoldsUpNobodyElse()
    {
        await using var world = await DeliveryWorld.CreateAsync(StorageProvider.Sqlite);
        var hang = new TaskCompletionSource<SendResult?>();
        world.Telegram.Answer = (to, _, _) => to.TelegramChatId == 1 ? hang.Task : Task.FromResult<SendResult?>(null);
        for (var id = 1; id <= 3; id++)
        {
            var (chat, place) = await world.Chats.AddChatAsync(id);
            await world.ReplyAsync(chat, place, $"to {id}");
            await world.ReplyAsync(chat, place, $"again {id}");
        }

        await world.Node.Leadership.StepAsync(DeliveryWorld.Ct);
        while (world.Telegram.Calls.Count < 5)
        {
            await world.Node.StepAsync();
            world.Chats.Time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }

        Assert.DoesNotContain("again 1", world.Telegram.Texts);
        Assert.Equal(["again 2", "again 3", "to 1", "to 2", "to 3"], world.Telegram.Texts.Order());
        hang.SetResult(null);
        await world.Node.Sender.IdleAsync();
        await world.RunForAsync(TimeSpan.FromSeconds(1));
        Assert.Contains("again 1", world.Telegram.Texts);
    }

    [Fact]
    public async Task Sender_AsleepWithNothingDue_IsWokenByTheCommit()
    {
        await using var world = await DeliveryWorld.CreateAsync(StorageProvider.Sqlite);
        var (chat, place) = await world.Chats.AddChatAsync(1);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(DeliveryWorld.Ct);
        var called = new TaskCompletionSource();
        world.Telegram.Answer = (_, _, _) =>
        {
            called.TrySetResult();
            return Task.FromResult<SendResult?>(null);
        };
        await world.Node.Leadership.StepAsync(DeliveryWorld.Ct);
        var running = world.Node.Sender.RunAsync(stop.Token);

        await world.ReplyAsync(chat, place, "hello");
        await called.Task.WaitAsync(TimeSpan.FromSeconds(20), DeliveryWorld.Ct);

        await stop.CancelAsync();
        await running;
        Assert.Equal(["sent"], await world.MessageStatesAsync());
    }

    [Fact]
    public async Task Gate_Closed_HoldsEverythingUntilItOpens()
    {
        await using var world = await DeliveryWorld.CreateAsync(StorageProvider.Sqlite);
        var (chat, place) = await world.Chats.AddChatAsync(1);
        await world.ReplyAsync(chat, place, "hello");
        world.Node.Gate.Close(SendingGate.Conflict, "another program uses this token");
        await world.RunForAsync(TimeSpan.FromSeconds(2));
        Assert.Empty(world.Telegram.Calls);
        var state = await world.Node.Sender.StateAsync(DeliveryWorld.Ct);
        Assert.Equal("another program uses this token", state.ClosedBecause[SendingGate.Conflict]);
        Assert.NotNull(state.OldestDueAt);

        world.Node.Gate.Open(SendingGate.Conflict);
        await world.PumpAsync();
        Assert.Single(world.Telegram.Calls);
        Assert.Null((await world.Node.Sender.StateAsync(DeliveryWorld.Ct)).OldestDueAt);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Article_ThatCannotBeRendered_IsDroppedAndHoldsUpNothing(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider);
        var feed = await world.AddFeedAsync();
        var (_, place) = await world.Chats.AddChatAsync(1);
        await world.SubscribeAsync(place, "kyiv");
        await world.PublishAsync(feed, "Kyiv one");
        await world.WriteAsync(session => session.ExecuteAsync("DELETE FROM article", null, DeliveryWorld.Ct));
        await world.PublishAsync(feed, "Kyiv two");

        await world.PumpAsync();

        Assert.Contains("Kyiv two", Assert.Single(world.Telegram.Texts));
        Assert.Equal(["dropped: the article is no longer stored", "sent"], await world.DeliveryStatesAsync());
    }

    [Fact]
    public async Task Pictures_AreSentSmallWithACaption()
    {
        await using var world = await DeliveryWorld.CreateAsync(StorageProvider.Sqlite);
        var (_, place) = await world.Chats.AddChatAsync(1);
        await world.SubscribeAsync(place, "kyiv");
        await world.PublishAsync(await world.AddFeedAsync(), "Kyiv", article => article.PictureUrl = "https://img.test/a.jpg");

        await world.PumpAsync();

        var photo = Assert.IsType<ChatRequest.SendPhoto>(Assert.Single(world.Telegram.Calls).Request);
        Assert.Equal("https://img.test/a.jpg", photo.PictureUrl);
        Assert.StartsWith("https://news.test/", photo.Fallback.PreviewUrl, StringComparison.Ordinal);
    }
}
