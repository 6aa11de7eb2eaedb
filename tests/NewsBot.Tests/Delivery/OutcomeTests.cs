using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Delivery;

public sealed class OutcomeTests
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Later_PausesTheChatAcrossARestart(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider);
        var (one, onePlace) = await world.Chats.AddChatAsync(1);
        var (two, twoPlace) = await world.Chats.AddChatAsync(2);
        await world.ReplyAsync(one, onePlace, "first");
        world.Telegram.AnswerWith(new SendResult.Later(TimeSpan.FromSeconds(30)));
        await world.PumpAsync();

        world.Restart();
        await world.ReplyAsync(one, onePlace, "second");
        await world.ReplyAsync(two, twoPlace, "other");
        await world.RunForAsync(TimeSpan.FromSeconds(29));
        Assert.Equal(["other"], world.Telegram.Texts);

        await world.RunForAsync(TimeSpan.FromSeconds(2));
        Assert.Equal(["other", "first", "second"], world.Telegram.Texts);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Later_ForHours_SurvivesRestartsAndHoldsUpNoOtherChat(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider);
        var (one, onePlace) = await world.Chats.AddChatAsync(1);
        var (two, twoPlace) = await world.Chats.AddChatAsync(2);
        await world.ReplyAsync(one, onePlace, "first");
        world.Telegram.AnswerWith(new SendResult.Later(TimeSpan.FromSeconds(10_072)));
        await world.PumpAsync();

        // Asked for by Telegram in the wild, and longer than many a process lives.
        var over = world.Chats.Time.GetUtcNow() + TimeSpan.FromSeconds(10_072);
        for (var life = 1; life <= 3; life++)
        {
            world.Restart();
            await world.ReplyAsync(two, twoPlace, $"other {life}");
            await world.RunForAsync(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1));
            Assert.Equal([$"other {life}"], world.Telegram.Texts);
            world.Chats.Time.Advance(TimeSpan.FromMinutes(50));
        }
        world.Restart();
        await world.RunForAsync(over - world.Chats.Time.GetUtcNow() - TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        Assert.Empty(world.Telegram.Calls);
        await world.RunForAsync(TimeSpan.FromSeconds(2));
        Assert.Equal(["first"], world.Telegram.Texts);
    }

    [Fact]
    public async Task Later_FromTwoChatsInARow_PausesTheWholeBot()
    {
        await using var world = await DeliveryWorld.CreateAsync(StorageProvider.Sqlite);
        for (var id = 1; id <= 3; id++)
        {
            var (chat, place) = await world.Chats.AddChatAsync(id);
            await world.ReplyAsync(chat, place, $"to {id}");
        }
        world.Telegram.Answer = (to, _, _) => Task.FromResult<SendResult?>(to.TelegramChatId < 3 ? new SendResult.Later(TimeSpan.FromSeconds(10)) : null);
        await world.PumpAsync();
        world.Telegram.Answer = (_, _, _) => Task.FromResult<SendResult?>(null);
        var before = world.Telegram.Calls.Count;
        Assert.NotNull((await world.Node.Sender.StateAsync(DeliveryWorld.Ct)).PausedUntil);

        var (late, latePlace) = await world.Chats.AddChatAsync(4);
        await world.ReplyAsync(late, latePlace, "to 4");
        world.Restart();
        await world.RunForAsync(TimeSpan.FromSeconds(9));
        Assert.Empty(world.Telegram.Calls);
        await world.RunForAsync(TimeSpan.FromSeconds(2));
        Assert.Equal(3, world.Telegram.Calls.Count + before - 3);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task ChatGone_SuspendsItKeepsItsSettingsAndWithdrawsWhatWaits(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider);
        var feed = await world.AddFeedAsync();
        var (chat, place) = await world.Chats.AddChatAsync(1);
        await world.SubscribeAsync(place, "kyiv");
        await world.PublishAsync(feed, "Kyiv one");
        await world.PublishAsync(feed, "Kyiv two");
        await world.ReplyAsync(chat, place, "hello");
        world.Telegram.AnswerChat(1, new SendResult.ChatGone("Forbidden: bot was blocked by the user", SuspendReason.Blocked));

        await world.RunForAsync(TimeSpan.FromSeconds(5));

        Assert.Single(world.Telegram.Calls);
        var after = await world.ChatAsync(chat.ChatKey);
        Assert.Equal(("suspended", "blocked"), (after!.State, after.StateReason));
        Assert.Equal(["withdrawn: chat gone", "withdrawn: chat gone"], await world.DeliveryStatesAsync());
        Assert.Single(await world.WriteAsync(session => world.Chats.Subscriptions.ForChatAsync(session, chat.ChatKey, DeliveryWorld.Ct)));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Migrated_GoesToTheNewIdAndStaysThere(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider);
        var (chat, place) = await world.Chats.AddChatAsync(-5, "group");
        await world.SubscribeAsync(place, "kyiv");
        await world.PublishAsync(await world.AddFeedAsync(), "Kyiv");
        world.Telegram.AnswerChat(-5, new SendResult.ChatMigrated(-100_777));

        await world.RunForAsync(TimeSpan.FromSeconds(5));

        Assert.Equal([-5, -100_777], world.Telegram.Calls.Select(call => call.To.TelegramChatId));
        var after = await world.ChatAsync(chat.ChatKey);
        Assert.Equal((-100_777, "supergroup"), (after!.TelegramChatId, after.Type));
        Assert.Equal(["sent"], await world.DeliveryStatesAsync());
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Markup_Refused_IsSentOnceAsPlainText(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider);
        var (chat, place) = await world.Chats.AddChatAsync(1);
        await world.ReplyAsync(chat, place, "<b>bold</b> &amp; more");
        world.Telegram.AnswerChat(1, new SendResult.Refused(RefusalKind.Markup, "can't parse entities"));

        await world.RunForAsync(TimeSpan.FromSeconds(5));

        Assert.Equal(["<b>bold</b> &amp; more", "bold &amp; more"], world.Telegram.Texts);
        Assert.Equal(["dropped"], await world.MessageStatesAsync());
    }

    [Fact]
    public async Task Picture_Refused_IsSentAsTextWithPreview()
    {
        await using var world = await DeliveryWorld.CreateAsync(StorageProvider.Sqlite);
        var (_, place) = await world.Chats.AddChatAsync(1);
        await world.SubscribeAsync(place, "kyiv");
        await world.PublishAsync(await world.AddFeedAsync(), "Kyiv", article => article.PictureUrl = "https://img.test/a.jpg");
        world.Telegram.AnswerWith(new SendResult.Refused(RefusalKind.Picture, "wrong type of the web page content"));

        await world.RunForAsync(TimeSpan.FromSeconds(3));

        Assert.Equal(2, world.Telegram.Calls.Count);
        Assert.NotNull(Assert.IsType<ChatRequest.SendText>(world.Telegram.Calls.Last().Request).PreviewUrl);
        Assert.Equal(["sent"], await world.DeliveryStatesAsync());
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Thread_Refused_IsSentToTheChatAndRemembered(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider);
        var (chat, _) = await world.Chats.AddChatAsync(-9, "supergroup");
        var thread = await world.WriteAsync(session => world.Chats.Chats.DestinationAsync(session, chat.ChatKey, 44, DeliveryWorld.Ct));
        await world.ReplyAsync(chat, thread, "one");
        world.Telegram.Answer = (to, _, _) => Task.FromResult<SendResult?>(to.ThreadId == 44 ? new SendResult.Refused(RefusalKind.Thread, "message thread not found") : null);
        await world.PumpAsync();
        await world.ReplyAsync(chat, thread, "two");

        await world.RunForAsync(TimeSpan.FromSeconds(8));

        var calls = world.Telegram.Calls.Select(call => (Text: FakeTransport.TextOf(call.Request), call.To.ThreadId)).ToList();
        Assert.Equal([("one", 44L), ("one", 0L), ("two", 0L)], calls.Where(call => !call.Text.StartsWith("🔀", StringComparison.Ordinal)));
        // Nobody who set the group up talks to the bot, so the group itself hears of it, once.
        Assert.Single(calls, call => call.Text.StartsWith("🔀", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Refused_ForGood_IsDroppedWithTheReason()
    {
        await using var world = await DeliveryWorld.CreateAsync(StorageProvider.Sqlite);
        var (_, place) = await world.Chats.AddChatAsync(1);
        await world.SubscribeAsync(place, "kyiv");
        await world.PublishAsync(await world.AddFeedAsync(), "Kyiv");
        world.Telegram.AnswerWith(new SendResult.Refused(RefusalKind.Other, "Bad Request: strange"));

        await world.RunForAsync(TimeSpan.FromSeconds(5));

        Assert.Single(world.Telegram.Calls);
        Assert.Equal(["dropped: Bad Request: strange"], await world.DeliveryStatesAsync());
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Unreachable_IsTriedAgainInOrderUntilItArrives(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider);
        var (chat, place) = await world.Chats.AddChatAsync(1);
        await world.ReplyAsync(chat, place, "one");
        await world.ReplyAsync(chat, place, "two");
        world.Telegram.AnswerWith([.. Enumerable.Repeat(new SendResult.Unreachable("no route"), 4)]);

        await world.RunForAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(["one", "one", "one", "one", "one", "two"], world.Telegram.Texts);
        Assert.Equal(["sent", "sent"], await world.MessageStatesAsync());
    }

    [Theory]
    [InlineData("SendAgain", 2, "sent")]
    [InlineData("Drop", 1, "dropped: unsure: timed out")]
    public async Task Unsure_IsSentAgainOrDroppedAsTheOwnerWants(string policy, int calls, string state)
    {
        await using var world = await DeliveryWorld.CreateAsync(StorageProvider.Sqlite, new DeliveryOptions { WhenUnsure = Enum.Parse<UnsurePolicy>(policy) });
        var (_, place) = await world.Chats.AddChatAsync(1);
        await world.SubscribeAsync(place, "kyiv");
        await world.PublishAsync(await world.AddFeedAsync(), "Kyiv");
        world.Telegram.AnswerWith(new SendResult.Unsure("timed out"));

        await world.RunForAsync(TimeSpan.FromSeconds(5));

        Assert.Equal(calls, world.Telegram.Calls.Count);
        Assert.Equal([state], await world.DeliveryStatesAsync());
    }

    [Fact]
    public async Task Unsure_AgainAndAgain_EndsSoThatNobodyIsFlooded()
    {
        await using var world = await DeliveryWorld.CreateAsync(StorageProvider.Sqlite);
        var (chat, place) = await world.Chats.AddChatAsync(1);
        await world.ReplyAsync(chat, place, "one");
        world.Telegram.AnswerChat(1, new SendResult.Unsure("timed out"));

        await world.RunForAsync(TimeSpan.FromHours(2), TimeSpan.FromSeconds(10));
        Assert.Equal(["unsure"], await world.MessageStatesAsync());
        Assert.Equal(5, world.Telegram.Calls.Count);

        await world.RunForAsync(TimeSpan.FromHours(10), TimeSpan.FromMinutes(1));
        Assert.Equal(Outcomes.MostDoubts, world.Telegram.Calls.Count);
        Assert.Equal(["dropped"], await world.MessageStatesAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LineToTelegram_BrokenForAnHour_CostsNobodyAMessage(bool mayHaveArrived)
    {
        await using var world = await DeliveryWorld.CreateAsync(StorageProvider.Sqlite);
        SendResult broken = mayHaveArrived ? new SendResult.Unsure("timed out") : new SendResult.Unreachable("HTTP 502");
        for (var id = 1; id <= 4; id++)
        {
            var (chat, place) = await world.Chats.AddChatAsync(id);
            await world.ReplyAsync(chat, place, $"to {id}");
            world.Telegram.AnswerChat(id, broken);
        }
        await world.RunForAsync(TimeSpan.FromHours(1), TimeSpan.FromSeconds(5));
        for (var id = 1; id <= 4; id++)
            world.Telegram.AnswerChat(id, new SendResult.Sent(7));

        await world.RunForAsync(TimeSpan.FromHours(2), TimeSpan.FromSeconds(10));

        Assert.Equal(["sent", "sent", "sent", "sent"], await world.MessageStatesAsync());
    }

    [Fact]
    public async Task Unauthorized_StopsSendingAndKeepsTheMessage()
    {
        await using var world = await DeliveryWorld.CreateAsync(StorageProvider.Sqlite);
        var (chat, place) = await world.Chats.AddChatAsync(1);
        await world.ReplyAsync(chat, place, "one");
        world.Telegram.AnswerWith(new SendResult.Unauthorized("Unauthorized"));

        await world.RunForAsync(TimeSpan.FromSeconds(5));

        Assert.Single(world.Telegram.Calls);
        Assert.Equal(["queued"], await world.MessageStatesAsync());
        Assert.True((await world.Node.Sender.StateAsync(DeliveryWorld.Ct)).ClosedBecause.ContainsKey(SendingGate.Unauthorized));
    }

    [Fact]
    public async Task Transport_ThatThrows_StopsNobodyElse()
    {
        await using var world = await DeliveryWorld.CreateAsync(StorageProvider.Sqlite);
        for (var id = 1; id <= 2; id++)
        {
            var (chat, place) = await world.Chats.AddChatAsync(id);
            await world.ReplyAsync(chat, place, $"to {id}");
        }
        world.Telegram.Answer = (to, _, _) => to.TelegramChatId == 1 ? throw new InvalidOperationException("bug") : Task.FromResult<SendResult?>(null);

        await world.RunForAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(["unsure", "sent"], await world.MessageStatesAsync());
    }

    [Fact]
    public async Task Telegram_NotThere_IsAskedLessAndLessUntilItIs()
    {
        await using var world = await DeliveryWorld.CreateAsync(StorageProvider.Sqlite);
        for (var id = 1; id <= 40; id++)
        {
            var (chat, place) = await world.Chats.AddChatAsync(id);
            await world.ReplyAsync(chat, place, $"to {id}");
        }
        world.Telegram.Answer = (_, _, _) => Task.FromResult<SendResult?>(new SendResult.Unreachable("no route"));
        await world.RunForAsync(TimeSpan.FromMinutes(2));
        Assert.InRange(world.Telegram.Calls.Count, 5, 60);

        world.Telegram.Answer = (_, _, _) => Task.FromResult<SendResult?>(null);
        await world.RunForAsync(TimeSpan.FromMinutes(2));
        Assert.All(await world.MessageStatesAsync(), state => Assert.Equal("sent", state));
    }
}
