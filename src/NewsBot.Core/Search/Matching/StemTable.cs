using NewsBot.Core.Text.Stemming;

namespace NewsBot.Core.Search;

/// <summary>Which plain atoms of a segment a stem makes true in articles of one language.</summary>
internal sealed class StemTable
{
    private readonly WordTable _stems;
    private readonly int[] _starts;
    private readonly int[] _atoms;

    /// <summary>Stems the plain words of a segment.</summary>
    public StemTable(Stemmer stemmer, WordTable words, ReadOnlySpan<AtomEntry> atoms)
    {
        Stemmer = stemmer;
        _stems = new WordTable(words.Count, words.Letters);
        var stemOf = new int[atoms.Length];
        var (word, stem) = (-1, -1);
        for (var atom = 0; atom < atoms.Length; atom++)
        {
            stemOf[atom] = -1;
            var of = atoms[atom].Atom;
            if (of.Kind != AtomKind.Plain || atom == atoms.Length - 1)
                continue;
            // The atoms of one word stand side by side.
            if (of.Word != word)
            {
                word = of.Word;
                var stemmed = stemmer.Stem(words[word].ToString());
                stem = _stems.Intern(stemmed, WordTable.HashOf(stemmed));
            }

            stemOf[atom] = stem;
        }

        _stems.Trim();
        _starts = new int[_stems.Count + 1];
        foreach (var number in stemOf.Where(number => number >= 0))
            _starts[number + 1]++;
        for (var index = 1; index < _starts.Length; index++)
            _starts[index] += _starts[index - 1];
        _atoms = new int[_starts[^1]];
        var next = _starts.AsSpan(0, _stems.Count).ToArray();
        for (var atom = 0; atom < atoms.Length; atom++)
        {
            if (stemOf[atom] >= 0)
                _atoms[next[stemOf[atom]]++] = atom;
        }
    }

    public Stemmer Stemmer { get; }

    /// <summary>The atoms that a stem makes true.</summary>
    public ReadOnlySpan<int> AtomsOf(ReadOnlySpan<char> stem, int hash) =>
        _stems.Find(stem, hash) is >= 0 and var found ? _atoms.AsSpan(_starts[found], _starts[found + 1] - _starts[found]) : default;

    /// <summary>Raises for each plain atom the number to how often its stem was counted.</summary>
    public void Raise(int[] frequencies, TermCounts counts)
    {
        for (var stem = 0; stem < _stems.Count; stem++)
        {
            var counted = counts.Of(WordTable.HashOf(_stems[stem]));
            foreach (var atom in _atoms.AsSpan(_starts[stem], _starts[stem + 1] - _starts[stem]))
                frequencies[atom] = Math.Max(frequencies[atom], counted);
        }
    }
}
