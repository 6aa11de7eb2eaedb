using Microsoft.Extensions.Time.Testing;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types.ReplyMarkups;

namespace NewsBot.HostTests.Emulator;

public sealed class ClockTests
{
    private static readonly DateTimeOffset Begin = DateTimeOffset.UnixEpoch.AddYears(56);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Clock_SetToAMoment_DatesWhatPeopleAndBotsWrite()
    {
        await using var bench = await (await EmulatorBench.StartAsync(time: new FakeTimeProvider(Begin))).StartedAsync();
        await bench.People.SetClockAsync(new { now = "2026-03-29T03:30:00+03:00" }, Cancel);
        var moment = new DateTime(2026, 3, 29, 0, 30, 0, DateTimeKind.Utc);
        await bench.People.SayAsync(bench.Anna, "hello", Cancel);
        Assert.Equal(moment, Assert.Single(await bench.UpdatesAsync()).Message!.Date);
        Assert.Equal(moment, (await bench.Bot.SendMessage(bench.Anna, "hello", cancellationToken: Cancel)).Date);
    }

    [Fact]
    public async Task Clock_AtARate_RunsThatMuchFasterThanTheMachines()
    {
        var time = new FakeTimeProvider(Begin);
        await using var bench = await EmulatorBench.StartAsync(time: time);
        await bench.People.SetClockAsync(new { offset = 3600, rate = 60 }, Cancel);
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(Begin.AddHours(1).AddMinutes(2), await bench.People.ClockAsync(Cancel));
        await bench.People.SetClockAsync(new { rate = 0 }, Cancel);
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(Begin.AddHours(1).AddMinutes(2), await bench.People.ClockAsync(Cancel));
        await bench.People.SetClockAsync(new { advance = -60 }, Cancel);
        Assert.Equal(Begin.AddHours(1).AddMinutes(1), await bench.People.ClockAsync(Cancel));
        await bench.People.ResetClockAsync(Cancel);
        Assert.Equal(time.GetUtcNow(), await bench.People.ClockAsync(Cancel));
    }

    [Fact]
    public async Task Clock_SetAhead_WaitingPollsWaitOnTheMachinesClock()
    {
        var time = new FakeTimeProvider(Begin);
        await using var bench = await EmulatorBench.StartAsync(time: time);
        var poll = bench.Bot.GetUpdates(timeout: 50, cancellationToken: Cancel);
        while (!(bool)(await bench.People.StateAsync(Cancel)).Bot["connected"]!)
            Cancel.ThrowIfCancellationRequested();
        await bench.People.SetClockAsync(new { advance = 7200 }, Cancel);
        await bench.People.SayAsync(bench.Anna, "still there", Cancel);
        Assert.Equal("still there", Assert.Single(await poll).Message!.Text);
    }

    [Fact]
    public async Task Clock_SetAhead_WhatIsTooOldFollows()
    {
        await using var bench = await (await EmulatorBench.StartAsync()).StartedAsync();
        var sent = await bench.Bot.SendMessage(bench.Anna, "x", replyMarkup: new InlineKeyboardMarkup(("More", "1:more")), cancellationToken: Cancel);
        var press = await bench.People.PressAsync(await bench.People.NextMessageAsync(bench.Anna, 0, Cancel), bench.Anna, "More", Cancel);
        await bench.People.SetClockAsync(new { advance = 61 }, Cancel);
        Assert.Contains("too old", (await Assert.ThrowsAsync<ApiRequestException>(() => bench.Bot.AnswerCallbackQuery(press, cancellationToken: Cancel))).Message);
        await bench.People.SetClockAsync(new { advance = 49 * 3600 }, Cancel);
        await Assert.ThrowsAsync<ApiRequestException>(() => bench.Bot.DeleteMessage(bench.Anna, sent.Id, Cancel));
        Assert.Empty(await bench.UpdatesAsync());
    }

    [Theory]
    [InlineData("""{"rate":-1}""")]
    [InlineData("""{"rate":1e9}""")]
    [InlineData("""{"now":"tomorrow"}""")]
    [InlineData("""{"now":"1969-01-01T00:00:00Z"}""")]
    [InlineData("""{"advance":1e300}""")]
    public async Task Clock_WrongValue_IsRefusedWithWhatWasExpected(string clock)
    {
        await using var bench = await EmulatorBench.StartAsync();
        var refused = await Assert.ThrowsAsync<HttpRequestException>(
            () => bench.People.SetClockAsync(System.Text.Json.Nodes.JsonNode.Parse(clock)!, Cancel));
        Assert.Contains("400: ", refused.Message);
        Assert.Contains("The clock can", refused.Message.Replace("The moment", "The clock can"));
    }

    [Fact]
    public async Task StartOver_ClockAndLimitsMoved_AreAsAtTheStart()
    {
        var time = new FakeTimeProvider(Begin);
        await using var bench = await (await EmulatorBench.StartAsync(time: time)).StartedAsync();
        await bench.People.SetClockAsync(new { advance = 7200, rate = 10 }, Cancel);
        await bench.People.LimitAsync("published", Cancel);
        await bench.People.BanAsync(bench.Anna, 600, Cancel);
        await bench.People.ResetAsync(Cancel);
        Assert.Equal(Begin, await bench.People.ClockAsync(Cancel));
        await bench.Bot.SendMessage(bench.Anna, "x", cancellationToken: Cancel);
        var traffic = await bench.People.TrafficAsync(Cancel);
        Assert.Equal(("off", 1L, 0L), ((string?)traffic.Json["profile"], traffic.Messages, traffic.Refused));
    }
}
