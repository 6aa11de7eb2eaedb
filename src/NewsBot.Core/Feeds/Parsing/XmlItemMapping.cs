using System.Globalization;

namespace NewsBot.Core.Feeds;

/// <summary>What the elements of an item say. Dialects borrow from each other, so one table serves all.</summary>
internal static class XmlItemMapping
{
    /// <summary>The item; its language only where it has its own.</summary>
    public static ParsedItem Map(FeedElement item)
    {
        var summary = XmlText.Body(item.First("description", "atom:summary", "summary", "dc:description", "itunes:summary", "itunes:subtitle", "media:description"));
        var content = XmlText.Body(item.First("content:encoded", "atom:content", "content", "xhtml:body", "body", "fulltext", "content:items"));
        return new ParsedItem
        {
            Id = item.TextOf("guid", "atom:id", "id") ?? item.Attribute("rdf:about")?.Trim() ?? item.TextOf("dc:identifier"),
            Link = XmlLinks.Of(item),
            Title = XmlText.Line(item.First("title", "atom:title", "dc:title", "media:title", "itunes:title")),
            Summary = summary,
            Content = content,
            Author = XmlText.Author(item),
            Published = FeedDate.Parse(item.TextOf("pubdate", "atom:published", "atom:issued", "published", "dcterms:issued", "dc:date", "atom:created", "dcterms:created")),
            Updated = FeedDate.Parse(item.TextOf("atom:updated", "atom:modified", "updated", "dcterms:modified", "dc:date", "lastbuilddate")),
            Categories = XmlText.Categories(item),
            Language = FeedText.OneLine(item.TextOf("dc:language", "language") ?? OwnLanguage(item)),
            Enclosures = [.. Enclosures(item)],
            Media = XmlMedia.Addresses(item),
            Picture = XmlMedia.Picture(item, content ?? summary),
            ReadingMinutes = ReadingTime.Of(item, content ?? summary),
        };
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
                "enclosure" => child.Attribute("url") ?? child.Attribute("rdf:resource"),
                "atom:link" or "link" when child.Attribute("rel")?.Trim().ToLowerInvariant() == "enclosure" => child.Attribute("href"),
                _ => null,
            };
            if (FeedAddress.Resolve(address, child.Base) is { } resolved)
                yield return new Enclosure(resolved, child.Attribute("type"), Length(child.Attribute("length")));
        }
    }

    private static long? Length(string? text) =>
        long.TryParse(text?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : null;
}
