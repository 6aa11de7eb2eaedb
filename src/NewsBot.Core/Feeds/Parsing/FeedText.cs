using System.Net;
using System.Text;
using NewsBot.Core.Text;

namespace NewsBot.Core.Feeds;

/// <summary>Makes plain text on one line out of what feeds put where a text belongs.</summary>
internal static class FeedText
{
    /// <summary>Plain text on one line, or null when nothing is left.</summary>
    /// <param name="html">HTML, or text that may contain some.</param>
    public static string? FromHtml(string? html)
    {
        if (string.IsNullOrWhiteSpace(html))
            return null;
        return html.AsSpan().IndexOfAny('<', '&') < 0 ? OneLine(html) : OneLine(HtmlText.ToTitle(html)) ?? Alternative(html);
    }

    /// <summary>Plain text on one line out of plain text, whose "&lt;" are to be read.</summary>
    public static string? FromText(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : OneLine(ShowsReference(text) ? DecodeReferences(text) : text);

    /// <summary>Replaces the character references of HTML once.</summary>
    public static string DecodeReferences(string html) => html.Contains('&', StringComparison.Ordinal) ? WebUtility.HtmlDecode(html) : html;

    /// <summary>White space folded to single blanks, none at the ends; null when nothing is left.</summary>
    public static string? OneLine(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var folded = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (!char.IsWhiteSpace(character) && !char.IsControl(character))
                folded.Append(character);
            else if (folded.Length > 0 && folded[^1] != ' ')
                folded.Append(' ');
        }

        return folded.ToString().TrimEnd() is { Length: > 0 } line ? line : null;
    }

    // Where a picture stands alone, its alternative text is the text (HTML, 4.8.4.4).
    private static string? Alternative(string html)
    {
        var scanner = new HtmlScanner(html);
        while (scanner.Next())
        {
            if (scanner.Piece != HtmlPiece.StartTag || !scanner.Name.Equals("img", StringComparison.OrdinalIgnoreCase))
                continue;
            var attributes = new HtmlAttributes(scanner.Content);
            while (attributes.Next())
            {
                if (attributes.Name.Equals("alt", StringComparison.OrdinalIgnoreCase) && FromText(DecodeReferences(attributes.Value.ToString())) is { } text)
                    return text;
            }
        }

        return null;
    }

    private static bool ShowsReference(string text)
    {
        for (var at = text.IndexOf('&', StringComparison.Ordinal); at >= 0; at = text.IndexOf('&', at + 1))
        {
            var end = text.IndexOf(';', at);
            if (end > at + 1 && end - at <= 12 && text.AsSpan(at + 1, end - at - 1) is var name
                && (name[0] == '#' || char.IsAsciiLetter(name[0])) && name[1..].IndexOfAnyExceptInRange('0', 'z') < 0
                && name is not ("lt" or "gt"))
            {
                return true;
            }
        }

        return false;
    }
}
