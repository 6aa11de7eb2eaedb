using System.Runtime.InteropServices;

namespace NewsBot.Core.Search;

/// <summary>
/// Gathers standing queries for a new segment: written ones and those of older segments that somebody still wants.
/// Queries that are the same share one program, whoever asks.
/// </summary>
internal sealed class QuerySegmentBuilder
{
    private readonly List<int> _firstAtoms;
    private readonly List<int> _nextAtoms;
    private readonly List<Atom> _atoms;
    private readonly List<int> _programs;
    private readonly List<int> _starts;
    private readonly List<ulong> _namesLanguage = [];
    private readonly List<QueryOwner> _owners = [];
    private readonly List<int> _queriesOfOwners = [];
    private readonly List<CopiedSegment> _copied = [];

    // Number of the query + 1, by the hash of its program; open addressing, at most two thirds full.
    private int[] _slots;

    /// <param name="copied">Segments that will be copied: what they need is made room for once.</param>
    public QuerySegmentBuilder(IReadOnlyCollection<SegmentView>? copied = null)
    {
        var like = copied is null ? [] : copied.Select(view => view.Segment).ToArray();
        var atoms = like.Sum(segment => segment.AtomCount);
        var queries = like.Sum(segment => segment.QueryCount);
        Words = new WordTable(like.Sum(segment => segment.Words.Count) + 8, like.Sum(segment => segment.Words.Letters) + 64);
        _firstAtoms = new List<int>(Words.Count);
        _nextAtoms = new List<int>(atoms);
        _atoms = new List<Atom>(atoms);
        _starts = new List<int>(queries + 1) { 0 };
        _programs = new List<int>(like.Sum(segment => segment.AtomCount + (segment.Pairs.Length * 3 / 2) + segment.Rest.Length));
        _slots = new int[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, queries * 3L / 2))];
    }

    public WordTable Words { get; }

    public ReadOnlySpan<Atom> Atoms => CollectionsMarshal.AsSpan(_atoms);

    public int QueryCount => _starts.Count - 1;

    /// <summary>Owners that were added with a query.</summary>
    public int OwnerCount => _owners.Count;

    /// <summary>Who was added with a query, and which.</summary>
    public ReadOnlySpan<QueryOwner> Owners => CollectionsMarshal.AsSpan(_owners);

    public ReadOnlySpan<int> QueriesOfOwners => CollectionsMarshal.AsSpan(_queriesOfOwners);

    public IReadOnlyList<CopiedSegment> Copied => _copied;

    public ReadOnlySpan<int> ProgramOf(int query) =>
        CollectionsMarshal.AsSpan(_programs)[_starts[query].._starts[query + 1]];

    public bool NamesALanguage(int query) => (query >> 6) < _namesLanguage.Count && (_namesLanguage[query >> 6] & (1UL << query)) != 0;

    public ulong[]? NamesLanguage => _namesLanguage.Count == 0
        ? null
        : [.. _namesLanguage, .. new ulong[((QueryCount + 63) / 64) - _namesLanguage.Count]];

    /// <summary>Adds an owner with its query in canonical form. An owner is added once.</summary>
    public void Add(QueryOwner owner, Query query)
    {
        var namesLanguage = new QueryCompiler(this, _programs).Write(query);
        _owners.Add(owner);
        _queriesOfOwners.Add(Close(namesLanguage));
    }

    /// <summary>Adds what is wanted of a segment, without some owners, who get new queries or none.</summary>
    public void Add(SegmentView view, IReadOnlySet<long>? without = null)
    {
        var copied = new CopiedSegment(view, without);
        new SegmentCopy(copied, this, _programs).Write(Close);
        _copied.Add(copied);
    }

    /// <summary>The number of an atom, which is added where it is new; that it is positional is remembered.</summary>
    public int AtomOf(ReadOnlySpan<char> word, AtomKind kind, bool inTitle, bool isPositional)
    {
        var number = Words.Intern(word, WordTable.HashOf(word));
        if (number == _firstAtoms.Count)
            _firstAtoms.Add(-1);
        var wanted = new Atom(number, kind, inTitle);
        var atom = _firstAtoms[number];
        while (atom >= 0 && !_atoms[atom].IsLike(wanted))
            atom = _nextAtoms[atom];
        if (atom < 0)
        {
            atom = _atoms.Count;
            _atoms.Add(wanted);
            _nextAtoms.Add(_firstAtoms[number]);
            _firstAtoms[number] = atom;
        }

        if (isPositional)
            _atoms[atom] = _atoms[atom].Positional;
        return atom;
    }

    /// <summary>Numbers the atoms anew, in the order of their words, also in all programs; no query can be added after that.</summary>
    /// <param name="followed">An atom whose new number is wanted, or -1.</param>
    /// <returns>The atoms, on which nothing hangs yet, one more of them, and where those of each word begin.</returns>
    public (AtomEntry[] Atoms, int[] Starts) OrderAtoms(ref int followed)
    {
        var ordered = new AtomEntry[_atoms.Count + 1];
        var starts = new int[Words.Count + 1];
        var numbers = new int[_atoms.Count];
        var next = 0;
        for (var word = 0; word < Words.Count; word++)
        {
            starts[word] = next;
            for (var atom = _firstAtoms[word]; atom >= 0; atom = _nextAtoms[atom])
            {
                numbers[atom] = next;
                ordered[next++] = new AtomEntry { Atom = _atoms[atom], Single = -1 };
            }
        }

        starts[^1] = next;
        foreach (ref var number in CollectionsMarshal.AsSpan(_programs))
            number = number < 0 ? number : numbers[number];
        followed = followed < 0 ? -1 : numbers[followed];
        return (ordered, starts);
    }

    // What was written behind the last program is a query: a known one, or a new one from now on.
    private int Close(bool namesLanguage)
    {
        var program = CollectionsMarshal.AsSpan(_programs)[_starts[^1]..];
        if (QueryProgram.IsPair(program) && program[1] > program[2])
            (program[1], program[2]) = (program[2], program[1]);
        if ((QueryCount + 1) * 3L > _slots.Length * 2L)
            Rehash();
        var slot = SlotOf(program);
        if (_slots[slot] > 0)
        {
            CollectionsMarshal.SetCount(_programs, _starts[^1]);
            return _slots[slot] - 1;
        }

        var query = QueryCount;
        _slots[slot] = query + 1;
        _starts.Add(_programs.Count);
        if (namesLanguage)
        {
            while (_namesLanguage.Count <= query >> 6)
                _namesLanguage.Add(0);
            _namesLanguage[query >> 6] |= 1UL << query;
        }

        return query;
    }

    // Of the same program, or a free one.
    private int SlotOf(ReadOnlySpan<int> program)
    {
        var hash = new HashCode();
        hash.AddBytes(MemoryMarshal.AsBytes(program));
        var mask = _slots.Length - 1;
        var slot = hash.ToHashCode() & mask;
        while (_slots[slot] > 0 && !ProgramOf(_slots[slot] - 1).SequenceEqual(program))
            slot = (slot + 1) & mask;
        return slot;
    }

    private void Rehash()
    {
        _slots = new int[_slots.Length * 2];
        for (var query = 0; query < QueryCount; query++)
            _slots[SlotOf(ProgramOf(query))] = query + 1;
    }
}
