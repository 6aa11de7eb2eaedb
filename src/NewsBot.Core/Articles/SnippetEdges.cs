using System.Globalization;
using System.Text;

namespace NewsBot.Core.Articles;

/// <summary>Where a text may be cut: at a blank, or where none is near, as in scripts without spaces, between user-perceived characters.</summary>
internal static class SnippetEdges
{
    /// <summary>How far a blank is looked for.</summary>
    private const int Near = 32;

    /// <summary>The first place from <paramref name="from"/> on where a text may begin, at most <paramref name="most"/>.</summary>
    public static int Forward(string text, int from, int most)
    {
        if (from == 0)
            return 0;
        for (var at = from; at < Math.Min(most, from + Near); at++)
        {
            if (char.IsWhiteSpace(text[at - 1]) && !char.IsWhiteSpace(text[at]))
                return at;
        }

        return Math.Min(most, Boundary(text, from));
    }

    /// <summary>The last place up to <paramref name="from"/> where a text may end, at least <paramref name="least"/>.</summary>
    public static int Back(string text, int from, int least)
    {
        if (from >= text.Length)
            return text.Length;
        for (var at = from; at > Math.Max(least, from - Near); at--)
        {
            if (char.IsWhiteSpace(text[at]) && !char.IsWhiteSpace(text[at - 1]))
                return at;
        }

        return Math.Max(least, Boundary(text, from));
    }

    /// <summary>The text with one blank for each run of blanks and breaks.</summary>
    public static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (!char.IsWhiteSpace(character))
                line.Append(character);
            else if (line.Length == 0 || line[^1] != ' ')
                line.Append(' ');
        }

        return line.ToString();
    }

    // The last place up to `from` between two user-perceived characters, counted from the last blank before it.
    private static int Boundary(string text, int from)
    {
        var at = text.AsSpan(0, from).LastIndexOfAny(' ', '\n') + 1;
        at = Math.Max(at, from - 4 * Near);
        if (at > 0 && char.IsLowSurrogate(text[at]))
            at--;
        while (at + StringInfo.GetNextTextElementLength(text, at) is var next && next <= from)
            at = next;
        return at;
    }
}
