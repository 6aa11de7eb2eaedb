namespace NewsBot.Core.Feeds;

/// <summary>
/// Addresses as buttons, lists and people write them for feed readers: <c>feed://host/…</c>, <c>feed:https://host/…</c> and the
/// podcast programs' own schemes mean an address of the web (the feed URI scheme was never registered; browsers read it so).
/// </summary>
internal static class FeedScheme
{
    private static readonly string[] Schemes = ["feed", "rss", "itpc", "pcast", "podcast"];

    /// <summary>The address of the web that is meant, or null.</summary>
    /// <param name="written">With blanks around and line breaks in it, as lists carry them.</param>
    public static Uri? Read(string written)
    {
        // Line breaks and tabs inside an address are dropped (WHATWG URL, 4.4); blanks are kept, as "%20".
        var text = written.Trim().Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal).Replace("\t", "", StringComparison.Ordinal);
        if (Array.Find(Schemes, scheme => text.StartsWith(scheme + ":", StringComparison.OrdinalIgnoreCase)) is { } readers)
        {
            var rest = text[(readers.Length + 1)..];
            text = rest.StartsWith("//http", StringComparison.OrdinalIgnoreCase) && rest.IndexOf("://", 2, StringComparison.Ordinal) > 0 ? rest[2..]
                : rest.StartsWith("//", StringComparison.Ordinal) ? "http:" + rest
                : rest.StartsWith("http", StringComparison.OrdinalIgnoreCase) ? rest
                : "http://" + rest;
        }
        else if (text.StartsWith("//", StringComparison.Ordinal))
        {
            text = "https:" + text;
        }
        else if (text.StartsWith("www.", StringComparison.OrdinalIgnoreCase))
        {
            text = "http://" + text;
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.Host.Length > 0 ? address : null;
    }

    /// <summary>The same for an address that has been read already; itself where it is one of the web.</summary>
    public static Uri ToWeb(Uri address) => address.Scheme is "http" or "https" ? address : Read(address.OriginalString) ?? address;
}
