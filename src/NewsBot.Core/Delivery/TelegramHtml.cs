using System.Globalization;
using System.Text;

namespace NewsBot.Core.Delivery;

/// <summary>
/// Composes Telegram's HTML (Bot API, "HTML style"): the only named entities are &amp;lt; &amp;gt; &amp;amp; &amp;quot;,
/// and what counts is the number of Unicode code points after parsing.
/// </summary>
internal static class TelegramHtml
{
    /// <summary>Most code points of a text message after parsing (Bot API, sendMessage).</summary>
    public const int TextLimit = 4096;

    /// <summary>Most code points of a caption after parsing (Bot API, sendPhoto).</summary>
    public const int CaptionLimit = 1024;

    private const char Ellipsis = '…';

    /// <summary>Text as it may stand anywhere, attributes included.</summary>
    public static string Escape(string text)
    {
        if (text.AsSpan().IndexOfAny("&<>\"") < 0)
            return text;
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var character in text)
            _ = character switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                _ => escaped.Append(character),
            };
        return escaped.ToString();
    }

    public static string Bold(string text) => $"<b>{Escape(text)}</b>";

    public static string Italic(string text) => $"<i>{Escape(text)}</i>";

    /// <summary>The text as a link; plain where the address is no http or https address.</summary>
    public static string Link(string text, string? url) =>
        IsWebAddress(url) ? $"<a href=\"{Escape(url!)}\">{Escape(text)}</a>" : Escape(text);

    /// <summary>The same for a text that is markup already.</summary>
    public static string LinkOfHtml(string html, string? url) => IsWebAddress(url) ? $"<a href=\"{Escape(url!)}\">{html}</a>" : html;

    /// <summary>
    /// A moment that each reader sees in the own zone and language; older clients show the fallback.
    /// </summary>
    /// <param name="unixMilliseconds">The moment.</param>
    /// <param name="format">r for relative, or w (weekday), d/D (date), t/T (time), as in the Bot API's tg-time.</param>
    /// <param name="fallback">Plain text.</param>
    public static string Time(long unixMilliseconds, string format, string fallback) =>
        string.Create(CultureInfo.InvariantCulture, $"<tg-time unix=\"{unixMilliseconds / 1000}\" format=\"{Escape(format)}\">{Escape(fallback)}</tg-time>");

    /// <summary>An absolute http or https address without blanks or control characters, at most 2,048 characters.</summary>
    public static bool IsWebAddress(string? url) =>
        url is { Length: > 0 and <= 2048 }
        && !url.Any(character => char.IsWhiteSpace(character) || char.IsControl(character))
        && Uri.TryCreate(url, UriKind.Absolute, out var address)
        && address.Scheme is "http" or "https"
        && address.Host.Length > 0;

    /// <summary>Code points after parsing, as Telegram counts them.</summary>
    public static int Length(string html)
    {
        var length = 0;
        foreach (var piece in Pieces(html))
            length += piece.IsTag ? 0 : 1;
        return length;
    }

    /// <summary>The text without markup and with its entities decoded.</summary>
    public static string ToPlain(string html)
    {
        var plain = new StringBuilder(html.Length);
        foreach (var piece in Pieces(html))
            if (!piece.IsTag)
                plain.Append(piece.Length > 1 && html[piece.Start] == '&' ? Decode(html.Substring(piece.Start, piece.Length)) : html.Substring(piece.Start, piece.Length));
        return plain.ToString();
    }

    /// <summary>At most so many code points after parsing; what is cut ends in "…", and open tags are closed.</summary>
    public static string Truncate(string html, int limit)
    {
        if (Length(html) <= limit)
            return html;
        var cut = new StringBuilder(html.Length);
        var open = new Stack<string>();
        var left = limit - 1;
        foreach (var piece in Pieces(html))
        {
            if (!piece.IsTag && left-- <= 0)
                break;
            cut.Append(html, piece.Start, piece.Length);
            if (piece.IsTag && html[piece.Start + 1] != '/')
                open.Push(TagName(html.AsSpan(piece.Start + 1, piece.Length - 2)));
            else if (piece.IsTag && open.Count > 0)
                open.Pop();
        }
        if (limit > 0)
            cut.Append(Ellipsis);
        foreach (var tag in open)
            cut.Append("</").Append(tag).Append('>');
        return cut.ToString();
    }

    /// <summary>Plain text of at most so many code points, cut between user-perceived characters, at a blank if one is near.</summary>
    public static string TruncatePlain(string text, int limit) => TruncatePlain(text, limit, CodePoints);

    /// <summary>The same for limits that count UTF-16 code units, where most emoji count twice.</summary>
    public static string TruncateUnits(string text, int limit) => TruncatePlain(text, limit, static piece => piece.Length);

    private static string TruncatePlain(string text, int limit, Func<ReadOnlySpan<char>, int> measure)
    {
        if (measure(text) <= limit)
            return text;
        var left = limit - 1;
        var end = 0;
        while (left > 0 && end < text.Length)
        {
            var length = StringInfo.GetNextTextElementLength(text, end);
            left -= measure(text.AsSpan(end, length));
            if (left < 0)
                break;
            end += length;
        }
        var kept = text[..end];
        var blank = kept.LastIndexOfAny([' ', '\n']);
        if (blank > end * 2 / 3)
            kept = kept[..blank];
        return limit > 0 ? kept.TrimEnd(' ', '\n', ',', ';', ':') + Ellipsis : "";
    }

    private static int CodePoints(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
            count++;
        return count;
    }

    // One code point, one entity or one tag.
    private static IEnumerable<(int Start, int Length, bool IsTag)> Pieces(string html)
    {
        for (var at = 0; at < html.Length;)
        {
            var length = 1;
            var isTag = html[at] == '<';
            if (isTag)
                length = html.IndexOf('>', at) is var end and >= 0 ? end - at + 1 : html.Length - at;
            else if (html[at] == '&')
                length = EntityLength(html, at);
            else if (char.IsHighSurrogate(html[at]) && at + 1 < html.Length && char.IsLowSurrogate(html[at + 1]))
                length = 2;
            yield return (at, length, isTag);
            at += length;
        }
    }

    private static int EntityLength(string html, int at)
    {
        var end = html.IndexOf(';', at, Math.Min(12, html.Length - at));
        return end > 0 && Decode(html[at..(end + 1)]).Length < end + 1 - at ? end + 1 - at : 1;
    }

    private static string Decode(string entity) => entity switch
    {
        "&lt;" => "<",
        "&gt;" => ">",
        "&amp;" => "&",
        "&quot;" => "\"",
        _ when entity.StartsWith("&#", StringComparison.Ordinal) => System.Net.WebUtility.HtmlDecode(entity),
        _ => entity,
    };

    private static string TagName(ReadOnlySpan<char> tag)
    {
        var blank = tag.IndexOf(' ');
        return (blank < 0 ? tag : tag[..blank]).ToString();
    }
}
