using System.Text;
using NewsBot.Core.Text;

namespace NewsBot.Core.Delivery;

/// <summary>Text from a feed on its way into a message.</summary>
internal static class FeedLine
{
    /// <summary>
    /// One line: blanks joined, and without the marks that turn the direction of everything after them (Unicode bidi
    /// embeddings, overrides and isolates), which would let a title rewrite the lines below it.
    /// </summary>
    public static string Of(string? text)
    {
        var line = new StringBuilder();
        foreach (var character in TextCleaner.Clean(text) ?? "")
        {
            if (character is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\ufeff')
                continue;
            if (!char.IsWhiteSpace(character) && !char.IsControl(character))
                line.Append(character);
            else if (line.Length > 0 && line[^1] != ' ')
                line.Append(' ');
        }
        return line.ToString().TrimEnd();
    }
}
