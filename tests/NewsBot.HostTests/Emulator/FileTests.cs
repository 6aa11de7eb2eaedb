using System.Net;
using Microsoft.Extensions.Time.Testing;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;

namespace NewsBot.HostTests.Emulator;

/// <summary>Files between people and the bot, as strict as Telegram is with them.</summary>
public sealed class FileTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FilePath_OpensForAnHourAndIsGivenAnew()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var bench = await EmulatorBench.StartAsync(time: time);
        var file = await SentAsync(bench, "Стрічки & 100%.opml", "<opml/>"u8.ToArray());

        var info = await bench.Bot.GetFile(file, Cancel);
        Assert.Equal((7L, HttpStatusCode.OK), (info.FileSize, await OpenAsync(bench, info.FilePath!)));
        time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(bench, info.FilePath!));
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(HttpStatusCode.NotFound, await OpenAsync(bench, info.FilePath!));
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(bench, (await bench.Bot.GetFile(file, Cancel)).FilePath!));
    }

    [Fact]
    public async Task FilePath_WithoutTheTokenOrNeverGiven_OpensNothing()
    {
        const string Other = "4242:other-bot-of-the-same-emulator-0000";
        await using var bench = await EmulatorBench.StartAsync(null, null, "4141:first-bot-of-this-emulator-000000", Other);
        var file = await SentAsync(bench, "feeds.opml", "<opml/>"u8.ToArray());
        var path = (await bench.Bot.GetFile(file, Cancel)).FilePath!;

        Assert.Equal(HttpStatusCode.OK, await OpenAsync(bench, path));
        Assert.Equal(HttpStatusCode.NotFound, await OpenAsync(bench, path, Other));
        Assert.Equal(HttpStatusCode.NotFound, await OpenAsync(bench, path, "1:wrong"));
        Assert.Equal(HttpStatusCode.NotFound, await OpenAsync(bench, $"files/{file}/feeds.opml"));
        Assert.Equal(HttpStatusCode.NotFound, await OpenAsync(bench, path + "/.."));
    }

    [Fact]
    public async Task GetFile_MoreThan20Megabytes_IsRefused()
    {
        await using var bench = await EmulatorBench.StartAsync();
        var file = await SentAsync(bench, "large.opml", new byte[(20 << 20) + 1]);

        Assert.Equal("Bad Request: file is too big", (await Assert.ThrowsAsync<ApiRequestException>(() => bench.Bot.GetFile(file, Cancel))).Message);
        Assert.StartsWith("Bad Request: wrong file_id", (await Assert.ThrowsAsync<ApiRequestException>(() => bench.Bot.GetFile("nothing", Cancel))).Message);
    }

    [Fact]
    public async Task SendDocument_EmptyOrWithALongCaption_IsRefused()
    {
        await using var bench = await (await EmulatorBench.StartAsync()).StartedAsync();

        Task<Message> Send(string content, string caption) => bench.Bot.SendDocument(
            bench.Anna, InputFile.FromStream(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content)), "x.opml"), caption, cancellationToken: Cancel);

        Assert.Equal(1024, (await Send("x", new string('ї', 1024))).Caption!.Length);
        Assert.Contains("caption is too long", (await Assert.ThrowsAsync<ApiRequestException>(() => Send("x", new string('ї', 1025)))).Message);
        Assert.Contains("file must be non-empty", (await Assert.ThrowsAsync<ApiRequestException>(() => Send("", "c"))).Message);
    }

    private static async Task<string> SentAsync(EmulatorBench bench, string name, byte[] content)
    {
        await bench.StartedAsync();
        await bench.People.SendDocumentAsync(bench.Anna, bench.Anna, name, content, Cancel);
        return Assert.Single(await bench.UpdatesAsync()).Message!.Document!.FileId;
    }

    private static async Task<HttpStatusCode> OpenAsync(EmulatorBench bench, string path, string? token = null)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = bench.Server.BaseUrl };
        using var response = await http.GetAsync($"/file/bot{token ?? bench.Server.Token}/{path}", Cancel);
        return response.StatusCode;
    }
}
