using System.Xml;

namespace NewsBot.Core.Feeds;

/// <summary>
/// The names of elements and attributes by one canonical prefix a vocabulary, whatever prefix or variant of the namespace
/// the document uses. Vocabularies of RSS itself have none.
/// </summary>
internal sealed class FeedNames
{
    private static readonly Dictionary<string, string> Prefixes = new(StringComparer.OrdinalIgnoreCase)
    {
        [""] = "",
        ["http://backend.userland.com/rss"] = "", ["http://backend.userland.com/rss2"] = "", ["http://blogs.law.harvard.edu/tech/rss"] = "",
        ["http://purl.org/rss/1.0/"] = "", ["http://purl.org/net/rss1.1#"] = "", ["http://my.netscape.com/rdf/simple/0.9/"] = "",
        ["http://my.netscape.com/publish/formats/rss-0.91.dtd"] = "", ["http://channel.netscape.com/rdf/simple/0.9/"] = "",
        ["http://www.w3.org/2005/atom"] = "atom:", ["http://purl.org/atom/ns#"] = "atom:", ["http://purl.org/atom/"] = "atom:",
        ["http://example.com/newformat#"] = "atom:", ["http://www.w3.org/2005/atom/"] = "atom:", ["https://www.w3.org/2005/atom"] = "atom:",
        ["http://purl.org/rss/1.0/modules/content/"] = "content:",
        ["http://purl.org/dc/elements/1.1/"] = "dc:", ["http://purl.org/dc/elements/1.0/"] = "dc:", ["http://purl.org/metadata/dublin_core#"] = "dc:",
        ["http://purl.org/dc/terms/"] = "dcterms:",
        ["http://search.yahoo.com/mrss/"] = "media:", ["http://search.yahoo.com/mrss"] = "media:", ["https://search.yahoo.com/mrss/"] = "media:",
        ["http://www.rssboard.org/media-rss"] = "media:", ["http://search.yahoo.com/mrss/index.html"] = "media:",
        ["http://www.itunes.com/dtds/podcast-1.0.dtd"] = "itunes:", ["http://example.com/dtds/podcast-1.0.dtd"] = "itunes:",
        ["http://www.w3.org/1999/02/22-rdf-syntax-ns#"] = "rdf:", ["http://www.w3.org/tr/rec-rdf-syntax#"] = "rdf:",
        ["http://www.w3.org/1999/xhtml"] = "xhtml:", ["http://www.w3.org/xml/1998/namespace"] = "xml:",
        ["http://purl.org/rss/1.0/modules/syndication/"] = "sy:", ["http://rssnamespace.org/feedburner/ext/1.0"] = "feedburner:",
        ["http://purl.org/rss/1.0/modules/slash/"] = "slash:", ["http://www.w3.org/2000/xmlns/"] = "xmlns:",
    };

    private readonly Dictionary<(string Space, string Name), string> _keys = [];

    /// <summary>The key of a name, such as "dc:creator" or "item".</summary>
    public string Key(string space, string name)
    {
        if (_keys.TryGetValue((space, name), out var key))
            return key;
        if (!Prefixes.TryGetValue(space, out var prefix))
            prefix = space.StartsWith(AnyPrefix.Undeclared, StringComparison.Ordinal) ? space[AnyPrefix.Undeclared.Length..].ToLowerInvariant() + ":" : "other:";
        return _keys[(space, name)] = prefix + name.ToLowerInvariant();
    }

    /// <summary>Gives every prefix that the document forgot to declare a namespace of its own, instead of failing.</summary>
    internal sealed class AnyPrefix(XmlNameTable names) : XmlNamespaceManager(names)
    {
        /// <summary>Start of the made-up namespaces.</summary>
        public const string Undeclared = "undeclared:";

        /// <inheritdoc/>
        public override string? LookupNamespace(string prefix) =>
            base.LookupNamespace(prefix) ?? (prefix.Length == 0 ? null : NameTable!.Add(Undeclared + prefix));
    }
}
