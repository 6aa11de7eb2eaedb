using NewsBot.Core.Text.Stemming;

namespace NewsBot.Core.Search;

/// <summary>Packs the queries of a builder into the arrays of a segment, each at the rarest atom it needs.</summary>
internal sealed class SegmentPacking
{
    private readonly QuerySegmentBuilder _builder;
    private readonly int _always;
    private readonly AtomEntry[] _atoms;
    private readonly int[] _atomStarts;
    private readonly int[] _frequencies;
    private readonly StemTable[] _stems;
    private readonly List<int> _anchors = [];

    private SegmentPacking(QuerySegmentBuilder builder, TermCounts counts, IEnumerable<Stemmer> stemmers)
    {
        _builder = builder;
        var always = HangsOnNothing() ? builder.AtomOf("", AtomKind.Always, inTitle: false, isPositional: false) : -1;
        builder.Words.Trim();
        (_atoms, _atomStarts) = builder.OrderAtoms(ref always);
        _always = always;
        _stems = [.. stemmers.Select(stemmer => new StemTable(stemmer, builder.Words, _atoms))];
        _frequencies = AtomFrequencies.Of(_atoms, builder.Words, counts);
        foreach (var table in _stems)
            table.Raise(_frequencies, counts);
    }

    /// <summary>Makes the segment; the builder is used up.</summary>
    /// <param name="builder">The queries and their owners.</param>
    /// <param name="counts">How often terms are met.</param>
    /// <param name="stemmers">Of the languages in which articles have come: their stem tables are made at once.</param>
    public static QuerySegment Pack(QuerySegmentBuilder builder, TermCounts counts, IEnumerable<Stemmer> stemmers) =>
        new SegmentPacking(builder, counts, stemmers).Pack();

    private QuerySegment Pack()
    {
        for (var query = 0; query < _builder.QueryCount; query++)
        {
            var program = _builder.ProgramOf(query);
            if (program.Length == 1)
                _atoms[program[0]].Single = query;
            else if (QueryProgram.IsPair(program))
                _atoms[AnchorOfPair(program)].Pairs += 2;
            else
                foreach (var anchor in AnchorsOf(program))
                    _atoms[anchor].Rest += 2 + program.Length;
        }

        var (pairs, rest) = Fill();
        var (ownerStarts, owners) = OwnerPacking.Pack(_builder);
        return new QuerySegment(_stems)
        {
            QueryCount = _builder.QueryCount,
            Words = _builder.Words,
            Atoms = _atoms,
            AtomStarts = _atomStarts,
            Pairs = pairs,
            Rest = rest,
            NamesLanguage = _builder.NamesLanguage,
            OwnerStarts = ownerStarts,
            Owners = owners,
            OwnersInOrder = OwnerPacking.Order(owners),
            Beginnings = Beginnings(),
            Sources = _atoms.SkipLast(1).Any(entry => entry.Atom.Kind == AtomKind.Source) ? new SourceAtoms(_builder.Words, _atoms) : null,
            Always = _always,
        };
    }

    // The atoms have numbers of how much hangs on each; these become where it begins.
    private (int[] Pairs, int[] Others) Fill()
    {
        var nextPair = new int[_frequencies.Length];
        var nextRest = new int[_frequencies.Length];
        var (pairCount, restCount) = (0, 0);
        for (var atom = 0; atom < _atoms.Length; atom++)
        {
            ref var entry = ref _atoms[atom];
            (entry.Pairs, pairCount) = (pairCount, pairCount + entry.Pairs);
            (entry.Rest, restCount) = (restCount, restCount + entry.Rest);
            if (atom < nextPair.Length)
                (nextPair[atom], nextRest[atom]) = (entry.Pairs, entry.Rest);
        }

        var pairs = new int[pairCount];
        var rest = new int[restCount];
        for (var query = 0; query < _builder.QueryCount; query++)
        {
            var program = _builder.ProgramOf(query);
            if (program.Length == 1)
                continue;
            if (QueryProgram.IsPair(program))
            {
                var anchor = AnchorOfPair(program);
                ref var next = ref nextPair[anchor];
                pairs[next++] = program[1] == anchor ? program[2] : program[1];
                pairs[next++] = query;
                continue;
            }

            var anchors = AnchorsOf(program);
            foreach (var anchor in anchors)
            {
                ref var next = ref nextRest[anchor];
                rest[next++] = anchors.Count > 1 ? query | QuerySegment.SharedBit : query;
                rest[next++] = anchors.Count > 1 ? anchor : new AnchorChoice(program, _frequencies).Guard(anchor);
                program.CopyTo(rest.AsSpan(next));
                next += program.Length;
            }
        }

        return (pairs, rest);
    }

    private int AnchorOfPair(ReadOnlySpan<int> pair) => _frequencies[pair[1]] <= _frequencies[pair[2]] ? pair[1] : pair[2];

    private List<int> AnchorsOf(ReadOnlySpan<int> program)
    {
        _anchors.Clear();
        new AnchorChoice(program, _frequencies).Choose(_anchors);
        if (_anchors.Count == 0)
            _anchors.Add(_always);
        return _anchors;
    }

    private bool HangsOnNothing()
    {
        var anchors = new List<int>();
        var frequencies = new int[_builder.Atoms.Length];
        for (var query = 0; query < _builder.QueryCount; query++)
        {
            var program = _builder.ProgramOf(query);
            if (program.Length <= 3 && !program.Contains(QueryProgram.Header(Operation.Not, 1)))
                continue;
            anchors.Clear();
            new AnchorChoice(program, frequencies).Choose(anchors);
            if (anchors.Count == 0)
                return true;
        }

        return false;
    }

    private BeginningTable? Beginnings()
    {
        var words = _atoms.SkipLast(1).Where(entry => entry.Atom.Kind == AtomKind.Beginning).Select(entry => entry.Atom.Word).Distinct().ToArray();
        return words.Length == 0 ? null : new BeginningTable(_builder.Words, words);
    }
}
