using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Delivery;

public sealed class LeadershipTests
{
    [Fact]
    public async Task TwoNodes_OnOneStore_OneLeadsAndTheOtherTakesOverWhenTheLeaseHasRunOut()
    {
        await using var world = await DeliveryWorld.CreateAsync(StorageProvider.PostgreSql);
        var (chat, place) = await world.Chats.AddChatAsync(1);
        await world.ReplyAsync(chat, place, "hello");
        var standby = world.NewNode();
        await world.PumpAsync();
        await standby.PumpAsync();

        Assert.Single(world.Telegram.Calls);
        Assert.Empty(standby.Telegram.Calls);
        Assert.Null(standby.Leadership.Current);
        var epoch = world.Node.Leadership.Current!.Epoch;

        world.Chats.Time.Advance(Leadership.LeaseLength);
        Assert.Null(world.Node.Leadership.Current);
        await standby.Leadership.StepAsync(DeliveryWorld.Ct);
        await world.Node.Leadership.StepAsync(DeliveryWorld.Ct);

        Assert.Equal(epoch + 1, standby.Leadership.Current!.Epoch);
        Assert.Null(world.Node.Leadership.Current);
    }

    [Fact]
    public async Task Standby_AfterTheLeadersDeath_LeadsWithinTheLeaseAndOneLook()
    {
        await using var world = await DeliveryWorld.CreateAsync(StorageProvider.PostgreSql);
        await world.Node.Leadership.StepAsync(DeliveryWorld.Ct);
        var standby = world.NewNode();

        var waited = TimeSpan.Zero;
        while (standby.Leadership.Current is null)
        {
            world.Chats.Time.Advance(Leadership.LookEvery);
            waited += Leadership.LookEvery;
            await standby.Leadership.StepAsync(DeliveryWorld.Ct);
        }

        Assert.Equal(Leadership.SharedLeaseLength, waited);
        // And a new leader needs a moment for its first words with Telegram.
        Assert.True(Leadership.SharedLeaseLength + Leadership.LookEvery <= TimeSpan.FromSeconds(12));
        Assert.True(Leadership.SharedLeaseLength - Leadership.RenewEvery > Sender.MinimumLease);
    }

    [Fact]
    public async Task Leader_ThatStopsInGoodOrder_LetsTheNextBeginAtOnce()
    {
        await using var world = await DeliveryWorld.CreateAsync(StorageProvider.PostgreSql);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(DeliveryWorld.Ct);
        var running = world.Node.Leadership.RunAsync(stop.Token);
        var lease = await world.Node.Leadership.WaitAsync(DeliveryWorld.Ct);

        await stop.CancelAsync();
        await running;
        var next = world.NewNode();
        await next.Leadership.StepAsync(DeliveryWorld.Ct);

        Assert.True(lease.Lost.IsCancellationRequested);
        Assert.Equal(lease.Epoch + 1, next.Leadership.Current!.Epoch);
    }

    [Fact]
    public async Task Process_OnSqliteAfterAKill_LeadsAtOnce()
    {
        await using var world = await DeliveryWorld.CreateAsync(StorageProvider.Sqlite);
        await world.Node.Leadership.StepAsync(DeliveryWorld.Ct);

        world.Restart();
        await world.Node.Leadership.StepAsync(DeliveryWorld.Ct);

        Assert.Equal(2, world.Node.Leadership.Current!.Epoch);
    }

    [Fact]
    public async Task Sender_WithLessThanFiveSecondsOfLeaseLeft_StartsNothing()
    {
        await using var world = await DeliveryWorld.CreateAsync(StorageProvider.Sqlite);
        var (chat, place) = await world.Chats.AddChatAsync(1);
        await world.Node.Leadership.StepAsync(DeliveryWorld.Ct);
        await world.ReplyAsync(chat, place, "hello");

        world.Chats.Time.Advance(Leadership.LeaseLength - Sender.MinimumLease + TimeSpan.FromMilliseconds(1));
        await world.Node.StepAsync();
        Assert.Empty(world.Telegram.Calls);

        await world.Node.Leadership.StepAsync(DeliveryWorld.Ct);
        await world.PumpAsync();
        Assert.Single(world.Telegram.Calls);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Kill_BetweenClaimAndAnswer_SendsItAgainAndNothingElseTwice(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider);
        await FillAsync(world);
        await HangAsync(world, atCall: 3);
        var before = world.Telegram;

        world.Restart();
        world.Chats.Time.Advance(Leadership.LeaseLength);
        await world.RunForAsync(TimeSpan.FromSeconds(10));

        var texts = before.Texts.Concat(world.Telegram.Texts).ToList();
        Assert.Equal(5, texts.Distinct().Count());
        Assert.Equal(6, texts.Count);
        Assert.All(await world.DeliveryStatesAsync(), state => Assert.Equal("sent", state));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Kill_WhereTheOwnerWantsNothingTwice_DropsWhatWasInFlight(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider, new DeliveryOptions { WhenUnsure = UnsurePolicy.Drop });
        await FillAsync(world);
        await HangAsync(world, atCall: 3);
        var before = world.Telegram;

        world.Restart();
        world.Chats.Time.Advance(Leadership.LeaseLength);
        await world.RunForAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(5, before.Calls.Count + world.Telegram.Calls.Count);
        Assert.Single(await world.DeliveryStatesAsync(), state => state == "dropped: unsure: the sender stopped");
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task FormerLeader_WhoseAnswerComesLate_WritesNothing(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider);
        var (chat, place) = await world.Chats.AddChatAsync(1);
        await world.ReplyAsync(chat, place, "hello");
        var answer = new TaskCompletionSource<SendResult?>();
        world.Telegram.Answer = (_, _, _) => answer.Task;
        await world.Node.Leadership.StepAsync(DeliveryWorld.Ct);
        await world.Node.StepAsync();
        var former = world.Node;

        world.Chats.Time.Advance(Leadership.LeaseLength);
        world.Restart();
        await world.Node.Leadership.StepAsync(DeliveryWorld.Ct);
        answer.SetResult(new SendResult.ChatGone("blocked"));
        await former.Sender.IdleAsync();
        Assert.Equal("active", (await world.ChatAsync(chat.ChatKey))!.State);

        await world.RunForAsync(TimeSpan.FromSeconds(2));
        Assert.Equal("hello", Assert.Single(world.Telegram.Texts));
        Assert.Equal(["sent"], await world.MessageStatesAsync());
    }

    private static async Task FillAsync(DeliveryWorld world)
    {
        var feed = await world.AddFeedAsync();
        var (_, place) = await world.Chats.AddChatAsync(1);
        await world.SubscribeAsync(place, "kyiv");
        for (var count = 0; count < 5; count++)
            await world.PublishAsync(feed, $"Kyiv {count}");
    }

    /// <summary>Sends until the given call, which never answers; its process is then left as a killed one would be.</summary>
    private static async Task HangAsync(DeliveryWorld world, int atCall)
    {
        world.Telegram.Answer = async (_, _, _) =>
        {
            if (world.Telegram.Calls.Count == atCall)
                await new TaskCompletionSource().Task;
            return null;
        };
        await world.Node.Leadership.StepAsync(DeliveryWorld.Ct);
        var telegram = world.Telegram;
        while (telegram.Calls.Count < atCall)
        {
            await world.Node.StepAsync();
            if (telegram.Calls.Count == atCall)
                return;
            world.Chats.Time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }
    }
}
