using System.Text.RegularExpressions;

namespace NewsBot.Core.Feeds;

/// <summary>What a web page says about feeds.</summary>
internal sealed partial class PageFeeds
{
    private const int MostFound = 100;
    private const int LongestAddress = 2_048;

    private readonly PageTags _tags;
    private readonly Uri _basis;

    private PageFeeds(string text, Uri address)
    {
        Text = text;
        Address = address;
        _tags = PageTags.Read(text);
        _basis = _tags.Base is { } stated ? FeedAddress.Below(address, stated) ?? address : address;
    }

    /// <summary>Where the page came from, after redirects.</summary>
    public Uri Address { get; }

    /// <summary>The page's source.</summary>
    public string Text { get; }

    /// <summary>Reads a page.</summary>
    public static PageFeeds Read(FetchResult.Fresh fresh) => new(FeedEncoding.Decode(fresh.Bytes.Span, fresh.ContentType), fresh.FinalAddress);

    /// <summary>The feeds of its link elements, and of anchors that say alternate, in their order (HTML, 4.6.7.1).</summary>
    public IEnumerable<DiscoveredFeed> Links() => _tags.Links.Where(IsFeedLink).Select(link => Feed(link, FoundBy.Link) is { } feed
        ? feed with { Title = FeedText.OneLine(link.Attribute("title")), Format = FormatOf(TypeOf(link)) }
        : null).OfType<DiscoveredFeed>().Take(MostFound);

    /// <summary>The anchors that look like feeds: by their address, or by what they are called on this site. Those of the site itself first.</summary>
    public IEnumerable<DiscoveredFeed> Anchors() => _tags.Links.Where(link => link.IsAnchor)
        .Select(anchor => (Feed: Feed(anchor, FoundBy.Anchor), Anchor: anchor))
        .Where(found => found.Feed is not null && found.Feed.Address != Address && LooksLikeFeed(found.Feed.Address, found.Anchor))
        .Select(found => found.Feed! with { Title = found.Anchor.Text })
        .Take(MostFound)
        .OrderBy(feed => IsOwn(feed.Address) ? 0 : 1);

    /// <summary>Where a page that only sends its readers on leads to (HTML, 4.2.5.3 "refresh"); null for others.</summary>
    public Uri? SentTo() =>
        _tags.Refresh is { Length: <= LongestAddress } content && Refresh().Match(content) is { Success: true } match
        && FeedAddress.Resolve(match.Groups["address"].Value.Trim('\'', '"', ' '), _basis) is { } target
        && Web(target) is { } address && address != Address
            ? address
            : null;

    private DiscoveredFeed? Feed(PageLink link, FoundBy by) =>
        FeedAddress.Resolve(link.Attribute("href"), _basis) is { } reference && Web(reference) is { } address ? new DiscoveredFeed(address, null, by) : null;

    private static Uri? Web(string reference) => reference.Length <= LongestAddress && FeedScheme.Read(reference) is { } address
        ? address.Fragment.Length == 0 ? address : new UriBuilder(address) { Fragment = "" }.Uri
        : null;

    private bool LooksLikeFeed(Uri address, PageLink anchor)
    {
        if (OtherReaders().IsMatch(address.Host + address.AbsolutePath))
            return false;
        return FeedPath().IsMatch(address.PathAndQuery) || FeedHost().IsMatch(address.Host)
            || (IsOwn(address) && new[] { anchor.Text, anchor.Attribute("title"), anchor.Attribute("aria-label"), anchor.PictureText }.Any(name => name is { Length: <= 100 } && FeedName().IsMatch(name.Trim())));
    }

    private bool IsOwn(Uri address) => Site(address) is var site && Site(Address) is var own && (site == own || site.EndsWith("." + own, StringComparison.Ordinal) || own.EndsWith("." + site, StringComparison.Ordinal));

    private static string Site(Uri address) => FeedAddress.HostOf(address) is var host && host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;

    private static string TypeOf(PageLink link) => (link.Attribute("type") ?? "").Split(';')[0].Trim().ToLowerInvariant();

    private static FeedFormat? FormatOf(string type) =>
        type.Contains("atom", StringComparison.Ordinal) ? FeedFormat.Atom
        : type.Contains("rdf", StringComparison.Ordinal) ? FeedFormat.Rdf
        : type.Contains("rss", StringComparison.Ordinal) ? FeedFormat.Rss
        : type.Contains("json", StringComparison.Ordinal) ? FeedFormat.Json
        : null;

    private static bool IsFeedLink(PageLink link)
    {
        var relations = (link.Attribute("rel") ?? "").ToLowerInvariant().Split([' ', '\t', '\n', '\r', '\f'], StringSplitOptions.RemoveEmptyEntries);
        if (link.IsAnchor && !relations.Contains("alternate"))
            return false;
        var type = TypeOf(link);
        return type switch
        {
            "application/rss+xml" or "application/atom+xml" or "application/rdf+xml" or "application/feed+json" or "application/x-rss+xml" or "application/rss"
                or "application/x-atom+xml" or "application/atom" or "text/rss+xml" or "text/atom+xml" or "text/rdf+xml" or "text/rss" or "text/atom" =>
                relations.Contains("alternate") || relations.Contains("feed") || relations.Contains("alternative") || relations.Length == 0,
            // WordPress names its API so, and it is no feed.
            "application/json" => relations.Contains("alternate") && link.Attribute("href")?.Contains("wp-json", StringComparison.OrdinalIgnoreCase) == false
                && link.Attribute("href")?.Contains("feed", StringComparison.OrdinalIgnoreCase) == true,
            "text/xml" or "application/xml" => relations.Contains("alternate"),
            _ => relations.Contains("feed") && type.Length == 0,
        };
    }

    [GeneratedRegex(@"\.(?:rss|atom|rdf)(?:$|\?)|/(?:feeds?|rss2?|atom)(?:\.(?:xml|php|json|aspx?))?/?(?:$|\?)|/(?:feeds?|rss)/[\w/-]+(?:\.xml)?(?:$|\?)|[/_.-](?:feed|rss|atom)[\w-]*\.(?:xml|json)(?:$|\?)|/index\.(?:xml|rdf)(?:$|\?)|[?&](?:feed|format|type|output|alt)=(?:rss2?|atom|rdf)(?:$|&)", RegexOptions.IgnoreCase)]
    private static partial Regex FeedPath();

    [GeneratedRegex(@"^(?:feeds?|rss)\.|^feedpress\.me$", RegexOptions.IgnoreCase)]
    private static partial Regex FeedHost();

    [GeneratedRegex(@"^(?:rss|atom|rss ?2(?:\.0)?|xml|(?:rss|atom|news|json)[ -]?feeds?|rss[ -]?(?:канал|стрічка|лента)|feeds?|subscribe (?:via|by|with) rss|flux rss)$", RegexOptions.IgnoreCase)]
    private static partial Regex FeedName();

    // Buttons "add to my reader", and validators.
    [GeneratedRegex(@"(?:^|\.)(?:feedly\.com|inoreader\.com|newsblur\.com|theoldreader\.com|netvibes\.com|bloglovin\.com|follow\.it|feedspot\.com|feedvalidator\.org|validator\.w3\.org|facebook\.com|twitter\.com|x\.com)/", RegexOptions.IgnoreCase)]
    private static partial Regex OtherReaders();

    // At most five seconds: a page that reloads itself every minute sends nobody on.
    [GeneratedRegex(@"^\s*[0-5](?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?(?<address>\S.*)$", RegexOptions.IgnoreCase)]
    private static partial Regex Refresh();
}
