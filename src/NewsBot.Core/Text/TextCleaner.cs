using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace NewsBot.Core.Text;

/// <summary>
/// The one gate for text on its way into a store. PostgreSQL refuses U+0000 and lone surrogates, XML 1.0 (section 2.2,
/// Char) refuses the other control characters, and one bad item would roll back its neighbours.
/// </summary>
internal static class TextCleaner
{
    private static readonly SearchValues<char> _suspicious = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Where(code => code is not ('\t' or '\n' or '\r')).Select(code => (char)code),
         .. Enumerable.Range(0xD800, 0x800).Select(code => (char)code), '\uFFFE', '\uFFFF']);

    /// <summary>
    /// The text without U+0000, control characters (tab, line feed and carriage return stay), U+FFFE, U+FFFF and
    /// surrogates that have no partner. Everything else stays as it is; clean text comes back as the same instance.
    /// </summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Clean(string? text)
    {
        if (text is null || text.AsSpan().IndexOfAny(_suspicious) < 0)
            return text;

        var cleaned = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (char.IsHighSurrogate(character) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
                cleaned.Append(character).Append(text[++index]);
            else if (!_suspicious.Contains(character))
                cleaned.Append(character);
        }

        return cleaned.Length == text.Length ? text : cleaned.ToString();
    }
}
