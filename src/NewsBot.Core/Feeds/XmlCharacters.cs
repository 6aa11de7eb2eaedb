using System.Buffers;
using System.Text;
using System.Xml;

namespace NewsBot.Core.Feeds;

/// <summary>The characters that XML 1.0 forbids (2.2): controls, lone surrogates, U+FFFE and U+FFFF.</summary>
internal static class XmlCharacters
{
    private static readonly SearchValues<char> Suspects = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(code => (char)code).Except(['\t', '\n', '\r']), '\uFFFE', '\uFFFF',
            .. Enumerable.Range(0xD800, 0x800).Select(code => (char)code)]);

    /// <summary>The text without them. Costs one vectorised look where there are none.</summary>
    public static string WithoutForbidden(string text)
    {
        var first = text.AsSpan().IndexOfAny(Suspects);
        if (first < 0)
            return text;
        StringBuilder? kept = null;
        for (var index = first; index < text.Length; index++)
        {
            var pair = char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]);
            if (pair || XmlConvert.IsXmlChar(text[index]))
            {
                kept?.Append(text, index, pair ? 2 : 1);
                index += pair ? 1 : 0;
                continue;
            }

            kept ??= new StringBuilder(text.Length).Append(text, 0, index);
        }

        return kept?.ToString() ?? text;
    }
}
