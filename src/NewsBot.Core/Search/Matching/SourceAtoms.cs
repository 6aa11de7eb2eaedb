using System.Collections.Concurrent;

namespace NewsBot.Core.Search;

/// <summary>
/// The atoms of a segment that ask for a source. They are compared once a feed, not once an article: a feed brings many.
/// As a word such an atom is the tokens with blanks between them, a star behind them when the last is a beginning;
/// blanks and stars are in no token.
/// </summary>
internal sealed class SourceAtoms
{
    private const int MostFeeds = 4_096;
    private readonly (Query.Source Source, int Atom)[] _sources;
    private readonly ConcurrentDictionary<string, int[]> _ofFeeds = new(StringComparer.Ordinal);

    public SourceAtoms(WordTable words, AtomEntry[] atoms)
    {
        _sources = [.. Enumerable.Range(0, atoms.Length - 1)
            .Where(atom => atoms[atom].Atom.Kind == AtomKind.Source)
            .Select(atom => (SourceOf(words[atoms[atom].Atom.Word].ToString()), atom))];
    }

    public int Count => _sources.Length;

    public static string WordOf(Query.Source source) => string.Join(' ', source.Tokens) + (source.EndsOpen ? "*" : "");

    /// <summary>The atoms that hold for articles of a feed with these names.</summary>
    public int[] Of(SourceNames names)
    {
        if (_ofFeeds.TryGetValue(names.ToString(), out var known))
            return known;
        if (_ofFeeds.Count >= MostFeeds)
            _ofFeeds.Clear();
        return _ofFeeds[names.ToString()] = Compare(names);
    }

    // Apart, so that asking for what is known makes no closure.
    private int[] Compare(SourceNames names) => [.. _sources.Where(pair => names.Match(pair.Source)).Select(pair => pair.Atom)];

    private static Query.Source SourceOf(string word)
    {
        var isOpen = word.EndsWith('*');
        return new Query.Source(new ValueList<string>((isOpen ? word[..^1] : word).Split(' ')), isOpen);
    }
}
