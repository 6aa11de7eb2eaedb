using System.Globalization;

namespace NewsBot.Core.Feeds;

/// <summary>Pictures and media of an item: Media RSS 1.5, enclosures, iTunes, the body.</summary>
internal static class XmlMedia
{
    private static readonly string[] PictureEndings = [".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"];

    /// <summary>Addresses of Media RSS contents, thumbnails and players, each once.</summary>
    public static IReadOnlyList<string> Addresses(FeedElement item) => [.. Elements(item)
        .Select(element => element.Key is "media:content" or "media:thumbnail" or "media:player" ? FeedAddress.Resolve(element.Attribute("url"), element.Base) : null)
        .OfType<string>().Distinct()];

    /// <summary>The picture to show with an item.</summary>
    /// <param name="item">The item.</param>
    /// <param name="bodies">Its body and its summary with absolute addresses, looked at last.</param>
    public static ItemPicture? Picture(FeedElement item, params ReadOnlySpan<string?> bodies)
    {
        var elements = Elements(item).ToList();
        var media = elements.Where(element => element.Key == "media:content" && IsPicture(element)).MaxBy(Width)
            ?? elements.Where(element => element.Key == "media:thumbnail").MaxBy(Width);
        if (media is not null && FeedAddress.Resolve(media.Attribute("url"), media.Base) is { } address)
            return new ItemPicture(address, Around(media, "media:description") ?? Around(media, "media:title"), Around(media, "media:credit"));
        foreach (var child in item.Children)
        {
            var picture = child.Key switch
            {
                "enclosure" when IsPictureType(child.Attribute("type")) => child.Attribute("url"),
                "atom:link" when child.Attribute("rel") == "enclosure" && IsPictureType(child.Attribute("type")) => child.Attribute("href"),
                _ => null,
            };
            if (FeedAddress.Resolve(picture, child.Base) is { } enclosed)
                return new ItemPicture(enclosed);
        }

        if (Podcast(item) is { } podcast)
            return new ItemPicture(podcast);
        var other = item.First("image");
        var reference = other?.Attribute("href") ?? other?.Attribute("url") ?? other?.TextOf("url") ?? (other is { HasChildren: false } ? other.Text() : null);
        return FeedAddress.Resolve(reference, other?.Base) is { } own ? new ItemPicture(own) : InBodies(bodies);
    }

    /// <summary>What the groups and contents of an item say, where it says nothing itself.</summary>
    public static FeedElement? Said(FeedElement item, string key) =>
        Elements(item).Select(element => element.First(key)).FirstOrDefault(said => said is not null);

    /// <summary>The picture that the vocabularies of podcasts give a feed or item.</summary>
    public static string? Podcast(FeedElement element)
    {
        foreach (var child in element.Children)
        {
            var reference = child.Key switch
            {
                "itunes:image" or "googleplay:image" => child.Attribute("href") ?? child.Attribute("url") ?? child.TextOf("url") ?? child.Text(),
                "itunes:link" or "atom:link" or "link" when child.Attribute("rel") is { } relation && relation.Trim().Equals("image", StringComparison.OrdinalIgnoreCase) => XmlLinks.Target(child),
                _ => null,
            };
            if (FeedAddress.Resolve(reference, child.Base) is { } address)
                return address;
        }

        return null;
    }

    /// <summary>The largest thumbnail of Media RSS.</summary>
    public static string? Thumbnail(FeedElement element) =>
        Elements(element).Where(media => media.Key == "media:thumbnail").MaxBy(Width) is { } found ? FeedAddress.Resolve(found.Attribute("url"), found.Base) : null;

    /// <summary>The elements of Media RSS of an item: in itself, in a group, or in a content; deeper nesting does not exist.</summary>
    public static IEnumerable<FeedElement> Elements(FeedElement item) =>
        item.Children.Where(IsMedia).SelectMany(child => child.Children.Where(IsMedia).SelectMany(inner => inner.Children.Where(IsMedia).Prepend(inner)).Prepend(child));

    private static ItemPicture? InBodies(ReadOnlySpan<string?> bodies)
    {
        foreach (var body in bodies)
        {
            if (BodyPicture.First(body) is { } picture)
                return picture;
        }

        return null;
    }

    private static bool IsMedia(FeedElement element) => element.Key.StartsWith("media:", StringComparison.Ordinal);

    private static bool IsPicture(FeedElement content)
    {
        if (content.Attribute("medium") is { } medium)
            return medium.Equals("image", StringComparison.OrdinalIgnoreCase);
        if (content.Attribute("type") is { Length: > 0 } type)
            return IsPictureType(type);
        var address = content.Attribute("url")?.Split('?')[0] ?? "";
        return PictureEndings.Any(ending => address.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsPictureType(string? type) => type?.Trim().StartsWith("image/", StringComparison.OrdinalIgnoreCase) == true;

    private static int Width(FeedElement element) =>
        int.TryParse(element.Attribute("width"), NumberStyles.None, CultureInfo.InvariantCulture, out var width) ? width : 0;

    // Said by the element itself, by the content or group around it, or by the item for all.
    private static string? Around(FeedElement media, string key)
    {
        for (var element = media; element is not null; element = element.Parent)
        {
            if (XmlText.Line(element.First(key)) is { } text)
                return text;
            if (!IsMedia(element))
                break;
        }

        return null;
    }
}
