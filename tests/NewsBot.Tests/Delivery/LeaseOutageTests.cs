using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Delivery;

/// <summary>The store is away for longer than the lease holds, while a message is on its way.</summary>
public sealed class LeaseOutageTests
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Store_AwayForAMinute_TheLeaderGoesOnAndTheAnswerThatCameMeanwhileCounts(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider);
        var (chat, place) = await world.Chats.AddChatAsync(1);
        await world.ReplyAsync(chat, place, "hello");
        var answer = new TaskCompletionSource<SendResult?>();
        world.Telegram.Answer = (_, _, _) => answer.Task;
        await world.Node.Leadership.StepAsync(DeliveryWorld.Ct);
        var epoch = world.Node.Leadership.Current!.Epoch;
        await world.Node.StepAsync();

        await RenameAsync(world, "leader", "leader_away");
        for (var looks = 0; looks < 30; looks++)
        {
            world.Chats.Time.Advance(Leadership.RenewEvery);
            await world.Node.Leadership.StepAsync(DeliveryWorld.Ct);
        }

        Assert.Null(world.Node.Leadership.Current);
        await RenameAsync(world, "leader_away", "leader");
        await world.Node.Leadership.StepAsync(DeliveryWorld.Ct);
        Assert.Equal(epoch, world.Node.Leadership.Current!.Epoch);

        await world.Node.StepAsync();
        answer.SetResult(null);
        await world.Node.Sender.IdleAsync();
        await world.RunForAsync(TimeSpan.FromSeconds(30));
        Assert.Equal("hello", Assert.Single(world.Telegram.Texts));
        Assert.Equal(["sent"], await world.MessageStatesAsync());
    }

    [Fact]
    public async Task Sender_ThatEndsWithoutALease_StillWritesTheAnswerThatComesLater()
    {
        await using var world = await DeliveryWorld.CreateAsync(StorageProvider.PostgreSql);
        var (chat, place) = await world.Chats.AddChatAsync(1);
        await world.ReplyAsync(chat, place, "hello");
        var answer = new TaskCompletionSource<SendResult?>();
        var called = new TaskCompletionSource();
        world.Telegram.Answer = (_, _, _) =>
        {
            called.TrySetResult();
            return answer.Task;
        };
        await world.Node.Leadership.StepAsync(DeliveryWorld.Ct);
        using var lost = new CancellationTokenSource();
        var running = world.Node.Sender.RunAsync(lost.Token);
        await called.Task.WaitAsync(DeliveryWorld.Ct);

        world.Chats.Time.Advance(Leadership.LeaseLength);
        await lost.CancelAsync();
        await running;
        answer.SetResult(null);
        await world.Node.Sender.IdleAsync();

        Assert.Equal(["sent"], await world.MessageStatesAsync());
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Claim_WhoseAnswerWasLost_IsPutBackAndSentOnce(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider, new DeliveryOptions { WhenUnsure = UnsurePolicy.Drop });
        var (chat, place) = await world.Chats.AddChatAsync(1);
        await world.ReplyAsync(chat, place, "hello");
        await world.Node.Leadership.StepAsync(DeliveryWorld.Ct);
        var lease = world.Node.Leadership.Current!;
        await world.WriteAsync(session => session.ExecuteAsync(
            "UPDATE message SET state = 'flight', attempts = attempts + 1, lease_owner = @Owner, lease_epoch = @Epoch", new { lease.Owner, lease.Epoch }, DeliveryWorld.Ct));

        await world.WriteAsync(session => TakeOver.PutBackAsync(session, lease, [chat.ChatKey], DeliveryWorld.Ct));
        Assert.Equal(["flight"], await world.MessageStatesAsync());
        await world.WriteAsync(session => TakeOver.PutBackAsync(session, lease, [], DeliveryWorld.Ct));
        await world.RunForAsync(TimeSpan.FromSeconds(2));

        Assert.Equal("hello", Assert.Single(world.Telegram.Texts));
        Assert.Equal(["sent"], await world.MessageStatesAsync());
    }

    private static Task RenameAsync(DeliveryWorld world, string from, string to) =>
        world.WriteAsync(session => session.ExecuteAsync($"ALTER TABLE {from} RENAME TO {to}", null, DeliveryWorld.Ct));
}
