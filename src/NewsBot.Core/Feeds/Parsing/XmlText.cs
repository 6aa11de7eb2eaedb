using System.Text;

namespace NewsBot.Core.Feeds;

/// <summary>Texts of XML feeds: whether an element holds text, HTML, XHTML or base64 depends on the vocabulary and its type.</summary>
internal static class XmlText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private enum Kind
    {
        Text,
        Html,
        Markup,
    }

    /// <summary>Plain text on one line.</summary>
    public static string? Line(FeedElement? element) => element switch
    {
        null => null,
        _ when TypeOf(element) == Kind.Markup => FeedText.FromHtml(element.InnerHtml()),
        _ when TypeOf(element) == Kind.Html => FeedText.FromHtml(Written(element)),
        _ => FeedText.FromText(Written(element)),
    };

    /// <summary>HTML with absolute addresses.</summary>
    public static string? Body(FeedElement? element)
    {
        if (element is null)
            return null;
        var html = TypeOf(element) switch
        {
            Kind.Markup => Markup(element),
            Kind.Html => Written(element),
            _ => FeedElement.Escaped(Written(element)),
        };
        return string.IsNullOrWhiteSpace(html) ? null : FeedAddress.ResolveIn(html, element.Base);
    }

    private static string Written(FeedElement element)
    {
        var text = element.Text();
        return IsBase64(element) && Decoded(text) is { } decoded ? decoded.Trim() : text;
    }

    // RFC 4287, 3.1.1 and 4.1.3; Atom 0.3 says it with mode and media types.
    private static Kind TypeOf(FeedElement element)
    {
        if (element.HasChildren)
            return Kind.Markup;
        var type = Type(element);
        if (IsBase64(element))
            return type is "text" or "plain" or "text/plain" ? Kind.Text : Kind.Html;
        if (!IsAtom(element))
            return type is "text" or "plain" or "text/plain" ? Kind.Text : Kind.Html;
        if (type is "xhtml" or "application/xhtml+xml" && element.Attribute("mode") is null or "xml")
            return Kind.Markup;
        return type is "" or "text" or "plain" or "text/plain" && element.Attribute("mode") != "escaped" ? Kind.Text : Kind.Html;
    }

    // Atom 0.3 says so; in Atom 1.0 it is every type that is neither text nor XML (RFC 4287, 4.1.3.3).
    private static bool IsBase64(FeedElement element)
    {
        if (element.Attribute("mode") is { } mode)
            return mode.Trim().Equals("base64", StringComparison.OrdinalIgnoreCase);
        var type = Type(element);
        return IsAtom(element) && type.Contains('/', StringComparison.Ordinal) && !type.StartsWith("text/", StringComparison.Ordinal)
            && !type.EndsWith("/xml", StringComparison.Ordinal) && !type.EndsWith("+xml", StringComparison.Ordinal);
    }

    private static string? Decoded(string text)
    {
        try
        {
            return Strict.GetString(Convert.FromBase64String(text));
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            return null;
        }
    }

    private static bool IsAtom(FeedElement element) => element.Key.StartsWith("atom:", StringComparison.Ordinal);

    private static string Type(FeedElement element) => element.Attribute("type")?.Split(';')[0].Trim().ToLowerInvariant() ?? "";

    // The div around Atom's XHTML is not part of the content (RFC 4287, 3.1.1.3).
    private static string Markup(FeedElement element)
    {
        var inner = element.Children is [{ Key: "xhtml:div" } wrapper] ? wrapper : element;
        return inner.InnerHtml();
    }
}
