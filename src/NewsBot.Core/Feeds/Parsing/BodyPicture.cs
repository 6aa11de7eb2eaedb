using System.Globalization;

namespace NewsBot.Core.Feeds;

/// <summary>The first picture of a body that is one: pixels that count readers and smilies are passed over.</summary>
internal static class BodyPicture
{
    private const int SmallestSide = 48;

    /// <summary>The picture, or null.</summary>
    /// <param name="html">A body with absolute addresses.</param>
    public static ItemPicture? First(string? html)
    {
        if (html is null || !html.Contains("<img", StringComparison.OrdinalIgnoreCase))
            return null;
        var scanner = new HtmlScanner(html);
        while (scanner.Next())
        {
            if (scanner.Piece == HtmlPiece.StartTag && scanner.Name.Equals("img", StringComparison.OrdinalIgnoreCase) && FromTag(scanner.Content) is { } picture)
                return picture;
        }

        return null;
    }

    private static ItemPicture? FromTag(ReadOnlySpan<char> content)
    {
        string? address = null, lazy = null, alternative = null;
        var attributes = new HtmlAttributes(content);
        while (attributes.Next())
        {
            if (attributes.Name.Equals("src", StringComparison.OrdinalIgnoreCase))
                address = FeedText.DecodeReferences(attributes.Value.ToString()).Trim();
            else if (attributes.Name.Equals("data-src", StringComparison.OrdinalIgnoreCase))
                lazy = FeedText.DecodeReferences(attributes.Value.ToString()).Trim();
            else if (attributes.Name.Equals("alt", StringComparison.OrdinalIgnoreCase))
                alternative = FeedText.FromText(FeedText.DecodeReferences(attributes.Value.ToString()));
            else if ((attributes.Name.Equals("width", StringComparison.OrdinalIgnoreCase) || attributes.Name.Equals("height", StringComparison.OrdinalIgnoreCase)) && IsSmall(attributes.Value))
                return null;
        }

        var found = address is not null && XmlLinks.IsWeb(address) ? address : lazy;
        return found is not null && XmlLinks.IsWeb(found) ? new ItemPicture(found, alternative) : null;
    }

    private static bool IsSmall(ReadOnlySpan<char> size) =>
        int.TryParse(size.Trim().TrimEnd("px"), NumberStyles.None, CultureInfo.InvariantCulture, out var pixels) && pixels < SmallestSide;
}
