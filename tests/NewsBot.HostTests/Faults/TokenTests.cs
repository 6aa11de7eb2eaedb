using System.Net;
using Telegram.Bot;
using Telegram.Bot.Exceptions;

namespace NewsBot.HostTests.Faults;

/// <summary>The token is refused, or another program uses it: nothing is sent, one line says so, health is 503.</summary>
public sealed class TokenTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Unauthorized_InTheMiddle_SendingStopsWithOneLineAndGoesOnOnceTheTokenIsTaken()
    {
        await using var scene = await FaultScene.SetAsync();
        await using var bot = await scene.StartAsync();
        long[] readers = [await scene.FollowerAsync("One"), await scene.FollowerAsync("Two"), await scene.FollowerAsync("Three")];
        await scene.People.FaultAsync(new { kind = "unauthorized", method = "*", count = 0 }, Cancellation);

        var titles = scene.Publish(2);
        await bot.WaitForLineAsync("the token", Cancellation);
        var (status, text) = await scene.HealthAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("token", text, StringComparison.Ordinal);
        // A poll that was asked before ends well now. It says nothing about the token as it is.
        await scene.People.SayAsync(readers[0], "/mute tulips", Cancellation);
        await scene.PolledAsync();
        await scene.PolledAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await scene.HealthAsync()).Status);
        Assert.Single(bot.Lines.Concat(bot.Errors), IsRefusal);
        foreach (var reader in readers)
            Assert.InRange((await scene.SendsAsync(reader)).Count(send => send.Status == 401), 0, 1);

        await scene.People.ClearFaultsAsync(Cancellation);
        await scene.CaughtUpAsync(readers);
        foreach (var reader in readers)
            Assert.Equal(titles, (await scene.NewsAsync(reader)).Where(titles.Contains));
        Assert.Single(await scene.FromBotAsync(readers[0]), message => message.Text.Contains("tulips", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await scene.HealthAsync()).Status);
        Assert.Single(bot.Lines.Concat(bot.Errors), IsRefusal);
    }

    [Fact]
    public async Task Conflict_AnotherProgramWithTheToken_NothingIsSentUntilItIsGoneThenEverythingArrives()
    {
        await using var scene = await FaultScene.SetAsync();
        await using var bot = await scene.StartAsync();
        var reader = await scene.FollowerAsync("Reader");
        var before = await scene.FromBotAsync(reader);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var rival = PollAsync(scene, stop.Token);

        await bot.WaitForLineAsync("Another program uses this bot's token", Cancellation);
        var titles = scene.Publish(2);
        await scene.PolledAsync();
        await scene.PolledAsync();
        Assert.Equal(before.Count, (await scene.FromBotAsync(reader)).Count);
        var (status, text) = await scene.HealthAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("another program", text, StringComparison.Ordinal);

        await stop.CancelAsync();
        await rival;
        await bot.WaitForLineAsync("The other program is gone", Cancellation);
        await scene.CaughtUpAsync(reader);
        Assert.Equal(titles, (await scene.NewsAsync(reader)).Where(titles.Contains));
        Assert.Equal(HttpStatusCode.OK, (await scene.HealthAsync()).Status);
        Assert.Single(bot.Lines.Concat(bot.Errors), line => line.Contains("Another program", StringComparison.Ordinal));
    }

    // Any other program with the token: it asks again whenever it is thrown out.
    private static async Task PollAsync(FaultScene scene, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await scene.Telegram.Bot.GetUpdates(timeout: 20, cancellationToken: stop);
            }
            catch (ApiRequestException refused) when (refused.ErrorCode == 409)
            {
            }
            catch (OperationCanceledException)
            {
            }
        }
    }

    private static bool IsRefusal(string line) =>
        line.Contains("not accept the token", StringComparison.Ordinal) || line.Contains("refuses the bot's token", StringComparison.Ordinal);
}
