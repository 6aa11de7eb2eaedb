using System.Text;

namespace NewsBot.Core.Feeds;

/// <summary>Makes the addresses of a feed absolute (RFC 3986, 5; XML Base).</summary>
internal static class FeedAddress
{
    private static readonly string[] AddressAttributes = ["href", "src", "poster", "cite", "action", "longdesc", "background", "data"];

    /// <summary>The absolute address, or the reference unchanged where no base is known. Null for an empty reference.</summary>
    /// <param name="reference">As the feed writes it, without character references.</param>
    /// <param name="basis">What it is relative to.</param>
    public static string? Resolve(string? reference, Uri? basis)
    {
        reference = reference?.Trim();
        if (string.IsNullOrEmpty(reference))
            return null;
        if (basis is null || HasScheme(reference))
            return reference;
        return Uri.TryCreate(basis, reference, out var address) ? address.AbsoluteUri : reference;
    }

    /// <summary>The base that holds inside an element with this xml:base attribute.</summary>
    public static Uri? Below(Uri? basis, string reference)
    {
        reference = reference.Trim();
        if (HasScheme(reference) && Uri.TryCreate(reference, UriKind.Absolute, out var absolute))
            return absolute;
        return basis is not null && Uri.TryCreate(basis, reference, out var address) ? address : basis;
    }

    /// <summary>The host in lower-case ASCII; as written where its characters are none that a name may have (the Uri class throws there).</summary>
    public static string HostOf(Uri address)
    {
        try
        {
            return address.IdnHost.ToLowerInvariant();
        }
        catch (UriFormatException)
        {
            return address.Host.ToLowerInvariant();
        }
    }

    /// <summary>The same address with https in place of http, or the other way round: one feed for us. Null where a port is stated.</summary>
    public static string? WithOtherScheme(Uri address) =>
        address.IsDefaultPort && address.Scheme is "http" or "https" ? (address.Scheme == "https" ? "http" : "https") + address.AbsoluteUri[address.Scheme.Length..] : null;

    /// <summary>Name and port: whom politeness is owed to ("news.example:443").</summary>
    public static string ServerOf(Uri address) => $"{HostOf(address)}:{address.Port}";

    /// <summary>HTML with every relative address in it made absolute; the rest is untouched.</summary>
    public static string? ResolveIn(string? html, Uri? basis)
    {
        if (basis is null || string.IsNullOrEmpty(html) || !html.Contains('<', StringComparison.Ordinal))
            return html;
        StringBuilder? result = null;
        var copied = 0;
        var scanner = new HtmlScanner(html);
        while (scanner.Next())
        {
            if (scanner.Piece != HtmlPiece.StartTag)
                continue;
            var attributes = new HtmlAttributes(scanner.Content);
            while (attributes.Next())
            {
                var resolved = ResolveAttribute(attributes.Name, attributes.Value, basis);
                if (resolved is null)
                    continue;
                result ??= new StringBuilder(html.Length + 64);
                var start = scanner.ContentStart + attributes.ValueStart;
                result.Append(html, copied, start - copied).Append(resolved);
                copied = start + attributes.Value.Length;
            }
        }

        return result?.Append(html, copied, html.Length - copied).ToString() ?? html;
    }

    private static string? ResolveAttribute(ReadOnlySpan<char> name, ReadOnlySpan<char> value, Uri basis)
    {
        var pictures = name.Equals("srcset", StringComparison.OrdinalIgnoreCase);
        if (!pictures && !IsAddress(name))
            return null;
        var written = FeedText.DecodeReferences(value.ToString());
        var resolved = pictures ? ResolvePictures(written, basis) : Resolve(written, basis);
        return resolved is null || resolved == written.Trim()
            ? null
            : resolved.Replace("&", "&amp;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal).Replace("'", "&#39;", StringComparison.Ordinal);
    }

    // srcset: addresses with a width or density each, separated by a comma and white space (HTML, 4.8.4.2.1).
    private static string ResolvePictures(string set, Uri basis) => string.Join(
        ", ",
        set.Split([", ", ",\n", ",\t"], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(candidate =>
        {
            var blank = candidate.IndexOf(' ', StringComparison.Ordinal);
            return blank < 0 ? Resolve(candidate, basis) : Resolve(candidate[..blank], basis) + candidate[blank..];
        }));

    private static bool IsAddress(ReadOnlySpan<char> name)
    {
        foreach (var attribute in AddressAttributes)
        {
            if (name.Equals(attribute, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    // RFC 3986, 3.1; a single letter is a drive, not a scheme.
    private static bool HasScheme(string reference)
    {
        var colon = reference.IndexOf(':', StringComparison.Ordinal);
        if (colon < 2 || !char.IsAsciiLetter(reference[0]))
            return false;
        foreach (var character in reference.AsSpan(1, colon - 1))
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('+' or '-' or '.'))
                return false;
        }

        return true;
    }
}
