using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Core.Conversation;
using NewsBot.Core.Delivery;
using NewsBot.HostTests.Support;
using NewsBot.Operations;
using NewsBot.Options;
using NewsBot.Telegram;

namespace NewsBot.HostTests.Telegram;

/// <summary>The product's reception of updates, with a store of its own and a clock that stands, against a Bot API that the test plays.</summary>
internal sealed class ReceptionBench : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly ScriptedApi _api;
    private readonly ServiceProvider _services;
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ReceptionBench(TemporaryFolder folder, ScriptedApi api, ServiceProvider services)
    {
        (_folder, _api, _services) = (folder, api, services);
        services.GetRequiredService<BotConnection>().Use("7:scripted", api.Url, null);
        services.GetRequiredService<CurrentBot>().Set(7);
    }

    public System.Threading.Channels.ChannelReader<ScriptedCall> Calls => _api.Calls.Reader;

    public FakeTimeProvider Time => (FakeTimeProvider)_services.GetRequiredService<TimeProvider>();

    public BotStatus Status => _services.GetRequiredService<BotStatus>();

    public bool MaySend => _services.GetRequiredService<SendingGate>().IsOpen;

    public string Secret => _services.GetRequiredService<WebhookAddress>().Secret;

    public bool IsAnswered => _answered.Task.IsCompleted;

    public Task Running { get; private set; } = Task.CompletedTask;

    public static async Task<ReceptionBench> StartAsync(Func<ScriptedCall, (int Status, string Body)> answer, params IEnumerable<(string Key, string Value)> set)
    {
        var folder = new TemporaryFolder();
        var configuration = SettingSources.Build(folder.Path, set.ToDictionary(one => one.Key, one => (string?)one.Value));
        var settings = NewsBot.Options.Settings.Read(configuration, folder.Path);
        var services = new ServiceCollection().AddLogging();
        services.AddNewsBot(settings).AddBotLife(settings)
            .AddSingleton<TimeProvider>(new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero)));
        var bench = new ReceptionBench(folder, await ScriptedApi.StartAsync(answer), services.BuildServiceProvider());
        await bench._services.GetRequiredService<StoreOpening>().ForVerbAsync(TestContext.Current.CancellationToken);
        return bench;
    }

    public void Run() =>
        Running = _services.GetRequiredService<IUpdateReception>().RunAsync(new BotIdentity(7, "NewsBot"), () => _answered.TrySetResult(), _stop.Token);

    /// <summary>Moves the clock step by step until it is so, a round trip apart: a pause begins a moment after its reason shows.</summary>
    public async Task UntilAsync(Func<bool> isSo)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (!isSo() && !Running.IsCompleted)
        {
            patience.Token.ThrowIfCancellationRequested();
            await PassAsync(TimeSpan.FromSeconds(1));
        }
        Assert.True(isSo(), "The reception has ended, and the bot hears nobody any more.");
    }

    /// <summary>So long and not a second longer.</summary>
    public async Task PassAsync(TimeSpan span)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        for (var passed = TimeSpan.Zero; passed < span; passed += TimeSpan.FromSeconds(1))
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            using var _ = await http.GetAsync($"{_api.Url}/bot7:scripted/ping", TestContext.Current.CancellationToken);
        }
    }

    /// <summary>As if this installation had set its webhook there before.</summary>
    public Task RememberAsync(string url) => _services.GetRequiredService<WebhookAddress>().RememberAsync(url, TestContext.Current.CancellationToken);

    /// <summary>Leadership is lost; the reception ends quietly.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Running;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
        await _services.DisposeAsync();
        await _api.DisposeAsync();
        _folder.Dispose();
    }
}
