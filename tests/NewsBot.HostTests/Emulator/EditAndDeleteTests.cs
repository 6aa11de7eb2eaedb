using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;

namespace NewsBot.HostTests.Emulator;

public sealed class EditAndDeleteTests : IAsyncLifetime
{
    private static readonly InlineKeyboardMarkup Keyboard = new(("More", "1:more"));

    private EmulatorBench bench = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => bench = await (await EmulatorBench.StartAsync()).StartedAsync();

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Fact]
    public async Task Edit_OfTheText_ShowsAndWithoutMarkupTakesTheKeyboardAway()
    {
        var sent = await bench.Bot.SendMessage(bench.Anna, "one", replyMarkup: Keyboard, cancellationToken: Cancel);
        var edited = await bench.Bot.EditMessageText(bench.Anna, sent.Id, "<i>two</i>", ParseMode.Html, cancellationToken: Cancel);
        Assert.Equal("two", edited.Text);
        Assert.Null(edited.ReplyMarkup);
        Assert.NotNull(edited.EditDate);
        var seen = await bench.People.WaitForTextAsync(bench.Anna, 0, "two", Cancel);
        Assert.True(seen.IsEdited);
        Assert.Empty(seen.ButtonTexts);
    }

    [Fact]
    public async Task Edit_ThatChangesNothing_IsRefused()
    {
        var sent = await bench.Bot.SendMessage(bench.Anna, "<b>one</b>", ParseMode.Html, replyMarkup: Keyboard, cancellationToken: Cancel);
        const string Description = "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message";
        Assert.Equal(Description, (await Refused(() => bench.Bot.EditMessageText(bench.Anna, sent.Id, "<b>one</b>", ParseMode.Html, replyMarkup: Keyboard, cancellationToken: Cancel))).Message);
        Assert.Equal(Description, (await Refused(() => bench.Bot.EditMessageReplyMarkup(bench.Anna, sent.Id, Keyboard, cancellationToken: Cancel))).Message);
        await bench.Bot.EditMessageText(bench.Anna, sent.Id, "one", replyMarkup: Keyboard, cancellationToken: Cancel);
    }

    [Fact]
    public async Task Edit_OfWhatIsNotThereOrNotItsOwn_IsRefused()
    {
        Assert.Equal("Bad Request: message to edit not found", (await Refused(() => bench.Bot.EditMessageText(bench.Anna, 999, "x", cancellationToken: Cancel))).Message);
        Assert.Equal("Bad Request: message can't be edited", (await Refused(() => bench.Bot.EditMessageText(bench.Anna, 1, "x", cancellationToken: Cancel))).Message);
    }

    [Fact]
    public async Task Edit_OfTextOnAPhotoAndCaptionOnAText_IsRefused()
    {
        var photo = await bench.Bot.SendPhoto(bench.Anna, InputFile.FromUri("https://example.com/p.jpg"), "one", cancellationToken: Cancel);
        Assert.Equal("Bad Request: there is no text in the message to edit", (await Refused(() => bench.Bot.EditMessageText(bench.Anna, photo.Id, "x", cancellationToken: Cancel))).Message);
        Assert.Equal("two", (await bench.Bot.EditMessageCaption(bench.Anna, photo.Id, "two", cancellationToken: Cancel)).Caption);
        var text = await bench.Bot.SendMessage(bench.Anna, "one", cancellationToken: Cancel);
        Assert.Equal("Bad Request: there is no caption in the message to edit", (await Refused(() => bench.Bot.EditMessageCaption(bench.Anna, text.Id, "x", cancellationToken: Cancel))).Message);
    }

    [Fact]
    public async Task Delete_OfOneAndOfMany_TakesThemFromTheChat()
    {
        var one = await bench.Bot.SendMessage(bench.Anna, "one", cancellationToken: Cancel);
        var two = await bench.Bot.SendMessage(bench.Anna, "two", cancellationToken: Cancel);
        await bench.Bot.DeleteMessage(bench.Anna, one.Id, Cancel);
        Assert.Equal("Bad Request: message to delete not found", (await Refused(() => bench.Bot.DeleteMessage(bench.Anna, one.Id, Cancel))).Message);
        await bench.Bot.DeleteMessages(bench.Anna, [one.Id, two.Id], Cancel);
        Assert.All(await bench.People.MessagesAsync(bench.Anna, 0, Cancel), m => Assert.False(m.FromBot));
    }

    [Fact]
    public async Task Delete_OfAnothersMessageInAGroup_NeedsRights()
    {
        await bench.InFamilyAsync();
        var said = await bench.People.SayAsync(bench.Family, bench.Anna, "hello", Cancel);
        Assert.Equal("Bad Request: message can't be deleted", (await Refused(() => bench.Bot.DeleteMessage(bench.Family, (int)said.Id, Cancel))).Message);
        await bench.People.SetBotAsync(bench.Family, "administrator", Cancel);
        await bench.Bot.DeleteMessage(bench.Family, (int)said.Id, Cancel);
    }

    [Fact]
    public async Task Photo_ByAddress_IsPassedToThePageAndNotFetched()
    {
        var sent = await bench.Bot.SendPhoto(bench.Anna, InputFile.FromUri("https://example.com/p.jpg"), "<b>c</b>", ParseMode.Html, replyMarkup: Keyboard, cancellationToken: Cancel);
        Assert.NotEmpty(sent.Photo!);
        var seen = await bench.People.NextMessageAsync(bench.Anna, 0, Cancel);
        Assert.Equal(("photo", "https://example.com/p.jpg", "c"), (seen.Kind, seen.PhotoUrl, seen.Text));
        var again = await bench.Bot.SendPhoto(bench.Anna, sent.Photo![^1].FileId, cancellationToken: Cancel);
        Assert.Equal(sent.Photo[^1].FileId, again.Photo![^1].FileId);
        Assert.Equal("Bad Request: wrong HTTP URL specified", (await Refused(() => bench.Bot.SendPhoto(bench.Anna, InputFile.FromUri("http://localhost/p.jpg"), cancellationToken: Cancel))).Message);
    }

    [Fact]
    public async Task Photo_Uploaded_IsServedToThePageAndDownloadable()
    {
        var png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=");
        var sent = await bench.Bot.SendPhoto(bench.Anna, InputFile.FromStream(new MemoryStream(png), "p.png"), "c", replyMarkup: Keyboard, cancellationToken: Cancel);
        Assert.Equal((1, 1), (sent.Photo![^1].Width, sent.Photo[^1].Height));
        Assert.NotNull(sent.ReplyMarkup);
        using var download = new MemoryStream();
        await bench.Bot.GetInfoAndDownloadFile(sent.Photo[^1].FileId, download, Cancel);
        Assert.Equal(png, download.ToArray());
        var seen = await bench.People.NextMessageAsync(bench.Anna, 0, Cancel);
        using var browser = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        Assert.Equal(png, await browser.GetByteArrayAsync(new Uri(bench.Server.BaseUrl, $"{seen.PhotoUrl}?key={bench.Server.Key}"), Cancel));
        Assert.Equal("Bad Request: IMAGE_PROCESS_FAILED", (await Refused(() => bench.Bot.SendPhoto(bench.Anna, InputFile.FromStream(new MemoryStream([1, 2, 3]), "p.png"), cancellationToken: Cancel))).Message);
    }

    [Fact]
    public async Task Document_SentByAPerson_ReachesTheBotAndIsDownloaded()
    {
        await bench.People.SendDocumentAsync(bench.Anna, bench.Anna, "feeds.opml", "<opml/>"u8.ToArray(), Cancel);
        var document = Assert.Single(await bench.UpdatesAsync()).Message!.Document!;
        Assert.Equal("feeds.opml", document.FileName);
        using var download = new MemoryStream();
        await bench.Bot.GetInfoAndDownloadFile(document.FileId, download, Cancel);
        Assert.Equal("<opml/>"u8.ToArray(), download.ToArray());
    }

    [Fact]
    public async Task Album_CopyAndForward_ArriveAsMessages()
    {
        var album = await bench.Bot.SendMediaGroup(
            bench.Anna, [new InputMediaPhoto("https://example.com/1.jpg") { Caption = "c" }, new InputMediaPhoto("https://example.com/2.jpg")], cancellationToken: Cancel);
        Assert.Equal(2, album.Length);
        Assert.Equal(album[0].MediaGroupId, album[1].MediaGroupId);
        Assert.True((await bench.Bot.CopyMessage(bench.Anna, bench.Anna, album[0].Id, cancellationToken: Cancel)).Id > album[1].Id);
        Assert.NotNull((await bench.Bot.ForwardMessage(bench.Anna, bench.Anna, album[0].Id, cancellationToken: Cancel)).ForwardOrigin);
        var document = await bench.Bot.SendDocument(bench.Anna, InputFile.FromStream(new MemoryStream("x"u8.ToArray()), "x.txt"), cancellationToken: Cancel);
        Assert.Equal("x.txt", document.Document!.FileName);
    }

    private static Task<ApiRequestException> Refused(Func<Task> act) => Assert.ThrowsAsync<ApiRequestException>(act);
}
