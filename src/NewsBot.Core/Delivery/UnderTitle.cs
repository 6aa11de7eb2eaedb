using System.Text;

namespace NewsBot.Core.Delivery;

/// <summary>
/// What is left to say under a title that was just read. Many sources make the title of the first sentence, whole or cut,
/// and begin the summary with it. Compared are letters and digits in any case; marks and blanks between them are free.
/// </summary>
internal static class UnderTitle
{
    private const string Ellipsis = "…";
    private static readonly string[] _ellipses = [Ellipsis, "..."];

    /// <summary>
    /// The text without the title that it begins with: of a whole sentence the next one, of a cut sentence its rest. Empty
    /// when nothing is left. <paramref name="title"/> and <paramref name="text"/> are single lines.
    /// </summary>
    public static string Rest(string title, string text)
    {
        var isCut = _ellipses.Any(title.EndsWith);
        var (inTitle, inText) = CommonBeginning(title, text);
        if (IsSaid(text[inText..]) || (inText > 0 && _ellipses.Any(text.EndsWith) && IsSaid(text[inText..].TrimEnd('.', '…'))))
            return "";
        if (inTitle == 0 || !IsSaid(title[inTitle..]))
            return text;
        if (isCut)
            return Ellipsis + text[WordStart(text, inText)..].TrimStart();
        // "Storm in Kyiv closes schools" says more than the title "Storm in Kyiv"; a sentence that has ended does not.
        var rest = text[inText..].TrimStart('"', '”', '»', '\'', '’', ')', ' ');
        return rest[0] is '.' or '!' or '?' or '…' or ':' or '—' or '–' ? rest.TrimStart('.', '!', '?', '…', ':', '—', '–', ' ', '"', '”', '»', '’') : text;
    }

    // Where both stop saying the same.
    private static (int InTitle, int InText) CommonBeginning(string title, string text)
    {
        var (inTitle, inText) = (0, 0);
        while (Next(title, inTitle) is { } one && Next(text, inText) is { } other && Rune.ToUpperInvariant(one.Rune) == Rune.ToUpperInvariant(other.Rune))
            (inTitle, inText) = (one.End, other.End);
        return (inTitle, inText);
    }

    // The next letter or digit at or after the index.
    private static (Rune Rune, int End)? Next(string text, int index)
    {
        while (index < text.Length)
        {
            // Half of a pair, which the cleaner lets into no text, counts as a mark.
            _ = Rune.DecodeFromUtf16(text.AsSpan(index), out var rune, out var length);
            index += length;
            if (Rune.IsLetterOrDigit(rune))
                return (rune, index);
        }
        return null;
    }

    private static bool IsSaid(string rest) => Next(rest, 0) is null;

    // A title may be cut inside a word: the rest begins with the whole word.
    private static int WordStart(string text, int index)
    {
        if (index >= text.Length || !char.IsLetterOrDigit(text[index]))
            return index;
        while (index > 0 && char.IsLetterOrDigit(text[index - 1]))
            index--;
        return index;
    }
}
