using System.Text;
using NewsBot.Core.Text;

namespace NewsBot.Core.Stories;

/// <summary>Finds the words that a text writes with a capital where no sentence begins.</summary>
internal static class Names
{
    /// <summary>A folded word with a capital, and whether it stands inside a sentence.</summary>
    public delegate void FoundName(ReadOnlySpan<char> token, bool isInside);

    // A headline in capitals is loud, not full of names; UN and NATO are short.
    private const int LongestAcronym = 4;

    private const string BeginsSentence = ".!?:;…\"“”«»„'‘’‚(–—-|•¡¿\n";

    /// <summary>Tells of each word with a capital its tokens, and whether it stands inside a sentence and is no shouting.</summary>
    public static void Find(string text, FoundName found)
    {
        Span<char> lower = stackalloc char[TokenReader.MaximumTokenLength];
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsLetter(text[at]))
                continue;
            var end = at + 1;
            while (end < text.Length && char.IsLetter(text[end]))
                end++;
            if (char.IsUpper(text[at]))
            {
                var word = text.AsSpan(at, end - at);
                var isInside = !BeginsSentence.Contains(Before(text, at), StringComparison.Ordinal)
                    && (word.Length <= LongestAcronym || HasLower(word));
                // What the analyzer makes of such a word, without its asking.
                if (word.Length <= TokenReader.MaximumTokenLength && Ascii.IsValid(word))
                {
                    found(lower[..word.ToLowerInvariant(lower)], isInside);
                }
                else
                {
                    foreach (var token in Analyzer.Words(word.ToString()))
                        found(token, isInside);
                }
            }

            at = end;
        }
    }

    private static bool HasLower(ReadOnlySpan<char> word)
    {
        foreach (var character in word)
        {
            if (char.IsLower(character))
                return true;
        }

        return false;
    }

    private static char Before(string text, int at)
    {
        while (at > 0 && (text[at - 1] is ' ' or '\u00A0'))
            at--;
        return at == 0 ? '\n' : text[at - 1];
    }
}
