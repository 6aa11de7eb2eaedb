namespace NewsBot.Core.Feeds;

/// <summary>The addresses that XML feeds and items give for themselves.</summary>
internal static class XmlLinks
{
    /// <summary>The address of the page that a feed or item stands for.</summary>
    public static string? Of(FeedElement element) => Original(element) ?? Plain(element) ?? Alternate(element) ?? Identifier(element);

    /// <summary>True for an absolute http or https address.</summary>
    public static bool IsWeb(string text) =>
        text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    /// <summary>What a link points at: Atom's attribute, or what stands in the element in its place.</summary>
    public static string? Target(FeedElement link) => link.Attribute("href") ?? (link.HasChildren ? null : link.Text());

    // A service that counts readers puts its own address into the link, and the article's beside it.
    private static string? Original(FeedElement element) =>
        element.TextOf("feedburner:origlink", "pheedo:origlink") is { } original && IsWeb(original) ? original : null;

    // RSS knows one link an item; where there are several, readers in wide use take the last, and publishers rely on it.
    private static string? Plain(FeedElement element)
    {
        string? found = null;
        foreach (var link in element.Children)
        {
            if (link.Key == "link" && link.Attribute("rel") is null && Safe(Target(link), link.Base) is { } address)
                found = address;
        }

        return found;
    }

    private static string? Alternate(FeedElement element)
    {
        FeedElement? best = null;
        foreach (var link in element.Children)
        {
            if (link.Key is not ("atom:link" or "link") || !IsAlternate(link.Attribute("rel")) || string.IsNullOrWhiteSpace(Target(link)))
                continue;
            if (IsPage(link.Attribute("type")))
                return Safe(Target(link), link.Base);
            best ??= link;
        }

        return best is null ? null : Safe(Target(best), best.Base);
    }

    // Identifiers stay as they are; only as an address one may stand in for a link.
    private static string? Identifier(FeedElement element)
    {
        if (element.First("guid") is { } guid && guid.Attribute("ispermalink")?.Trim().ToLowerInvariant() is null or "true" or "" && guid.Text() is { } permanent && IsWeb(permanent))
            return permanent;
        if (element.Attribute("rdf:about") is { } about && IsWeb(about.Trim()))
            return about.Trim();
        return FeedStructure.IsItem(element.Key) && element.TextOf("atom:id") is { } identifier && IsWeb(identifier) ? identifier : null;
    }

    private static string? Safe(string? reference, Uri? basis) =>
        FeedAddress.Resolve(reference, basis) is { } address && !IsScript(address) ? address : null;

    private static bool IsScript(string address) =>
        address.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase) || address.StartsWith("data:", StringComparison.OrdinalIgnoreCase)
        || address.StartsWith("vbscript:", StringComparison.OrdinalIgnoreCase) || address.StartsWith("file:", StringComparison.OrdinalIgnoreCase);

    private static bool IsPage(string? type) => type?.Trim().ToLowerInvariant() is null or "" or "text/html" or "application/xhtml+xml" or "text/plain";

    // RFC 4287, 4.2.7.2: no relation means alternate; registered ones may be written as their full address.
    private static bool IsAlternate(string? relation) =>
        relation is null or "" || relation.Trim().ToLowerInvariant() is "alternate" or "http://www.iana.org/assignments/relation/alternate";
}
