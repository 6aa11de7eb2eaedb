using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace NewsBot.Core.Feeds;

/// <summary>
/// Turns the bytes of a document into text. The first that speaks wins: byte order mark, the widths of the first
/// characters, bytes that are valid UTF-8, the charset of the HTTP header, the document's own declaration, and what the
/// bytes look like (<see cref="CharsetGuess"/>). Servers and templates lie about charsets more often than chance makes
/// another encoding look like UTF-8, so valid UTF-8 outranks every declaration.
/// </summary>
internal static partial class FeedEncoding
{
    private const int DeclarationLength = 1024;

    /// <summary>The text of a document, without its byte order mark.</summary>
    /// <param name="bytes">The body as received, decompressed.</param>
    /// <param name="contentType">The HTTP header of that name, if there was one.</param>
    public static string Decode(ReadOnlySpan<byte> bytes, string? contentType)
    {
        // No text of a feed holds this character: it comes from buffers that were not filled, and would break names apart.
        var text = TextOf(bytes, contentType);
        return text.Contains('\0', StringComparison.Ordinal) ? text.Replace("\0", "", StringComparison.Ordinal) : text;
    }

    /// <summary>The encoding a browser would take for a label, or null for a label nobody knows.</summary>
    public static Encoding? FromLabel(string label) => CharsetLabels.Find(label);

    private static string TextOf(ReadOnlySpan<byte> bytes, string? contentType)
    {
        if (FromByteOrderMark(bytes) is var (marked, length))
        {
            bytes = bytes[length..];
            // Templates put the mark of UTF-8 before text in any encoding.
            if (marked.CodePage != 65001)
                return marked.GetString(bytes);
        }

        if (FromFirstCharacters(bytes) is { } wide)
            return wide.GetString(bytes);
        if (Utf8.IsValid(bytes))
            return Shifting(bytes, contentType)?.GetString(bytes) ?? Encoding.UTF8.GetString(bytes);
        // A few bytes cut off or pasted in make no other encoding of a text, whatever is declared.
        if (CharsetGuess.IsUtf8ButForStrays(bytes))
            return CharsetGuess.Utf8WithStrays(bytes);
        var declared = Declared(bytes, contentType).ToList();
        if (declared.Find(encoding => encoding.CodePage is not (65001 or 1200 or 1201 or 12000 or 12001)) is { } narrow)
            return narrow.GetString(bytes);
        return CharsetGuess.LooksLikeUtf8(bytes) ? CharsetGuess.Utf8WithStrays(bytes) : CharsetGuess.Of(bytes).GetString(bytes);
    }

    // A mark that the next bytes belie is none.
    private static (Encoding, int)? FromByteOrderMark(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
        [0xFF, 0xFE, 0, 0, ..] => (Encoding.UTF32, 4),
        [0, 0, 0xFE, 0xFF, ..] => (CharsetLabels.Of(12001), 4),
        [0xFF, 0xFE, (byte)'<', not 0, ..] or [0xFE, 0xFF, (byte)'<', not 0, ..] => null,
        [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
        [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
        _ => null,
    };

    // XML 1.0, appendix F.1: the widths of the first "<" or "{" or blank give UTF-16 and UTF-32 away, "<?xm" gives EBCDIC.
    private static Encoding? FromFirstCharacters(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [(byte)'<' or (byte)'{' or (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t', 0, 0, 0, ..] => Encoding.UTF32,
        [0, 0, 0, (byte)'<' or (byte)'{' or (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t', ..] => CharsetLabels.Of(12001),
        [(byte)'<' or (byte)'{' or (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t', 0, not 0, 0, ..] => Encoding.Unicode,
        [0, (byte)'<' or (byte)'{' or (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t', 0, not 0, ..] => Encoding.BigEndianUnicode,
        [0x4C, 0x6F, 0xA7, 0x94, ..] => CharsetLabels.Of(37),
        _ => null,
    };

    // Charsets that write everything in ASCII bytes are always valid UTF-8. ISO-2022-JP shows itself by its escapes.
    private static Encoding? Shifting(ReadOnlySpan<byte> bytes, string? contentType)
    {
        var escapes = bytes.Contains((byte)0x1B);
        if ((!escapes && bytes.IndexOf("~{"u8) < 0) || !Ascii.IsValid(bytes))
            return null;
        var declared = Declared(bytes, contentType).FirstOrDefault(encoding => encoding.CodePage is 50220 or 50221 or 50222 or 50225 or 52936);
        return declared ?? (bytes.IndexOf("\u001B$B"u8) >= 0 || bytes.IndexOf("\u001B$@"u8) >= 0 ? CharsetLabels.Of(50221) : null);
    }

    private static IEnumerable<Encoding> Declared(ReadOnlySpan<byte> bytes, string? contentType)
    {
        var labels = new List<string>();
        if (contentType is not null && HttpCharset().Match(contentType) is { Success: true } header)
            labels.Add(header.Groups[1].Value);
        var start = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, DeclarationLength)]);
        if (XmlDeclaration().Match(start) is { Success: true } declaration)
            labels.Add(declaration.Groups[1].Value);
        else if (PageCharset().Match(start) is { Success: true } page)
            labels.Add(page.Groups[1].Value);
        return labels.Select(FromLabel).OfType<Encoding>();
    }

    [GeneratedRegex("""charset\s*=\s*["']?([\w.:-]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex HttpCharset();

    [GeneratedRegex("""<\?xml\s[^>]*?encoding\s*=\s*["']?\s*([\w.:-]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex XmlDeclaration();

    [GeneratedRegex("""<meta\s[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex PageCharset();
}
