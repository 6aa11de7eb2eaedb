using Microsoft.Extensions.Logging.Abstractions;
using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.HostTests.Support;
using NewsBot.Telegram;

namespace NewsBot.HostTests.Telegram;

/// <summary>Each answer of the Bot API as the ledger is told of it.</summary>
public sealed class TelegramTransportTests
{
    [Fact]
    public async Task Send_Text_ArrivesWithLinkButtonsAndPreview()
    {
        await using var bench = await TransportBench.StartAsync();
        var buttons = Keyboard.Of([new Button("Less", "1:less:a"), Button.Link("Open", "https://example.org/1")]);

        var result = await bench.SendAsync(new ChatRequest.SendText(
            "<b>Ceasefire</b> <a href=\"https://example.org/1\">holds</a>", buttons, Silent: true, "https://example.org/1"));

        var sent = Assert.IsType<SendResult.Sent>(result);
        var message = Assert.Single(await bench.People.MessagesAsync(bench.Anna, 1, TestContext.Current.CancellationToken), message => message.FromBot);
        Assert.Equal(sent.TelegramMessageId, message.Id);
        Assert.Equal("Ceasefire holds", message.Text);
        Assert.True(message.IsSilent);
        Assert.Contains("https://example.org/1", message.Links);
        Assert.Equal(["Less", "Open"], message.ButtonTexts);
        Assert.Equal("https://example.org/1", message.PreviewUrl);
    }

    [Fact]
    public async Task Send_EditOfText_ShowsTheNewTextUnderTheSameId()
    {
        await using var bench = await TransportBench.StartAsync();
        var sent = Assert.IsType<SendResult.Sent>(await bench.SayAsync("one"));

        var edited = await bench.SendAsync(new ChatRequest.EditText(sent.TelegramMessageId, "two", null));

        Assert.Equal(new SendResult.Sent(sent.TelegramMessageId), edited);
        Assert.Equal(["two"], await bench.SeenAsync());
    }

    [Fact]
    public async Task Send_EditWithoutChange_IsSent()
    {
        await using var bench = await TransportBench.StartAsync();
        var sent = Assert.IsType<SendResult.Sent>(await bench.SayAsync("one"));

        var edited = await bench.SendAsync(new ChatRequest.EditText(sent.TelegramMessageId, "one", null));

        Assert.Equal(new SendResult.Sent(sent.TelegramMessageId), edited);
    }

    [Theory]
    [InlineData("missingFields")]
    [InlineData("missingResult")]
    public async Task Send_AnswerWithoutTheMessagesNumber_IsUnsure(string kind)
    {
        await using var bench = await TransportBench.StartAsync();
        await bench.FaultAsync(new { kind });

        Assert.IsType<SendResult.Unsure>(await bench.SayAsync("one"));
        Assert.Equal(["one"], await bench.SeenAsync());
    }

    [Fact]
    public async Task Send_TooManyRequests_IsLaterAtOnceWithoutSleeping()
    {
        await using var bench = await TransportBench.StartAsync();
        await bench.FaultAsync(new { kind = "tooManyRequests", retryAfter = 7 });

        var result = await bench.SayAsync("one");

        Assert.Equal(new SendResult.Later(TimeSpan.FromSeconds(7)), result);
        var sends = await bench.People.JournalAsync("sendMessage", 0, TestContext.Current.CancellationToken);
        Assert.Single(sends);
    }

    [Theory]
    [InlineData("blocked", SuspendReason.Blocked)]
    [InlineData("deactivated", SuspendReason.Deactivated)]
    [InlineData("kicked", SuspendReason.Left)]
    [InlineData("notMember", SuspendReason.Left)]
    [InlineData("groupDeleted", SuspendReason.Deleted)]
    [InlineData("cantInitiate", SuspendReason.NotStarted)]
    [InlineData("chatNotFound", SuspendReason.NotFound)]
    public async Task Send_ChatThatCannotBeWrittenTo_IsChatGoneWithTheCause(string fault, string cause)
    {
        await using var bench = await TransportBench.StartAsync();
        await bench.FaultAsync(new { kind = fault });

        Assert.Equal(cause, Assert.IsType<SendResult.ChatGone>(await bench.SayAsync("one")).Cause);
    }

    [Theory]
    [InlineData("cantParse", "Markup")]
    [InlineData("tooLong", "Markup")]
    [InlineData("threadNotFound", "Thread")]
    [InlineData("topicClosed", "ThreadClosed")]
    [InlineData("messageNotFound", "Message")]
    [InlineData("notEnoughRights", "Rights")]
    [InlineData("photoWrongType", "Picture")]
    [InlineData("photoFailed", "Picture")]
    public async Task Send_Refused_SaysWhichOtherFormMayBeTaken(string fault, string kind)
    {
        await using var bench = await TransportBench.StartAsync();
        await bench.FaultAsync(new { kind = fault });

        var refused = Assert.IsType<SendResult.Refused>(await bench.SayAsync("one"));

        Assert.Equal(kind, refused.Kind.ToString());
    }

    [Fact]
    public async Task Send_UnknownRefusal_GivesUpTheMessageAndKeepsTheChat()
    {
        await using var bench = await TransportBench.StartAsync();
        await bench.FaultAsync(new { kind = "error", code = 400, description = "Bad Request: SOMETHING_NEW" });

        var refused = Assert.IsType<SendResult.Refused>(await bench.SayAsync("one"));

        Assert.Equal(RefusalKind.Other, refused.Kind);
    }

    [Fact]
    public async Task Send_GroupThatBecameASupergroup_NamesTheNewId()
    {
        await using var bench = await TransportBench.StartAsync();
        var supergroup = await bench.People.MigrateAsync(bench.Family, TestContext.Current.CancellationToken);

        var result = await bench.SendAsync(new ChatRequest.SendText("one", null, Silent: false), bench.Family);

        Assert.Equal(new SendResult.ChatMigrated(supergroup), result);
    }

    [Theory]
    [InlineData("serverError")]
    [InlineData("badGateway")]
    public async Task Send_ServerThatDoesNotWork_IsUnreachable(string fault)
    {
        await using var bench = await TransportBench.StartAsync();
        await bench.FaultAsync(new { kind = fault });

        Assert.IsType<SendResult.Unreachable>(await bench.SayAsync("one"));
        Assert.Empty(await bench.SeenAsync());
    }

    [Theory]
    [InlineData("cutOff")]
    [InlineData("resetBefore")]
    [InlineData("resetAfter")]
    public async Task Send_AnswerThatTellsNothing_IsUnsure(string fault)
    {
        await using var bench = await TransportBench.StartAsync();
        await bench.FaultAsync(new { kind = fault });

        Assert.IsType<SendResult.Unsure>(await bench.SayAsync("one"));
    }

    [Fact]
    public async Task Send_TokenNotTaken_IsUnauthorized()
    {
        await using var bench = await TransportBench.StartAsync();
        await bench.FaultAsync(new { kind = "unauthorized" });

        Assert.IsType<SendResult.Unauthorized>(await bench.SayAsync("one"));
    }

    [Fact]
    public async Task Send_NobodyListens_IsUnreachableAndHidesTheToken()
    {
        using var connection = new BotConnection();
        connection.Use("123456:abcdefghijklmnopqrstuvwxyz", $"http://127.0.0.1:{BotProcess.FreePort()}", null);
        var transport = new TelegramTransport(connection, new DeliveryOptions(), NullLogger<TelegramTransport>.Instance);

        var result = await transport.SendAsync(new ChatAddress(1, 0), new ChatRequest.SendText("x", null, false), TestContext.Current.CancellationToken);

        var unreachable = Assert.IsType<SendResult.Unreachable>(result);
        Assert.DoesNotContain("abcdefghij", unreachable.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_Cancelled_Throws()
    {
        await using var bench = await TransportBench.StartAsync();
        await bench.FaultAsync(new { kind = "delayBefore", delay = 30 });
        using var soon = new CancellationTokenSource();
        var sending = bench.Transport.SendAsync(new ChatAddress(bench.Anna, 0), new ChatRequest.SendText("x", null, false), soon.Token);

        await soon.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    [Theory]
    [InlineData("creator", "Administrator")]
    [InlineData("administrator", "Administrator")]
    [InlineData("member", "Member")]
    [InlineData("left", "None")]
    public async Task Role_OfAPersonInAGroup_IsAsTelegramSays(string status, string role)
    {
        await using var bench = await TransportBench.StartAsync();
        await bench.People.SetMemberAsync(bench.Family, bench.Anna, status, anonymous: false, TestContext.Current.CancellationToken);

        Assert.Equal(role, (await bench.Transport.GetRoleAsync(bench.Family, bench.Anna, TestContext.Current.CancellationToken)).ToString());
    }

    [Fact]
    public async Task Role_TelegramAway_IsUnknown()
    {
        await using var bench = await TransportBench.StartAsync();
        await bench.FaultAsync(new { kind = "serverError" });

        Assert.Equal(ChatRole.Unknown, await bench.Transport.GetRoleAsync(bench.Family, bench.Anna, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task AnswerPress_TextThatTelegramRefuses_IsAnsweredWithoutText()
    {
        await using var bench = await TransportBench.StartAsync();
        await bench.SendAsync(new ChatRequest.SendText("Choose", Keyboard.Of([new Button("More", "1:open:help")]), Silent: false));
        var message = (await bench.People.MessagesAsync(bench.Anna, 0, TestContext.Current.CancellationToken)).Last(message => message.FromBot);
        var press = await bench.People.PressAsync(message, bench.Anna, "More", TestContext.Current.CancellationToken);

        await bench.Transport.AnswerPressAsync(press, new PressAnswer(new string('x', 201)), TestContext.Current.CancellationToken);

        var calls = await bench.People.JournalAsync("answerCallbackQuery", 0, TestContext.Current.CancellationToken);
        Assert.Equal([400, 200], calls.Select(call => call.Status));
    }

    [Fact]
    public async Task AnswerPress_TooOld_IsNoError()
    {
        await using var bench = await TransportBench.StartAsync();

        await bench.Transport.AnswerPressAsync("1", new PressAnswer("Done"), TestContext.Current.CancellationToken);
    }
}
