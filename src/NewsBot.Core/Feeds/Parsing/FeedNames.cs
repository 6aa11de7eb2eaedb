namespace NewsBot.Core.Feeds;

/// <summary>The name of an element.</summary>
/// <param name="Key">Canonical prefix of its vocabulary and lower-case local name: "title", "atom:link", "media:content".</param>
/// <param name="Local">Local name as written.</param>
internal sealed record FeedName(string Key, string Local);

/// <summary>
/// The names of elements and attributes by one canonical prefix a vocabulary, whatever prefix or variant of the namespace
/// the document uses. Vocabularies of RSS itself have none. A prefix that is declared nowhere, or for an unknown namespace,
/// is taken for what it says.
/// </summary>
internal sealed class FeedNames
{
    private static readonly Dictionary<string, string> Vocabularies = new(StringComparer.OrdinalIgnoreCase)
    {
        [""] = "",
        ["http://backend.userland.com/rss"] = "", ["http://backend.userland.com/rss2"] = "", ["http://backend.userland.com/RSS091"] = "",
        ["http://blogs.law.harvard.edu/tech/rss"] = "", ["http://cyber.law.harvard.edu/rss"] = "", ["http://www.rssboard.org/rss-specification"] = "",
        ["http://purl.org/rss/1.0/"] = "", ["http://purl.org/rss/1.0"] = "", ["http://purl.org/net/rss1.1#"] = "", ["http://purl.org/net/rss1.1/"] = "",
        ["http://my.netscape.com/rdf/simple/0.9/"] = "", ["http://my.netscape.com/publish/formats/rss-0.91.dtd"] = "", ["http://channel.netscape.com/rdf/simple/0.9/"] = "",
        ["http://www.w3.org/2005/atom"] = "atom:", ["http://www.w3.org/2005/atom/"] = "atom:", ["https://www.w3.org/2005/atom"] = "atom:",
        ["http://purl.org/atom/ns#"] = "atom:", ["http://purl.org/atom/"] = "atom:", ["http://purl.org/atom/ns"] = "atom:", ["http://example.com/newformat#"] = "atom:",
        ["http://necho.sourceforge.net/atom/"] = "atom:", ["http://purl.org/echo/"] = "atom:", ["uri/of/echo/namespace#"] = "atom:", ["http://purl.org/pie/"] = "atom:",
        ["http://purl.org/rss/1.0/modules/content/"] = "content:", ["http://purl.org/rss/1.0/modules/content"] = "content:",
        ["http://purl.org/dc/elements/1.1/"] = "dc:", ["http://purl.org/dc/elements/1.0/"] = "dc:", ["http://purl.org/metadata/dublin_core#"] = "dc:",
        ["http://purl.org/dc/elements/1.1"] = "dc:", ["https://purl.org/dc/elements/1.1/"] = "dc:",
        ["http://purl.org/dc/terms/"] = "dcterms:", ["http://purl.org/rss/1.0/modules/dcterms/"] = "dcterms:", ["http://dublincore.org/documents/dcmi-terms/"] = "dcterms:",
        ["http://search.yahoo.com/mrss/"] = "media:", ["http://search.yahoo.com/mrss"] = "media:", ["https://search.yahoo.com/mrss/"] = "media:",
        ["http://www.rssboard.org/media-rss"] = "media:", ["http://search.yahoo.com/mrss/index.html"] = "media:", ["http://video.search.yahoo.com/mrss/"] = "media:",
        ["http://video.search.yahoo.com/mrss"] = "media:", ["https://search.yahoo.com/mrss"] = "media:",
        ["http://www.itunes.com/dtds/podcast-1.0.dtd"] = "itunes:", ["http://example.com/dtds/podcast-1.0.dtd"] = "itunes:", ["https://www.itunes.com/dtds/podcast-1.0.dtd"] = "itunes:",
        ["http://www.itunes.com/dtd/podcast-1.0.dtd"] = "itunes:", ["http://www.google.com/schemas/play-podcasts/1.0"] = "googleplay:",
        ["http://www.w3.org/1999/02/22-rdf-syntax-ns#"] = "rdf:", ["http://www.w3.org/tr/rec-rdf-syntax#"] = "rdf:", ["http://www.w3.org/1999/02/22-rdf-syntax-ns"] = "rdf:",
        ["http://www.w3.org/1999/xhtml"] = "xhtml:", ["http://www.w3.org/1999/xhtml/"] = "xhtml:", ["http://www.w3.org/xml/1998/namespace"] = "xml:",
        ["http://purl.org/rss/1.0/modules/syndication/"] = "sy:", ["http://rssnamespace.org/feedburner/ext/1.0"] = "feedburner:",
        ["http://purl.org/rss/1.0/modules/slash/"] = "slash:", ["http://purl.org/rss/1.0/modules/image/"] = "rssimage:", ["http://madskills.com/public/xml/rss/module/trackback/"] = "trackback:",
    };

    private static readonly Dictionary<string, string> Prefixes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["a10"] = "atom:", ["atom10"] = "atom:", ["atom03"] = "atom:", ["mrss"] = "media:", ["html"] = "xhtml:", ["xml"] = "xml:", ["dct"] = "dcterms:",
    };

    private readonly FeedNames? _outer;
    private readonly Dictionary<string, string> _vocabularies = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FeedName>.AlternateLookup<ReadOnlySpan<char>> _elements = new Dictionary<string, FeedName>().GetAlternateLookup<ReadOnlySpan<char>>();
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _attributes = new Dictionary<string, string>().GetAlternateLookup<ReadOnlySpan<char>>();
    private readonly Dictionary<string, FeedNames> _inner = new(StringComparer.Ordinal);

    private FeedNames(FeedNames? outer) => _outer = outer;

    /// <summary>The names outside the root.</summary>
    public static FeedNames Undeclared() => new(null);

    /// <summary>The names inside the root.</summary>
    /// <param name="declared">Its declarations: prefix, or "" for the default, and namespace.</param>
    /// <param name="prefix">The prefix of the root itself, or "".</param>
    /// <param name="plain">What names with that prefix belong to whatever is declared; null: what is declared.</param>
    public FeedNames InRoot(List<(string Prefix, string Space)> declared, string prefix, string? plain)
    {
        var names = Inside(declared, isRoot: true);
        if (plain is not null)
            names._vocabularies[prefix] = plain;
        return names;
    }

    /// <summary>The names inside an element that declares these.</summary>
    public FeedNames Inside(List<(string Prefix, string Space)> declared) => Inside(declared, isRoot: false);

    /// <summary>The name of an element.</summary>
    public FeedName Element(ReadOnlySpan<char> written)
    {
        if (_elements.TryGetValue(written, out var name))
            return name;
        var colon = written.IndexOf(':');
        var local = written[(colon + 1)..].ToString();
        name = new FeedName(Vocabulary(colon < 0 ? "" : written[..colon].ToString()) + local.ToLowerInvariant(), local);
        if (_elements.Dictionary.Count < ParseLimits.Names)
            _elements[written] = name;
        return name;
    }

    /// <summary>The key of an attribute; without a prefix it belongs to no vocabulary.</summary>
    public string Attribute(ReadOnlySpan<char> written)
    {
        if (_attributes.TryGetValue(written, out var key))
            return key;
        var colon = written.IndexOf(':');
        key = (colon <= 0 ? "" : Vocabulary(written[..colon].ToString())) + written[(colon + 1)..].ToString().ToLowerInvariant();
        if (_attributes.Dictionary.Count < ParseLimits.Names)
            _attributes[written] = key;
        return key;
    }

    // Bodies declare the same namespace again and again: the names inside are kept with the declaration.
    private FeedNames Inside(List<(string Prefix, string Space)> declared, bool isRoot)
    {
        var signature = declared.Count == 1 ? declared[0].Prefix + '\n' + declared[0].Space : string.Join('\n', declared);
        if (_inner.TryGetValue(signature, out var names))
            return names;
        names = new FeedNames(this);
        foreach (var (prefix, space) in declared)
            names._vocabularies.TryAdd(prefix, Known(prefix, space.Trim(), isRoot));
        if (_inner.Count < ParseLimits.Names / 10)
            _inner.Add(signature, names);
        return names;
    }

    private static string Known(string prefix, string space, bool isRoot)
    {
        if (Vocabularies.TryGetValue(space, out var vocabulary))
            return vocabulary;
        // Each version of RSS had its own, none of them official.
        if (space.StartsWith("http://backend.userland.com/rss", StringComparison.OrdinalIgnoreCase))
            return "";
        return prefix.Length > 0 ? Undeclared(prefix) : isRoot ? "" : "other:";
    }

    private string Vocabulary(string prefix)
    {
        for (var names = this; names is not null; names = names._outer)
        {
            if (names._vocabularies.TryGetValue(prefix, out var vocabulary))
                return vocabulary;
        }

        return prefix.Length == 0 ? "" : Undeclared(prefix);
    }

    private static string Undeclared(string prefix) => Prefixes.TryGetValue(prefix, out var known) ? known : prefix.ToLowerInvariant() + ":";
}
