using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Delivery;

/// <summary>Telegram does not let the bot write: what is suspended, who hears of it, and what is lost (nothing).</summary>
public sealed class SuspensionTests
{
    private const long Group = -100_500;

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Rights_TakenAway_SuspendsTheGroupAndTellsWhoSetItUpOnceACause(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider);
        var feed = await world.AddFeedAsync();
        var (group, _, anna) = await GroupOfAsync(world);
        world.Telegram.AnswerChat(Group, new SendResult.Refused(RefusalKind.Rights, "Bad Request: not enough rights to send text messages to the chat"));
        await world.PublishAsync(feed, "Kyiv one");
        await world.PublishAsync(feed, "Kyiv two");
        await world.RunForAsync(TimeSpan.FromSeconds(10));

        var after = (await world.ChatAsync(group.ChatKey))!;
        Assert.Equal(("suspended", SuspendReason.NoRights), (after.State, after.StateReason));
        Assert.NotNull(after.SuspendedAt);
        Assert.Single(world.Telegram.Calls, call => call.To.TelegramChatId == Group);
        var told = Assert.Single(world.Telegram.Calls, call => call.To.TelegramChatId == anna.TelegramChatId);
        Assert.StartsWith("🔇 I may not write in <b>News club</b>", FakeTransport.TextOf(told.Request));
        Assert.Equal(0, await world.PublishAsync(feed, "Kyiv three"));

        // Given back and taken away again within the day: nobody has to hear the same twice.
        await world.WriteAsync(session => world.Chats.Chats.RestoreAsync(session, group.ChatKey, DeliveryWorld.Ct));
        await world.PublishAsync(feed, "Kyiv four");
        await world.RunForAsync(TimeSpan.FromSeconds(10));
        Assert.Equal("suspended", (await world.ChatAsync(group.ChatKey))!.State);
        Assert.Single(world.Telegram.Calls, call => call.To.TelegramChatId == anna.TelegramChatId);

        world.Chats.Time.Advance(SilenceNotices.Again + TimeSpan.FromMinutes(1));
        await world.WriteAsync(session => world.Chats.Chats.RestoreAsync(session, group.ChatKey, DeliveryWorld.Ct));
        await world.PublishAsync(feed, "Kyiv five");
        await world.RunForAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(2, world.Telegram.Calls.Count(call => call.To.TelegramChatId == anna.TelegramChatId));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Topic_Closed_HoldsThatTopicOnlyAndAnAdministratorHears(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider);
        var feed = await world.AddFeedAsync();
        var (group, main, anna) = await GroupOfAsync(world);
        var topic = await world.WriteAsync(session => world.Chats.Chats.DestinationAsync(session, group.ChatKey, 44, DeliveryWorld.Ct));
        await world.SubscribeAsync(topic, "kyiv");
        world.Telegram.Answer = (to, _, _) => Task.FromResult<SendResult?>(to.ThreadId == 44 ? new SendResult.Refused(RefusalKind.ThreadClosed, "Bad Request: TOPIC_CLOSED") : null);
        await world.PublishAsync(feed, "Kyiv one");
        await world.RunForAsync(TimeSpan.FromSeconds(20));

        Assert.Equal("active", (await world.ChatAsync(group.ChatKey))!.State);
        var closed = await PlaceAsync(world, topic.DestinationId);
        Assert.NotNull(closed.ClosedAt);
        Assert.True(closed.MissedSince <= closed.ClosedAt);
        Assert.StartsWith("🔇 A topic of <b>News club</b> is closed", FakeTransport.TextOf(Assert.Single(world.Telegram.Calls, call => call.To.TelegramChatId == anna.TelegramChatId).Request));

        // The rest of the group goes on.
        Assert.Equal(1, await world.PublishAsync(feed, "Kyiv two"));
        await world.RunForAsync(TimeSpan.FromSeconds(20));
        Assert.Equal([(44L, "Kyiv one"), (0L, "Kyiv one"), (0L, "Kyiv two")], await SentAsync(world, Group));

        Assert.True(await world.WriteAsync(session => world.Chats.Chats.OpenThreadAsync(session, topic.DestinationId, DeliveryWorld.Ct)));
        Assert.Equal(2, await world.PublishAsync(feed, "Kyiv three"));
        Assert.Equal((0L, null), (main.ThreadId, (await PlaceAsync(world, topic.DestinationId)).ClosedAt));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Topic_Deleted_FallsBackToTheGroupWithOneNote(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider);
        var feed = await world.AddFeedAsync();
        var (group, _, anna) = await GroupOfAsync(world, follows: null);
        var topic = await world.WriteAsync(session => world.Chats.Chats.DestinationAsync(session, group.ChatKey, 44, DeliveryWorld.Ct));
        await world.WriteAsync(session => world.Chats.Subscriptions.AddAsync(session, topic, Subject.Query("kyiv", "kyiv"), anna.TelegramChatId, DeliveryWorld.Ct));
        world.Telegram.Answer = (to, _, _) => Task.FromResult<SendResult?>(to.ThreadId == 44 ? new SendResult.Refused(RefusalKind.Thread, "Bad Request: message thread not found") : null);
        await world.PublishAsync(feed, "Kyiv one");
        await world.PublishAsync(feed, "Kyiv two");
        await world.RunForAsync(TimeSpan.FromSeconds(20));

        Assert.Equal([(44L, "Kyiv one"), (0L, "Kyiv one"), (0L, "Kyiv two")], await SentAsync(world, Group));
        Assert.StartsWith("🔀 A topic of <b>News club</b> was deleted", FakeTransport.TextOf(Assert.Single(world.Telegram.Calls, call => call.To.TelegramChatId == anna.TelegramChatId).Request));
        Assert.Equal(["sent", "sent"], await world.DeliveryStatesAsync());
    }

    [Fact]
    public async Task Rights_RefusedForAnEditOrAFile_DoesNotSuspend()
    {
        await using var world = await DeliveryWorld.CreateAsync(StorageProvider.Sqlite);
        var (group, place, _) = await GroupOfAsync(world);
        world.Telegram.Answer = (_, request, _) => Task.FromResult<SendResult?>(
            request is ChatRequest.SendText ? null : new SendResult.Refused(RefusalKind.Rights, "Bad Request: not enough rights"));
        foreach (ChatRequest request in new ChatRequest[]
        {
            new ChatRequest.EditText(7, "edit", null),
            new ChatRequest.SendDocument("list.opml", "<opml/>", "caption", null, false, new ChatRequest.SendText("I may not send files here.", null, false)),
        })
        {
            await world.WriteAsync(session => world.Messages.EnqueueReplyAsync(session, group, place.DestinationId, request, null, DeliveryWorld.Ct));
            await world.RunForAsync(TimeSpan.FromSeconds(10));
        }

        Assert.Equal("active", (await world.ChatAsync(group.ChatKey))!.State);
        Assert.Equal(["dropped", "sent"], await world.MessageStatesAsync());
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Migration_InTheMiddleOfAQueue_LosesAndDoublesNothing(StorageProvider provider)
    {
        foreach (var serviceMessageFirst in new[] { false, true })
        {
            await using var world = await DeliveryWorld.CreateAsync(provider);
            var (group, place, _) = await GroupOfAsync(world, type: "group");
            var feed = await world.AddFeedAsync();
            for (var number = 1; number <= 12; number++)
                await world.PublishAsync(feed, $"Kyiv {number:00}");
            var taken = 0;
            world.Telegram.Answer = (to, _, _) => Task.FromResult<SendResult?>(
                to.TelegramChatId == Group && ++taken > 5 ? new SendResult.ChatMigrated(-100_777) : null);
            await world.RunForAsync(TimeSpan.FromSeconds(4.8));
            if (serviceMessageFirst)
            {
                // Somebody writes in the new group before the old one is known to have moved.
                await world.Chats.AddChatAsync(-100_777, "supergroup");
                await world.WriteAsync(session => world.Chats.Chats.MigrateAsync(session, 77, Group, -100_777, DeliveryWorld.Ct));
            }
            await world.RunForAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(1));
            if (!serviceMessageFirst)
                Assert.Null(await world.WriteAsync(session => world.Chats.Chats.MigrateAsync(session, 77, Group, -100_777, DeliveryWorld.Ct)));

            var accepted = world.Telegram.Calls.Where(call => call.To.TelegramChatId == -100_777 || call.To.TelegramChatId == Group).Select(call => FakeTransport.TextOf(call.Request)).ToList();
            if (!serviceMessageFirst)
                accepted.RemoveAt(5);
            Assert.Equal(Enumerable.Range(1, 12).Select(number => $"Kyiv {number:00}"), accepted.Select(text => text[text.IndexOf("Kyiv", StringComparison.Ordinal)..][..7]));
            Assert.Equal(Enumerable.Repeat("sent", 12), await world.DeliveryStatesAsync());
            Assert.Equal(-100_777, (await world.ChatAsync(group.ChatKey))!.TelegramChatId);
        }
    }

    // A group that Anna set up, who talks to the bot in private.
    private static async Task<(Chat Group, Destination Place, Chat Anna)> GroupOfAsync(DeliveryWorld world, string? follows = "kyiv", string type = "supergroup")
    {
        var (anna, _) = await world.Chats.AddChatAsync(11);
        return await world.WriteAsync(async session =>
        {
            var (group, _) = await world.Chats.Chats.FindOrAddAsync(session, ChatBot, new ChatIntroduction(Group, type, "News club", null, "en", "en"), DeliveryWorld.Ct);
            var place = await world.Chats.Chats.DestinationAsync(session, group.ChatKey, 0, DeliveryWorld.Ct);
            if (follows is not null)
                await world.Chats.Subscriptions.AddAsync(session, place, Subject.Query(follows, follows), anna.TelegramChatId, DeliveryWorld.Ct);
            return (group, place, anna);
        });
    }

    private static long ChatBot => Chats.ChatWorld.Bot;

    private static Task<Destination> PlaceAsync(DeliveryWorld world, long destinationId) => world.Chats.Store.Database.ReadAsync(
        async session => (await session.FirstAsync<Destination>("SELECT * FROM destination WHERE destination_id = @destinationId", new { destinationId }, DeliveryWorld.Ct))!, DeliveryWorld.Ct);

    // What was sent to a chat of news, refused or not: the thread and the title.
    private static Task<List<(long Thread, string Title)>> SentAsync(DeliveryWorld world, long chatId) => Task.FromResult(world.Telegram.Calls
        .Where(call => call.To.TelegramChatId == chatId)
        .Select(call => (call.To.ThreadId, Text: TelegramHtml.ToPlain(FakeTransport.TextOf(call.Request))))
        .Where(call => call.Text.Contains("Kyiv", StringComparison.Ordinal))
        .Select(call => (call.ThreadId, call.Text[call.Text.IndexOf("Kyiv", StringComparison.Ordinal)..].Split('\n')[0]))
        .OrderBy(call => call.Item2, StringComparer.Ordinal).ThenByDescending(call => call.ThreadId).ToList());
}
