namespace NewsBot.Core.Feeds;

/// <summary>The addresses that XML feeds and items give for themselves.</summary>
internal static class XmlLinks
{
    /// <summary>The address of the page that a feed or item stands for.</summary>
    public static string? Of(FeedElement element)
    {
        foreach (var link in element.Children)
        {
            if (link.Key == "link" && FeedAddress.Resolve(link.Text(), link.Base) is { } address)
                return address;
        }

        var alternates = element.Children.Where(child => child.Key is "atom:link" or "link" && IsAlternate(child.Attribute("rel")) && child.Attribute("href") is not null).ToList();
        var best = alternates.Find(link => link.Attribute("type") is null or "text/html" or "application/xhtml+xml") ?? alternates.FirstOrDefault();
        if (best is not null)
            return FeedAddress.Resolve(best.Attribute("href"), best.Base);
        if (element.First("guid") is { } guid && guid.Attribute("ispermalink")?.Trim().ToLowerInvariant() is null or "true" && guid.Text() is { } identifier && IsWeb(identifier))
            return identifier;
        return element.Attribute("rdf:about") is { } about && IsWeb(about) ? about.Trim() : null;
    }

    /// <summary>True for an absolute http or https address.</summary>
    public static bool IsWeb(string text) =>
        text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    // RFC 4287, 4.2.7.2: no relation means alternate; registered ones may be written as their full address.
    private static bool IsAlternate(string? relation) =>
        relation is null or "" || relation.Trim().ToLowerInvariant() is "alternate" or "http://www.iana.org/assignments/relation/alternate";
}
