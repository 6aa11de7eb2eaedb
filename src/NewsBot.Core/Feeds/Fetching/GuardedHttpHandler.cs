using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using NewsBot.Core.Text;

namespace NewsBot.Core.Feeds;

/// <summary>
/// The only way to addresses that people and feeds name. Names are resolved inside the connect and only public addresses
/// and ports of the web are connected to, so that neither a name that changes its mind nor a redirect leads into the owner's
/// network or to another service. No redirects, cookies or proxies; certificates are checked unless the owner says otherwise
/// of one feed. Headers pass byte for byte (ISO 8859-1).
/// </summary>
internal sealed class GuardedHttpHandler : DelegatingHandler
{
    /// <summary>Opens a stream to one of these addresses.</summary>
    internal delegate ValueTask<Stream> Connect(IPAddress[] addresses, int port, CancellationToken cancellationToken);

    /// <summary>Set on a request: its server's certificate is not checked.</summary>
    internal static readonly HttpRequestOptionsKey<bool> AcceptAnyCertificate = new("AcceptAnyCertificate");

    private const int ConnectionsPerServer = 2;

    /// <summary>Below it ports are other services', but for those of the web.</summary>
    private const int FirstFreePort = 1024;

    /// <summary>Resolving, connecting and the TLS handshake together.</summary>
    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    private readonly bool _allowPrivateNetworks;
    private readonly HashSet<string> _privateHosts;
    private readonly Lazy<HttpMessageInvoker> _unchecked;
    private readonly Connect _connect;

    /// <param name="allowPrivateNetworks">Let loopback, private and other special addresses be reached.</param>
    /// <param name="privateHosts">Hosts that may stand in a private network, on any port, all the same; null: none.</param>
    /// <param name="connect">In place of a socket, so that a test of the guard can never reach anybody.</param>
    /// <param name="authorities">Whom certificates are believed from, in place of those the machine trusts.</param>
    public GuardedHttpHandler(
        bool allowPrivateNetworks, IEnumerable<string>? privateHosts = null, Connect? connect = null, X509Certificate2Collection? authorities = null)
    {
        _allowPrivateNetworks = allowPrivateNetworks;
        _privateHosts = new HashSet<string>(privateHosts ?? [], StringComparer.OrdinalIgnoreCase);
        _connect = connect ?? ConnectSocketAsync;
        InnerHandler = Sockets(authorities);
        _unchecked = new Lazy<HttpMessageInvoker>(() =>
        {
            var sockets = Sockets(null);
#pragma warning disable CA5359 // It is what the owner asks for, feed by feed, and what /sources shows.
            sockets.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
            return new HttpMessageInvoker(sockets);
        });
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.Options.TryGetValue(AcceptAnyCertificate, out var any) && any
            ? _unchecked.Value.SendAsync(request, cancellationToken)
            : base.SendAsync(request, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing && _unchecked.IsValueCreated)
            _unchecked.Value.Dispose();
        base.Dispose(disposing);
    }

    private SocketsHttpHandler Sockets(X509Certificate2Collection? authorities)
    {
        var sockets = new SocketsHttpHandler
        {
            ConnectCallback = ConnectAsync,
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            // By hand, in BodyUnpacker: here nothing would limit what comes out.
            AutomaticDecompression = DecompressionMethods.None,
            MaxConnectionsPerServer = ConnectionsPerServer,
            MaxResponseHeadersLength = 64,
            ConnectTimeout = ConnectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            // Thousands of hosts, each asked once in a while: what stays open for longer is memory on both sides.
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(10),
            RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1,
            ResponseHeaderEncodingSelector = (_, _) => Encoding.Latin1,
        };
        if (authorities is not null)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(authorities);
            sockets.SslOptions.CertificateChainPolicy = policy;
        }

        return sockets;
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var target = context.DnsEndPoint;
        var isPermitted = _allowPrivateNetworks || _privateHosts.Contains(target.Host.TrimEnd('.'));
        if (!isPermitted && target.Port is not (80 or 443 or >= FirstFreePort))
            throw new ForbiddenPortException(target.Host, target.Port);
        // The resolver refuses some literal addresses (0.0.0.0) with an error of its own.
        var addresses = IPAddress.TryParse(target.Host.TrimEnd('.'), out var literal) ? [literal] : await Dns.GetHostAddressesAsync(target.Host, cancellationToken);
        // IPv4 first: without IPv6 its addresses may swallow the whole time of the connect.
        var permitted = addresses
            .Where(address => isPermitted || !SpecialAddresses.Contains(address))
            .OrderBy(address => address.AddressFamily == AddressFamily.InterNetwork ? 0 : 1)
            .ToArray();
        if (permitted.Length == 0 && addresses.Length > 0)
            throw new PrivateAddressException(target.Host);
        return await _connect(permitted, target.Port, cancellationToken);
    }

    private static async ValueTask<Stream> ConnectSocketAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>A connect was refused because the name leads to special addresses only. Never leaves the callers of the handler.</summary>
internal sealed class PrivateAddressException(string host) : IOException($"{host} is not a public address.")
{
    /// <summary>The name as it was asked for.</summary>
    public string Host { get; } = host;
}

/// <summary>A connect was refused because the port belongs to another service. Never leaves the callers of the handler.</summary>
internal sealed class ForbiddenPortException(string host, int port) : IOException($"Port {port} of {host} is not one of the web.")
{
    /// <summary>The name as it was asked for.</summary>
    public string Host { get; } = host;

    /// <summary>The port as it was asked for.</summary>
    public int Port { get; } = port;
}
