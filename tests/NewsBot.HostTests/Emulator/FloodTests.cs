using Microsoft.Extensions.Time.Testing;
using NewsBot.TelegramEmulator;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;

namespace NewsBot.HostTests.Emulator;

/// <summary>Flood limits; the machine's clock stands still unless a test moves it.</summary>
public sealed class FloodTests : IAsyncLifetime
{
    private readonly FakeTimeProvider time = new(DateTimeOffset.UnixEpoch.AddYears(56));
    private EmulatorBench bench = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        bench = await (await EmulatorBench.StartAsync(time: time)).StartedAsync();
        await bench.People.LimitAsync("published", Cancel);
    }

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Fact]
    public async Task Overall_AQuarterTooManyInASecond_IsRefusedUntilTheSecondIsOver()
    {
        var crowd = await bench.People.AddCrowdAsync(39, null, Cancel);
        foreach (var chat in crowd.Take(37))
            await SendAsync(chat);
        var refused = await Assert.ThrowsAsync<ApiRequestException>(() => SendAsync(crowd[37]));
        Assert.Equal((429, 1, "Too Many Requests: retry after 1"), (refused.ErrorCode, refused.Parameters!.RetryAfter, refused.Message));
        Assert.Empty(await bench.People.MessagesAsync(crowd[37], 0, Cancel));
        time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Equal(1, await RetryAfterAsync(crowd[38]));
        time.Advance(TimeSpan.FromMilliseconds(1));
        await SendAsync(crowd[38]);
        var traffic = await bench.People.TrafficAsync(Cancel);
        Assert.Equal((38, 2, 37), (traffic.Messages, traffic.Refused, traffic.MostInASecond));
        Assert.Equal([$"bot {crowd[37]}: retry after 1", $"bot {crowd[38]}: retry after 1"], traffic.Refusals);
        Assert.Equal([(37, 2), (1, 0)], traffic.Seconds.Select(s => (s.Passed, s.Refused)));
    }

    [Fact]
    public async Task Overall_ThirtyASecondOnAverage_PassesAndNoMore()
    {
        var crowd = await bench.People.AddCrowdAsync(301, null, Cancel);
        for (var i = 0; i < 300; i++)
        {
            if (i > 0 && i % 30 == 0)
                time.Advance(TimeSpan.FromSeconds(1));
            await SendAsync(crowd[i]);
        }
        Assert.Equal(1, await RetryAfterAsync(crowd[300]));
        Assert.Equal(30, (await bench.People.TrafficAsync(Cancel)).MostInASecond);
    }

    [Fact]
    public async Task Overall_StrictThirtyFirstInASecond_IsRefused()
    {
        await bench.People.LimitAsync("strict", Cancel);
        var crowd = await bench.People.AddCrowdAsync(31, null, Cancel);
        foreach (var chat in crowd.Take(30))
            await SendAsync(chat);
        Assert.Equal(5, await RetryAfterAsync(crowd[30]));
    }

    [Fact]
    public async Task PrivateChat_AfterABurst_TakesOneASecondAndOthersAreFree()
    {
        for (var i = 0; i < 8; i++)
            await SendAsync(bench.Anna);
        Assert.Equal(1, await RetryAfterAsync(bench.Anna));
        var other = Assert.Single(await bench.People.AddCrowdAsync(1, null, Cancel));
        await SendAsync(other);
        time.Advance(TimeSpan.FromSeconds(1));
        await SendAsync(bench.Anna);
        Assert.Equal(1, await RetryAfterAsync(bench.Anna));
        var chats = await bench.People.TrafficByChatAsync(Cancel);
        Assert.Equal((9, 2, 8), (chats[bench.Anna].Messages, chats[bench.Anna].Refused, chats[bench.Anna].MostInASecond));
        Assert.Equal((1, 0), (chats[other].Messages, chats[other].Refused));
    }

    [Fact]
    public async Task Group_TwentyMessagesAndEditsInAMinute_TheNextWaitsForTheFirstToLeave()
    {
        await bench.InFamilyAsync();
        var first = await bench.Bot.SendMessage(bench.Family, "0", cancellationToken: Cancel);
        for (var i = 1; i < 20; i++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            if (i % 2 == 0)
                await SendAsync(bench.Family);
            else
                await bench.Bot.EditMessageText(bench.Family, first.Id, $"{i}", cancellationToken: Cancel);
        }
        Assert.Equal(41, await RetryAfterAsync(bench.Family));
        await SendAsync(bench.Anna);
        time.Advance(TimeSpan.FromSeconds(41));
        await SendAsync(bench.Family);
        var family = (await bench.People.TrafficByChatAsync(Cancel))[bench.Family];
        Assert.Equal((11, 10, 1, 10), (family.Messages, family.Edits, family.Refused, family.MostInAMinute));
    }

    [Fact]
    public async Task Edits_InAPrivateChat_AreFreeAsPublishedAndCountWhereStrict()
    {
        var sent = await bench.Bot.SendMessage(bench.Anna, "0", cancellationToken: Cancel);
        Task<Message> Edit(int i) => bench.Bot.EditMessageText(bench.Anna, sent.Id, $"{i}", cancellationToken: Cancel);
        for (var i = 1; i < 40; i++)
            await Edit(i);
        await bench.People.LimitAsync("strict", Cancel);
        for (var i = 100; i < 105; i++)
            await Edit(i);
        Assert.Equal(429, (await Assert.ThrowsAsync<ApiRequestException>(() => Edit(105))).ErrorCode);
    }

    [Fact]
    public async Task Album_CountsAsItsMessages()
    {
        await bench.InFamilyAsync();
        await bench.People.LimitAsync(new { profile = "published", groupPerMinute = 5 }, Cancel);
        Task Album() => bench.Bot.SendMediaGroup(
            bench.Family, Enumerable.Range(0, 3).Select(i => new InputMediaPhoto(InputFile.FromUri($"https://example.com/{i}.jpg"))), cancellationToken: Cancel);
        await Album();
        Assert.Equal(429, (await Assert.ThrowsAsync<ApiRequestException>(Album)).ErrorCode);
        Assert.Equal(3, (await bench.People.TrafficAsync(Cancel)).Messages);
    }

    [Fact]
    public async Task PaidBroadcast_GoesBesideTheFreeRateUpToItsOwnAndIsCharged()
    {
        await bench.People.LimitAsync(new { profile = "published", perSecond = 3, paidPerSecond = 8 }, Cancel);
        var crowd = await bench.People.AddCrowdAsync(12, null, Cancel);
        Task<Message> Paid(long chat) => bench.Bot.SendMessage(chat, "paid", allowPaidBroadcast: true, cancellationToken: Cancel);
        foreach (var chat in crowd.Take(6))
            await Paid(chat);
        foreach (var chat in crowd.Skip(6).Take(3))
            await SendAsync(chat);
        await Paid(crowd[9]);
        Assert.Equal(429, (await Assert.ThrowsAsync<ApiRequestException>(() => Paid(crowd[10]))).ErrorCode);
        var traffic = await bench.People.TrafficAsync(Cancel);
        Assert.Equal((10, 1, 0.4m), (traffic.Messages, traffic.Refused, traffic.Stars));
    }

    [Fact]
    public async Task Published_GoingOnDuringABan_TellsTheRestOfIt()
    {
        await bench.People.BanAsync(bench.Anna, 30, Cancel);
        Assert.Equal(30, await RetryAfterAsync(bench.Anna));
        time.Advance(TimeSpan.FromSeconds(10.5));
        Assert.Equal(20, await RetryAfterAsync(bench.Anna));
        time.Advance(TimeSpan.FromSeconds(19.5));
        await SendAsync(bench.Anna);
    }

    [Fact]
    public async Task Strict_GoingOnDuringABan_LengthensItButNotForWhatWasUnderWay()
    {
        await bench.People.LimitAsync("strict", Cancel);
        for (var i = 0; i < 5; i++)
            await SendAsync(bench.Anna);
        Assert.Equal(5, await RetryAfterAsync(bench.Anna));
        Assert.Equal(5, await RetryAfterAsync(bench.Anna));
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(10, await RetryAfterAsync(bench.Anna));
        time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(20, await RetryAfterAsync(bench.Anna));
        time.Advance(TimeSpan.FromSeconds(20));
        await SendAsync(bench.Anna);
    }

    [Fact]
    public async Task Ban_OfOneChat_FollowsTheEmulatorsClockAndHitsNoOther()
    {
        await bench.People.LimitAsync("off", Cancel);
        await bench.People.BanAsync(bench.Anna, 10_072, Cancel);
        Assert.Equal(10_072, await RetryAfterAsync(bench.Anna));
        await SendAsync(Assert.Single(await bench.People.AddCrowdAsync(1, null, Cancel)));
        await bench.People.SetClockAsync(new { advance = 10_072 }, Cancel);
        await SendAsync(bench.Anna);
    }

    [Fact]
    public async Task Off_RefusesNothingAndCountsAll()
    {
        await bench.People.LimitAsync("off", Cancel);
        for (var i = 0; i < 50; i++)
            await SendAsync(bench.Anna);
        await Assert.ThrowsAsync<ApiRequestException>(() => SendAsync(77));
        var traffic = await bench.People.TrafficAsync(Cancel);
        Assert.Equal((50, 0, 1, 51), (traffic.Messages, traffic.Refused, traffic.Failed, traffic.MostInASecond));
    }

    [Fact]
    public async Task Refused_ThePageShowsNothingOfIt()
    {
        await bench.People.BanAsync(null, 30, Cancel);
        await using var events = await bench.People.ListenAsync(Cancel);
        Assert.Equal(30, await RetryAfterAsync(bench.Anna));
        await bench.People.SayAsync(bench.Anna, "hello", Cancel);
        var (type, message) = await events.NextAsync(Cancel);
        Assert.Equal(("message", "hello"), (type, (string?)message["text"]));
    }

    [Fact]
    public async Task Limits_SetAtTheStart_HoldAndStartingOverKeepsThem()
    {
        await using var server = await EmulatorServer.StartAsync(
            new EmulatorOptions { Url = "http://127.0.0.1:0", Limits = FloodProfile.Strict, TimeProvider = time }, Cancel);
        using var people = await EmulatorClient.ConnectAsync(server.BaseUrl, Cancel);
        await people.LimitAsync("off", Cancel);
        await people.ResetAsync(Cancel);
        Assert.Equal("strict", (string?)(await people.TrafficAsync(Cancel)).Json["profile"]);
    }

    [Fact]
    public async Task UnknownProfile_IsRefusedWithTheKnownOnes() => Assert.Contains(
        "expected off, published or strict", (await Assert.ThrowsAsync<HttpRequestException>(() => bench.People.LimitAsync("gentle", Cancel))).Message);

    private Task<Message> SendAsync(long chat) => bench.Bot.SendMessage(chat, "x", cancellationToken: Cancel);

    private async Task<int?> RetryAfterAsync(long chat) =>
        (await Assert.ThrowsAsync<ApiRequestException>(() => SendAsync(chat))).Parameters!.RetryAfter;
}
