namespace NewsBot.Core.Feeds;

/// <summary>
/// Finds the feeds of an address that a person gave. In this order, and no further than needed: the address is a feed; the
/// page's link elements and what is known about the site; its anchors; well-known paths. A feed found alone has been read;
/// of several a person chooses one, and that is read then.
/// </summary>
internal sealed class FeedDiscovery(FeedFetcher fetcher, FirstBodies bodies, DiscoveryLimits limits, TimeProvider time)
{
    /// <summary>Fetches the address and says which feeds stand behind it.</summary>
    public async Task<DiscoveryResult> DiscoverAsync(Uri address, CancellationToken cancellationToken)
    {
        address = FeedScheme.ToWeb(address);
        if (SiteRules.InPlaceOf(address) is { } known)
        {
            // Where the rule does not hold (any more), the page decides; a host that refuses is not asked twice.
            var result = await ReadAsync(known, cancellationToken);
            if (result is not DiscoveryResult.Failed { Error: FeedError.NotAFeed or FeedError.Unreadable or FeedError.HttpStatus { Code: 400 or 404 } or FeedError.Gone })
                return result;
        }

        return await FetchAsync(address, cancellationToken) switch
        {
            FetchResult.Fresh fresh => await ExamineAsync(fresh, address, mayGoOn: true, cancellationToken),
            FetchResult.Failed failed => new DiscoveryResult.Failed(failed.Error),
            _ => new DiscoveryResult.None(DocumentKind.Empty),
        };
    }

    /// <summary>
    /// The same for an address as a person wrote it. Where no scheme was written, https is a guess: a site that has nothing
    /// there is asked by http. A bad certificate is no reason for that.
    /// </summary>
    public async Task<DiscoveryResult> DiscoverAsync(Uri address, string written, CancellationToken cancellationToken)
    {
        var result = await DiscoverAsync(address, cancellationToken);
        if (address.Scheme != "https" || written.Contains("://", StringComparison.Ordinal)
            || result is not DiscoveryResult.Failed { Error: FeedError.Unreachable { Reason: UnreachableReason.Refused or UnreachableReason.Interrupted } or FeedError.TlsFailure { Problem: TlsProblem.Handshake } })
        {
            return result;
        }

        var plain = new UriBuilder(address) { Scheme = "http", Port = address.IsDefaultPort ? -1 : address.Port }.Uri;
        var second = await DiscoverAsync(plain, cancellationToken);
        return second is DiscoveryResult.Failed ? result : second;
    }

    /// <summary>Reads one of several feeds that were found: Found with it alone, or Failed.</summary>
    public async Task<DiscoveryResult> ReadAsync(DiscoveredFeed feed, CancellationToken cancellationToken)
    {
        if (feed.Read is not null)
            return new DiscoveryResult.Found([feed]);
        return await FetchAsync(feed.Address, cancellationToken) switch
        {
            FetchResult.Failed failed => new DiscoveryResult.Failed(failed.Error),
            FetchResult.Fresh fresh => Read(fresh, feed) switch
            {
                ParseResult.Parsed parsed => Found(fresh, feed, parsed),
                ParseResult.NotAFeed other => new DiscoveryResult.Failed(new FeedError.NotAFeed(other.Found)),
                ParseResult.Unreadable broken => new DiscoveryResult.Failed(new FeedError.Unreadable(broken.Defect)),
                _ => throw new System.Diagnostics.UnreachableException(),
            },
            _ => new DiscoveryResult.Failed(new FeedError.NotAFeed(DocumentKind.Empty)),
        };
    }

    private Task<FetchResult> FetchAsync(Uri address, CancellationToken cancellationToken) => fetcher.FetchAsync(new FetchRequest(address, Validators.None), cancellationToken);

    private static ParseResult Read(FetchResult.Fresh fresh, DiscoveredFeed feed) => FeedParser.Parse(fresh.Bytes.Span, fresh.ContentType, fresh.FinalAddress);

    // The address that was asked stays the feed's, unless the server moved it for good.
    private DiscoveryResult.Found Found(FetchResult.Fresh fresh, DiscoveredFeed feed, ParseResult.Parsed parsed)
    {
        var address = fresh.MovedTo ?? feed.Address;
        bodies.Put(address, fresh);
        return new DiscoveryResult.Found([feed with { Address = address, Title = parsed.Feed.Title ?? feed.Title, Format = parsed.Feed.Format, Read = new ReadFeed(fresh, parsed) }]);
    }

    private async Task<DiscoveryResult> ExamineAsync(FetchResult.Fresh fresh, Uri asked, bool mayGoOn, CancellationToken cancellationToken)
    {
        var itself = new DiscoveredFeed(asked, null);
        switch (Read(fresh, itself))
        {
            case ParseResult.Parsed parsed:
                return Found(fresh, itself, parsed);
            case ParseResult.Unreadable unreadable:
                return new DiscoveryResult.Failed(new FeedError.Unreadable(unreadable.Defect));
            case ParseResult.NotAFeed other when IsPage(fresh, other.Found):
                return await FromPageAsync(PageFeeds.Read(fresh), other.Found == DocumentKind.Unknown ? DocumentKind.Unknown : DocumentKind.WebPage, mayGoOn, cancellationToken);
            case ParseResult.NotAFeed other:
                return new DiscoveryResult.None(other.Found);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    // A page may begin with any of its elements (HTML, 13.1.2.4): then the server's word for it counts.
    private static bool IsPage(FetchResult.Fresh fresh, DocumentKind found) =>
        found is DocumentKind.WebPage or DocumentKind.Unknown
        || (found == DocumentKind.OtherXml && fresh.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true);

    private async Task<DiscoveryResult> FromPageAsync(PageFeeds page, DocumentKind kind, bool mayGoOn, CancellationToken cancellationToken)
    {
        var links = page.Links().Where(feed => feed.Address != page.Address).ToList();
        links.AddRange(PageRules.FeedsOf(page));
        var named = FeedCandidates.Arrange([.. links, .. SiteRules.BesideThoseOf(page.Address, links.Count > 0)]);
        if (named.Count > 1)
            return new DiscoveryResult.Found(named);
        var only = named.Count == 0 ? null : await ReadAsync(named[0], cancellationToken);
        if (only is DiscoveryResult.Found)
            return only;
        if (!mayGoOn)
            return only ?? new DiscoveryResult.None(kind);
        if (page.SentTo() is { } next && await FetchAsync(next, cancellationToken) is FetchResult.Fresh sent)
            return await ExamineAsync(sent, next, mayGoOn: false, cancellationToken);
        if (await FromAnchorsAsync(page, cancellationToken) is { } anchored)
            return anchored;
        // What the page itself names and cannot be read is the answer; nothing is guessed then.
        return only ?? (kind == DocumentKind.WebPage ? await ProbeAsync(page.Address, cancellationToken) : null) ?? new DiscoveryResult.None(kind);
    }

    private async Task<DiscoveryResult?> FromAnchorsAsync(PageFeeds page, CancellationToken cancellationToken)
    {
        var anchors = FeedCandidates.Arrange(page.Anchors());
        if (anchors.Count != 1)
            return anchors.Count > 1 ? new DiscoveryResult.Found(anchors) : null;
        if (await FetchAsync(anchors[0].Address, cancellationToken) is not FetchResult.Fresh fresh)
            return null;
        return Read(fresh, anchors[0]) switch
        {
            ParseResult.Parsed parsed => Found(fresh, anchors[0], parsed),
            // "RSS" often leads to a page that lists the feeds.
            ParseResult.NotAFeed { Found: DocumentKind.WebPage } => FromListing(fresh),
            _ => null,
        };
    }

    private static DiscoveryResult.Found? FromListing(FetchResult.Fresh fresh)
    {
        var page = PageFeeds.Read(fresh);
        var feeds = FeedCandidates.Arrange([.. page.Links(), .. page.Anchors()]);
        return feeds.Count > 0 ? new DiscoveryResult.Found(feeds) : null;
    }

    // The answer is read, not believed by its status. A host that turns us away or does not answer is left alone.
    private async Task<DiscoveryResult?> ProbeAsync(Uri page, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        foreach (var address in WellKnownPaths.For(page, limits.Probes))
        {
            // Somebody waits for the answer.
            if (time.GetElapsedTime(began) > limits.ProbeTime)
                return null;
            if (limits.Pause > TimeSpan.Zero)
                await Task.Delay(limits.Pause, time, cancellationToken);
            switch (await ReadAsync(new DiscoveredFeed(address, null, FoundBy.WellKnownPath), cancellationToken))
            {
                case DiscoveryResult.Found found:
                    return found;
                case DiscoveryResult.Failed { Error: FeedError.RateLimited or FeedError.Unreachable or FeedError.Timeout or FeedError.TlsFailure or FeedError.HttpStatus { Code: 401 or 403 or 451 or >= 500 } }:
                    return null;
            }
        }

        return null;
    }
}
