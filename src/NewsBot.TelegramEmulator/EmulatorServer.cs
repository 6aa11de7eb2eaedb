using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NewsBot.TelegramEmulator.Chats;
using NewsBot.TelegramEmulator.PageApi;
using NewsBot.TelegramEmulator.Server;
using NewsBot.TelegramEmulator.Store;

namespace NewsBot.TelegramEmulator;

/// <summary>
/// A Telegram Bot API server for one machine, with a chat page at /. A bot talks to it as to Telegram, by
/// <see cref="BaseUrl"/> and <see cref="Token"/>; people talk to the bot on the page.
/// </summary>
public sealed class EmulatorServer : IAsyncDisposable
{
    // A multipart upload of 50 MB and its envelope.
    private const long MaximumRequest = 52L << 20;

    private readonly KestrelServer server;
    private readonly EmulatorStore store;
    private readonly CancellationTokenSource stopping;
    private readonly Task webhooks;

    private EmulatorServer(KestrelServer server, EmulatorStore store, CancellationTokenSource stopping, Task webhooks, Uri baseUrl, string token, string key)
    {
        this.server = server;
        this.store = store;
        this.stopping = stopping;
        this.webhooks = webhooks;
        BaseUrl = baseUrl;
        Token = token;
        Key = key;
    }

    /// <summary>Where it listens, such as http://127.0.0.1:8081/; the chat page stands at this address.</summary>
    public Uri BaseUrl { get; }

    /// <summary>The first accepted bot token.</summary>
    public string Token { get; }

    /// <summary>The key of the page's calls (header X-Emulator-Key).</summary>
    public string Key { get; }

    /// <summary>Starts an emulator.</summary>
    /// <exception cref="ArgumentException">The address is not http on loopback, or a token has not the form 123:abc.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<EmulatorServer> StartAsync(EmulatorOptions options, CancellationToken cancellationToken)
    {
        var address = LoopbackOnly.Parse(options.Url);
        var log = options.LoggerFactory.CreateLogger("NewsBot.TelegramEmulator");
        var store = new EmulatorStore(options.StorePath);
        KestrelServer? server = null;
        var stopping = new CancellationTokenSource();
        try
        {
            var tokens = options.Tokens.Count > 0 ? options.Tokens : [store.Setting("token", NewToken)];
            var key = store.Setting("key", EmulatorStore.NewSecret);
            var accounts = Accounts(options, tokens, store, log);
            var router = new RequestRouter(
                new BotApi(accounts, log),
                new PageEndpoints(accounts, accounts[tokens[0]], key),
                new PageFiles(key),
                accounts,
                log,
                stopping.Token);
            server = NewServer(address);
            await server.StartAsync(router, cancellationToken);
            var bound = server.Features.Get<IServerAddressesFeature>()!.Addresses.First();
            var webhooks = Task.WhenAll(accounts.Values.Select(a => a.Webhook.RunAsync(stopping.Token)));
            return new EmulatorServer(server, store, stopping, webhooks, new Uri(bound), tokens[0], key);
        }
        catch
        {
            server?.Dispose();
            store.Dispose();
            stopping.Dispose();
            throw;
        }
    }

    /// <summary>Ends long polls and pages, then closes the store.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        using (var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2)))
            await server.StopAsync(patience.Token);
        await webhooks;
        server.Dispose();
        store.Dispose();
        stopping.Dispose();
    }

    private static KestrelServer NewServer(IPEndPoint address)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.MaxRequestBodySize = MaximumRequest;
        options.Listen(address, listen => listen.Protocols = HttpProtocols.Http1);
        // Kestrel's own lines would stand beside the bot's for every port and connection; ours say what matters.
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions { IOQueueCount = 0 }), NullLoggerFactory.Instance);
        return new KestrelServer(Options.Create(options), transport, NullLoggerFactory.Instance);
    }

    private static Dictionary<string, BotAccount> Accounts(EmulatorOptions options, IReadOnlyList<string> tokens, EmulatorStore store, ILogger log)
    {
        var gate = new Lock();
        var clock = new EmulatorClock(options.TimeProvider);
        var accounts = new Dictionary<string, BotAccount>(StringComparer.Ordinal);
        foreach (var token in tokens)
        {
            var colon = token.IndexOf(':', StringComparison.Ordinal);
            if (colon < 1 || !long.TryParse(token.AsSpan(0, colon), out var id) || token.Length == colon + 1)
                throw new ArgumentException("A bot token of the emulator has the form 123456:letters, a number, a colon and a secret.");
            var username = accounts.Count == 0 ? options.BotUsername : $"{options.BotUsername}_{id}";
            accounts.Add(token, new BotAccount(
                new BotWorld(token, store, gate, clock, options.BotName, username), clock, options, log));
        }
        return accounts;
    }

    // Above any id Telegram gives today, so that an emulated bot is never taken for a real one.
    private static string NewToken() => $"{9_000_000_000_000 + RandomNumberGenerator.GetInt32(int.MaxValue)}:{EmulatorStore.NewSecret()}";
}
