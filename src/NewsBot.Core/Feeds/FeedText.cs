using System.Net;
using System.Text;

namespace NewsBot.Core.Feeds;

/// <summary>Makes plain text on one line out of what feeds put where a text belongs.</summary>
internal static class FeedText
{
    // Only these are taken for markup in a text: "List<T>" and "a <b" stay what they say.
    private static readonly HashSet<string> Markup = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "abbr", "acronym", "address", "article", "aside", "audio", "b", "bdi", "bdo", "big", "blockquote", "body", "br", "button", "center", "cite",
        "code", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "embed", "fieldset", "figcaption", "figure", "font", "footer", "form", "h1", "h2",
        "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "i", "iframe", "img", "input", "ins", "kbd", "label", "li", "link", "main", "mark", "math",
        "meta", "nav", "noscript", "object", "ol", "p", "param", "picture", "pre", "q", "s", "samp", "script", "section", "select", "small", "source",
        "span", "strike", "strong", "style", "sub", "summary", "sup", "svg", "table", "tbody", "td", "tfoot", "th", "thead", "time", "title", "tr", "tt",
        "u", "ul", "var", "video", "wbr",
    };

    private static readonly HashSet<string> Inline = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q", "s", "samp", "small",
        "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
    };

    /// <summary>Plain text on one line, or null when nothing is left.</summary>
    /// <param name="html">HTML, or text that may contain some.</param>
    public static string? FromHtml(string? html)
    {
        if (string.IsNullOrWhiteSpace(html))
            return null;
        if (html.AsSpan().IndexOfAny('<', '&') < 0)
            return OneLine(html);
        var text = DecodeReferences(WithoutTags(html));
        // Some feeds escape twice; what still shows a reference after one decoding was meant to be decoded.
        return OneLine(ShowsReference(text) ? DecodeReferences(text) : text);
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

    private static string WithoutTags(string html)
    {
        var text = new StringBuilder(html.Length);
        var markup = Markup.GetAlternateLookup<ReadOnlySpan<char>>();
        var inline = Inline.GetAlternateLookup<ReadOnlySpan<char>>();
        var scanner = new HtmlScanner(html);
        while (scanner.Next())
        {
            if (scanner.Piece == HtmlPiece.Text)
                text.Append(scanner.Content);
            else if (scanner.Piece == HtmlPiece.Other)
                continue;
            else if (!markup.Contains(scanner.Name))
                text.Append(html.AsSpan(scanner.Start, scanner.ContentStart + scanner.Content.Length + 1 - scanner.Start));
            else if (!inline.Contains(scanner.Name))
                text.Append(' ');
        }

        return text.ToString();
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
