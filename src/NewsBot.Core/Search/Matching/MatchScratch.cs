using NewsBot.Core.Text;

namespace NewsBot.Core.Search;

/// <summary>
/// What matching notes down about one article: its words with their hashes, once; then, for one segment of the index
/// after the other, which atoms hold and where. Used again for every article, it grows to what the longest needed.
/// </summary>
internal sealed class MatchScratch
{
    private readonly List<int> _hit = [];

    // Queries that hang on several atoms and were looked at, and a bit for each.
    private readonly List<int> _shared = [];
    private ulong[] _seen = [];
    private string[] _words = [];
    private string?[] _stems = [];
    private int[] _wordHashes = [];
    private int[] _stemHashes = [];
    private int[] _positions = [];

    // A bit an atom; cleared by walking over the hit ones, which are few.
    private ulong[] _present = [];

    // Where an atom stands: its first occurrence, and from each the next. Only for hit atoms with positions.
    private int[] _firstOccurrence = [];
    private Occurrence[] _occurrences = [];
    private int _occurrenceCount;
    private int[] _cursors = [];

    /// <summary>Words of the article; those of the title stand first.</summary>
    public int WordCount { get; private set; }

    /// <summary>Words up to this position are in the title.</summary>
    public int LastTitlePosition { get; private set; }

    /// <summary>The article that was read.</summary>
    public ArticleTokens Article { get; private set; } = null!;

    /// <summary>The atoms that hold, in no particular order.</summary>
    public ReadOnlySpan<int> Hit => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_hit);

    /// <summary>Queries found so far in a segment.</summary>
    public int[] Found { get; private set; } = new int[256];

    public ReadOnlySpan<char> WordAt(int index) => _words[index];

    public int WordHashAt(int index) => _wordHashes[index];

    public ReadOnlySpan<char> StemAt(int index) => _stems[index];

    public int StemHashAt(int index) => _stemHashes[index];

    public int PositionAt(int index) => _positions[index];

    /// <summary>Takes the words of the article down.</summary>
    public void Read(ArticleTokens article)
    {
        Article = article;
        LastTitlePosition = article.LastTitlePosition;
        WordCount = article.Text.Title.Count + article.Text.Body.Count;
        if (_words.Length < WordCount)
        {
            var size = Math.Max(WordCount, _words.Length * 2);
            _words = new string[size];
            _stems = new string?[size];
            _wordHashes = new int[size];
            _stemHashes = new int[size];
            _positions = new int[size];
        }

        Read(article.Text.Title, 0);
        Read(article.Text.Body, article.Text.Title.Count);
    }

    /// <summary>Makes room for the atoms and queries of a segment.</summary>
    public void Reserve(int atoms, int queries)
    {
        if (_firstOccurrence.Length < atoms)
        {
            _firstOccurrence = new int[atoms];
            _present = new ulong[(atoms + 63) / 64];
        }

        if (_seen.Length * 64 < queries)
            _seen = new ulong[(queries + 63) / 64];
    }

    /// <summary>Room for so many more queries behind those found.</summary>
    public int[] ReserveFound(int found, int more)
    {
        if (found + more > Found.Length)
        {
            var larger = Found;
            Array.Resize(ref larger, Math.Max(found + more, Found.Length * 2));
            Found = larger;
        }

        return Found;
    }

    /// <summary>Whether an atom holds.</summary>
    public bool Has(int atom) => (_present[atom >> 6] & (1UL << atom)) != 0;

    /// <summary>A bit an atom, for loops that ask about many.</summary>
    public ReadOnlySpan<ulong> Present => _present;

    public void Mark(int atom)
    {
        ref var bits = ref _present[atom >> 6];
        if ((bits & (1UL << atom)) != 0)
            return;
        bits |= 1UL << atom;
        _hit.Add(atom);
        _firstOccurrence[atom] = -1;
    }

    /// <summary>Marks an atom at a position; positions of one atom come in descending order.</summary>
    public void Mark(int atom, int position)
    {
        Mark(atom);
        if (_occurrenceCount == _occurrences.Length)
            Array.Resize(ref _occurrences, Math.Max(64, _occurrences.Length * 2));
        _occurrences[_occurrenceCount] = new Occurrence(position, _firstOccurrence[atom]);
        _firstOccurrence[atom] = _occurrenceCount++;
    }

    /// <summary>Whether the atoms stand at neighbouring positions, the first at most at the end.</summary>
    public bool HasPhrase(ReadOnlySpan<int> atoms, int end)
    {
        foreach (var atom in atoms)
        {
            if (!Has(atom))
                return false;
        }

        if (_cursors.Length < atoms.Length)
            _cursors = new int[Math.Max(atoms.Length, 16)];
        for (var index = 0; index < atoms.Length; index++)
            _cursors[index] = _firstOccurrence[atoms[index]];
        for (var first = _cursors[0]; first >= 0 && _occurrences[first].Position <= end; first = _occurrences[first].Next)
        {
            var index = 1;
            for (; index < atoms.Length; index++)
            {
                var wanted = _occurrences[first].Position + index;
                var cursor = _cursors[index];
                while (cursor >= 0 && _occurrences[cursor].Position < wanted)
                    cursor = _occurrences[cursor].Next;
                if (cursor < 0)
                    return false;
                _cursors[index] = cursor;
                if (_occurrences[cursor].Position != wanted)
                    break;
            }

            if (index == atoms.Length)
                return true;
        }

        return false;
    }

    /// <summary>Whether a query that hangs on several atoms is met for the first time.</summary>
    public bool SeesFirst(int query)
    {
        ref var bits = ref _seen[query >> 6];
        if ((bits & (1UL << query)) != 0)
            return false;
        bits |= 1UL << query;
        _shared.Add(query);
        return true;
    }

    /// <summary>Forgets what a segment found.</summary>
    public void Clear()
    {
        foreach (var atom in Hit)
            _present[atom >> 6] = 0;
        foreach (var query in _shared)
            _seen[query >> 6] = 0;
        _hit.Clear();
        _shared.Clear();
        _occurrenceCount = 0;
    }

    private void Read(IReadOnlyList<Token> tokens, int at)
    {
        for (var index = 0; index < tokens.Count; index++, at++)
        {
            var token = tokens[index];
            _words[at] = token.Text;
            _stems[at] = token.Stem;
            _positions[at] = token.Position;
            _wordHashes[at] = WordTable.HashOf(token.Text);
            _stemHashes[at] = token.Stem is null || ReferenceEquals(token.Stem, token.Text) ? _wordHashes[at] : WordTable.HashOf(token.Stem);
        }
    }

    private readonly record struct Occurrence(int Position, int Next);
}
