using System.Net;
using System.Net.Http.Json;
using NewsBot.TelegramEmulator;
using Telegram.Bot;
using Telegram.Bot.Exceptions;

namespace NewsBot.HostTests.Emulator;

public sealed class SafetyTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://192.168.1.10:0")]
    [InlineData("http://example.com:0")]
    [InlineData("https://127.0.0.1:0")]
    [InlineData("nonsense")]
    public async Task Address_BeyondLoopback_IsRefusedWithAReason(string url)
    {
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => EmulatorServer.StartAsync(new EmulatorOptions { Url = url }, Cancel));
        Assert.Contains(url, refused.Message);
        Assert.Contains("http://127.0.0.1:8081", refused.Message);
    }

    [Fact]
    public async Task Port_ThatIsTaken_RaisesAnIoException()
    {
        await using var bench = await EmulatorBench.StartAsync();
        await Assert.ThrowsAnyAsync<IOException>(() => EmulatorServer.StartAsync(new EmulatorOptions { Url = bench.Server.BaseUrl.ToString() }, Cancel));
    }

    [Theory]
    [InlineData("/", "evil.example", null, HttpStatusCode.Forbidden)]
    [InlineData("/bot{token}/getMe", "evil.example:80", null, HttpStatusCode.Forbidden)]
    [InlineData("/emulator/state?key={key}", null, "http://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("/bot{token}/getMe", null, "http://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("/bot{token}/getMe", null, "null", HttpStatusCode.Forbidden)]
    [InlineData("/emulator/state?key={key}", "localhost", null, HttpStatusCode.OK)]
    [InlineData("/emulator/state?key={key}", null, "own", HttpStatusCode.OK)]
    [InlineData("/emulator/state", null, null, HttpStatusCode.Forbidden)]
    [InlineData("/emulator/state?key=wrong", null, null, HttpStatusCode.Forbidden)]
    [InlineData("/emulator/events", null, null, HttpStatusCode.Forbidden)]
    [InlineData("/bot{token}/getMe", null, null, HttpStatusCode.OK)]
    [InlineData("/bot1:unknown/getMe", null, null, HttpStatusCode.Unauthorized)]
    [InlineData("/bot{token}/getNothing", null, null, HttpStatusCode.NotFound)]
    [InlineData("/nothing", null, null, HttpStatusCode.NotFound)]
    [InlineData("/page/../index.html", null, null, HttpStatusCode.NotFound)]
    public async Task Request_OfAnyKind_IsAnsweredOnlyForLocalPagesWithTheKey(string path, string? host, string? origin, HttpStatusCode status)
    {
        await using var bench = await EmulatorBench.StartAsync();
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = bench.Server.BaseUrl };
        using var request = new HttpRequestMessage(HttpMethod.Get, path.Replace("{token}", bench.Server.Token).Replace("{key}", bench.Server.Key));
        request.Headers.Host = host;
        if (origin is not null)
            request.Headers.Add("Origin", origin == "own" ? bench.Server.BaseUrl.GetLeftPart(UriPartial.Authority) : origin);
        using var response = await http.SendAsync(request, Cancel);
        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task ActAsUser_WithoutTheKey_IsRefused()
    {
        await using var bench = await EmulatorBench.StartAsync();
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = bench.Server.BaseUrl };
        using var response = await http.PostAsJsonAsync("/emulator/messages", new { chatId = bench.Anna, personId = bench.Anna, text = "x" }, Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Empty(await bench.UpdatesAsync());
    }

    [Fact]
    public async Task Page_CarriesTheKeyAndAPolicy()
    {
        await using var bench = await EmulatorBench.StartAsync();
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = bench.Server.BaseUrl };
        using var response = await http.GetAsync("/", Cancel);
        Assert.Contains(bench.Server.Key, await response.Content.ReadAsStringAsync(Cancel));
        Assert.Contains("default-src 'none'", string.Join(";", response.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task UnknownToken_RaisesUnauthorizedAndMethodsAreCaseInsensitive()
    {
        await using var bench = await EmulatorBench.StartAsync();
        var refused = await Assert.ThrowsAsync<ApiRequestException>(() => bench.NewBot("1:unknown").GetMe(Cancel));
        Assert.Equal((401, "Unauthorized"), (refused.ErrorCode, refused.Message));
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = bench.Server.BaseUrl };
        Assert.Contains("\"ok\":true", await http.GetStringAsync($"/bot{bench.Server.Token}/GETME", Cancel));
    }
}
