using System.Collections.Frozen;

namespace NewsBot.Core.Feeds;

/// <summary>
/// What may stand where in a feed, as far as it tells an end tag that was forgotten or mistyped. Well-formed feeds never
/// need it.
/// </summary>
internal static class FeedStructure
{
    // Elements of an item or a feed that hold text and no element of their own.
    private static readonly FrozenSet<string> Lines = new[]
    {
        "title", "link", "guid", "pubdate", "category", "comments", "enclosure", "language", "ttl", "lastbuilddate", "copyright", "generator", "docs",
        "managingeditor", "webmaster", "dc:title", "dc:creator", "dc:date", "dc:subject", "dc:language", "dc:identifier", "dcterms:issued", "dcterms:created",
        "dcterms:modified", "atom:id", "atom:updated", "atom:published", "atom:issued", "atom:modified", "atom:created", "atom:link", "atom:category", "atom:title",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Bodies = new[]
    {
        "description", "dc:description", "content:encoded", "atom:summary", "atom:content", "atom:subtitle", "itunes:summary", "itunes:subtitle",
    }.ToFrozenSet(StringComparer.Ordinal);

    // Fields whose names mean something in HTML as well.
    private static readonly FrozenSet<string> Ambiguous = new[] { "title", "link", "source" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> OtherFields = new[]
    {
        "author", "source", "image", "atom:author", "media:content", "media:thumbnail", "media:group", "itunes:author", "itunes:duration", "itunes:image", "itunes:explicit",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>True for the elements that items are, wherever they stand.</summary>
    public static bool IsItem(string key) => key is "item" or "atom:entry";

    /// <summary>True for the elements that hold fields: text directly in them says nothing.</summary>
    public static bool IsContainer(string key) => key is "item" or "atom:entry" or "channel" or "rss" or "rdf:rdf" or "atom:feed" or "atom:channel";

    /// <summary>True for an element that holds one line of text, an address or a date.</summary>
    public static bool IsLine(string key) => Lines.Contains(key);

    /// <summary>True if an element that begins inside another shows that the other should have ended.</summary>
    public static bool Ends(string open, string begins) =>
        Lines.Contains(open) ? IsField(begins) : Bodies.Contains(open) && IsField(begins) && !Ambiguous.Contains(begins);

    /// <summary>True if an end tag that fits nothing is the mistyped end of this element.</summary>
    public static bool MayBeMistyped(string open, string end) =>
        (Lines.Contains(open) || Bodies.Contains(open)) && !end.StartsWith("xhtml:", StringComparison.Ordinal) && !HtmlNames.Contains(end);

    /// <summary>True if an item that begins inside another element of an item shows that both should have ended.</summary>
    public static bool EndsItem(string open) => IsItem(open) || Lines.Contains(open) || (Bodies.Contains(open) && open != "atom:content") || OtherFields.Contains(open);

    private static bool IsField(string key) => Lines.Contains(key) || Bodies.Contains(key) || OtherFields.Contains(key);

    private static readonly FrozenSet<string> HtmlNames = new[]
    {
        "a", "abbr", "article", "b", "big", "blockquote", "br", "center", "cite", "code", "dd", "del", "div", "dl", "dt", "em", "figcaption", "figure", "font", "footer",
        "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "iframe", "img", "ins", "kbd", "label", "li", "ol", "p", "picture", "pre", "q", "s", "samp",
        "script", "section", "small", "span", "strike", "strong", "style", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul", "var", "video", "audio",
    }.SelectMany(name => new[] { name, "atom:" + name, "other:" + name }).ToFrozenSet(StringComparer.Ordinal);
}
