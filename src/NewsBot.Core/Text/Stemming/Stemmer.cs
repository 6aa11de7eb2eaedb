using System.Collections.Frozen;

namespace NewsBot.Core.Text.Stemming;

/// <summary>
/// Brings the forms of a word of one language to one stem, so that Häuser is found as Haus. A stem is a key to compare
/// by, not a word to show. Takes and gives words as <see cref="Analyzer"/> makes them: folded, without accents. The same
/// word has the same stem on every machine and in every run; safe for use from many threads.
/// </summary>
internal abstract class Stemmer
{
    private readonly StemCache _cache = new();

    private protected Stemmer(string key) => Key = key;

    /// <summary>The stemmers of all languages we know, in the order of their keys.</summary>
    public static IReadOnlyList<Stemmer> All { get; } =
        [.. SnowballLanguages.Stemmers.Concat(DictionaryStemmer.Stemmers).Append(new TurkishNounStemmer()).OrderBy(stemmer => stemmer.Key, StringComparer.Ordinal)];

    private static readonly FrozenDictionary<string, Stemmer> _byKey = All.ToFrozenDictionary(stemmer => stemmer.Key, StringComparer.Ordinal);

    /// <summary>The language as it stands before a stem in an index: en, uk; nb for all written forms of Norwegian.</summary>
    public string Key { get; }

    /// <summary>The stemmer for a language (a tag as <see cref="LanguageTag"/> gives it, or any it reads); null when there is none.</summary>
    public static Stemmer? For(string? language)
    {
        if (language is null)
            return null;
        var tag = LanguageTag.Normalize(language);
        return tag == null ? null : _byKey.GetValueOrDefault(tag == "no" ? "nb" : tag);
    }

    /// <summary>Whether the word is written in the letters of this language; any other word is its own stem.</summary>
    public abstract bool Reads(string word);

    /// <summary>The stem of a folded word; the word itself when the language cannot read it. Never empty.</summary>
    public string Stem(string word)
    {
        if (_cache.Find(word) is { } known)
            return known;
        var stem = word.Length >= 2 && Reads(word) ? Reduce(word) : word;
        if (stem == word)
            stem = word;
        _cache.Keep(word, stem);
        return stem;
    }

    /// <summary>The stem of a word that is read; the given instance when nothing changes.</summary>
    private protected abstract string Reduce(string word);
}
