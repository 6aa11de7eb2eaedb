using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;
using NewsBot.Tests.Chats;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Delivery;

/// <summary>What becomes of edits that do not go through at once, and how they share a group and the rate with news.</summary>
public sealed class EditRulesTests
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Group_ThatGetsNewsAllTheTime_GetsItsEditsToo(StorageProvider provider)
    {
        await using var world = await SentAsync(provider, "supergroup");
        var reuters = await world.AddFeedAsync("Reuters");
        await NewsAsync(world, reuters, 4);
        await GrowAsync(world, story: 1);

        await NewsAsync(world, reuters, 4);

        Assert.Single(EditsOf(world));
        Assert.Equal(1 + 4 + 4, SendsOf(world));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Group_WithManyMessagesThatGrow_GetsThreeEditsAMinute(StorageProvider provider)
    {
        await using var world = await SentAsync(provider, "supergroup");
        await NewsAsync(world, await world.AddFeedAsync("Reuters"), 7);
        for (var story = 1; story <= 8; story++)
            await GrowAsync(world, story);

        await world.RunForAsync(TimeSpan.FromSeconds(62), TimeSpan.FromSeconds(1));
        Assert.Equal(3, EditsOf(world).Count);
        await world.RunForAsync(TimeSpan.FromSeconds(130), TimeSpan.FromSeconds(1));
        Assert.Equal(8, EditsOf(world).Count);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Edit_ThatWaitsForAnotherTry_IsNotSentToAChatThatStopsAndIsNoNewsThatWaits(StorageProvider provider)
    {
        await using var world = await SentAsync(provider);
        world.Telegram.AnswerWith(new SendResult.Later(TimeSpan.FromSeconds(30)));
        await GrowAsync(world, story: 1);
        await world.RunForAsync(TimeSpan.FromSeconds(10));
        Assert.Single(EditsOf(world));
        await world.WriteAsync(session => session.ExecuteAsync("DELETE FROM pause", null, DeliveryWorld.Ct));
        world.Chats.Time.Advance(TimeSpan.FromSeconds(40));
        Assert.Null((await world.Node.Sender.StateAsync(DeliveryWorld.Ct)).OldestDueAt);

        await world.WriteAsync(async session => await world.Chats.Chats.StopAsync(session, 1, DeliveryWorld.Ct));
        await world.RunForAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(1));

        Assert.Single(EditsOf(world));
        Assert.Equal(["sent", "withdrawn"], await world.MessageStatesAsync());
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Edit_RefusedWith429_GoesAgainOnceItMay(StorageProvider provider)
    {
        await using var world = await SentAsync(provider);
        world.Telegram.AnswerWith(new SendResult.Later(TimeSpan.FromSeconds(30)));
        await GrowAsync(world, story: 1);
        await world.RunForAsync(TimeSpan.FromSeconds(25), TimeSpan.FromSeconds(1));
        Assert.Single(EditsOf(world));

        await world.RunForAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(1));

        Assert.Equal(2, EditsOf(world).Count);
        Assert.Equal(["sent", "sent"], await world.MessageStatesAsync());
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Edit_OfAMessageThatIsGone_EndsAndSuspendsNothing(StorageProvider provider)
    {
        await using var world = await SentAsync(provider);
        world.Telegram.AnswerWith(new SendResult.Refused(RefusalKind.Message, "message to edit not found"));
        await GrowAsync(world, story: 1);
        await world.RunForAsync(TimeSpan.FromMinutes(20), TimeSpan.FromSeconds(5));

        Assert.Single(EditsOf(world));
        Assert.Equal(["sent", "dropped"], await world.MessageStatesAsync());
        Assert.Equal(["sent"], await world.DeliveryStatesAsync());
        Assert.Equal("active", (await world.ChatAsync(1))!.State);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Edits_LeftInFlightByACrash_GoAgainOneByOne(StorageProvider provider)
    {
        await using var world = await SentAsync(provider, chats: 8);
        await GrowAsync(world, story: 1);
        await world.RunForAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(8, EditsOf(world).Count);
        await world.WriteAsync(session => session.ExecuteAsync("UPDATE message SET state = 'flight' WHERE kind = 'edit'", null, DeliveryWorld.Ct));

        world.Restart();
        world.Chats.Time.Advance(TimeSpan.FromSeconds(20));
        await world.Node.Leadership.StepAsync(DeliveryWorld.Ct);
        await world.Node.StepAsync();
        await world.Node.Sender.IdleAsync();
        Assert.InRange(EditsOf(world).Count, 0, 1);
        await world.RunForAsync(TimeSpan.FromSeconds(10));

        Assert.Equal([1L, 2, 3, 4, 5, 6, 7, 8], world.Telegram.Calls.Select(call => call.To.TelegramChatId).Order());
        Assert.All(await world.MessageStatesAsync(), state => Assert.Equal("sent", state));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Group_ThatBecameASupergroup_GetsNoEditsOfWhatStoodInTheOldOne(StorageProvider provider)
    {
        await using var world = await SentAsync(provider, "group");
        await world.WriteAsync(async session => await world.Chats.Chats.MigrateAsync(session, ChatWorld.Bot, 1, -1001, DeliveryWorld.Ct));
        await GrowAsync(world, story: 1);
        await world.RunForAsync(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1));

        Assert.Empty(EditsOf(world));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Message_OnItsWayWhenTheReportCame_IsEditedOnceItStands(StorageProvider provider)
    {
        await using var world = await SentAsync(provider, answer: new SendResult.Unreachable("no line"));
        await GrowAsync(world, story: 1);
        Assert.Empty(EditsOf(world));
        await world.RunForAsync(TimeSpan.FromSeconds(30));

        Assert.Contains("Le Monde", Assert.Single(EditsOf(world)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Edits_WhereManyWait_AreAFifthOfTheRateThatTheBotHas()
    {
        var budget = new RateBudget(new DeliveryOptions { MessagesPerSecond = 27 });
        Assert.InRange(InAMinute(budget, 1_000_000), 310, 325);

        for (var refusal = 0; refusal < 20; refusal++)
            budget.Refused(refusal, 1_100_000, 1_100_000);
        var slower = budget.RateAt(1_100_000);
        Assert.True(slower < 27, $"{slower} a second");
        Assert.InRange(InAMinute(budget, 1_100_000), 1, (int)(27 * 0.2 * 60) - 10);
    }

    private static int InAMinute(RateBudget budget, long from)
    {
        var started = 0;
        for (var now = from; now < from + 60_000; now += 10)
        {
            for (var room = budget.RoomForEdits(now); room > 0; room--, started++)
                budget.TakeEdit(started, isGroup: false, now);
        }

        return started;
    }

    // Alerts about Kyiv, one at a time over a minute.
    private static async Task NewsAsync(DeliveryWorld world, long feed, int count)
    {
        for (var number = 0; number < count; number++)
        {
            await world.PublishAsync(feed, $"Kyiv, news at {world.Chats.Time.GetUtcNow():O}");
            await world.RunForAsync(TimeSpan.FromSeconds(60.0 / count), TimeSpan.FromSeconds(1));
        }
    }

    private static async Task GrowAsync(DeliveryWorld world, long story) =>
        await world.PublishAsync(
            await world.AddFeedAsync("Le Monde"), "Kyiv, said otherwise", article => (article.StoryId, article.Url) = (story, "https://monde.test/report"));

    // A message about Kyiv stands in each chat.
    private static async Task<DeliveryWorld> SentAsync(StorageProvider provider, string type = "private", int chats = 1, SendResult? answer = null)
    {
        var world = await DeliveryWorld.CreateAsync(provider);
        for (var id = 1; id <= chats; id++)
            await world.SubscribeAsync((await world.Chats.AddChatAsync(id, type)).Destination, "kyiv");
        if (answer is not null)
            world.Telegram.AnswerWith(answer);
        await world.PublishAsync(await world.AddFeedAsync(), "Kyiv today");
        await world.PumpAsync();
        await world.RunForAsync(answer is null ? TimeSpan.FromSeconds(3) : TimeSpan.FromMilliseconds(100));
        Assert.Equal(chats, SendsOf(world));
        return world;
    }

    private static List<ChatRequest.EditText> EditsOf(DeliveryWorld world) => [.. world.Telegram.Calls.Select(call => call.Request).OfType<ChatRequest.EditText>()];

    private static int SendsOf(DeliveryWorld world) => world.Telegram.Calls.Count(call => call.Request is ChatRequest.SendText);
}
