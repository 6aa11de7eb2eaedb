using NewsBot.Core.Text;
using NewsBot.Core.Text.Stemming;

namespace NewsBot.Core.Search;

/// <summary>
/// The words of the store that have a stem they are not equal to themselves; empty where it knows none. Of the empty stem it
/// gives the empty word where the store has articles in the language.
/// </summary>
/// <param name="stem">With its language, as <see cref="StemLanguages.Tag"/> gives it.</param>
internal delegate IEnumerable<string> FormsOfStem(string stem);

/// <summary>
/// The languages whose words a search of the indexes asks for. The indexes hold each word as it is written, with the language
/// of its article in front if that language has stems (<c>en_ceasefires</c>). Words in any form are asked for by all forms that the
/// store has met in that language: half the index that stems beside the words would take, and no form of another language.
/// </summary>
internal sealed class StemLanguages
{
    /// <summary>Combinations of forms for a word that is taken apart; no sensible word has so many.</summary>
    private const int MostPhrases = 1000;

    private readonly IReadOnlyList<Stemmer> _stemmers;
    private readonly FormsOfStem _forms;

    private StemLanguages(IReadOnlyList<Stemmer> stemmers, FormsOfStem forms) => (_stemmers, _forms) = (stemmers, forms);

    /// <summary>Every language that has stems.</summary>
    public static StemLanguages All { get; } = new(Stemmer.All, _ => []);

    /// <summary>For articles in these languages or none; an empty list: in every language.</summary>
    public static StemLanguages Of(IReadOnlyCollection<string> languages) =>
        languages.Count == 0 ? All : new StemLanguages([.. languages.Select(Stemmer.For).OfType<Stemmer>().Distinct()], _ => []);

    /// <summary>Those that the store has articles in, with the forms that it knows.</summary>
    public StemLanguages With(FormsOfStem forms) => new([.. _stemmers.Where(stemmer => forms(Tag(stemmer, "")).Any())], forms);

    /// <summary>A stem, or a word, with its language.</summary>
    public static string Tag(Stemmer stemmer, string stem) => $"{stemmer.Key}_{stem}";

    /// <summary>A word as the indexes hold it for an article of this language.</summary>
    public static string Entry(Stemmer? stemmer, string word) => stemmer is not null && stemmer.Reads(word) ? Tag(stemmer, word) : word;

    /// <summary>The stems, with their languages, whose forms the term is asked for by.</summary>
    public IEnumerable<string> StemsOf(Query.Term term) => !term.IsInAnyForm
        ? []
        : _stemmers.SelectMany(stemmer => term.Tokens.Where(stemmer.Reads).Select(token => Tag(stemmer, stemmer.Stem(token))));

    /// <summary>Rows of entries of which an article that holds the term has one, and no other article.</summary>
    public IEnumerable<IReadOnlyList<string>> PhrasesOf(Query.Term term)
    {
        yield return term.Tokens;
        foreach (var stemmer in _stemmers)
        {
            // Which letters follow a beginning is not known.
            if (term.EndsOpen && !Analyzer.IsLoneUnspaced(term.Tokens[^1]))
                yield return [.. term.Tokens.Take(term.Tokens.Count - 1).Select(token => Entry(stemmer, token)), Tag(stemmer, term.Tokens[^1])];
            else if (term.Tokens.Any(stemmer.Reads))
                foreach (var phrase in WordsOf(term, stemmer))
                    yield return [.. phrase.Select(word => Entry(stemmer, word))];
        }
    }

    /// <summary>The rows of words that hold the term in an article of this language, without their language; a beginning as it is.</summary>
    public IEnumerable<IReadOnlyList<string>> WordsOf(Query.Term term, Stemmer? stemmer) =>
        stemmer is null || !term.IsInAnyForm ? [term.Tokens] : Combinations([.. term.Tokens.Select(token => FormsOf(stemmer, token))]);

    // The word itself stands first, then the one that is its own stem. What an older analyser left behind may have another stem today.
    private IReadOnlyList<string> FormsOf(Stemmer stemmer, string word)
    {
        if (!stemmer.Reads(word))
            return [word];
        var stem = stemmer.Stem(word);
        return [.. _forms(Tag(stemmer, stem)).Prepend(stem).Where(form => stemmer.Reads(form) && stemmer.Stem(form) == stem).Prepend(word).Distinct()];
    }

    private static IEnumerable<IReadOnlyList<string>> Combinations(IReadOnlyList<IReadOnlyList<string>> forms)
    {
        IEnumerable<IReadOnlyList<string>> phrases = [[]];
        foreach (var position in forms)
            phrases = [.. phrases.SelectMany(phrase => position.Select(form => (IReadOnlyList<string>)[.. phrase, form])).Take(MostPhrases)];
        return phrases;
    }
}
