using System.Net;

namespace NewsBot.Options;

/// <summary>Checks of addresses in settings.</summary>
internal static class Addresses
{
    /// <summary>http or https with host and port, and no path, query, fragment or user.</summary>
    public static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
        && address.Host.Length > 0 && address.PathAndQuery == "/" && address.Fragment.Length == 0 && address.UserInfo.Length == 0;

    /// <summary>
    /// Where an update may be posted: an address without query, fragment or user, its path that of a reverse proxy. Telegram
    /// posts by https to four ports only (Bot API, setWebhook); a Bot API server of one's own, local, to any and by http.
    /// </summary>
    public static bool IsPublic(string text, bool ownServer) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address.Host.Length > 0 && address.Query.Length == 0 && address.Fragment.Length == 0 && address.UserInfo.Length == 0
        && (ownServer
            ? address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps
            : address.Scheme == Uri.UriSchemeHttps && !address.IsLoopback && address.Port is (443 or 80 or 88 or 8443));

    /// <summary>An http origin on the loopback interface.</summary>
    public static bool IsLoopback(string text) =>
        IsOrigin(text) && new Uri(text) is { Scheme: "http", IsLoopback: true };

    /// <summary>What Kestrel can listen on without a certificate: http, a host, * or +, and a port.</summary>
    public static bool IsListenable(string text)
    {
        const string Scheme = "http://";
        if (!text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return false;
        var rest = text[Scheme.Length..].TrimEnd('/');
        var colon = rest.LastIndexOf(':');
        if (colon <= 0 || !ushort.TryParse(rest[(colon + 1)..], out _))
            return false;
        var host = rest[..colon];
        return host is "*" or "+"
            || (host.StartsWith('[') && host.EndsWith(']') && IPAddress.TryParse(host[1..^1], out _))
            || Uri.CheckHostName(host) is UriHostNameType.Dns or UriHostNameType.IPv4;
    }
}
