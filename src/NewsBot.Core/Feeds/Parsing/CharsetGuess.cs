using System.Buffers;
using System.Text;

namespace NewsBot.Core.Feeds;

/// <summary>
/// What the bytes of a document look like that is not valid UTF-8 and states no charset that fits: UTF-8 with a few stray
/// bytes, one of the charsets of the language it says it is in, one of another script by its letters (<see cref="CharsetLetters"/>),
/// else windows-1252.
/// </summary>
internal static class CharsetGuess
{
    // Bytes that are looked at.
    private const int Sample = 1 << 18;

    // Letters in a row that no language of Western Europe writes with accents.
    private const int WordOfAccents = 4;

    // In pairs of bytes the second of a pair may be ASCII.
    private const int WordOfPairs = 3;

    /// <summary>True if most of what is not ASCII is UTF-8.</summary>
    public static bool LooksLikeUtf8(ReadOnlySpan<byte> bytes) => Counted(bytes) is var (valid, strays) && valid > strays;

    /// <summary>True if nearly all of what is not ASCII is UTF-8: chance makes no text in another encoding so.</summary>
    public static bool IsUtf8ButForStrays(ReadOnlySpan<byte> bytes) => Counted(bytes) is var (valid, strays) && valid > 20 * strays;

    private static (int Valid, int Strays) Counted(ReadOnlySpan<byte> bytes)
    {
        var (valid, strays) = (0, 0);
        bytes = bytes[..Math.Min(bytes.Length, Sample)];
        while (!bytes.IsEmpty)
        {
            var ascii = bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF);
            if (ascii < 0)
                break;
            bytes = bytes[ascii..];
            if (Rune.DecodeFromUtf8(bytes, out _, out var length) == OperationStatus.Done)
                valid += length;
            else
                strays++;
            bytes = bytes[length..];
        }

        return (valid, strays);
    }

    /// <summary>UTF-8, with the bytes that are none read as windows-1252.</summary>
    public static string Utf8WithStrays(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        var western = CharsetLabels.Of(1252);
        while (!bytes.IsEmpty)
        {
            var valid = ValidLength(bytes);
            text.Append(Encoding.UTF8.GetString(bytes[..valid]));
            bytes = bytes[valid..];
            if (bytes.IsEmpty)
                break;
            text.Append(western.GetString(bytes[..1]));
            bytes = bytes[1..];
        }

        return text.ToString();
    }

    /// <summary>The most likely encoding.</summary>
    public static Encoding Of(ReadOnlySpan<byte> bytes)
    {
        var sample = bytes[..Math.Min(bytes.Length, Sample)];
        foreach (var page in OfLanguage(sample))
        {
            if (Decodes(sample, page))
                return CharsetLabels.Of(page);
        }

        var run = LongestRun(sample);
        if (run >= WordOfPairs && CharsetLetters.EastAsian(sample) is { } eastern)
            return CharsetLabels.Of(eastern);
        return CharsetLabels.Of(run >= WordOfAccents ? CharsetLetters.Alphabet(sample) : 1252);
    }

    private static int ValidLength(ReadOnlySpan<byte> bytes)
    {
        var length = 0;
        while (length < bytes.Length)
        {
            var ascii = bytes[length..].IndexOfAnyInRange((byte)0x80, (byte)0xFF);
            if (ascii < 0)
                return bytes.Length;
            length += ascii;
            if (Rune.DecodeFromUtf8(bytes[length..], out _, out var rune) != OperationStatus.Done)
                return length;
            length += rune;
        }

        return length;
    }

    // The tag stands in ASCII, whatever the charset.
    private static int[] OfLanguage(ReadOnlySpan<byte> sample)
    {
        var at = sample.IndexOf("<language>"u8);
        var (start, skip) = at >= 0 ? (at, "<language>".Length) : (sample.IndexOf("xml:lang="u8), "xml:lang=".Length + 1);
        if (start < 0 || start + skip + 2 > sample.Length)
            return [];
        return Encoding.ASCII.GetString(sample.Slice(start + skip, 2)).ToLowerInvariant() switch
        {
            "ja" => [51932, 932],
            "ko" => [949],
            "zh" => IsTraditional(sample.Slice(start + skip)) ? [950, 54936] : [54936, 950],
            "el" => [1253],
            "he" or "iw" => [1255],
            "ar" or "fa" => [1256],
            "th" => [874],
            "tr" => [1254],
            "pl" or "cs" or "sk" or "hu" or "ro" or "hr" or "sl" => sample.IndexOfAnyInRange((byte)0x80, (byte)0x9F) < 0 ? [28592] : [1250],
            "lt" or "lv" or "et" => [1257],
            _ => [],
        };
    }

    private static bool IsTraditional(ReadOnlySpan<byte> tag) => Encoding.ASCII.GetString(tag[..Math.Min(tag.Length, 7)]).ToLowerInvariant() is var text
        && (text.StartsWith("zh-tw", StringComparison.Ordinal) || text.StartsWith("zh-hk", StringComparison.Ordinal) || text == "zh-hant");

    private static bool Decodes(ReadOnlySpan<byte> sample, int page)
    {
        var strict = (Encoding)CharsetLabels.Of(page).Clone();
        strict.DecoderFallback = new DecoderReplacementFallback("\uFFFD");
        var text = strict.GetString(sample);
        return text.AsSpan().Count('\uFFFD') <= text.Length / 1000;
    }

    private static int LongestRun(ReadOnlySpan<byte> sample)
    {
        var (run, longest) = (0, 0);
        foreach (var value in sample)
        {
            run = value >= 0x80 ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
