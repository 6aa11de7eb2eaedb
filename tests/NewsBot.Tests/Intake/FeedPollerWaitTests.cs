using Microsoft.Extensions.Time.Testing;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;
using static NewsBot.Tests.Intake.IntakeWorld;

namespace NewsBot.Tests.Intake;

/// <summary>What a round of polls does with a feed that is due a moment after it began.</summary>
public sealed class FeedPollerWaitTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(300);

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task PollDueAsync_DueBeforeTheNextCall_IsPolledWhenItsTimeComes(StorageProvider provider)
    {
        await using var world = await WithFeedDueInAMomentAsync(provider);
        var clock = new WatchedClock(world.Time.GetUtcNow());
        using var node = new IntakeNode(world.Store, clock, world.Options, world.Access);

        var polling = node.Poller.PollDueAsync(Ct);
        Assert.Same(clock.MomentAwaited, await Task.WhenAny(polling, clock.MomentAwaited));
        Assert.Equal(0, world.Requests);
        clock.Advance(Moment);

        Assert.Equal(1, await polling);
        Assert.Equal(1, world.Requests);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task PollDueAsync_DueAfterTheNextCall_IsLeftForItWithoutWaiting(StorageProvider provider)
    {
        await using var world = await WithFeedDueInAMomentAsync(provider);
        var clock = new WatchedClock(world.Time.GetUtcNow());
        using var node = new IntakeNode(world.Store, clock, world.Options, world.Access);

        var polling = node.Poller.PollDueAsync(TimeSpan.Zero, Ct);
        Assert.Same(polling, await Task.WhenAny(polling, clock.MomentAwaited));
        Assert.Equal(0, await polling);

        clock.Advance(Moment);
        Assert.Equal(1, await node.Poller.PollDueAsync(TimeSpan.Zero, Ct));
    }

    private static async Task<IntakeWorld> WithFeedDueInAMomentAsync(StorageProvider provider)
    {
        var world = await CreateAsync(provider);
        await world.FeedAsync("/feed");
        world.Publish("/feed", Rss(("1", "Weather")));
        await world.SqlAsync($"UPDATE feed SET next_check_at = {world.Time.NowMilliseconds() + (long)Moment.TotalMilliseconds}");
        return world;
    }

    /// <summary>A clock that tests move, and that says when somebody waits on it for the moment.</summary>
    private sealed class WatchedClock(DateTimeOffset start) : FakeTimeProvider(start)
    {
        private readonly TaskCompletionSource _awaited = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task MomentAwaited => _awaited.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime == Moment)
                _awaited.TrySetResult();
            return timer;
        }
    }
}
