using System.Text;

namespace NewsBot.TelegramEmulator.Text;

/// <summary>
/// Character references of Telegram's HTML: &amp;lt; &amp;gt; &amp;amp; &amp;quot; and numeric ones, the semicolon optional.
/// All others (&amp;nbsp;, &amp;mdash;, &amp;apos;…) stay as they are written.
/// </summary>
internal static class HtmlCharacters
{
    public static bool TryDecode(ReadOnlySpan<byte> source, int at, out Rune rune, out int next)
    {
        rune = default;
        next = at + 1;
        if (At(source, next) == '#')
        {
            next++;
            var hexadecimal = At(source, next) == 'x';
            if (hexadecimal)
                next++;
            long code = 0;
            while (code <= 0x10ffff && Digit(At(source, next), hexadecimal) is >= 0 and var digit)
            {
                code = code * (hexadecimal ? 16 : 10) + digit;
                next++;
            }
            // A lone surrogate would be refused as invalid Unicode by the real server; no text can carry it here.
            if (code == 0 || code >= 0x10ffff || next - at >= 10 || !Rune.TryCreate((int)code, out rune))
                return false;
        }
        else
        {
            while (char.IsAsciiLetter((char)At(source, next)))
                next++;
            var name = source[(at + 1)..next];
            var found = name.SequenceEqual("lt"u8) ? '<'
                : name.SequenceEqual("gt"u8) ? '>'
                : name.SequenceEqual("amp"u8) ? '&'
                : name.SequenceEqual("quot"u8) ? '"'
                : '\0';
            if (found == '\0')
                return false;
            rune = new Rune(found);
        }
        if (At(source, next) == ';')
            next++;
        return true;
    }

    private static byte At(ReadOnlySpan<byte> source, int at) => at < source.Length ? source[at] : (byte)0;

    private static int Digit(byte value, bool hexadecimal) => value switch
    {
        >= (byte)'0' and <= (byte)'9' => value - '0',
        >= (byte)'a' and <= (byte)'f' when hexadecimal => value - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' when hexadecimal => value - 'A' + 10,
        _ => -1,
    };
}
