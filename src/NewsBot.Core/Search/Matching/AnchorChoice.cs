namespace NewsBot.Core.Search;

/// <summary>
/// Chooses the atoms a query hangs on: it can only hold where at least one of them does, and they hold as rarely as
/// can be. Of parts that must all hold the rarest is enough; of alternatives all are needed; what is not wanted is no help.
/// </summary>
internal readonly ref struct AnchorChoice(ReadOnlySpan<int> program, ReadOnlySpan<int> frequencies)
{
    private const long Impossible = long.MaxValue;
    private readonly ReadOnlySpan<int> _program = program;
    private readonly ReadOnlySpan<int> _frequencies = frequencies;

    /// <summary>Adds the anchors, each once; none when only atoms that must not hold are there.</summary>
    public void Choose(List<int> anchors)
    {
        if (CostAt(0) < Impossible)
            Collect(0, anchors);
    }

    /// <summary>
    /// The rarest atom without which the program cannot hold, other than its anchor; the anchor itself where none is
    /// plain to see.
    /// </summary>
    public int Guard(int anchor)
    {
        var header = _program[0];
        if (header >= 0 || QueryProgram.OperationOf(header) is Operation.Any or Operation.Not)
            return anchor;
        var guard = anchor;
        for (var next = 1; next < _program.Length; next += QueryProgram.SizeAt(_program, next))
        {
            if (_program[next] >= 0 && _program[next] != anchor && (guard == anchor || _frequencies[_program[next]] < _frequencies[guard]))
                guard = _program[next];
        }

        return guard;
    }

    private long CostAt(int at)
    {
        var header = _program[at];
        if (header >= 0)
            return _frequencies[header] + 1L;
        var next = at + 1;
        var end = next + QueryProgram.LengthOf(header);
        switch (QueryProgram.OperationOf(header))
        {
            case Operation.All or Operation.Phrase or Operation.TitlePhrase:
                var least = Impossible;
                for (; next < end; next += QueryProgram.SizeAt(_program, next))
                    least = Math.Min(least, CostAt(next));
                return least;
            case Operation.Any:
                long sum = 0;
                for (; next < end; next += QueryProgram.SizeAt(_program, next))
                {
                    if (CostAt(next) is < Impossible and var cost)
                        sum += cost;
                    else
                        return Impossible;
                }

                return sum;
            case Operation.Not:
                return Impossible;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private void Collect(int at, List<int> anchors)
    {
        var header = _program[at];
        if (header >= 0)
        {
            if (!anchors.Contains(header))
                anchors.Add(header);
            return;
        }

        var next = at + 1;
        var end = next + QueryProgram.LengthOf(header);
        if (QueryProgram.OperationOf(header) == Operation.Any)
        {
            for (; next < end; next += QueryProgram.SizeAt(_program, next))
                Collect(next, anchors);
            return;
        }

        var (best, cost) = (next, Impossible);
        for (; next < end; next += QueryProgram.SizeAt(_program, next))
        {
            if (CostAt(next) is var candidate && candidate < cost)
                (best, cost) = (next, candidate);
        }

        Collect(best, anchors);
    }
}
