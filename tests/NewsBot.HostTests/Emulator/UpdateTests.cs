using Microsoft.Extensions.Time.Testing;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;

namespace NewsBot.HostTests.Emulator;

public sealed class UpdateTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Updates_UntilConfirmed_ComeAgainAndIdsRise()
    {
        await using var bench = await EmulatorBench.StartAsync();
        await bench.People.SayAsync(bench.Anna, "one", Cancel);
        await bench.People.SayAsync(bench.Anna, "two", Cancel);
        var first = await bench.Bot.GetUpdates(timeout: 0, cancellationToken: Cancel);
        Assert.Equal(["one", "two"], first.Select(u => u.Message!.Text));
        Assert.Equal(first[0].Id + 1, first[1].Id);
        Assert.Single(await bench.Bot.GetUpdates(limit: 1, timeout: 0, cancellationToken: Cancel));
        Assert.Equal("two", Assert.Single(await bench.Bot.GetUpdates(first[0].Id + 1, timeout: 0, cancellationToken: Cancel)).Message!.Text);
        Assert.Equal("two", Assert.Single(await bench.Bot.GetUpdates(timeout: 0, cancellationToken: Cancel)).Message!.Text);
    }

    [Fact]
    public async Task NegativeOffset_KeepsTheNewestOnly()
    {
        await using var bench = await EmulatorBench.StartAsync();
        foreach (var text in new[] { "one", "two", "three" })
            await bench.People.SayAsync(bench.Anna, text, Cancel);
        Assert.Equal("three", Assert.Single(await bench.Bot.GetUpdates(-1, timeout: 0, cancellationToken: Cancel)).Message!.Text);
        Assert.Single(await bench.Bot.GetUpdates(timeout: 0, cancellationToken: Cancel));
    }

    [Fact]
    public async Task SecondPoll_EndsTheFirstWith409()
    {
        await using var bench = await EmulatorBench.StartAsync();
        var older = bench.Bot.GetUpdates(timeout: 50, cancellationToken: Cancel);
        await WaitUntilPollingAsync(bench);
        var newer = bench.NewBot().GetUpdates(timeout: 50, cancellationToken: Cancel);
        var ended = await Assert.ThrowsAsync<ApiRequestException>(() => older);
        Assert.Equal((409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"), (ended.ErrorCode, ended.Message));
        await bench.People.SayAsync(bench.Anna, "hello", Cancel);
        Assert.Single(await newer);
    }

    [Fact]
    public async Task AllowedUpdates_StickAndLeaveMemberChangesOutByDefault()
    {
        await using var bench = await (await EmulatorBench.StartAsync()).InFamilyAsync();
        await bench.People.SetMemberAsync(bench.Family, bench.Taras, "administrator", false, Cancel);
        Assert.Empty(await bench.UpdatesAsync());
        await bench.Bot.GetUpdates(timeout: 0, allowedUpdates: [UpdateType.ChatMember], cancellationToken: Cancel);
        await bench.Bot.GetUpdates(timeout: 0, cancellationToken: Cancel);
        await bench.People.SetMemberAsync(bench.Family, bench.Taras, "member", false, Cancel);
        await bench.People.SayAsync(bench.Anna, "not asked for", Cancel);
        Assert.Equal(UpdateType.ChatMember, Assert.Single(await bench.UpdatesAsync()).Type);
    }

    [Fact]
    public async Task Updates_OlderThanADay_AreGone()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var bench = await EmulatorBench.StartAsync(time: time);
        await bench.People.SayAsync(bench.Anna, "old", Cancel);
        time.Advance(TimeSpan.FromHours(24) + TimeSpan.FromSeconds(1));
        await bench.People.SayAsync(bench.Anna, "new", Cancel);
        Assert.Equal("new", Assert.Single(await bench.Bot.GetUpdates(timeout: 0, cancellationToken: Cancel)).Message!.Text);
    }

    [Fact]
    public async Task Poll_WithNothingToTell_EndsEmptyAfterAtMost50Seconds()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var bench = await EmulatorBench.StartAsync(time: time);
        var poll = bench.Bot.GetUpdates(timeout: 600, cancellationToken: Cancel);
        await WaitUntilPollingAsync(bench);
        time.Advance(TimeSpan.FromSeconds(50));
        Assert.Empty(await poll);
    }

    [Fact]
    public async Task RepeatedConflict_IsHeldBackThreeSeconds()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var bench = await EmulatorBench.StartAsync(time: time);
        var first = bench.Bot.GetUpdates(timeout: 50, cancellationToken: Cancel);
        await WaitUntilPollingAsync(bench);
        var second = bench.NewBot().GetUpdates(timeout: 50, cancellationToken: Cancel);
        await Assert.ThrowsAsync<ApiRequestException>(() => first);
        var third = bench.NewBot().GetUpdates(timeout: 0, cancellationToken: Cancel);
        Assert.Empty(await third);
        Assert.False(second.IsCompleted);
        await AdvanceUntilAsync(bench, time, () => second.IsCompleted);
        Assert.Equal(409, (await Assert.ThrowsAsync<ApiRequestException>(() => second)).ErrorCode);
    }

    [Fact]
    public async Task Press_OlderThanAMinute_IsTooOldToAnswer()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var bench = await (await EmulatorBench.StartAsync(time: time)).StartedAsync();
        await bench.Bot.SendMessage(bench.Anna, "x", replyMarkup: new InlineKeyboardMarkup(("More", "1:more")), cancellationToken: Cancel);
        var message = await bench.People.NextMessageAsync(bench.Anna, 0, Cancel);
        var press = await bench.People.PressAsync(message, bench.Anna, "More", Cancel);
        time.Advance(TimeSpan.FromSeconds(61));
        var refused = await Assert.ThrowsAsync<ApiRequestException>(() => bench.Bot.AnswerCallbackQuery(press, cancellationToken: Cancel));
        Assert.Equal("Bad Request: query is too old and response timeout expired or query ID is invalid", refused.Message);
    }

    [Fact]
    public async Task Webhook_GetsUpdatesWithItsSecretAndAgainAfterAFailure()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var bench = await EmulatorBench.StartAsync(time: time);
        await using var hook = await WebhookReceiver.StartAsync([500, 200], Cancel);
        await bench.Bot.SetWebhook(hook.Url, secretToken: "s-1", cancellationToken: Cancel);
        var refused = await Assert.ThrowsAsync<ApiRequestException>(() => bench.Bot.GetUpdates(timeout: 0, cancellationToken: Cancel));
        Assert.Equal("Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first", refused.Message);

        await bench.People.SayAsync(bench.Anna, "hello", Cancel);
        var (secret, body) = await hook.NextAsync(Cancel);
        Assert.Equal("s-1", secret);
        Assert.Contains("hello", body);
        await WaitAsync(async () => (await bench.Bot.GetWebhookInfo(Cancel)).LastErrorMessage is not null);
        var info = await bench.Bot.GetWebhookInfo(Cancel);
        Assert.Equal((hook.Url, 1, "Wrong response from the webhook: 500 Internal Server Error"), (info.Url, info.PendingUpdateCount, info.LastErrorMessage));

        await AdvanceUntilAsync(bench, time, () => hook.Received >= 2);
        Assert.Equal(body, (await hook.NextAsync(Cancel)).Body);
        await WaitAsync(async () => (await bench.Bot.GetWebhookInfo(Cancel)).PendingUpdateCount == 0);
        await bench.Bot.DeleteWebhook(cancellationToken: Cancel);
        Assert.Empty(await bench.UpdatesAsync());
    }

    [Fact]
    public async Task Webhook_AwayFromThisMachine_IsRefused()
    {
        await using var bench = await EmulatorBench.StartAsync();
        var refused = await Assert.ThrowsAsync<ApiRequestException>(() => bench.Bot.SetWebhook("https://example.com/hook", cancellationToken: Cancel));
        Assert.Equal("Bad Request: bad webhook: the emulator reaches loopback addresses only", refused.Message);
    }

    private static Task WaitUntilPollingAsync(EmulatorBench bench) =>
        WaitAsync(async () => (bool)(await bench.People.StateAsync(Cancel)).Bot["connected"]!);

    // Asks again until it is so; each question is a round trip through the emulator, so this does not spin.
    private static async Task WaitAsync(Func<Task<bool>> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(15));
        while (!await condition())
            patience.Token.ThrowIfCancellationRequested();
    }

    // A pause begins a moment after it shows, so the clock is moved step by step, a round trip apart.
    private static Task AdvanceUntilAsync(EmulatorBench bench, FakeTimeProvider time, Func<bool> done) => WaitAsync(async () =>
    {
        time.Advance(TimeSpan.FromSeconds(1));
        await bench.People.StateAsync(Cancel);
        return done();
    });
}
