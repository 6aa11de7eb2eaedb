namespace NewsBot.HostTests.Faults;

/// <summary>Telegram does not answer within the 20 s that a send waits.</summary>
public sealed class TimeoutTests
{
    [Fact]
    public async Task Timeout_BeforeOrAfterItWasStored_ArrivesAndTwiceAtMost()
    {
        await using var scene = await FaultScene.SetAsync();
        await using var bot = await scene.StartAsync();
        // All at the same time: the wait is the client's own.
        var lost = await scene.FollowerAsync("Lost");
        var stored = await scene.FollowerAsync("Stored");
        var other = await scene.FollowerAsync("Other");
        await scene.FaultAsync("delayBefore", lost);
        await scene.FaultAsync("delayAfter", stored);

        var title = scene.Publish()[0];
        await scene.SeesAsync(other, title);
        await scene.CaughtUpAsync(other);
        // A chat that hangs holds up no other.
        Assert.Empty(await scene.NewsAsync(lost));
        await scene.CaughtUpAsync(lost, stored, other);

        Assert.Equal(1, await scene.TimesAsync(lost, title));
        Assert.Equal(2, await scene.TimesAsync(stored, title));
        Assert.Equal(1, await scene.TimesAsync(other, title));
    }
}
