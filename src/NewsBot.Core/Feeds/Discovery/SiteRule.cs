using System.Text.RegularExpressions;

namespace NewsBot.Core.Feeds;

/// <summary>Where the feeds of one site stand, by the addresses of its pages.</summary>
/// <param name="page">Matches "host/path?query" of a page in any case, without "www.".</param>
/// <param name="feeds">Addresses of its feeds in which ${name} is a group of the pattern, the likeliest first, and what the site calls them.</param>
internal sealed class SiteRule(string page, params (string Address, string? Title)[] feeds)
{
    private readonly Regex _page = new($"^(?:{page})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>Counts only where the page names no feed itself.</summary>
    public bool OnlyIfPageNamesNone { get; init; }

    /// <summary>The feeds of a page; none where the rule is not about it.</summary>
    /// <param name="address">The page.</param>
    /// <param name="subject">Its address as the pattern wants it.</param>
    public IReadOnlyList<DiscoveredFeed> FeedsOf(Uri address, string subject)
    {
        if (_page.Match(subject) is not { Success: true } match)
            return [];
        return [.. feeds
            .Select(feed => Uri.TryCreate(address, match.Result(feed.Address), out var found)
                ? new DiscoveredFeed(found, feed.Title is null ? null : Uri.UnescapeDataString(match.Result(feed.Title)), FoundBy.SiteRule)
                : null)
            .OfType<DiscoveredFeed>().Where(feed => feed.Address != address)];
    }
}
