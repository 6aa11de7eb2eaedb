namespace NewsBot.Core.Feeds;

/// <summary>How a feed was found.</summary>
internal enum FoundBy
{
    /// <summary>The address itself is the feed.</summary>
    Address,

    /// <summary>A link element of the page (HTML, 4.6.7.1).</summary>
    Link,

    /// <summary>What is known about the site.</summary>
    SiteRule,

    /// <summary>An anchor of the page that looks like a feed.</summary>
    Anchor,

    /// <summary>A path where feeds often stand.</summary>
    WellKnownPath,
}

/// <summary>A feed that has been fetched and read.</summary>
/// <param name="Answer">The document as it came.</param>
/// <param name="Parsed">What it says.</param>
internal sealed record ReadFeed(FetchResult.Fresh Answer, ParseResult.Parsed Parsed);

/// <summary>A feed that stands behind an address.</summary>
/// <param name="Address">The feed's own address, absolute.</param>
/// <param name="Title">As the page or the feed names it, plain text; null where neither does.</param>
/// <param name="By">How it was found.</param>
internal sealed record DiscoveredFeed(Uri Address, string? Title, FoundBy By = FoundBy.Address)
{
    /// <summary>What came when it was read; null where it has not been asked for yet.</summary>
    public ReadFeed? Read { get; init; }

    /// <summary>Its dialect as the page states it; null where it does not.</summary>
    public FeedFormat? Format { get; init; }

    /// <summary>What it said, where it has been read already: need not be fetched again to be shown.</summary>
    public ParsedFeed? Feed => Read?.Parsed.Feed;
}

/// <summary>What stands behind an address.</summary>
internal abstract record DiscoveryResult
{
    private DiscoveryResult()
    {
    }

    /// <summary>One feed, which has been read, or several, of which one is to be chosen: the likeliest first.</summary>
    internal sealed record Found(IReadOnlyList<DiscoveredFeed> Feeds) : DiscoveryResult;

    /// <summary>The address was reached, but no feed is there.</summary>
    /// <param name="Kind">What is there instead.</param>
    internal sealed record None(DocumentKind Kind) : DiscoveryResult;

    /// <summary>The address could not be reached or read.</summary>
    internal sealed record Failed(FeedError Error) : DiscoveryResult;
}

/// <summary>How much a search for feeds may ask of a site.</summary>
internal sealed record DiscoveryLimits
{
    /// <summary>Well-known paths tried at most.</summary>
    public int Probes { get; init; } = 6;

    /// <summary>No further one once they have taken this long together.</summary>
    public TimeSpan ProbeTime { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Between two requests for such paths.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);
}
