using System.Text;

namespace NewsBot.Core.Feeds;

/// <summary>
/// Tells an encoding by the letters that a text would have in it: the right one gives the letters its language uses most,
/// small ones after small ones; a wrong one gives rare letters, and large ones inside words.
/// </summary>
internal static class CharsetLetters
{
    // Letters beyond ASCII that a text needs to be judged at all.
    private const int FewestLetters = 4;

    // One language's letters in the small part of a page and no other: Russian would use the rest as well.
    private const int FewestLettersOfHebrew = 16;

    private const string Cyrillic = "оеаинтсрвлкмдуі";
    private const string Greek = "αοιετσνηυρπκάίό";

    private static readonly (int Page, string Common)[] Alphabets =
        [(1251, Cyrillic), (21866, Cyrillic), (28595, Cyrillic), (866, Cyrillic), (1253, Greek)];

    /// <summary>The page of an alphabet that is not Latin, for a text that has whole words of such letters.</summary>
    public static int Alphabet(ReadOnlySpan<byte> sample)
    {
        if (IsHebrew(sample))
            return 1255;
        var (best, most) = (1251, int.MinValue);
        foreach (var (page, common) in Alphabets)
        {
            if (Score(CharsetLabels.Of(page).GetString(sample), common) is var score && score > most)
                (best, most) = (page, score);
        }

        return best;
    }

    /// <summary>The page of a script of East Asia, or null where the bytes are no such text.</summary>
    public static int? EastAsian(ReadOnlySpan<byte> sample)
    {
        if (ShareOf(sample, 932, IsKana) > 0.25)
            return 932;
        if (ShareOf(sample, 51932, IsKana) > 0.25)
            return 51932;
        if (ShareOf(sample, 949, character => character is >= '\uAC00' and <= '\uD7A3') > 0.8)
            return 949;
        // The first level of both sets holds the characters that texts are made of.
        if (ShareOf(sample, 54936, _ => false) >= 0 && ShareOfPairs(sample, 0xB0, 0xD7, 0xA1) > 0.8)
            return 54936;
        return ShareOf(sample, 950, _ => false) >= 0 && ShareOfPairs(sample, 0xA4, 0xC6, 0x40) > 0.8 ? 950 : null;
    }

    private static bool IsKana(char character) => character is >= '\u3041' and <= '\u30FE';

    private static int Score(string text, string common)
    {
        var (score, previous) = (0, ' ');
        foreach (var character in text)
        {
            if (character > '\u007F')
            {
                if (common.Contains(character, StringComparison.Ordinal))
                    score++;
                else if (!char.IsLetter(character) && char.IsLetter(previous) && previous > '\u007F')
                    score--;
                if (char.IsUpper(character) && char.IsLower(previous))
                    score -= 2;
            }

            previous = character;
        }

        return score;
    }

    private static bool IsHebrew(ReadOnlySpan<byte> sample)
    {
        var letters = 0;
        foreach (var value in sample)
        {
            if (value is >= 0xE0 and <= 0xFA)
                letters++;
            else if (value >= 0xC0)
                return false;
        }

        return letters >= FewestLettersOfHebrew;
    }

    // The part of what is not ASCII that is wanted; negative where the text is not in this page at all.
    private static double ShareOf(ReadOnlySpan<byte> sample, int page, Func<char, bool> isWanted)
    {
        var strict = (Encoding)CharsetLabels.Of(page).Clone();
        strict.DecoderFallback = new DecoderReplacementFallback("\uFFFD");
        var (all, wanted, wrong) = (0, 0, 0);
        foreach (var character in strict.GetString(sample))
        {
            if (character <= '\u007F')
                continue;
            all++;
            if (character is '\uFFFD' or (>= '\uE000' and <= '\uF8FF'))
                wrong++;
            else if (isWanted(character))
                wanted++;
        }

        return all < FewestLetters || wrong > all / 500 ? -1 : (double)wanted / all;
    }

    private static double ShareOfPairs(ReadOnlySpan<byte> sample, byte first, byte last, byte lowestSecond)
    {
        var (pairs, wanted) = (0, 0);
        for (var at = 0; at + 1 < sample.Length; at++)
        {
            if (sample[at] < 0x80)
                continue;
            // Punctuation stands before the letters of both sets.
            if (sample[at] >= 0xA4)
                pairs++;
            if (sample[at] >= first && sample[at] <= last && sample[at + 1] >= lowestSecond)
                wanted++;
            at++;
        }

        return pairs < FewestLetters ? 0 : (double)wanted / pairs;
    }
}
