namespace NewsBot.Core.Feeds;

/// <summary>The dialect a feed document is written in.</summary>
internal enum FeedFormat
{
    /// <summary>RSS 0.9x or 2.0.</summary>
    Rss,

    /// <summary>RSS 1.0 or 0.90, on RDF.</summary>
    Rdf,

    /// <summary>Atom 0.3 or 1.0 (RFC 4287).</summary>
    Atom,

    /// <summary>JSON Feed 1.0 or 1.1.</summary>
    Json,
}

/// <summary>
/// A feed as its document states it, whatever the dialect. Titles and names are plain text, descriptions and bodies HTML,
/// addresses absolute where a base is known. What the document does not say is null or empty: nothing is made up here.
/// </summary>
internal sealed record ParsedFeed
{
    /// <summary>The dialect of the document.</summary>
    public required FeedFormat Format { get; init; }

    /// <summary>Plain text, on one line.</summary>
    public string? Title { get; init; }

    /// <summary>The address of the site the feed speaks for.</summary>
    public string? SiteLink { get; init; }

    /// <summary>Atom's id or RDF's about: opaque, never resolved.</summary>
    public string? Id { get; init; }

    /// <summary>HTML.</summary>
    public string? Description { get; init; }

    /// <summary>Name of a person or an organisation, plain text.</summary>
    public string? Author { get; init; }

    /// <summary>The same, each person or organisation by itself.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>Language tag as the feed writes it ("en-GB").</summary>
    public string? Language { get; init; }

    /// <summary>When the feed says it was published.</summary>
    public DateTimeOffset? Published { get; init; }

    /// <summary>When the feed says it last changed.</summary>
    public DateTimeOffset? Updated { get; init; }

    /// <summary>Address of the feed's logo or icon.</summary>
    public string? Image { get; init; }

    /// <summary>RSS ttl: how long the feed asks to be left alone.</summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>The syndication module's updatePeriod divided by updateFrequency: how often the feed says it changes.</summary>
    public TimeSpan? UpdateInterval { get; init; }

    /// <summary>RSS skipHours: hours of the day, 0 to 23 in GMT, in which the feed asks not to be read.</summary>
    public IReadOnlyList<int> SkipHours { get; init; } = [];

    /// <summary>RSS skipDays: days in GMT on which the feed asks not to be read.</summary>
    public IReadOnlyList<DayOfWeek> SkipDays { get; init; } = [];

    /// <summary>Subjects of the whole feed, plain text, in the feed's order.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>The items in the feed's order, usually the newest first.</summary>
    public IReadOnlyList<ParsedItem> Items { get; init; } = [];
}

/// <summary>One item of a feed. The same rules as for <see cref="ParsedFeed"/> hold.</summary>
internal sealed record ParsedItem
{
    /// <summary>guid, Atom's id or RDF's about: opaque, never resolved.</summary>
    public string? Id { get; init; }

    /// <summary>The address of the article.</summary>
    public string? Link { get; init; }

    /// <summary>Plain text, on one line; null where the item has none.</summary>
    public string? Title { get; init; }

    /// <summary>HTML.</summary>
    public string? Summary { get; init; }

    /// <summary>HTML; the body where the feed carries one beside the summary.</summary>
    public string? Content { get; init; }

    /// <summary>Name of the author or authors, plain text.</summary>
    public string? Author { get; init; }

    /// <summary>The same, each author by itself.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>The moment of publishing as stated, however absurd.</summary>
    public DateTimeOffset? Published { get; init; }

    /// <summary>The moment of the last change as stated.</summary>
    public DateTimeOffset? Updated { get; init; }

    /// <summary>Subjects, plain text, in the feed's order.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>The item's picture: Media RSS, else an enclosure, else iTunes, else the first of the body.</summary>
    public ItemPicture? Picture { get; init; }

    /// <summary>The item's own language tag, else the feed's.</summary>
    public string? Language { get; init; }

    /// <summary>Minutes, where the source states it.</summary>
    public int? ReadingMinutes { get; init; }

    /// <summary>Attached files in the feed's order.</summary>
    public IReadOnlyList<Enclosure> Enclosures { get; init; } = [];

    /// <summary>Addresses of Media RSS contents, thumbnails and players.</summary>
    public IReadOnlyList<string> Media { get; init; } = [];
}

/// <summary>A picture of an item. Texts are plain.</summary>
/// <param name="Address">Absolute where a base is known.</param>
/// <param name="Alternative">What the picture shows, for those who do not see it.</param>
/// <param name="Credit">Who made it.</param>
internal sealed record ItemPicture(string Address, string? Alternative = null, string? Credit = null);

/// <summary>A file attached to an item (RSS enclosure, Atom link rel=enclosure, JSON Feed attachment).</summary>
/// <param name="Address">Absolute where a base is known.</param>
/// <param name="Type">Media type as stated.</param>
/// <param name="Length">Size in bytes as stated.</param>
internal sealed record Enclosure(string Address, string? Type, long? Length);
