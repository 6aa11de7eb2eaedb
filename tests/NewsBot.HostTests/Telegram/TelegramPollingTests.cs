namespace NewsBot.HostTests.Telegram;

/// <summary>The loop of getUpdates against a Bot API that misbehaves: it goes on until it is told to stop, and then ends quietly.</summary>
public sealed class TelegramPollingTests
{
    private const string Nothing = """{"ok":true,"result":[]}""";
    private const string Webhook = """{"ok":false,"error_code":409,"description":"Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"}""";
    private const string OtherProgram = """{"ok":false,"error_code":409,"description":"Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"}""";
    private const string WebhookInfo = """{"ok":true,"result":{"url":"https://old.example/hook","has_custom_certificate":false,"pending_update_count":0}}""";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_LeadershipLostWhileTelegramIsAway_EndsQuietly()
    {
        await using var bench = await ReceptionBench.StartAsync(_ => (502, "<html>Bad gateway</html>"));
        bench.Run();
        await bench.Calls.ReadAsync(Ct);
        // The clock stands still: from here on the loop waits before it asks again.
        while (!bench.Status.Problems.Any(problem => problem.Contains("cannot be reached", StringComparison.Ordinal)))
            await Task.Yield();

        await bench.StopAsync();
    }

    [Fact]
    public async Task RunAsync_WebhookThatCannotBeRemovedAtOnce_IsRemovedAtTheNextTry()
    {
        var tries = 0;
        await using var bench = await ReceptionBench.StartAsync(call => call.Method switch
        {
            "getWebhookInfo" when tries++ == 0 => (502, "<html>Bad gateway</html>"),
            "getWebhookInfo" => (200, WebhookInfo),
            "deleteWebhook" => (200, ScriptedApi.Done),
            _ when tries < 2 => (409, Webhook),
            _ => (200, Nothing),
        });
        bench.Run();

        await bench.UntilAsync(() => bench.IsAnswered);

        Assert.True(bench.MaySend);
    }

    [Fact]
    public async Task RunAsync_WebhookSetWhileTheBotPolls_IsAnotherProgramAndNothingIsSentUntilNoneIsSetForHalfAMinute()
    {
        var isSet = false;
        await using var bench = await ReceptionBench.StartAsync(call => call.Method switch
        {
            "getUpdates" => isSet ? (409, Webhook) : (200, Nothing),
            "getWebhookInfo" => (200, WebhookInfo),
            "deleteWebhook" when (isSet = false) is false => (200, ScriptedApi.Done),
            _ => (200, ScriptedApi.Done),
        });
        bench.Run();
        await bench.UntilAsync(() => bench.IsAnswered);
        Assert.True(bench.MaySend);

        isSet = true;
        await bench.UntilAsync(() => !bench.MaySend);
        Assert.Contains(bench.Status.Problems, problem => problem.Contains("sets a webhook", StringComparison.Ordinal));
        await bench.UntilAsync(() => !isSet);
        await bench.PassAsync(TimeSpan.FromSeconds(20));
        Assert.False(bench.MaySend);

        await bench.UntilAsync(() => bench.MaySend);
        Assert.Empty(bench.Status.Problems);
    }

    [Fact]
    public async Task RunAsync_OtherProgramGoneAtTheStart_WaitsInTheCallInsteadOfAskingOnAndOn()
    {
        var first = true;
        await using var bench = await ReceptionBench.StartAsync(call =>
        {
            var answer = first ? (409, OtherProgram) : (200, Nothing);
            first &= call.Method != "getUpdates";
            return answer;
        });
        bench.Run();

        Assert.Null((await bench.Calls.ReadAsync(Ct)).Parameter("timeout"));
        while (!bench.Status.InConflict)
            await Task.Yield();
        ScriptedCall? second = null;
        await bench.UntilAsync(() =>
        {
            while (second?.Method != "getUpdates" && bench.Calls.TryRead(out second))
            {
            }
            return second?.Method == "getUpdates";
        });

        Assert.Equal("5", second!.Parameter("timeout"));
    }
}
