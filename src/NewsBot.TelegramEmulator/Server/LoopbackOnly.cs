using System.Net;
using Microsoft.AspNetCore.Http;

namespace NewsBot.TelegramEmulator.Server;

/// <summary>
/// Who may talk to the emulator: only programs and pages of this machine. A loopback address alone does not keep a
/// web page of another origin out (it can post to it, and DNS rebinding lets it read), so Host and Origin are checked too.
/// </summary>
internal static class LoopbackOnly
{
    /// <summary>The address to listen on, or a clear error for anything but http on a loopback host.</summary>
    public static IPEndPoint Parse(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttp)
            throw new ArgumentException($"The emulator's address is \"{url}\"; expected http and a port, such as http://127.0.0.1:8081.");
        var ip = string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase)
            ? IPAddress.Loopback
            : IPAddress.TryParse(address.DnsSafeHost, out var parsed) ? parsed : null;
        if (ip is null || !IPAddress.IsLoopback(ip))
            throw new ArgumentException(
                $"The emulator's address is \"{url}\"; it lets anyone who reaches it speak as anyone, so it listens on loopback only, such as http://127.0.0.1:8081.");
        return new IPEndPoint(ip, address.Port);
    }

    /// <summary>Why this request is refused, or null.</summary>
    public static string? Objection(HttpRequest request)
    {
        if (!IsLoopbackName(request.Host.Host))
            return $"The emulator answers loopback names only, not \"{request.Host.Host}\". Open it as http://127.0.0.1:{request.Host.Port}/.";
        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0 && !string.Equals(origin, $"http://{request.Host.Value}", StringComparison.OrdinalIgnoreCase))
            return "The emulator takes no requests from pages of another origin.";
        return null;
    }

    private static bool IsLoopbackName(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}
