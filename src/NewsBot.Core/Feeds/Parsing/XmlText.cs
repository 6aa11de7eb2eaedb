namespace NewsBot.Core.Feeds;

/// <summary>Texts of XML feeds: whether an element holds text, HTML or XHTML depends on the vocabulary and its type.</summary>
internal static class XmlText
{
    /// <summary>Plain text on one line.</summary>
    public static string? Line(FeedElement? element) => element switch
    {
        null => null,
        _ when TypeOf(element) == Kind.Markup => FeedText.FromHtml(element.InnerHtml()),
        _ when TypeOf(element) == Kind.Html => FeedText.FromHtml(element.Text()),
        _ => FeedText.FromText(element.Text()),
    };

    /// <summary>HTML with absolute addresses.</summary>
    public static string? Body(FeedElement? element)
    {
        if (element is null)
            return null;
        var html = TypeOf(element) switch
        {
            Kind.Markup => Markup(element),
            Kind.Html => element.Text(),
            _ => FeedElement.Escaped(element.Text()),
        };
        return string.IsNullOrWhiteSpace(html) ? null : FeedAddress.ResolveIn(html, element.Base);
    }

    /// <summary>The names of those who wrote it, separated by commas.</summary>
    public static string? Author(FeedElement element)
    {
        var people = element.Children.Where(child => child.Key is "atom:author" or "author" or "dc:creator").Select(Name).OfType<string>().Distinct().ToList();
        return people.Count > 0
            ? string.Join(", ", people)
            : FeedText.FromText(element.TextOf("itunes:author", "managingeditor", "dc:author", "dcterms:creator", "dc:publisher", "webmaster", "media:credit"));
    }

    /// <summary>The subjects of a feed or item, each once.</summary>
    public static IReadOnlyList<string> Categories(FeedElement element) => [.. element.Children.Select(Category).OfType<string>().Distinct()];

    private static string? Name(FeedElement person) => FeedText.FromText(
        person.TextOf("atom:name", "name") ?? person.TextOf("atom:email", "email") ?? (person.HasChildren ? null : person.Text()));

    private static string? Category(FeedElement element) => element.Key switch
    {
        "category" or "atom:category" => FeedText.FromText(element.Attribute("term") ?? element.Attribute("label") ?? element.Text()),
        "dc:subject" or "dcterms:subject" => FeedText.FromText(element.Text()),
        "itunes:category" => FeedText.FromText(element.Attribute("text")),
        _ => null,
    };

    private enum Kind
    {
        Text,
        Html,
        Markup,
    }

    // RFC 4287, 3.1.1 and 4.1.3; Atom 0.3 says it with mode and media types.
    private static Kind TypeOf(FeedElement element)
    {
        var type = element.Attribute("type")?.Trim().ToLowerInvariant();
        if (element.HasChildren)
            return Kind.Markup;
        if (!element.Key.StartsWith("atom:", StringComparison.Ordinal))
            return type is "text" or "plain" or "text/plain" ? Kind.Text : Kind.Html;
        if (type is "xhtml" or "application/xhtml+xml" && element.Attribute("mode") is null or "xml")
            return Kind.Markup;
        return type is null or "" or "text" or "plain" or "text/plain" && element.Attribute("mode") != "escaped" ? Kind.Text : Kind.Html;
    }

    // The div around Atom's XHTML is not part of the content (RFC 4287, 3.1.1.3).
    private static string Markup(FeedElement element)
    {
        var inner = element.Children.Take(2).ToList() is [{ Key: "xhtml:div" } wrapper] ? wrapper : element;
        return inner.InnerHtml();
    }
}
