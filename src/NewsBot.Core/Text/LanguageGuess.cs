using System.Buffers;
using System.Collections.Frozen;

namespace NewsBot.Core.Text;

/// <summary>
/// The language a text is written in, by its script and its short words. It would rather say nothing than be wrong: a
/// wrong language hides an article from who reads the right one.
/// </summary>
internal static class LanguageGuess
{
    // More of a text does not make the guess better.
    private const int ReadLength = 4_000;

    private const int FewestLetters = 12;
    private const double MainScript = 0.6;
    private const double PlainlyOneScript = 0.85;

    private const int FewestWords = 3;
    private const int FewestTelling = 2;
    private const int Clearly = 3;
    private const double PartOfShortWords = 0.12;
    private const int CountedAtMost = 3;
    private const int LongestWord = 20;
    private const double PartOfKana = 0.05;

    private static readonly FrozenDictionary<Script, string> _onlyLanguage = new Dictionary<Script, string>
    {
        [Script.Greek] = "el", [Script.Armenian] = "hy", [Script.Hebrew] = "he", [Script.Bengali] = "bn", [Script.Gurmukhi] = "pa", [Script.Gujarati] = "gu",
        [Script.Tamil] = "ta", [Script.Telugu] = "te", [Script.Kannada] = "kn", [Script.Malayalam] = "ml", [Script.Sinhala] = "si", [Script.Thai] = "th",
        [Script.Lao] = "lo", [Script.Myanmar] = "my", [Script.Georgian] = "ka", [Script.Ethiopic] = "am", [Script.Khmer] = "km", [Script.Hangul] = "ko",
        [Script.Han] = "zh", [Script.Kana] = "ja",
    }.ToFrozenDictionary();

    /// <summary>The language as <see cref="LanguageTag"/> names it; null when the text is too short, mixed or of a language we do not know.</summary>
    public static string? Of(string text)
    {
        var read = Beginning(text);
        if (MainScriptOf(read, MainScript) is not { } script)
            return null;
        return _onlyLanguage.TryGetValue(script, out var language) ? language : ByWords(read, LanguageWords.Features[script]);
    }

    /// <summary>
    /// The language of an article: the declared one, unless the text is plainly of a script in which that is not written
    /// (feeds say "en" from a template); the guess when nothing is declared.
    /// </summary>
    public static string? Decide(string? declared, string text)
    {
        var language = LanguageTag.Normalize(declared);
        return language != null && (MainScriptOf(Beginning(text), PlainlyOneScript) is not { } script || Scripts.Writes(language, script))
            ? language
            : Of(text);
    }

    private static ReadOnlySpan<char> Beginning(string text) => text.AsSpan(0, Math.Min(text.Length, ReadLength));

    private static Script? MainScriptOf(ReadOnlySpan<char> text, double part)
    {
        Span<int> letters = stackalloc int[(int)Script.Han + 1];
        var all = 0;
        foreach (var character in text)
        {
            if (Scripts.Of(character) is not { } script)
                continue;

            // A character of these is about as much text as two letters.
            var weight = script is Script.Han or Script.Kana or Script.Hangul ? 2 : 1;
            letters[(int)script] += weight;
            all += weight;
        }

        // Japanese mixes both; Han alone is Chinese.
        if (letters[(int)Script.Kana] > (letters[(int)Script.Kana] + letters[(int)Script.Han]) * PartOfKana)
            letters[(int)Script.Kana] += letters[(int)Script.Han];

        var best = 0;
        for (var script = 1; script < letters.Length; script++)
        {
            if (letters[script] > letters[best])
                best = script;
        }

        return all >= FewestLetters && letters[best] >= all * part ? (Script)best : null;
    }

    private static string? ByWords(ReadOnlySpan<char> text, IReadOnlyDictionary<string, FrozenSet<string>> features)
    {
        var (found, words) = Count(text, features);
        string? best = null;
        var most = 0;
        foreach (var (language, own) in features)
        {
            var hits = found.Where(feature => own.Contains(feature.Key)).Sum(feature => feature.Value);
            if (hits > most)
                (best, most) = (language, hits);
        }

        if (best == null || LanguageWords.NeverGuessed.Contains(best))
            return null;
        var shortWords = found.Where(feature => feature.Key[0] != '+' && features[best].Contains(feature.Key)).ToList();
        if (shortWords.Count < FewestWords || most < words * PartOfShortWords)
            return null;
        return features.All(other => other.Key == best || IsClear(found, features[best], other.Value)) ? best : null;
    }

    /// <summary>Of what speaks for one of the two languages only, much more speaks for the first.</summary>
    private static bool IsClear(Dictionary<string, int> found, FrozenSet<string> first, FrozenSet<string> second)
    {
        int forFirst = 0, forSecond = 0;
        foreach (var (feature, times) in found)
        {
            var (inFirst, inSecond) = (first.Contains(feature), second.Contains(feature));
            forFirst += inFirst && !inSecond ? times : 0;
            forSecond += inSecond && !inFirst ? times : 0;
        }

        return forFirst >= FewestTelling && forFirst >= forSecond * Clearly;
    }

    /// <summary>How often the text has each short word and telling letter, counted up to a few times, and the words looked at.</summary>
    private static (Dictionary<string, int> Found, int Words) Count(ReadOnlySpan<char> text, IReadOnlyDictionary<string, FrozenSet<string>> features)
    {
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        var words = 0;
        Span<char> word = stackalloc char[LongestWord];
        for (var start = 0; start < text.Length; start++)
        {
            var end = start;
            while (end < text.Length && (char.IsLetter(text[end]) || char.GetUnicodeCategory(text[end]) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark))
                end++;
            if (end == start)
                continue;

            words++;
            if (end - start <= LongestWord)
            {
                var length = text[start..end].ToLowerInvariant(word);
                Add(found, word[..length].ToString(), features);
                foreach (var letter in word[..length])
                {
                    if (!char.IsAscii(letter))
                        Add(found, "+" + letter, features);
                }
            }

            start = end;
        }

        return (found, words);
    }

    private static void Add(Dictionary<string, int> found, string feature, IReadOnlyDictionary<string, FrozenSet<string>> features)
    {
        var times = found.GetValueOrDefault(feature);
        if (times > 0 || features.Values.Any(own => own.Contains(feature)))
            found[feature] = Math.Min(times + 1, CountedAtMost);
    }
}
