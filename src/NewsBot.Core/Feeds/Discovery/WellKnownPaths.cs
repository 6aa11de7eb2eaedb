namespace NewsBot.Core.Feeds;

/// <summary>The paths under which sites that name no feed most often have one.</summary>
internal static class WellKnownPaths
{
    private static readonly string[] AtTheRoot = ["/feed", "/rss", "/feed.xml", "/rss.xml", "/atom.xml", "/index.xml"];

    /// <summary>What to try for a page, the likeliest first: below the page, then at the root of its site.</summary>
    public static IReadOnlyList<Uri> For(Uri page, int most)
    {
        var path = page.AbsolutePath.TrimEnd('/');
        // "/news" may be a section with a feed; "/news/2026/storm.html" is a page like many.
        var below = path.Length > 1 && !path.Contains('.', StringComparison.Ordinal) && path.Count(character => character == '/') <= 2 ? new[] { path + "/feed", path + "/rss" } : [];
        return [.. below.Concat(AtTheRoot).Select(candidate => new Uri(page, candidate)).Where(address => address != page).Distinct().Take(most)];
    }
}
