using System.Globalization;
using System.Text;
using NewsBot.TelegramEmulator.Server;

namespace NewsBot.TelegramEmulator.Text;

/// <summary>
/// Telegram's check of addresses in text links and buttons: http, https, tg or ton; a host with a dot; no spaces in
/// the host; the result normalised (scheme added, host in lower case, a slash for an empty path).
/// </summary>
internal static class LinkCheck
{
    internal abstract record Result
    {
        private Result()
        {
        }

        internal sealed record Accepted(string Url) : Result;

        /// <summary>The reason as Telegram words it, such as "Wrong HTTP URL".</summary>
        internal sealed record Refused(string Reason) : Result;
    }

    /// <summary>The person a tg://user?id=N link mentions.</summary>
    public static long? UserId(string link)
    {
        const string Prefix = "tg://user?id=";
        return link.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            && long.TryParse(link.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0
            ? id
            : null;
    }

    /// <summary>The normalised address, or Telegram's refusal naming whose address it is.</summary>
    public static string Require(string link, string whose)
    {
        var result = Check(link);
        if (result is Result.Refused refused)
            throw Refusal.BadRequest($"{whose} URL '{link}' is invalid: {refused.Reason}");
        return ((Result.Accepted)result).Url;
    }

    public static Result Check(string link)
    {
        link = link.Trim();
        foreach (var scheme in (ReadOnlySpan<string>)["tg:", "ton:"])
        {
            if (link.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            {
                var rest = link[scheme.Length..].TrimStart('/');
                return rest.Length > 0 && !rest.Contains(' ')
                    ? new Result.Accepted($"{scheme}//{rest}")
                    : new Result.Refused($"Wrong {scheme[..^1]} URL");
            }
        }

        var protocol = "http";
        var colon = link.IndexOf("://", StringComparison.Ordinal);
        if (colon >= 0 && colon < FirstOf(link, "/?#@"))
        {
            protocol = link[..colon].ToLowerInvariant();
            if (protocol is not ("http" or "https"))
                return new Result.Refused("Unsupported URL protocol");
            link = link[(colon + 3)..];
        }
        var end = FirstOf(link, "/?#");
        var authority = link[..end];
        var tail = link[end..];
        var host = authority[(authority.LastIndexOf('@') + 1)..];
        var port = "";
        if (!host.StartsWith('[') && host.LastIndexOf(':') is >= 0 and var separator)
        {
            port = host[(separator + 1)..];
            host = host[..separator];
            if (!ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
                return new Result.Refused("Wrong port number specified in the URL");
        }
        if (host.Length == 0)
            return new Result.Refused("URL host is empty");
        if (host == ".")
            return new Result.Refused("Host is invalid");
        if (host.Any(c => c <= ' ' || (c < 0x80 && !char.IsAsciiLetterOrDigit(c) && !"-._!$,~*'();&+=%[]:".Contains(c, StringComparison.Ordinal))))
            return new Result.Refused("Disallowed character in URL host");
        if (!host.Contains('.', StringComparison.Ordinal) && !host.StartsWith('['))
            return new Result.Refused("Wrong HTTP URL");
        var user = authority[..(authority.LastIndexOf('@') + 1)];
        return new Result.Accepted($"{protocol}://{user}{host.ToLowerInvariant()}{(port.Length > 0 ? ":" + port : "")}{Tail(tail)}");
    }

    private static int FirstOf(string text, string characters)
    {
        var found = text.AsSpan().IndexOfAny(characters);
        return found < 0 ? text.Length : found;
    }

    private static string Tail(string tail)
    {
        var result = new StringBuilder(tail.Length + 1);
        if (!tail.StartsWith('/'))
            result.Append('/');
        foreach (var c in tail)
        {
            if (c <= ' ')
                result.Append(CultureInfo.InvariantCulture, $"%{(int)c:X2}");
            else
                result.Append(c);
        }
        return result.ToString();
    }
}
