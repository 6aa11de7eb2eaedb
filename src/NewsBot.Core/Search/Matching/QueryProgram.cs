namespace NewsBot.Core.Search;

/// <summary>What stands before the parts of a program.</summary>
internal enum Operation
{
    All,
    Any,
    Not,

    /// <summary>Atoms at neighbouring positions.</summary>
    Phrase,

    /// <summary>The same within the title.</summary>
    TitlePhrase,
}

/// <summary>
/// A standing query as numbers: an atom (0 or more), or an operation (below 0) that says how many numbers of parts follow
/// it. Programs lie one behind the other in an array, beside what they belong to.
/// </summary>
internal static class QueryProgram
{
    private const int OperationShift = 28;
    private const int LengthMask = (1 << OperationShift) - 1;

    public static int Header(Operation operation, int length) => int.MinValue | ((int)operation << OperationShift) | length;

    public static Operation OperationOf(int header) => (Operation)((header >> OperationShift) & 7);

    /// <summary>Numbers of the parts behind the header.</summary>
    public static int LengthOf(int header) => header & LengthMask;

    /// <summary>Numbers of the whole program or part that begins here.</summary>
    public static int SizeAt(ReadOnlySpan<int> program, int at) => program[at] >= 0 ? 1 : 1 + LengthOf(program[at]);

    /// <summary>Two atoms that must both hold: the most frequent form of a query that is not one atom.</summary>
    public static bool IsPair(ReadOnlySpan<int> program) =>
        program.Length == 3 && program[0] == Header(Operation.All, 2);

    /// <summary>Whether the program holds for the article that the scratch has read.</summary>
    public static bool Holds(ReadOnlySpan<int> program, int at, MatchScratch article)
    {
        var header = program[at];
        if (header >= 0)
            return article.Has(header);
        var next = at + 1;
        var end = next + LengthOf(header);
        switch (OperationOf(header))
        {
            case Operation.All:
                for (; next < end; next += SizeAt(program, next))
                {
                    if (!Holds(program, next, article))
                        return false;
                }

                return true;
            case Operation.Any:
                for (; next < end; next += SizeAt(program, next))
                {
                    if (Holds(program, next, article))
                        return true;
                }

                return false;
            case Operation.Not:
                return !Holds(program, next, article);
            case Operation.Phrase:
                return article.HasPhrase(program[next..end], int.MaxValue);
            case Operation.TitlePhrase:
                return article.HasPhrase(program[next..end], article.LastTitlePosition);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}
