using System.Buffers;
using System.Globalization;
using System.Text;
using AngleSharp.Html;

namespace NewsBot.Core.Feeds;

/// <summary>
/// Makes text out of what XML writes: references replaced, line ends unified (XML 1.0, 2.11), characters that XML forbids
/// left out (2.2). Entities of HTML are known whether declared or not; those that a document declares may grow by
/// <see cref="ParseLimits.EntityText"/> in all.
/// </summary>
internal sealed class CharacterReferences
{
    private const int LongestName = 40;

    private static readonly SearchValues<char> Special = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Where(code => code is not ('\t' or '\n')).Select(code => (char)code), '&', '\uFFFE', '\uFFFF']);

    private static readonly Encoding Windows1252 = FeedEncoding.FromLabel("windows-1252")!;

    private readonly StringBuilder _buffer = new();
    private Dictionary<string, string>? _declared;
    private int _grown;

    /// <summary>Keeps an entity; the first declaration of a name counts (XML 1.0, 4.2).</summary>
    public void Declare(string name, string value)
    {
        _declared ??= new Dictionary<string, string>(StringComparer.Ordinal);
        if (_declared.Count < ParseLimits.Entities)
            _declared.TryAdd(name, value);
    }

    /// <summary>Text with its references replaced.</summary>
    public string Read(ReadOnlySpan<char> written) => Read(written, references: true);

    /// <summary>Text in which "&amp;" means itself, as in a CDATA section.</summary>
    public string ReadLiteral(ReadOnlySpan<char> written) => Read(written, references: false);

    private string Read(ReadOnlySpan<char> written, bool references)
    {
        var at = written.IndexOfAny(Special);
        if (at < 0)
            return written.ToString();
        _buffer.Clear();
        Append(written, at, references, depth: 0);
        var text = _buffer.ToString();
        if (_buffer.Capacity > ParseLimits.Text)
            _buffer.Capacity = _buffer.Length = 0;
        return text;
    }

    private void Append(ReadOnlySpan<char> rest, int special, bool references, int depth)
    {
        while (special >= 0)
        {
            _buffer.Append(rest[..special]);
            rest = rest[special..];
            var length = 1;
            if (rest[0] == '\r')
            {
                _buffer.Append('\n');
                length = rest is ['\r', '\n', ..] ? 2 : 1;
            }
            else if (rest[0] == '&')
            {
                length = references ? AppendReference(rest, depth) : 0;
                if (length == 0)
                {
                    _buffer.Append('&');
                    length = 1;
                }
            }

            rest = rest[length..];
            special = rest.IndexOfAny(Special);
        }

        _buffer.Append(rest);
    }

    // The length of the reference, or 0 where the ampersand is none.
    private int AppendReference(ReadOnlySpan<char> rest, int depth)
    {
        if (rest.Length > 2 && rest[1] == '#')
            return AppendNumber(rest);
        var end = rest[..Math.Min(rest.Length, LongestName)].IndexOf(';');
        if (end < 2)
            return 0;
        var name = rest[1..end];
        var predefined = name switch
        {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            _ => '\0',
        };
        if (predefined != '\0')
        {
            _buffer.Append(predefined);
            return end + 1;
        }

        if (_declared is not null && _declared.TryGetValue(name.ToString(), out var declared))
            AppendDeclared(declared, depth);
        else if (name.IndexOfAnyExceptInRange('0', 'z') < 0 && HtmlEntityProvider.Resolver.GetSymbol(rest[1..(end + 1)].ToString()) is { } symbol)
            _buffer.Append(symbol);
        else
            return 0;
        return end + 1;
    }

    private void AppendDeclared(string value, int depth)
    {
        _grown += value.Length + 1;
        if (_grown <= ParseLimits.EntityText && depth < ParseLimits.EntityDepth)
            Append(value, value.AsSpan().IndexOfAny(Special), references: true, depth + 1);
    }

    private int AppendNumber(ReadOnlySpan<char> rest)
    {
        var (code, length) = Number(rest);
        if (length == 0)
            return 0;
        if (code is >= 0xD800 and < 0xDC00 && Number(rest[length..]) is (>= 0xDC00 and < 0xE000, > 0) and var (low, more))
        {
            // Both halves of a pair, written as two references.
            _buffer.Append((char)code).Append((char)low);
            return length + more;
        }

        if (code is >= 0x80 and < 0xA0)
            _buffer.Append(Windows1252.GetString([(byte)code]));
        else if (code is '\t' or '\n' or '\r' or (>= 0x20 and < 0xD800) or (>= 0xE000 and < 0xFFFE) or (>= 0x10000 and <= 0x10FFFF))
            _buffer.Append(new Rune(code).ToString());
        return length;
    }

    // "&#8217;", "&#x2019;", and the same without the semicolon.
    private static (int Code, int Length) Number(ReadOnlySpan<char> rest)
    {
        if (rest is not ['&', '#', _, ..])
            return default;
        var hexadecimal = rest[2] is 'x' or 'X';
        var digits = rest[(hexadecimal ? 3 : 2)..];
        var count = hexadecimal ? digits.IndexOfAnyExcept(HexadecimalDigits) : digits.IndexOfAnyExceptInRange('0', '9');
        if (count < 0)
            count = digits.Length;
        if (count == 0)
            return default;
        var length = (hexadecimal ? 3 : 2) + count + (count < digits.Length && digits[count] == ';' ? 1 : 0);
        var style = hexadecimal ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        var known = int.TryParse(digits[..count].TrimStart('0'), style, CultureInfo.InvariantCulture, out var code);
        return (known && code >= 0 ? code : 0, length);
    }

    private static readonly SearchValues<char> HexadecimalDigits = SearchValues.Create("0123456789abcdefABCDEF");
}
