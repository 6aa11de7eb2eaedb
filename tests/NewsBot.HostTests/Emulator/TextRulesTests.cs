using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;

namespace NewsBot.HostTests.Emulator;

public sealed class TextRulesTests : IAsyncLifetime
{
    private EmulatorBench bench = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => bench = await (await EmulatorBench.StartAsync()).StartedAsync();

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Theory]
    [InlineData("<p>x</p>", "Bad Request: can't parse entities: Unsupported start tag \"p\" at byte offset 0")]
    [InlineData("", "Bad Request: message text is empty")]
    [InlineData("  \n ", "Bad Request: text must be non-empty")]
    [InlineData("<b></b>", "Bad Request: text must be non-empty")]
    public async Task Text_ThatTelegramRefuses_RaisesItsWords(string html, string description)
    {
        var refused = await Refused(() => bench.Bot.SendMessage(bench.Anna, html, ParseMode.Html, cancellationToken: Cancel));
        Assert.Equal((400, description), (refused.ErrorCode, refused.Message));
    }

    [Fact]
    public async Task Text_Of4096CodePointsAfterParsing_IsTakenAndOneMoreRefused()
    {
        var longest = string.Concat(Enumerable.Repeat("👍", 4096));
        var sent = await bench.Bot.SendMessage(bench.Anna, $"<b>{longest}</b>", ParseMode.Html, cancellationToken: Cancel);
        Assert.Equal(8192, sent.Text!.Length);
        var refused = await Refused(() => bench.Bot.SendMessage(bench.Anna, longest + "x", cancellationToken: Cancel));
        Assert.Equal("Bad Request: message is too long", refused.Message);
        refused = await Refused(() => bench.Bot.SendMessage(bench.Anna, new string('x', 32769), cancellationToken: Cancel));
        Assert.Equal("Bad Request: text is too long", refused.Message);
    }

    [Fact]
    public async Task Caption_Of1025CodePoints_IsRefused()
    {
        var photo = InputFile.FromUri("https://example.com/p.jpg");
        await bench.Bot.SendPhoto(bench.Anna, photo, new string('я', 1024), cancellationToken: Cancel);
        var refused = await Refused(() => bench.Bot.SendPhoto(bench.Anna, photo, new string('я', 1025), cancellationToken: Cancel));
        Assert.Equal("Bad Request: message caption is too long", refused.Message);
    }

    [Fact]
    public async Task Entities_BeyondAHundred_AreDropped()
    {
        var sent = await bench.Bot.SendMessage(bench.Anna, string.Concat(Enumerable.Repeat("<b>x</b> ", 130)), ParseMode.Html, cancellationToken: Cancel);
        Assert.Equal(100, sent.Entities!.Length);
    }

    [Fact]
    public async Task Text_WithWhiteSpaceAround_IsTrimmedAndEntitiesMoveAlong()
    {
        var sent = await bench.Bot.SendMessage(bench.Anna, "\r\n  👍 <b>a\tb</b> \n", ParseMode.Html, cancellationToken: Cancel);
        Assert.Equal("👍 a b", sent.Text);
        var bold = Assert.Single(sent.Entities!);
        Assert.Equal((3, 3), (bold.Offset, bold.Length));
    }

    [Fact]
    public async Task Text_WithAddressesNamesAndTags_GetsTheEntitiesTelegramFinds()
    {
        var sent = await bench.Bot.SendMessage(
            bench.Anna, "https://example.com/a. @somebody #news /help a@b.org <code>https://x.com</code>", ParseMode.Html, cancellationToken: Cancel);
        Assert.Equal(
            [MessageEntityType.Url, MessageEntityType.Mention, MessageEntityType.Hashtag, MessageEntityType.BotCommand, MessageEntityType.Email, MessageEntityType.Code],
            sent.Entities!.Select(e => e.Type));
        Assert.Equal("https://example.com/a", sent.EntityValues!.First());
    }

    [Fact]
    public async Task Entities_AroundCodeAndNestedQuotes_AreArrangedAsTelegramDoes()
    {
        var sent = await bench.Bot.SendMessage(bench.Anna, "<b>a<code>b</code>c</b>", ParseMode.Html, cancellationToken: Cancel);
        Assert.Equal(["Bold 0+1", "Code 1+1", "Bold 2+1"], sent.Entities!.Select(e => $"{e.Type} {e.Offset}+{e.Length}"));
        sent = await bench.Bot.SendMessage(
            bench.Anna, "<blockquote>a<blockquote expandable>b</blockquote></blockquote>", ParseMode.Html, cancellationToken: Cancel);
        Assert.Equal(["Blockquote 0+2"], sent.Entities!.Select(e => $"{e.Type} {e.Offset}+{e.Length}"));
    }

    [Fact]
    public async Task EntitiesParameter_IsTakenInUtf16UnitsAndCheckedAgainstTheText()
    {
        var sent = await bench.Bot.SendMessage(
            bench.Anna, "👍 then", entities: [new() { Type = MessageEntityType.DateTime, Offset = 3, Length = 4, UnixTime = DateTime.UnixEpoch.AddSeconds(1700000000) }], cancellationToken: Cancel);
        Assert.Equal(MessageEntityType.DateTime, Assert.Single(sent.Entities!).Type);
        var refused = await Refused(() => bench.Bot.SendMessage(
            bench.Anna, "👍 x", entities: [new() { Type = MessageEntityType.Bold, Offset = 1, Length = 2 }], cancellationToken: Cancel));
        Assert.Equal("Bad Request: entity begins in a middle of a UTF-16 symbol at byte offset 0", refused.Message);
        refused = await Refused(() => bench.Bot.SendMessage(
            bench.Anna, "x", entities: [new() { Type = MessageEntityType.Bold, Offset = 0, Length = 9 }], cancellationToken: Cancel));
        Assert.Equal("Bad Request: entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 9", refused.Message);
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    [InlineData(0, false)]
    public async Task CallbackData_OfSoManyBytes_IsTakenOrRefused(int bytes, bool taken)
    {
        var keyboard = new InlineKeyboardMarkup(InlineKeyboardButton.WithCallbackData("x", new string('x', bytes)));
        Task<Message> Send() => bench.Bot.SendMessage(bench.Anna, "x", replyMarkup: keyboard, cancellationToken: Cancel);
        if (taken)
            Assert.Single((await Send()).ReplyMarkup!.InlineKeyboard);
        else
            Assert.Equal("Bad Request: BUTTON_DATA_INVALID", (await Refused(Send)).Message);
    }

    [Fact]
    public async Task CallbackData_IsMeasuredInBytesNotLetters()
    {
        var keyboard = new InlineKeyboardMarkup(InlineKeyboardButton.WithCallbackData("x", new string('я', 33)));
        Assert.Equal("Bad Request: BUTTON_DATA_INVALID", (await Refused(() => bench.Bot.SendMessage(bench.Anna, "x", replyMarkup: keyboard, cancellationToken: Cancel))).Message);
    }

    [Theory]
    [InlineData("http://localhost/x", "Wrong HTTP URL")]
    [InlineData("nonsense", "Wrong HTTP URL")]
    [InlineData("ftp://example.com/", "Unsupported URL protocol")]
    [InlineData("http://exa mple.com/", "Disallowed character in URL host")]
    public async Task UrlButton_WithABadAddress_IsRefused(string url, string reason)
    {
        var keyboard = new InlineKeyboardMarkup(InlineKeyboardButton.WithUrl("x", url));
        var refused = await Refused(() => bench.Bot.SendMessage(bench.Anna, "x", replyMarkup: keyboard, cancellationToken: Cancel));
        Assert.Equal($"Bad Request: inline keyboard button URL '{url}' is invalid: {reason}", refused.Message);
    }

    [Fact]
    public async Task Button_WithoutOrWithTwoActions_IsRefused()
    {
        var none = new InlineKeyboardMarkup(new InlineKeyboardButton { Text = "x" });
        var refused = await Refused(() => bench.Bot.SendMessage(bench.Anna, "x", replyMarkup: none, cancellationToken: Cancel));
        Assert.Equal("Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard", refused.Message);
        var two = new InlineKeyboardMarkup(new InlineKeyboardButton { Text = "x", CallbackData = "a", Url = "https://example.com" });
        refused = await Refused(() => bench.Bot.SendMessage(bench.Anna, "x", replyMarkup: two, cancellationToken: Cancel));
        Assert.Contains("exactly one action expected", refused.Message);
    }

    [Fact]
    public async Task LinkPreview_OptionsAndSilence_AreSeenOnThePage()
    {
        await bench.Bot.SendMessage(
            bench.Anna, "<a href=\"https://example.com/a\">x</a>", ParseMode.Html, disableNotification: true,
            linkPreviewOptions: new LinkPreviewOptions { Url = "https://example.com/b", PreferLargeMedia = true, ShowAboveText = true }, cancellationToken: Cancel);
        var seen = await bench.People.NextMessageAsync(bench.Anna, 0, Cancel);
        Assert.Equal(["text_link:x→https://example.com/a"], seen.Entities);
        Assert.Equal("https://example.com/b", seen.PreviewUrl);
        Assert.True(seen.IsSilent);
        await bench.Bot.SendMessage(bench.Anna, "https://example.com/a", linkPreviewOptions: LinkPreviewOptions.Disabled, cancellationToken: Cancel);
        Assert.Null((await bench.People.NextMessageAsync(bench.Anna, seen.Id, Cancel)).PreviewUrl);
    }

    [Fact]
    public async Task Replies_AndThreads_MustExist()
    {
        var first = await bench.Bot.SendMessage(bench.Anna, "one", cancellationToken: Cancel);
        var reply = await bench.Bot.SendMessage(bench.Anna, "two", replyParameters: first.Id, cancellationToken: Cancel);
        Assert.Equal(first.Id, reply.ReplyToMessage!.Id);
        Assert.Equal("Bad Request: message to be replied not found", (await Refused(() => bench.Bot.SendMessage(bench.Anna, "x", replyParameters: 999, cancellationToken: Cancel))).Message);
        var allowed = new ReplyParameters { MessageId = 999, AllowSendingWithoutReply = true };
        Assert.Null((await bench.Bot.SendMessage(bench.Anna, "x", replyParameters: allowed, cancellationToken: Cancel)).ReplyToMessage);
        Assert.Equal("Bad Request: message thread not found", (await Refused(() => bench.Bot.SendMessage(bench.Anna, "x", messageThreadId: 7, cancellationToken: Cancel))).Message);
    }

    [Fact]
    public async Task RichMessage_OfBlocksOrHtml_IsShownPlainlyAndSafe()
    {
        var sent = await bench.Bot.SendRichMessage(
            bench.Anna, new InputRichMessage { Html = "<h1>Head</h1><p onclick=\"x()\">a<script>alert(1)</script><a href=\"javascript:x\">b</a></p>" }, cancellationToken: Cancel);
        Assert.NotNull(sent.RichMessage);
        var seen = await bench.People.NextMessageAsync(bench.Anna, 0, Cancel);
        Assert.Equal("rich", seen.Kind);
        Assert.Equal("<h1>Head</h1><p>aalert(1)<a>b</a></p>", (string?)seen.Json["blocks"]);
        await bench.Bot.SendRichMessage(
            bench.Anna, new InputRichBlock[] { new InputRichBlockSectionHeading { Text = "T", Size = 2 }, new InputRichBlockParagraph { Text = new RichTextBold { Text = "<b>" } } }, cancellationToken: Cancel);
        Assert.Equal("<h2>T</h2><p><b>&lt;b&gt;</b></p>", (string?)(await bench.People.NextMessageAsync(bench.Anna, seen.Id, Cancel)).Json["blocks"]);
    }

    private static Task<ApiRequestException> Refused(Func<Task> act) => Assert.ThrowsAsync<ApiRequestException>(act);
}
