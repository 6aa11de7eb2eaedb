using System.Net;
using System.Security.Cryptography;
using System.Text;
using Hangfire.Annotations;
using Hangfire.Dashboard;
using NewsBot.Options;

namespace NewsBot.Web;

/// <summary>
/// Who may open the dashboard: whoever knows the login; without one, only a browser on this machine that came directly.
/// </summary>
internal sealed class DashboardAccess(DashboardLogin? login) : IDashboardAuthorizationFilter
{
    private static readonly string[] _forwarded = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via"];

    public bool Authorize([NotNull] DashboardContext context)
    {
        var http = context.GetHttpContext();
        if (login is null)
            return IsDirectlyLocal(http);
        if (Knows(http.Request.Headers.Authorization))
            return true;
        http.Response.Headers.WWWAuthenticate = "Basic realm=\"NewsBot\", charset=\"UTF-8\"";
        return false;
    }

    // Behind a proxy on the same machine every request looks local; and a foreign page may point its own name at 127.0.0.1.
    private static bool IsDirectlyLocal(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && !_forwarded.Any(http.Request.Headers.ContainsKey)
        && (http.Request.Host.Host == "localhost"
            || (IPAddress.TryParse(http.Request.Host.Host.Trim('[', ']'), out var host) && IPAddress.IsLoopback(host)));

    private bool Knows(string? header)
    {
        const string Scheme = "Basic ";
        if (header?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) != true)
            return false;
        var given = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[Scheme.Length..].Trim(), given, out var length))
            return false;
        // Of equal length whatever was given, so that the time taken tells nothing.
        return CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(given.AsSpan(0, length)),
            SHA256.HashData(Encoding.UTF8.GetBytes($"{login!.User}:{login.Password}")));
    }
}
