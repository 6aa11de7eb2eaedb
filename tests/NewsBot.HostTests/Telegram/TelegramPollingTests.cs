using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Core.Chats;
using NewsBot.Core.Conversation;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;
using NewsBot.Operations;
using NewsBot.Telegram;

namespace NewsBot.HostTests.Telegram;

/// <summary>The loop of getUpdates against a Bot API that misbehaves: it goes on until it is told to stop, and then ends quietly.</summary>
public sealed class TelegramPollingTests
{
    private const string Nothing = """{"ok":true,"result":[]}""";
    private const string Webhook = """{"ok":false,"error_code":409,"description":"Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"}""";
    private const string OtherProgram = """{"ok":false,"error_code":409,"description":"Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"}""";

    private static readonly BotIdentity Bot = new(7, "NewsBot");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_LeadershipLostWhileTelegramIsAway_EndsQuietly()
    {
        await using var api = await ScriptedApi.StartAsync((_, _) => (502, "<html>Bad gateway</html>"));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var running = api.Polling.RunAsync(Bot, () => { }, stop.Token);
        await api.Calls.Reader.ReadAsync(Ct);
        // The clock stands still: from here on the loop waits before it asks again.
        while (!api.Status.Problems.Any(problem => problem.Contains("cannot be reached", StringComparison.Ordinal)))
            await Task.Yield();

        await stop.CancelAsync();

        await running;
    }

    [Fact]
    public async Task RunAsync_WebhookThatCannotBeRemovedAtOnce_IsRemovedAtTheNextTry()
    {
        var tries = 0;
        await using var api = await ScriptedApi.StartAsync((method, _) => method switch
        {
            "getWebhookInfo" when tries++ == 0 => (502, "<html>Bad gateway</html>"),
            "getWebhookInfo" => (200, """{"ok":true,"result":{"url":"https://old.example/hook","has_custom_certificate":false,"pending_update_count":0}}"""),
            "deleteWebhook" => (200, """{"ok":true,"result":true}"""),
            _ when tries < 2 => (409, Webhook),
            _ => (200, Nothing),
        });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = api.Polling.RunAsync(Bot, answered.SetResult, stop.Token);

        while (!answered.Task.IsCompleted && !running.IsCompleted)
        {
            api.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.True(answered.Task.IsCompletedSuccessfully, "The loop has ended, and the bot hears nobody any more.");
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task RunAsync_OtherProgramGoneAtTheStart_WaitsInTheCallInsteadOfAskingOnAndOn()
    {
        var first = true;
        await using var api = await ScriptedApi.StartAsync((_, _) =>
        {
            var answer = first ? (409, OtherProgram) : (200, Nothing);
            first = false;
            return answer;
        });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var running = api.Polling.RunAsync(Bot, () => { }, stop.Token);

        Assert.Equal("0", (await api.Calls.Reader.ReadAsync(Ct)).Timeout);
        while (!api.Status.InConflict)
            await Task.Yield();
        ScriptedCall? second;
        while (!api.Calls.Reader.TryRead(out second))
        {
            api.Time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        Assert.Equal("5", second.Timeout);
        await stop.CancelAsync();
        await running;
    }

    private sealed record ScriptedCall(string Method, string? Timeout);

    /// <summary>A Bot API on loopback that answers each call as the test says, and the product's polling against it.</summary>
    private sealed class ScriptedApi : IAsyncDisposable
    {
        private readonly WebApplication _server;
        private readonly BotConnection _connection = new();
        private readonly Database _database;

        private ScriptedApi(WebApplication server)
        {
            _server = server;
            var signals = new Signals();
            // Nothing is ever received here, and nobody owns this bot.
            _database = new Database(new SqliteDialect("Data Source=:memory:"), signals, new StoreWatch(TimeProvider.System, NullLogger<StoreWatch>.Instance));
            Status = new BotStatus(new SendingGate(signals));
            var chats = new ChatStore(Time);
            var inbox = new Inbox(_database, chats, (_, _) => null, Time, NullLogger<Inbox>.Instance);
            var owners = new OwnerNews(_database, new OperatorNotices(chats, new AccessStore(Time, new AccessOptions()), new MessageStore(Time), new CurrentBot(), NullLogger<OperatorNotices>.Instance), NullLogger<OwnerNews>.Instance);
            Polling = new TelegramPolling(_connection, inbox, Status, owners, Time, NullLogger<TelegramPolling>.Instance);
        }

        public System.Threading.Channels.Channel<ScriptedCall> Calls { get; } = System.Threading.Channels.Channel.CreateUnbounded<ScriptedCall>();

        public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

        public BotStatus Status { get; }

        public TelegramPolling Polling { get; }

        public static async Task<ScriptedApi> StartAsync(Func<string, string?, (int Status, string Body)> answer)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
            var server = builder.Build();
            var api = new ScriptedApi(server);
            server.Run(async context =>
            {
                var method = context.Request.Path.Value!.Split('/')[^1];
                var timeout = method == "getUpdates"
                    ? (await System.Text.Json.JsonDocument.ParseAsync(context.Request.Body)).RootElement.TryGetProperty("timeout", out var value) ? value.ToString() : "0"
                    : null;
                var (status, body) = answer(method, timeout);
                context.Response.StatusCode = status;
                context.Response.ContentType = body[0] == '{' ? "application/json" : "text/html";
                await context.Response.WriteAsync(body);
                await api.Calls.Writer.WriteAsync(new ScriptedCall(method, timeout));
            });
            await server.StartAsync(Ct);
            api._connection.Use("7:scripted", server.Urls.First(), null);
            return api;
        }

        public async ValueTask DisposeAsync()
        {
            await _server.StopAsync(CancellationToken.None);
            await _server.DisposeAsync();
            _connection.Dispose();
            await _database.DisposeAsync();
        }
    }
}
