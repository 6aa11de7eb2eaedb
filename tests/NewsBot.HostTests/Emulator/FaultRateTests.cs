using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;

namespace NewsBot.HostTests.Emulator;

/// <summary>Faults at a rate and with a seed.</summary>
public sealed class FaultRateTests : IAsyncLifetime
{
    private EmulatorBench bench = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => bench = await (await EmulatorBench.StartAsync()).StartedAsync();

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Fact]
    public async Task Rate_SameSeed_HitsTheSameCallsAgain()
    {
        var first = await HitsAsync(42);
        Assert.InRange(first.Count, 10, 50);
        Assert.Equal(first, await HitsAsync(42));
        Assert.NotEqual(first, await HitsAsync(43));
    }

    [Fact]
    public async Task Rate_WithoutASeed_TellsTheOneItDrew()
    {
        var seed = (long)(await bench.People.FaultAsync(new { kind = "serverError", percent = 20 }, Cancel))["seed"]!;
        var first = await SendManyAsync();
        Assert.Equal(first.Count, (int)Assert.Single(await bench.People.FaultsAsync(Cancel))["hits"]!);
        Assert.Equal(first, await HitsAsync(seed));
    }

    [Fact]
    public async Task Rates_Several_AreEachPlayedAndTheJournalTellsWhich()
    {
        await bench.People.FaultAsync(new { kind = "tooManyRequests", percent = 10, seed = 1, retryAfter = 3 }, Cancel);
        await bench.People.FaultAsync(new { kind = "badGateway", percent = 10, seed = 2 }, Cancel);
        await bench.People.FaultAsync(new { kind = "cutOff", percent = 10, seed = 3 }, Cancel);
        var failed = await SendManyAsync();
        var journal = await bench.People.JournalAsync("sendMessage", 0, Cancel);
        var faults = journal.Where(e => e.Fault is not null).Select(e => e.Fault!).ToList();
        Assert.Equal(failed.Count, faults.Count);
        Assert.Equal(["badGateway", "cutOff", "tooManyRequests"], faults.Distinct().Order());
        var arrived = (await bench.People.MessagesAsync(bench.Anna, 0, Cancel)).Count(m => m.FromBot);
        Assert.Equal(200 - failed.Count + faults.Count(f => f == "cutOff"), arrived);
    }

    [Fact]
    public async Task Rate_OfAMethodAndChat_HitsNothingElse()
    {
        await bench.InFamilyAsync();
        await bench.People.FaultAsync(new { kind = "chatNotFound", percent = 100, method = "sendMessage", chatId = bench.Family }, Cancel);
        await Assert.ThrowsAsync<ApiRequestException>(() => SendAsync(bench.Family));
        await SendAsync(bench.Anna);
        await bench.Bot.GetChat(bench.Family, Cancel);
    }

    [Theory]
    [InlineData("blocked", true)]
    [InlineData("kicked", false)]
    public async Task Rate_WithoutAChat_IsPlayedWhereItCanHappen(string kind, bool inPrivate)
    {
        await bench.InFamilyAsync();
        await bench.People.FaultAsync(new { kind, percent = 100 }, Cancel);
        await SendAsync(inPrivate ? bench.Family : bench.Anna);
        var refused = await Assert.ThrowsAsync<ApiRequestException>(() => SendAsync(inPrivate ? bench.Anna : bench.Family));
        Assert.Equal(inPrivate ? "Forbidden: bot was blocked by the user" : "Forbidden: bot was kicked from the group chat", refused.Message);
    }

    [Fact]
    public async Task Rate_OfMigrations_MovesGroupsOnceAndLeavesPrivateChatsAlone()
    {
        await bench.InFamilyAsync();
        await bench.People.FaultAsync(new { kind = "migrate", percent = 100 }, Cancel);
        await SendAsync(bench.Anna);
        var first = await Assert.ThrowsAsync<ApiRequestException>(() => SendAsync(bench.Family));
        var second = await Assert.ThrowsAsync<ApiRequestException>(() => SendAsync(bench.Family));
        Assert.Equal(first.Parameters!.MigrateToChatId, second.Parameters!.MigrateToChatId);
        await SendAsync(first.Parameters.MigrateToChatId!.Value);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100.5)]
    public async Task Percent_OutOfRange_IsRefused(double percent) => Assert.Contains(
        "at most 100", (await Assert.ThrowsAsync<HttpRequestException>(() => bench.People.FaultAsync(new { kind = "blocked", percent }, Cancel))).Message);

    [Fact]
    public async Task GatewayTimeout_IsAPageOfHtmlAndNothingIsSent()
    {
        await bench.People.FaultAsync(new { kind = "gatewayTimeout" }, Cancel);
        Assert.Equal(System.Net.HttpStatusCode.GatewayTimeout, (await Assert.ThrowsAsync<RequestException>(() => SendAsync(bench.Anna))).HttpStatusCode);
        Assert.DoesNotContain(await bench.People.MessagesAsync(bench.Anna, 0, Cancel), m => m.FromBot);
    }

    [Fact]
    public async Task MissingFields_TheMessageArrivedAndItsIdIsNotTold()
    {
        await bench.People.FaultAsync(new { kind = "missingFields" }, Cancel);
        Assert.Equal(0, (await SendAsync(bench.Anna)).Id);
        Assert.Contains(await bench.People.MessagesAsync(bench.Anna, 0, Cancel), m => m.FromBot);
    }

    [Fact]
    public async Task MissingResult_TheMessageArrivedAndTheAnswerCantBeRead()
    {
        await bench.People.FaultAsync(new { kind = "missingResult" }, Cancel);
        await Assert.ThrowsAsync<RequestException>(() => SendAsync(bench.Anna));
        Assert.Contains(await bench.People.MessagesAsync(bench.Anna, 0, Cancel), m => m.FromBot);
    }

    [Theory]
    [InlineData("notModified", "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message")]
    [InlineData("messageNotFound", "Bad Request: message to edit not found")]
    public async Task Edit_Refused_TheTextStays(string kind, string description)
    {
        var sent = await SendAsync(bench.Anna);
        await bench.People.FaultAsync(new { kind, method = "editMessageText" }, Cancel);
        Assert.Equal(description, (await Assert.ThrowsAsync<ApiRequestException>(
            () => bench.Bot.EditMessageText(bench.Anna, sent.Id, "new", cancellationToken: Cancel))).Message);
        Assert.Equal("x", (await bench.People.NextMessageAsync(bench.Anna, 0, Cancel)).Text);
    }

    [Fact]
    public async Task DuplicateUpdates_AnswerWithoutUpdates_DoesNotSpendTheFault()
    {
        await bench.People.FaultAsync(new { kind = "duplicateUpdates" }, Cancel);
        Assert.Empty(await bench.Bot.GetUpdates(timeout: 0, cancellationToken: Cancel));
        await bench.People.SayAsync(bench.Anna, "one", Cancel);
        var update = Assert.Single(await bench.Bot.GetUpdates(timeout: 0, cancellationToken: Cancel));
        Assert.Equal(update.Id, Assert.Single(await bench.Bot.GetUpdates(update.Id + 1, timeout: 0, cancellationToken: Cancel)).Id);
    }

    [Fact]
    public async Task WebhookUpdates_DuplicatedAndReversed_ComeTwiceAndOutOfOrder()
    {
        await using var hook = await WebhookReceiver.StartAsync([200, 200, 200, 200], Cancel);
        await bench.People.SayAsync(bench.Anna, "one", Cancel);
        await bench.People.SayAsync(bench.Anna, "two", Cancel);
        await bench.People.FaultAsync(new { kind = "reverseUpdates" }, Cancel);
        await bench.People.FaultAsync(new { kind = "duplicateUpdates" }, Cancel);
        await bench.Bot.SetWebhook(hook.Url, cancellationToken: Cancel);
        foreach (var text in new[] { "two", "one", "one" })
            Assert.Contains($"\"{text}\"", (await hook.NextAsync(Cancel)).Body);
    }

    private async Task<IReadOnlyList<int>> HitsAsync(long seed)
    {
        await bench.People.ClearFaultsAsync(Cancel);
        await bench.People.FaultAsync(new { kind = "serverError", percent = 20, seed }, Cancel);
        return await SendManyAsync();
    }

    // Which of 200 sends failed.
    private async Task<IReadOnlyList<int>> SendManyAsync()
    {
        var failed = new List<int>();
        for (var i = 0; i < 200; i++)
        {
            try
            {
                await SendAsync(bench.Anna);
            }
            catch (RequestException)
            {
                failed.Add(i);
            }
        }
        return failed;
    }

    private Task<Message> SendAsync(long chat) => bench.Bot.SendMessage(chat, "x", cancellationToken: Cancel);
}
