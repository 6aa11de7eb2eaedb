using System.Text.RegularExpressions;

namespace NewsBot.Core.Intake.Documents;

/// <summary>Makes a title out of a text that has none.</summary>
internal static partial class FirstSentence
{
    private const int Longest = 120;

    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mr", "mrs", "ms", "dr", "prof", "gen", "lt", "col", "sgt", "maj", "capt",
        "st", "no", "vs", "inc", "ltd", "co", "corp", "sen", "rep", "gov", "jr", "sr", "approx", "etc", "ім", "вул", "тис", "млн", "млрд", "грн", "обл", "акад", "проф", "напр",
        "січ", "лют", "бер", "квіт", "трав", "черв", "лип", "серп", "вер", "жовт", "лист", "груд",
    };

    /// <summary>The first sentence without its full stop; shortened at a word and closed with "…" when it is too long for a title.</summary>
    public static string Of(string text)
    {
        var end = text.Length;
        foreach (Match match in Ends().Matches(text))
        {
            if (match.Groups["mark"].Value != "." || !IsAbbreviation(text, match.Index))
            {
                end = match.Groups["mark"].Index + match.Groups["mark"].Length + match.Groups["close"].Length;
                break;
            }
        }

        var sentence = text[..end].Trim();
        if (sentence.Length > Longest)
            return Shorten(sentence);
        return sentence.EndsWith('.') && !sentence.EndsWith("...", StringComparison.Ordinal) && !IsInitials(sentence) ? sentence[..^1] : sentence;
    }

    private static string Shorten(string sentence)
    {
        var cut = sentence.LastIndexOf(' ', Longest - 1);
        if (cut < Longest / 2)
            cut = char.IsHighSurrogate(sentence[Longest - 2]) ? Longest - 2 : Longest - 1;
        return sentence[..cut].TrimEnd(' ', ',', ';', ':', '—', '–', '-', '(', '"', '“', '«') + "…";
    }

    // The word before a full stop: a known abbreviation, an initial, or one with full stops in it ("U.S").
    private static bool IsAbbreviation(string text, int stop)
    {
        var start = text.LastIndexOfAny([' ', '\n', '(', '"', '“', '«'], Math.Max(stop - 1, 0)) + 1;
        var word = text[start..stop];
        return word.Length == 0 || (word.Length == 1 && char.IsLetter(word[0])) || word.Contains('.', StringComparison.Ordinal) || Abbreviations.Contains(word);
    }

    private static bool IsInitials(string sentence) => sentence.Length > 3 && sentence[^3] == '.';

    [GeneratedRegex("""(?<mark>[.!?…]+)(?<close>["”»’')\]]*)(?=\s+["“«‘(—]*[\p{Lu}\p{N}])""")]
    private static partial Regex Ends();
}
