using System.Globalization;

namespace NewsBot.HostTests.Telegram;

/// <summary>The webhook as the leader sets it and looks after it; the clock stands until a test moves it.</summary>
public sealed class TelegramWebhookTests
{
    private const string Ours = "https://bot.example.org/news/telegram/webhook";

    private readonly Lock _lock = new();
    private string _url = "";
    private string? _more;
    private int _sets;
    private Func<ScriptedCall, (int, string)?> _first = _ => null;

    [Fact]
    public async Task RunAsync_NoWebhookThere_SetsItWithSecretAndKindsAndIsReady()
    {
        ScriptedCall? set = null;
        _first = call =>
        {
            if (call.Method == "setWebhook")
                set = call;
            return null;
        };
        await using var bench = await StartAsync();

        await bench.UntilAsync(() => bench.IsAnswered);

        Assert.Equal(Ours, set!.Parameter("url"));
        Assert.Equal(bench.Secret, set.Parameter("secret_token"));
        Assert.Matches("^[A-Za-z0-9_-]{43}$", bench.Secret);
        Assert.Equal("40", set.Parameter("max_connections"));
        Assert.Equal("""["message","edited_message","channel_post","callback_query","my_chat_member"]""", set.Parameter("allowed_updates"));
        Assert.Null(set.Parameter("drop_pending_updates"));
        Assert.Empty(bench.Status.Problems);
        Assert.True(bench.MaySend);
    }

    [Fact]
    public async Task RunAsync_SecretGiven_IsTheOneThatTelegramIsTold()
    {
        await using var bench = await StartAsync(("Telegram:WebhookSecret", "my-own_1"));

        Assert.Equal("my-own_1", bench.Secret);
    }

    [Fact]
    public async Task RunAsync_WebhookOfAnotherProgram_IsReplacedAndNothingIsSentUntilOursHasStoodForHalfAMinute()
    {
        _url = "https://other.example/secret-path";
        await using var bench = await StartAsync();
        await bench.UntilAsync(() => Url == Ours);
        await bench.PassAsync(TimeSpan.FromSeconds(20));

        Assert.False(bench.MaySend);
        Assert.False(bench.IsAnswered);
        var problem = Assert.Single(bench.Status.Problems, problem => problem.Contains("another program", StringComparison.Ordinal));
        Assert.Contains("https://other.example", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-path", problem, StringComparison.Ordinal);

        await bench.UntilAsync(() => bench.IsAnswered);
        Assert.True(bench.MaySend);
        Assert.Empty(bench.Status.Problems);
    }

    [Theory]
    [InlineData("https://other.example/hook")]
    [InlineData("")]
    public async Task RunAsync_WebhookTakenAgainAndAgain_NothingIsSentAsLongAsThatGoesOn(string url)
    {
        await using var bench = await StartAsync();
        await bench.UntilAsync(() => bench.IsAnswered);

        Url = url;
        await bench.UntilAsync(() => !bench.MaySend);
        for (var round = 0; round < 3; round++)
        {
            await bench.UntilAsync(() => Url == Ours);
            Url = url;
            await bench.PassAsync(TimeSpan.FromSeconds(15));
            Assert.False(bench.MaySend);
        }

        await bench.UntilAsync(() => bench.MaySend);
        Assert.Equal(Ours, Url);
    }

    [Fact]
    public async Task RunAsync_WebhookOfAFormerPublicUrl_IsReplacedWithoutAWord()
    {
        await using var bench = await StartAsync();
        await bench.UntilAsync(() => bench.IsAnswered);
        await bench.RememberAsync("https://former.example/telegram/webhook");

        Url = "https://former.example/telegram/webhook";
        await bench.UntilAsync(() => Url == Ours);

        Assert.True(bench.MaySend);
        Assert.Empty(bench.Status.Problems);
    }

    [Fact]
    public async Task RunAsync_StandsAsItIs_IsSetOnceOnly()
    {
        await using var bench = await StartAsync();
        await bench.UntilAsync(() => bench.IsAnswered);

        await bench.PassAsync(TimeSpan.FromSeconds(45));

        Assert.Equal(1, Volatile.Read(ref _sets));
    }

    [Fact]
    public async Task RunAsync_TelegramCannotDeliver_IsAProblemUntilWhatWaitedHasCome()
    {
        await using var bench = await StartAsync();
        await bench.UntilAsync(() => bench.IsAnswered);

        var at = bench.Time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        Volatile.Write(ref _more, $",\"last_error_date\":{at},\"last_error_message\":\"Wrong response from the webhook: 502 Bad Gateway\",\"pending_update_count\":3");
        await bench.UntilAsync(() => bench.Status.Problems.Count > 0);
        Assert.Equal($"it cannot deliver updates to {Ours} (3 waiting): Wrong response from the webhook: 502 Bad Gateway", bench.Status.Problems[0]);
        // What goes out is not affected.
        Assert.True(bench.MaySend);

        Volatile.Write(ref _more, $",\"last_error_date\":{at},\"last_error_message\":\"Wrong response from the webhook: 502 Bad Gateway\",\"pending_update_count\":0");
        await bench.UntilAsync(() => bench.Status.Problems.Count == 0);
    }

    [Fact]
    public async Task RunAsync_AddressThatTelegramDoesNotTake_IsSaidWithItsReasonAndTriedAgain()
    {
        var isRefused = true;
        _first = call => call.Method == "setWebhook" && isRefused
            ? (400, """{"ok":false,"error_code":400,"description":"Bad Request: bad webhook: failed to resolve host: Name or service not known"}""")
            : null;
        await using var bench = await StartAsync();
        await bench.UntilAsync(() => bench.Status.Problems.Any(problem => problem.Contains("failed to resolve host", StringComparison.Ordinal)));
        Assert.False(bench.IsAnswered);

        isRefused = false;
        await bench.UntilAsync(() => bench.IsAnswered);
        Assert.Empty(bench.Status.Problems);
    }

    [Fact]
    public async Task RunAsync_TokenRefused_NothingIsSentUntilItIsTakenAgain()
    {
        var isRefused = false;
        _first = _ => isRefused ? (401, """{"ok":false,"error_code":401,"description":"Unauthorized"}""") : null;
        await using var bench = await StartAsync();
        await bench.UntilAsync(() => bench.IsAnswered);

        isRefused = true;
        await bench.UntilAsync(() => !bench.MaySend);
        isRefused = false;
        await bench.UntilAsync(() => bench.MaySend);
    }

    private string Url
    {
        get
        {
            lock (_lock)
                return _url;
        }
        set
        {
            lock (_lock)
                _url = value;
        }
    }

    private async Task<ReceptionBench> StartAsync(params (string Key, string Value)[] more)
    {
        var bench = await ReceptionBench.StartAsync(
            Answer, [("Telegram:Updates", "Webhook"), ("Telegram:Token", "7:scripted"), ("Web:PublicUrl", "https://bot.example.org/news/"), .. more]);
        bench.Run();
        return bench;
    }

    private (int, string) Answer(ScriptedCall call)
    {
        if (_first(call) is { } answer)
            return answer;
        switch (call.Method)
        {
            case "getWebhookInfo":
                var more = Volatile.Read(ref _more) ?? ",\"pending_update_count\":0";
                return (200, $"{{\"ok\":true,\"result\":{{\"url\":\"{Url}\",\"has_custom_certificate\":false{more}}}}}");
            case "setWebhook":
                Url = call.Parameter("url")!;
                Interlocked.Increment(ref _sets);
                break;
        }
        return (200, ScriptedApi.Done);
    }
}
