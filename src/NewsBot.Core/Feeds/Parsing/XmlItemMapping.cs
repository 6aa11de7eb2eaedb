using System.Globalization;

namespace NewsBot.Core.Feeds;

/// <summary>What the elements of an item say. Dialects borrow from each other, so one table serves all.</summary>
internal static class XmlItemMapping
{
    /// <summary>The item; its language only where it has its own.</summary>
    public static ParsedItem Map(FeedElement item)
    {
        var summaryElement = item.First("description", "atom:summary", "summary", "dc:description", "itunes:summary", "itunes:subtitle", "media:description");
        // A second text of the kind is the body, where no element says what the body is.
        var second = summaryElement?.Key == "description"
            ? item.First("atom:summary", "summary") ?? item.Children.LastOrDefault(child => child.Key == "description" && child != summaryElement && !child.IsEmpty)
            : null;
        var content = XmlText.Body(item.First("content:encoded", "atom:content", "content", "xhtml:body", "body", "xhtml:div", "fulltext", "fullitem", "content:items") ?? second);
        // A video's page has its text in the group of its media; beside a body it is the caption of a picture.
        var summary = XmlText.Body(summaryElement ?? (content is null ? XmlMedia.Said(item, "media:description") : null));
        var authors = XmlNames.Authors(item);
        // RFC 4287, 4.1.2: an entry taken over from another feed is by the author of that feed, where it names none itself.
        if (authors.Count == 0 && item.First("atom:source") is { } source)
            authors = XmlNames.Authors(source);
        return new ParsedItem
        {
            Id = Identifier(item),
            Link = XmlLinks.Of(item),
            Title = XmlText.Line(item.First("title", "atom:title", "dc:title", "media:title", "itunes:title") ?? XmlMedia.Said(item, "media:title")),
            Summary = summary,
            Content = content,
            Author = authors.Count > 0 ? string.Join(", ", authors) : null,
            Authors = authors,
            Published = XmlDates.Last(item, "pubdate", "atom:published", "atom:issued", "published", "dcterms:issued", "dc:date", "atom:created", "dcterms:created", "dcterms:available"),
            Updated = XmlDates.Last(item, "atom:updated", "atom:modified", "updated", "dcterms:modified", "dc:date", "lastbuilddate"),
            Categories = XmlNames.Categories(item),
            Language = FeedText.OneLine(item.TextOf("dc:language", "language") ?? OwnLanguage(item)),
            Enclosures = [.. Enclosures(item)],
            Media = XmlMedia.Addresses(item),
            Picture = XmlMedia.Picture(item, content, summary),
            ReadingMinutes = ReadingTime.Of(item, content ?? summary),
        };
    }

    // An identifier is whatever it is, markup included; addresses in it are not resolved.
    private static string? Identifier(FeedElement item)
    {
        if (item.First("guid") is { HasChildren: true } guid)
            return guid.InnerHtml();
        var stated = item.TextOf("guid", "atom:id", "id") ?? item.Attribute("rdf:about")?.Trim() ?? item.TextOf("dc:identifier");
        // Readers of podcasts know an episode without an identifier by its file.
        return stated ?? (XmlLinks.Of(item) is null ? item.First("enclosure")?.Attribute("url")?.Trim() : null);
    }

    // The language of the feed's root is the feed's; only one stated on the way from there counts as the item's own.
    private static string? OwnLanguage(FeedElement item)
    {
        if (item.Attribute("xml:lang") is { Length: > 0 } own)
            return own;
        return item.First("atom:content", "atom:title", "title")?.Attribute("xml:lang");
    }

    private static IEnumerable<Enclosure> Enclosures(FeedElement item)
    {
        foreach (var child in item.Children)
        {
            var address = child.Key switch
            {
                "enclosure" => child.Attribute("url") ?? child.Attribute("href") ?? child.Attribute("rdf:resource"),
                "atom:link" or "link" when child.Attribute("rel")?.Trim().ToLowerInvariant() == "enclosure" => XmlLinks.Target(child),
                _ => null,
            };
            if (FeedAddress.Resolve(address, child.Base) is { } resolved)
                yield return new Enclosure(resolved, child.Attribute("type"), Length(child.Attribute("length")));
        }
    }

    private static long? Length(string? text) =>
        long.TryParse(text?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : null;
}
