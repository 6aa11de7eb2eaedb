using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Telegram.Bot;
using Telegram.Bot.Exceptions;

namespace NewsBot.HostTests.Emulator;

/// <summary>The emulator's webhook keeps to Telegram's ways: order within a chat, chats side by side, one change a second.</summary>
public sealed class WebhookTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Updates_OfSeveralChats_GoSideBySideAndThoseOfOneInOrder()
    {
        await using var bench = await EmulatorBench.StartAsync();
        await using var hook = await HeldHook.StartAsync();
        await bench.Bot.SetWebhook(hook.Url, cancellationToken: Cancel);
        await bench.People.SayAsync(bench.Anna, "one", Cancel);
        await bench.People.SayAsync(bench.Anna, "two", Cancel);
        await bench.People.SayAsync(bench.Taras, "three", Cancel);

        // Nobody is answered, and both chats have their first on its way.
        await hook.HeldAsync("one");
        await hook.HeldAsync("three");
        Assert.Equal(["one", "three"], hook.Seen.Order());

        hook.Answer("one", 200);
        await hook.HeldAsync("two");
        hook.Answer("two", 200);
        hook.Answer("three", 200);
        await PendingAsync(bench, 0);
        Assert.Equal(3, hook.Seen.Count);
    }

    [Fact]
    public async Task Updates_MaxConnectionsOne_GoOneByOne()
    {
        await using var bench = await EmulatorBench.StartAsync();
        await using var hook = await HeldHook.StartAsync();
        await bench.Bot.SetWebhook(hook.Url, maxConnections: 1, cancellationToken: Cancel);
        await bench.People.SayAsync(bench.Anna, "one", Cancel);
        await hook.HeldAsync("one");
        await bench.People.SayAsync(bench.Taras, "two", Cancel);
        await bench.People.SayAsync(bench.Taras, "three", Cancel);
        Assert.Equal(["one"], hook.Seen);

        hook.Answer("one", 200);
        await hook.HeldAsync("two");
        hook.Answer("two", 200);
        await hook.HeldAsync("three");
        hook.Answer("three", 200);
        await PendingAsync(bench, 0);
    }

    [Fact]
    public async Task Failure_InOneChat_HoldsUpNoOtherAndShowsInTheInfo()
    {
        await using var bench = await EmulatorBench.StartAsync();
        await using var hook = await HeldHook.StartAsync();
        await bench.Bot.SetWebhook(hook.Url, cancellationToken: Cancel);
        await bench.People.SayAsync(bench.Anna, "one", Cancel);
        await hook.HeldAsync("one");
        hook.Answer("one", 503);
        await bench.People.SayAsync(bench.Taras, "two", Cancel);
        await hook.HeldAsync("two");
        hook.Answer("two", 200);

        // The second try of the first one.
        await hook.HeldAsync("one");
        var info = await bench.Bot.GetWebhookInfo(Cancel);
        Assert.Equal("Wrong response from the webhook: 503 Service Unavailable", info.LastErrorMessage);
        Assert.Equal((1, 40), (info.PendingUpdateCount, info.MaxConnections));
        hook.Answer("one", 200);
        await PendingAsync(bench, 0);
    }

    [Fact]
    public async Task SetWebhook_ChangedTwiceInASecond_IsTooManyRequestsAndSetAsItIsChangesNothing()
    {
        await using var bench = await EmulatorBench.StartAsync(time: new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56)));
        await bench.Bot.SetWebhook("http://127.0.0.1:9/a", secretToken: "s", cancellationToken: Cancel);
        await bench.Bot.SetWebhook("http://127.0.0.1:9/a", secretToken: "s", cancellationToken: Cancel);

        var refused = await Assert.ThrowsAsync<ApiRequestException>(() => bench.Bot.SetWebhook("http://127.0.0.1:9/b", secretToken: "s", cancellationToken: Cancel));

        Assert.Equal((429, "Too Many Requests: retry after 1", 1), (refused.ErrorCode, refused.Message, refused.Parameters?.RetryAfter));
        Assert.Equal("http://127.0.0.1:9/a", (await bench.Bot.GetWebhookInfo(Cancel)).Url);
    }

    [Theory]
    [InlineData("with space")]
    [InlineData("umlaut-ü")]
    public async Task SetWebhook_SecretWithOtherCharacters_IsRefused(string secret)
    {
        await using var bench = await EmulatorBench.StartAsync();

        var refused = await Assert.ThrowsAsync<ApiRequestException>(() => bench.Bot.SetWebhook("http://127.0.0.1:9/a", secretToken: secret, cancellationToken: Cancel));

        Assert.Equal("Bad Request: secret token contains unallowed characters", refused.Message);
    }

    [Fact]
    public async Task SetWebhook_WhileAPollWaits_EndsItWith409()
    {
        await using var bench = await EmulatorBench.StartAsync();
        var poll = bench.NewBot().GetUpdates(timeout: 50, cancellationToken: Cancel);
        while (!(bool)(await bench.People.StateAsync(Cancel)).Bot["connected"]!)
            await Task.Yield();

        await bench.Bot.SetWebhook("http://127.0.0.1:9/a", cancellationToken: Cancel);

        var ended = await Assert.ThrowsAsync<ApiRequestException>(() => poll);
        Assert.Equal((409, "Conflict: terminated by setWebhook request"), (ended.ErrorCode, ended.Message));
    }

    private static async Task PendingAsync(EmulatorBench bench, int count)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while ((await bench.Bot.GetWebhookInfo(patience.Token)).PendingUpdateCount != count)
            await Task.Yield();
    }

    /// <summary>A bot's webhook that answers each post when the test says so.</summary>
    private sealed class HeldHook : IAsyncDisposable
    {
        private readonly WebApplication _application;
        private readonly ConcurrentDictionary<string, TaskCompletionSource<int>> _held = new();
        private readonly ConcurrentQueue<string> _seen = new();
        private readonly SemaphoreSlim _changed = new(0);

        private HeldHook(WebApplication application) => _application = application;

        public string Url => _application.Urls.First() + "/hook";

        /// <summary>What was posted so far, in order.</summary>
        public IReadOnlyCollection<string> Seen => _seen;

        public static async Task<HeldHook> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var hook = new HeldHook(builder.Build());
            hook.Listen();
            await hook._application.StartAsync(Cancel);
            return hook;
        }

        public async Task HeldAsync(string text)
        {
            while (!_held.ContainsKey(text))
                Assert.True(await _changed.WaitAsync(TimeSpan.FromSeconds(15), Cancel), $"\"{text}\" was not posted.");
        }

        public void Answer(string text, int status)
        {
            Assert.True(_held.TryRemove(text, out var waiting));
            waiting.SetResult(status);
        }

        public ValueTask DisposeAsync()
        {
            foreach (var waiting in _held.Values)
                waiting.TrySetResult(500);
            return _application.DisposeAsync();
        }

        private void Listen() => _application.Run(async context =>
        {
            var update = await JsonNode.ParseAsync(context.Request.Body);
            var text = (string)update!["message"]!["text"]!;
            _seen.Enqueue(text);
            var answer = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
            _held[text] = answer;
            _changed.Release();
            context.Response.StatusCode = await answer.Task;
        });
    }
}
