using System.Text.Json;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;

namespace NewsBot.HostTests.Emulator;

public sealed class FaultTests : IAsyncLifetime
{
    private EmulatorBench bench = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => bench = await (await EmulatorBench.StartAsync()).StartedAsync();

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Theory]
    [InlineData("blocked", 403, "Forbidden: bot was blocked by the user")]
    [InlineData("deactivated", 403, "Forbidden: user is deactivated")]
    [InlineData("kicked", 403, "Forbidden: bot was kicked from the supergroup chat")]
    [InlineData("notMember", 403, "Forbidden: bot is not a member of the supergroup chat")]
    [InlineData("cantInitiate", 403, "Forbidden: bot can't initiate conversation with a user")]
    [InlineData("chatNotFound", 400, "Bad Request: chat not found")]
    [InlineData("cantParse", 400, "Bad Request: can't parse entities: Unsupported start tag \"p\" at byte offset 0")]
    [InlineData("notEnoughRights", 400, "Bad Request: not enough rights to send text messages to the chat")]
    [InlineData("threadNotFound", 400, "Bad Request: message thread not found")]
    [InlineData("tooLong", 400, "Bad Request: message is too long")]
    [InlineData("photoWrongType", 400, "Bad Request: wrong type of the web page content")]
    [InlineData("photoFailed", 400, "Bad Request: failed to get HTTP URL content")]
    [InlineData("unauthorized", 401, "Unauthorized")]
    [InlineData("serverError", 500, "Internal Server Error")]
    public async Task Refusal_SetOnce_HitsOneCallAndNothingIsSent(string kind, int code, string description)
    {
        await bench.People.FaultAsync(new { kind, chatId = bench.Anna }, Cancel);
        var refused = await Assert.ThrowsAsync<ApiRequestException>(Send);
        Assert.Equal((code, description), (refused.ErrorCode, refused.Message));
        Assert.False(await ArrivedAsync());
        await Send();
        Assert.True(await ArrivedAsync());
    }

    [Fact]
    public async Task TooManyRequests_CarriesRetryAfter()
    {
        await bench.People.FaultAsync(new { kind = "tooManyRequests", retryAfter = 7 }, Cancel);
        var refused = await Assert.ThrowsAsync<ApiRequestException>(Send);
        Assert.Equal((429, 7, "Too Many Requests: retry after 7"), (refused.ErrorCode, refused.Parameters!.RetryAfter, refused.Message));
    }

    [Fact]
    public async Task Migrate_MovesTheGroupAndTheOldIdKeepsFailing()
    {
        await bench.InFamilyAsync();
        await bench.People.FaultAsync(new { kind = "migrate", chatId = bench.Family }, Cancel);
        var first = await Assert.ThrowsAsync<ApiRequestException>(() => bench.Bot.SendMessage(bench.Family, "x", cancellationToken: Cancel));
        var second = await Assert.ThrowsAsync<ApiRequestException>(() => bench.Bot.SendMessage(bench.Family, "x", cancellationToken: Cancel));
        Assert.NotNull(first.Parameters!.MigrateToChatId);
        Assert.Equal(first.Parameters.MigrateToChatId, second.Parameters!.MigrateToChatId);
        Assert.Empty(await bench.UpdatesAsync());
        await bench.Bot.SendMessage(first.Parameters.MigrateToChatId, "x", cancellationToken: Cancel);
    }

    [Fact]
    public async Task BadGateway_RaisesARequestExceptionAndNothingIsSent()
    {
        await bench.People.FaultAsync(new { kind = "badGateway" }, Cancel);
        var failed = await Assert.ThrowsAsync<RequestException>(Send);
        Assert.Equal(System.Net.HttpStatusCode.BadGateway, failed.HttpStatusCode);
        Assert.False(await ArrivedAsync());
    }

    [Fact]
    public async Task CutOffJson_RaisesARequestExceptionAlthoughTheMessageArrived()
    {
        await bench.People.FaultAsync(new { kind = "cutOff" }, Cancel);
        var failed = await Assert.ThrowsAsync<RequestException>(Send);
        Assert.IsType<JsonException>(failed.InnerException);
        Assert.True(await ArrivedAsync());
    }

    [Theory]
    [InlineData("resetBefore", false)]
    [InlineData("resetAfter", true)]
    public async Task Reset_BeforeOrAfter_RaisesARequestException(string kind, bool arrives)
    {
        await bench.People.FaultAsync(new { kind }, Cancel);
        await Assert.ThrowsAsync<RequestException>(Send);
        Assert.Equal(arrives, await ArrivedAsync());
    }

    [Theory]
    [InlineData("delayBefore", false)]
    [InlineData("delayAfter", true)]
    public async Task Delay_BeyondTheClientsTimeout_RaisesATimeout(string kind, bool arrives)
    {
        await bench.People.FaultAsync(new { kind, delay = 60 }, Cancel);
        var impatient = bench.NewBot(timeout: TimeSpan.FromMilliseconds(300));
        var failed = await Assert.ThrowsAsync<RequestException>(() => impatient.SendMessage(bench.Anna, "x", cancellationToken: Cancel));
        Assert.IsType<TaskCanceledException>(failed.InnerException);
        Assert.Equal(arrives, await ArrivedAsync());
    }

    [Fact]
    public async Task Conflict_HitsTheNextPoll()
    {
        await bench.People.FaultAsync(new { kind = "conflict" }, Cancel);
        var refused = await Assert.ThrowsAsync<ApiRequestException>(() => bench.Bot.GetUpdates(timeout: 0, cancellationToken: Cancel));
        Assert.Equal(409, refused.ErrorCode);
    }

    [Fact]
    public async Task DuplicateUpdates_ComeAgainAfterTheyWereConfirmed()
    {
        await bench.People.FaultAsync(new { kind = "duplicateUpdates" }, Cancel);
        await bench.People.SayAsync(bench.Anna, "one", Cancel);
        var update = Assert.Single(await bench.Bot.GetUpdates(timeout: 0, cancellationToken: Cancel));
        Assert.Equal(update.Id, Assert.Single(await bench.Bot.GetUpdates(update.Id + 1, timeout: 0, cancellationToken: Cancel)).Id);
        Assert.Empty(await bench.Bot.GetUpdates(update.Id + 1, timeout: 0, cancellationToken: Cancel));
    }

    [Fact]
    public async Task ReverseUpdates_ComeOutOfOrder()
    {
        await bench.People.FaultAsync(new { kind = "reverseUpdates" }, Cancel);
        await bench.People.SayAsync(bench.Anna, "one", Cancel);
        await bench.People.SayAsync(bench.Anna, "two", Cancel);
        Assert.Equal(["two", "one"], (await bench.Bot.GetUpdates(timeout: 0, cancellationToken: Cancel)).Select(u => u.Message!.Text));
    }

    [Fact]
    public async Task Fault_ByMethodTextSkipAndCount_HitsOnlyWhatItNames()
    {
        await bench.People.FaultAsync(new { kind = "blocked", method = "sendPhoto" }, Cancel);
        await Send();
        await Assert.ThrowsAsync<ApiRequestException>(() => bench.Bot.SendPhoto(bench.Anna, InputFile.FromUri("https://example.com/p.jpg"), cancellationToken: Cancel));
        await bench.People.FaultAsync(new { kind = "error", code = 418, description = "Teapot", method = "send*", text = "special", skip = 1, count = 2 }, Cancel);
        Task<Message> Special() => bench.Bot.SendMessage(bench.Anna, "special", cancellationToken: Cancel);
        await Special();
        await Send();
        Assert.Equal("Teapot", (await Assert.ThrowsAsync<ApiRequestException>(Special)).Message);
        await Assert.ThrowsAsync<ApiRequestException>(Special);
        await Special();
        await bench.People.FaultAsync(new { kind = "serverError", count = 0 }, Cancel);
        for (var i = 0; i < 3; i++)
            await Assert.ThrowsAsync<ApiRequestException>(Send);
        await bench.People.ClearFaultsAsync(Cancel);
        await Send();
    }

    [Fact]
    public async Task UnknownKind_IsRefusedWithTheKnownOnes()
    {
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => bench.People.FaultAsync(new { kind = "gremlin" }, Cancel));
        Assert.Contains("tooManyRequests", refused.Message);
    }

    private Task<Message> Send() => bench.Bot.SendMessage(bench.Anna, "x", cancellationToken: Cancel);

    private async Task<bool> ArrivedAsync() => (await bench.People.MessagesAsync(bench.Anna, 0, Cancel)).Any(m => m.FromBot);
}
