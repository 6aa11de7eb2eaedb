using NewsBot.Core.Text;
using NewsBot.Core.Text.Stemming;

namespace NewsBot.Core.Search;

/// <summary>
/// The languages whose stems a search of the indexes asks for. The indexes hold each stem with its language in front
/// (<c>en_ceasefir</c>), which no word is written like, so that the stems of two languages never meet.
/// </summary>
internal sealed class StemLanguages
{
    private readonly IReadOnlyList<Stemmer> _stemmers;

    private StemLanguages(IReadOnlyList<Stemmer> stemmers) => _stemmers = stemmers;

    /// <summary>Every language that has stems.</summary>
    public static StemLanguages All { get; } = new(Stemmer.All);

    /// <summary>For articles in these languages or none; an empty list: in every language.</summary>
    public static StemLanguages Of(IReadOnlyCollection<string> languages) =>
        languages.Count == 0 ? All : new StemLanguages([.. languages.Select(Stemmer.For).OfType<Stemmer>().Distinct()]);

    /// <summary>A stem as the indexes hold it.</summary>
    public static string Tag(Stemmer stemmer, string stem) => $"{stemmer.Key}_{stem}";

    /// <summary>
    /// Rows of tokens of which an article that holds the term has one: the words as they are written, and of a word in
    /// any form its stems in each language that can read it.
    /// </summary>
    public IEnumerable<IReadOnlyList<string>> PhrasesOf(Query.Term term)
    {
        yield return term.Tokens;
        if (!term.IsInAnyForm)
            yield break;
        foreach (var stemmer in _stemmers.Where(stemmer => term.Tokens.Any(stemmer.Reads)))
            yield return [.. term.Tokens.Select(token => Tag(stemmer, stemmer.Stem(token)))];
    }
}
