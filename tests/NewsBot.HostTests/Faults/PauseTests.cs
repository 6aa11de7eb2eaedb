namespace NewsBot.HostTests.Faults;

/// <summary>Telegram asks for a pause (429 with retry_after).</summary>
public sealed class PauseTests
{
    private const int Seconds = 10;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TooManyRequests_KilledDuringThePause_NothingIsSentToThatChatBeforeItsEnd()
    {
        await using var scene = await FaultScene.SetAsync();
        long reader, other;
        string title;
        await using (var bot = await scene.StartAsync())
        {
            reader = await scene.FollowerAsync("Too fast");
            other = await scene.FollowerAsync("Other");
            await scene.FaultAsync("tooManyRequests", reader, retryAfter: Seconds);
            title = scene.Publish()[0];
            await bot.WaitForLineAsync("Telegram asks to wait", Cancellation);
            // The store has one writer: what is answered after the pause was noted says that the pause is committed.
            await scene.People.SayAsync(other, "/mute tulips", Cancellation);
            await scene.SeesAsync(other, "tulips");
            await bot.KillAsync();
        }

        await using var again = await scene.StartAsync();
        // Neither news nor an answer goes there; other chats do not wait.
        await scene.People.SayAsync(reader, "/mute roses", Cancellation);
        await scene.CaughtUpAsync(other);
        await scene.SeesAsync(reader, "roses");
        await scene.CaughtUpAsync(reader, other);

        var sends = (await scene.SendsAsync(reader)).SkipWhile(send => send.Status != 429).ToList();
        Assert.All(sends.Skip(1), send => Assert.InRange(At(send) - At(sends[0]), Seconds * 1000, long.MaxValue));
        Assert.Single(sends, send => send.Status == 429);
        Assert.Equal(1, await scene.TimesAsync(reader, title));
        Assert.Equal(1, await scene.TimesAsync(other, title));
    }

    private static long At(Emulator.JournalEntry entry) => (long)entry.Json["at"]!;
}
