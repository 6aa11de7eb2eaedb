using System.Globalization;

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
        var language = FeedText.OneLine(channel.TextOf("language", "dc:language") ?? channel.Language ?? root.Language);
        var site = XmlLinks.Of(channel);
        return new ParsedFeed
        {
            Format = format.Value,
            Title = XmlText.Line(channel.First("title", "atom:title", "dc:title")),
            SiteLink = site,
            Id = channel.TextOf("atom:id", "id", "guid") ?? channel.Attribute("rdf:about"),
            Description = XmlText.Body(channel.First("description", "atom:subtitle", "atom:tagline", "subtitle", "dc:description", "itunes:summary", "itunes:subtitle")),
            Author = XmlText.Author(channel),
            Language = language,
            Published = FeedDate.Parse(channel.TextOf("pubdate", "atom:published", "dc:date", "dcterms:issued", "dcterms:created")),
            Updated = FeedDate.Parse(channel.TextOf("lastbuilddate", "atom:updated", "atom:modified", "updated", "dcterms:modified", "dc:date")),
            Image = Image(root, channel),
            TimeToLive = Minutes(channel.TextOf("ttl")),
            Categories = XmlText.Categories(channel),
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
        var image = channel.First("image") ?? root.First("image");
        if (image?.First("url") is { } address)
            return FeedAddress.Resolve(address.Text(), address.Base);
        if (channel.First("itunes:image") is { } podcast && (podcast.Attribute("href") ?? podcast.Attribute("url")) is { } picture)
            return FeedAddress.Resolve(picture, podcast.Base);
        var mark = channel.First("atom:logo", "atom:icon", "logo", "icon");
        return FeedAddress.Resolve(mark?.Text() ?? image?.Attribute("rdf:resource") ?? image?.Attribute("href"), mark?.Base ?? channel.Base);
    }

    private static TimeSpan? Minutes(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) ? TimeSpan.FromMinutes(minutes) : null;
}
