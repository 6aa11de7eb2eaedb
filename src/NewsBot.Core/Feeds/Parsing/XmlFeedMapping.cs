namespace NewsBot.Core.Feeds;

/// <summary>What the elements of a feed say about the feed as a whole. Dialects borrow from each other, so one table serves all.</summary>
internal static class XmlFeedMapping
{
    /// <summary>The feed with this root, or null where the root is no feed's.</summary>
    /// <param name="root">The document without its items.</param>
    /// <param name="items">The items, mapped while reading.</param>
    public static ParsedFeed? Map(FeedElement root, List<ParsedItem> items)
    {
        FeedFormat? format = root.Key switch
        {
            "rss" or "channel" => FeedFormat.Rss,
            "rdf:rdf" or "rdf" => FeedFormat.Rdf,
            "atom:feed" or "feed" or "atom:entry" => FeedFormat.Atom,
            _ => null,
        };
        if (format is null)
            return null;
        var channel = root.Key is "rss" or "rdf:rdf" or "rdf" ? root.First("channel") ?? root : root;
        var language = FeedText.OneLine(channel.TextOf("language", "dc:language", "atom:language") ?? channel.Language ?? root.Language);
        var site = XmlLinks.Of(channel);
        var authors = XmlNames.Authors(channel);
        var description = XmlText.Body(channel.First("description", "atom:subtitle", "atom:tagline", "subtitle", "dc:description", "itunes:summary", "itunes:subtitle", "atom:info"));
        return new ParsedFeed
        {
            Format = format.Value,
            Title = XmlText.Line(channel.First("title", "atom:title", "dc:title")),
            SiteLink = site,
            Id = channel.TextOf("atom:id", "id", "guid") ?? channel.Attribute("rdf:about"),
            Description = description,
            Author = authors.Count > 0 ? string.Join(", ", authors) : null,
            Authors = authors,
            Language = language,
            Published = XmlDates.Last(channel, "pubdate", "atom:published", "dc:date", "dcterms:issued", "dcterms:created", "atom:issued", "atom:created"),
            Updated = XmlDates.Last(channel, "lastbuilddate", "atom:updated", "atom:modified", "updated", "dcterms:modified", "dc:date"),
            Image = Image(root, channel) ?? BodyPicture.First(description)?.Address,
            TimeToLive = XmlRhythm.TimeToLive(channel),
            UpdateInterval = XmlRhythm.UpdateInterval(channel),
            SkipHours = XmlRhythm.SkipHours(channel),
            SkipDays = XmlRhythm.SkipDays(channel),
            Categories = XmlNames.Categories(channel),
            Items = [.. items.Select(item => Complete(item, language, site))],
        };
    }

    // Relative addresses without a known document address are relative to the site.
    private static ParsedItem Complete(ParsedItem item, string? language, string? site)
    {
        if (item.Language is null && language is not null)
            item = item with { Language = language };
        if (item.Link is null || item.Link.Contains(':', StringComparison.Ordinal) || !Uri.TryCreate(site, UriKind.Absolute, out var basis))
            return item;
        return item with { Link = FeedAddress.Resolve(item.Link, basis) };
    }

    private static string? Image(FeedElement root, FeedElement channel)
    {
        // RSS 1.0 refers to the image in the channel and describes it beside the channel.
        var image = channel.First("image") ?? root.First("image");
        if ((image?.First("url") ?? root.First("image")?.First("url")) is { } address)
            return FeedAddress.Resolve(address.Text(), address.Base);
        if (XmlMedia.Podcast(channel) is { } podcast)
            return podcast;
        var mark = channel.First("atom:logo", "atom:icon", "logo", "icon");
        if (mark is not null)
            return FeedAddress.Resolve(mark.Text(), mark.Base);
        return FeedAddress.Resolve(image?.Attribute("rdf:resource") ?? image?.Attribute("href") ?? image?.Attribute("url") ?? image?.Attribute("rdf:about"), image?.Base)
            ?? XmlMedia.Thumbnail(channel);
    }
}
