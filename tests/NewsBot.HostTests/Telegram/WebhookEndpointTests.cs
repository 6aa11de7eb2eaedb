using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NewsBot.Core.Conversation;
using NewsBot.Core.Storage;
using NewsBot.HostTests.Support;
using NewsBot.Operations;
using NewsBot.Options;
using NewsBot.Telegram;
using NewsBot.Web;

namespace NewsBot.HostTests.Telegram;

/// <summary><c>POST /telegram/webhook</c> as Telegram and others meet it: over HTTP, with a store of its own.</summary>
public sealed class WebhookEndpointTests : IAsyncLifetime
{
    private const string Secret = "right-secret";

    private readonly TemporaryFolder _folder = new();
    private readonly LogLines _log = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private WebApplication _app = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var configuration = SettingSources.Build(_folder.Path, new Dictionary<string, string?>
        {
            ["Telegram:Updates"] = "Webhook",
            ["Telegram:WebhookSecret"] = Secret,
            ["Web:PublicUrl"] = "http://127.0.0.1:8080",
        });
        var settings = NewsBot.Options.Settings.Read(configuration, _folder.Path);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(_log);
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        builder.Services.AddNewsBot(settings).AddSingleton<WebhookAddress>().AddSingleton<WebhookEndpoint>();
        _app = builder.Build();
        WebhookEndpoint.Map(_app);
        var connection = _app.Services.GetRequiredService<BotConnection>();
        connection.Use("7:token", "http://127.0.0.1:9", null);
        connection.Identify(new BotIdentity(7, "NewsBot"));
        await _app.Services.GetRequiredService<StoreOpening>().ForVerbAsync(Ct);
        await _app.StartAsync(Ct);
    }

    [Fact]
    public async Task Post_Update_IsStoredOnceHoweverOftenItComes()
    {
        Assert.Equal(HttpStatusCode.OK, await PostAsync(Update(1, "hello")));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(Update(1, "hello")));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(Update(2, "again")));

        Assert.Equal([Update(1, "hello"), Update(2, "again")], (await WaitingAsync()).Select(row => row.Payload));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("right-secreT")]
    [InlineData("right-secret,right-secret")]
    public async Task Post_WithoutTheSecret_IsRefusedUnread(string? secret)
    {
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(Update(1, "hello"), secret));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync("{", secret));

        Assert.Empty(await WaitingAsync());
        Assert.Single(_log.Lines, line => line.Contains("without its secret", StringComparison.Ordinal));
        Assert.DoesNotContain(_log.Lines, line => line.Contains(Secret, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"update_id\": 1, \"message\": confidential}")]
    [InlineData("[{\"update_id\": 1}]")]
    [InlineData("{\"message\": {\"text\": \"confidential\"}}")]
    [InlineData("{\"update_id\": \"1\", \"message\": {\"text\": \"confidential\"}}")]
    [InlineData("{\"update_id\": 1.5}")]
    public async Task Post_WhatIsNoUpdate_Is400AndTheLogDoesNotQuoteIt(string body)
    {
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(body));

        Assert.Empty(await WaitingAsync());
        Assert.Single(_log.Lines, line => line.Contains("is no update", StringComparison.Ordinal));
        Assert.DoesNotContain(_log.Lines, line => line.Contains("confidential", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Post_BytesThatAreNoUtf8_Is400()
    {
        byte[] body = [.. "{\"update_id\": 1, \"message\": \""u8, 0xC3, 0x28, .. "\"}"u8];

        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(new ByteArrayContent(body), Secret));
    }

    [Fact]
    public async Task Post_MoreThanAnyUpdate_IsTooLarge()
    {
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(Update(1, new string('x', 2 << 20))));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(Update(1, new string('x', 500_000))));
    }

    [Fact]
    public async Task Post_BeforeTelegramHasSaidWhoWeAre_Is503SoThatItComesAgain()
    {
        _app.Services.GetRequiredService<BotConnection>().Identify(null!);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await PostAsync(Update(1, "hello")));
    }

    [Fact]
    public async Task Post_StoreAway_Is503WithOneLineAndOkOnceItIsBack()
    {
        var database = _app.Services.GetRequiredService<Database>();
        await database.WriteAsync(session => session.ExecuteAsync("ALTER TABLE inbox RENAME TO away", null, Ct), Ct);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await PostAsync(Update(1, "hello")));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await PostAsync(Update(2, "hello")));
        Assert.Single(_log.Lines, line => line.Contains("could not be stored", StringComparison.Ordinal));

        await database.WriteAsync(session => session.ExecuteAsync("ALTER TABLE away RENAME TO inbox", null, Ct), Ct);
        Assert.Equal(HttpStatusCode.OK, await PostAsync(Update(1, "hello")));
    }

    [Fact]
    public async Task Get_OfTheAddress_IsNoWayIn()
    {
        using var answer = await _http.GetAsync(_app.Urls.First() + WebhookAddress.Path, Ct);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    private static string Update(long id, string text)
    {
        const string Anna = """{"id":10,"type":"private","is_bot":false,"first_name":"Anna"}""";
        return $$$"""{"update_id":{{{id}}},"message":{"message_id":5,"date":1700000000,"chat":{{{Anna}}},"from":{{{Anna}}},"text":"{{{text}}}"}}""";
    }

    private Task<HttpStatusCode> PostAsync(string body, string? secret = Secret) => PostAsync(new StringContent(body, Encoding.UTF8, "application/json"), secret);

    private async Task<HttpStatusCode> PostAsync(HttpContent body, string? secret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _app.Urls.First() + WebhookAddress.Path) { Content = body };
        if (secret is not null)
            request.Headers.TryAddWithoutValidation(WebhookAddress.SecretHeader, secret);
        using var answer = await _http.SendAsync(request, Ct);
        Assert.Equal("", await answer.Content.ReadAsStringAsync(Ct));
        return answer.StatusCode;
    }

    private Task<IReadOnlyList<InboxRow>> WaitingAsync() =>
        _app.Services.GetRequiredService<Database>().ReadAsync(session => Inbox.WaitingAsync(session, 7, [], Ct), Ct);

    private sealed class LogLines : ILoggerProvider, ILogger
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> _lines = new();

        public IReadOnlyCollection<string> Lines => _lines;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
