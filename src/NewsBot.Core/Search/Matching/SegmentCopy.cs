namespace NewsBot.Core.Search;

/// <summary>Writes the programs of a packed segment again, over the atoms of one that is being built.</summary>
internal sealed class SegmentCopy
{
    private readonly CopiedSegment _copied;
    private readonly QuerySegment _segment;
    private readonly QuerySegmentBuilder _builder;
    private readonly List<int> _program;

    // What an atom of the segment is in the new one; -1 as long as no wanted query needed it.
    private readonly int[] _atoms;

    public SegmentCopy(CopiedSegment copied, QuerySegmentBuilder builder, List<int> program)
    {
        _copied = copied;
        _segment = copied.Segment;
        _builder = builder;
        _program = program;
        _atoms = new int[_segment.AtomCount];
        Array.Fill(_atoms, -1);
    }

    /// <summary>Writes all queries that are wanted, in the order of the atoms they hang on.</summary>
    /// <param name="close">Takes what was written as a query and gives its number.</param>
    public void Write(Func<bool, int> close)
    {
        var queries = _copied.Queries;
        for (var atom = 0; atom < _segment.AtomCount; atom++)
        {
            if (_segment.Atoms[atom].Single is >= 0 and var single && _copied.TakesQuery(single))
            {
                _program.Add(AtomOf(atom));
                queries[single] = close(_segment.NamesALanguage(single));
            }

            for (var at = _segment.Atoms[atom].Pairs; at < _segment.Atoms[atom + 1].Pairs; at += 2)
            {
                var query = _segment.Pairs[at + 1];
                if (!_copied.TakesQuery(query))
                    continue;
                _program.Add(QueryProgram.Header(Operation.All, 2));
                _program.Add(AtomOf(atom));
                _program.Add(AtomOf(_segment.Pairs[at]));
                queries[query] = close(_segment.NamesALanguage(query));
            }

            for (var at = _segment.Atoms[atom].Rest; at < _segment.Atoms[atom + 1].Rest;)
            {
                var query = _segment.Rest[at] & ~QuerySegment.SharedBit;
                at += 2;
                var size = QueryProgram.SizeAt(_segment.Rest, at);
                if (queries[query] < 0 && _copied.TakesQuery(query))
                {
                    Write(_segment.Rest.AsSpan(at, size));
                    queries[query] = close(_segment.NamesALanguage(query));
                }

                at += size;
            }
        }
    }

    // Headers stay as they are: a program has the same shape over any atoms.
    private void Write(ReadOnlySpan<int> program)
    {
        foreach (var number in program)
            _program.Add(number < 0 ? number : AtomOf(number));
    }

    private int AtomOf(int number)
    {
        if (_atoms[number] < 0)
        {
            var atom = _segment.Atoms[number].Atom;
            _atoms[number] = _builder.AtomOf(_segment.Words[atom.Word], atom.Kind, atom.InTitle, atom.IsPositional);
        }

        return _atoms[number];
    }
}
