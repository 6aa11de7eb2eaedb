using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace NewsBot.Core.Feeds;

/// <summary>A feed that stands behind an address.</summary>
/// <param name="Address">The feed's own address, absolute.</param>
/// <param name="Title">As the page or the feed names it, plain text; null where neither does.</param>
/// <param name="Feed">What it said, where it has been read already: need not be fetched again to be shown.</param>
internal sealed record DiscoveredFeed(Uri Address, string? Title, ParsedFeed? Feed = null);

/// <summary>What stands behind an address.</summary>
internal abstract record DiscoveryResult
{
    private DiscoveryResult()
    {
    }

    /// <summary>One feed or several, in the order of the page.</summary>
    internal sealed record Found(IReadOnlyList<DiscoveredFeed> Feeds) : DiscoveryResult;

    /// <summary>The address was reached, but no feed is there.</summary>
    /// <param name="Kind">What is there instead.</param>
    internal sealed record None(DocumentKind Kind) : DiscoveryResult;

    /// <summary>The address could not be reached or read.</summary>
    internal sealed record Failed(FeedError Error) : DiscoveryResult;
}

/// <summary>Finds the feeds of an address that a person gave: the feed itself, or those its page names (HTML, 4.6.7.1).</summary>
internal sealed class FeedDiscovery(FeedFetcher fetcher)
{
    private const int MostFeeds = 20;

    /// <summary>Fetches the address and says which feeds stand behind it.</summary>
    public async Task<DiscoveryResult> DiscoverAsync(Uri address, CancellationToken cancellationToken) =>
        await fetcher.FetchAsync(new FetchRequest(address, Validators.None), cancellationToken) switch
        {
            FetchResult.Fresh fresh => Examine(fresh, address),
            FetchResult.Failed failed => new DiscoveryResult.Failed(failed.Error),
            _ => new DiscoveryResult.None(DocumentKind.Empty),
        };

    /// <summary>The same for a document that has been fetched already.</summary>
    /// <param name="fresh">The document.</param>
    /// <param name="asked">The address that was asked for; it stays the feed's address unless the server moved it for good.</param>
    public static DiscoveryResult Examine(FetchResult.Fresh fresh, Uri asked) =>
        FeedParser.Parse(fresh.Bytes.Span, fresh.ContentType, fresh.FinalAddress) switch
        {
            ParseResult.Parsed parsed => new DiscoveryResult.Found([new DiscoveredFeed(fresh.MovedTo ?? asked, parsed.Feed.Title, parsed.Feed)]),
            ParseResult.NotAFeed { Found: DocumentKind.WebPage or DocumentKind.Unknown } other => FromPage(fresh, other.Found),
            ParseResult.NotAFeed other => new DiscoveryResult.None(other.Found),
            ParseResult.Unreadable unreadable => new DiscoveryResult.Failed(new FeedError.Unreadable(unreadable.Defect)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static DiscoveryResult FromPage(FetchResult.Fresh fresh, DocumentKind kind)
    {
        using var page = new HtmlParser().ParseDocument(FeedEncoding.Decode(fresh.Bytes.Span, fresh.ContentType));
        var basis = page.QuerySelector("base[href]")?.GetAttribute("href") is { } stated ? FeedAddress.Below(fresh.FinalAddress, stated) : fresh.FinalAddress;
        var feeds = page.QuerySelectorAll("link[href], a[rel~=alternate i][href]").Where(IsFeedLink)
            .Select(link => FeedAddress.Resolve(link.GetAttribute("href"), basis) is { } reference && Uri.TryCreate(reference, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
                ? new DiscoveredFeed(address, FeedText.OneLine(link.GetAttribute("title")))
                : null)
            .OfType<DiscoveredFeed>().DistinctBy(feed => feed.Address).Take(MostFeeds).ToList();
        return feeds.Count > 0 ? new DiscoveryResult.Found(feeds) : new DiscoveryResult.None(kind);
    }

    private static bool IsFeedLink(IElement link)
    {
        var relations = (link.GetAttribute("rel") ?? "").ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var type = (link.GetAttribute("type") ?? "").Split(';')[0].Trim().ToLowerInvariant();
        return type switch
        {
            "application/rss+xml" or "application/atom+xml" or "application/rdf+xml" or "application/feed+json" or "application/x-rss+xml" or "application/rss" =>
                relations.Contains("alternate") || relations.Contains("feed") || relations.Length == 0,
            // WordPress names its API so, and it is no feed.
            "application/json" => relations.Contains("alternate") && link.GetAttribute("href")?.Contains("wp-json", StringComparison.OrdinalIgnoreCase) == false
                && link.GetAttribute("href")?.Contains("feed", StringComparison.OrdinalIgnoreCase) == true,
            "text/xml" or "application/xml" => relations.Contains("alternate"),
            _ => relations.Contains("feed") && type.Length == 0,
        };
    }
}
