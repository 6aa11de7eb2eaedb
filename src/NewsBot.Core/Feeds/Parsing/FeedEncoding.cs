using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace NewsBot.Core.Feeds;

/// <summary>
/// Turns the bytes of a document into text. The first that speaks wins: byte order mark, bytes that are valid UTF-8, the
/// charset of the HTTP header, the document's own declaration, windows-1252. Servers and templates lie about charsets
/// more often than chance makes another encoding look like UTF-8, so valid UTF-8 outranks every declaration.
/// Labels mean what browsers take them for (WHATWG Encoding Standard, 4.2).
/// </summary>
internal static partial class FeedEncoding
{
    private const int DeclarationLength = 1024;

    private static readonly Encoding Fallback;

    private static readonly Dictionary<string, int> BrowserCodePages = new(StringComparer.OrdinalIgnoreCase)
    {
        ["iso-8859-1"] = 1252, ["iso8859-1"] = 1252, ["iso_8859-1"] = 1252, ["latin1"] = 1252, ["l1"] = 1252,
        ["us-ascii"] = 1252, ["ascii"] = 1252, ["ansi_x3.4-1968"] = 1252, ["cp819"] = 1252, ["x-cp1252"] = 1252,
        ["iso-8859-9"] = 1254, ["iso8859-9"] = 1254, ["latin5"] = 1254,
        ["iso-8859-11"] = 874, ["iso8859-11"] = 874, ["tis-620"] = 874, ["dos-874"] = 874,
        ["gb2312"] = 54936, ["gb_2312-80"] = 54936, ["gbk"] = 54936, ["x-gbk"] = 54936, ["chinese"] = 54936,
        ["euc-kr"] = 949, ["ks_c_5601-1987"] = 949, ["ksc5601"] = 949, ["korean"] = 949, ["windows-949"] = 949,
        ["shift-jis"] = 932, ["shift_jis"] = 932, ["sjis"] = 932, ["x-sjis"] = 932, ["ms_kanji"] = 932, ["windows-31j"] = 932,
        ["big5-hkscs"] = 950, ["cn-big5"] = 950, ["x-x-big5"] = 950,
        ["x-cp1250"] = 1250, ["x-cp1251"] = 1251, ["cp1251"] = 1251, ["win-1251"] = 1251, ["koi8"] = 20866, ["koi"] = 20866,
        ["utf8"] = 65001, ["unicode-1-1-utf-8"] = 65001, ["unicode"] = 1200, ["ucs-2"] = 1200, ["iso-10646-ucs-2"] = 1200,
        ["utf-16le"] = 1200, ["utf-16be"] = 1201, ["unicodefffe"] = 1201,
    };

    static FeedEncoding()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        Fallback = Encoding.GetEncoding(1252);
    }

    /// <summary>The text of a document, without its byte order mark.</summary>
    /// <param name="bytes">The body as received, decompressed.</param>
    /// <param name="contentType">The HTTP header of that name, if there was one.</param>
    public static string Decode(ReadOnlySpan<byte> bytes, string? contentType)
    {
        if (FromByteOrderMark(bytes) is var (marked, length))
            return marked.GetString(bytes[length..]);
        if (FromFirstCharacters(bytes) is { } wide)
            return wide.GetString(bytes);
        var declared = Declared(bytes, contentType).ToList();
        // These write everything in ASCII bytes and so are always valid UTF-8.
        if (declared.Find(encoding => encoding.CodePage is 50220 or 50221 or 50222 or 52936) is { } shifting)
            return shifting.GetString(bytes);
        if (Utf8.IsValid(bytes))
            return Encoding.UTF8.GetString(bytes);
        var narrow = declared.Find(encoding => encoding.CodePage is not (65001 or 1200 or 1201 or 12000 or 12001));
        return (narrow ?? declared.Find(encoding => encoding.CodePage == 65001) ?? Fallback).GetString(bytes);
    }

    /// <summary>The encoding a browser would take for a label, or null for a label nobody knows.</summary>
    public static Encoding? FromLabel(string label)
    {
        label = label.Trim();
        try
        {
            return BrowserCodePages.TryGetValue(label, out var page) ? Encoding.GetEncoding(page) : Encoding.GetEncoding(label);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static (Encoding, int)? FromByteOrderMark(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
        [0xFF, 0xFE, 0, 0, ..] => (Encoding.UTF32, 4),
        [0, 0, 0xFE, 0xFF, ..] => (Encoding.GetEncoding(12001), 4),
        [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
        [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
        _ => null,
    };

    // XML 1.0, appendix F.1: the widths of the first "<" or "{" give UTF-16 and UTF-32 away.
    private static Encoding? FromFirstCharacters(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0x3C or 0x7B, 0, 0, 0, ..] => Encoding.UTF32,
        [0, 0, 0, 0x3C or 0x7B, ..] => Encoding.GetEncoding(12001),
        [0x3C or 0x7B, 0, not 0, 0, ..] => Encoding.Unicode,
        [0, 0x3C or 0x7B, 0, not 0, ..] => Encoding.BigEndianUnicode,
        _ => null,
    };

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

    [GeneratedRegex("""<\?xml\s[^>]*?encoding\s*=\s*["']\s*([\w.:-]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex XmlDeclaration();

    [GeneratedRegex("""<meta\s[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex PageCharset();
}
