using System.Net.Sockets;
using NewsBot.Options;
using Telegram.Bot;

namespace NewsBot.Telegram;

/// <summary>
/// The clients that talk to the Bot API: one for sends and one, more patient, for long polls. Neither retries on its
/// own (the library would sleep on 429 inside the call): the ledger owns every wait.
/// </summary>
internal sealed class TelegramClient : IDisposable
{
    /// <summary>How long one long poll waits for updates; Telegram's own server allows 50 s at most.</summary>
    public static readonly TimeSpan LongPoll = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan _connectTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _sendTimeout = TimeSpan.FromSeconds(20);

    private readonly SocketsHttpHandler _handler = new()
    {
        ConnectCallback = ConnectAsync,
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        UseCookies = false,
    };
    private readonly HttpClient _sending;
    private readonly HttpClient _polling;

    /// <param name="token">The bot's token.</param>
    /// <param name="apiBaseUrl">Scheme, host and port of the Bot API server.</param>
    public TelegramClient(string token, string apiBaseUrl)
    {
        _sending = new HttpClient(_handler, disposeHandler: false) { Timeout = _sendTimeout };
        _polling = new HttpClient(_handler, disposeHandler: false) { Timeout = LongPoll + _sendTimeout };
        Sending = new TelegramBotClient(Describe(token, apiBaseUrl), _sending);
        Polling = new TelegramBotClient(Describe(token, apiBaseUrl), _polling);
    }

    public ITelegramBotClient Sending { get; }

    public ITelegramBotClient Polling { get; }

    public void Dispose()
    {
        _sending.Dispose();
        _polling.Dispose();
        _handler.Dispose();
    }

    private static TelegramBotClientOptions Describe(string token, string apiBaseUrl) =>
        new(token, apiBaseUrl == TelegramOptions.OfficialApi ? null : apiBaseUrl) { RetryThreshold = 0 };

    // A connection that never came about is a SocketException, and so nothing was sent. HttpClient's own connect
    // timeout looks like a timeout after sending.
    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(_connectTimeout);
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, timeout.Token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            socket.Dispose();
            throw new SocketException((int)SocketError.TimedOut);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
