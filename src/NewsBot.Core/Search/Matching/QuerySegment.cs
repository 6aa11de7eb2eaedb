using NewsBot.Core.Text.Stemming;

namespace NewsBot.Core.Search;

/// <summary>
/// A part of the index of standing queries, packed into arrays and never changed. Each query hangs on its anchor, an atom (or for alternatives several) that must hold; the queries of an atom
/// lie side by side in the order in which they are read. Made by <see cref="SegmentPacking"/>.
/// </summary>
/// <param name="stems">Tables that were made beforehand.</param>
internal sealed class QuerySegment(StemTable[] stems)
{
    /// <summary>Set in a query's number among <see cref="Rest"/> when it hangs on several atoms and may be met twice.</summary>
    public const int SharedBit = int.MinValue;

    private StemTable[] _stems = stems;

    /// <summary>Of queries and of owners; an owner without a query does not exist.</summary>
    public required int QueryCount { get; init; }

    public int AtomCount => Atoms.Length - 1;

    public required WordTable Words { get; init; }

    /// <summary>In the order of their words, and one more, where the last one's queries end.</summary>
    public required AtomEntry[] Atoms { get; init; }

    /// <summary>Where the atoms of a word begin; one more than there are words.</summary>
    public required int[] AtomStarts { get; init; }

    /// <summary>The other atom and the query, for queries of two atoms that must both hold.</summary>
    public required int[] Pairs { get; init; }

    /// <summary>
    /// For all others the query (with <see cref="SharedBit"/>), an atom without which it cannot hold and its program. The
    /// atom is not the anchor where there is another: most queries are done with after looking at it.
    /// </summary>
    public required int[] Rest { get; init; }

    /// <summary>A bit a query that names a language it wants; null when none does.</summary>
    public required ulong[]? NamesLanguage { get; init; }

    /// <summary>Where the owners of a query begin; one more than there are queries.</summary>
    public required int[] OwnerStarts { get; init; }

    public required QueryOwner[] Owners { get; init; }

    /// <summary>Places among <see cref="Owners"/> in the order of the owners' keys.</summary>
    public required int[] OwnersInOrder { get; init; }

    public required BeginningTable? Beginnings { get; init; }

    public required SourceAtoms? Sources { get; init; }

    /// <summary>The atom that always holds; -1 when nothing hangs on it.</summary>
    public required int Always { get; init; }

    public bool NamesALanguage(int query) => NamesLanguage is { } bits && (bits[query >> 6] & (1UL << query)) != 0;

    /// <summary>Where an owner stands among <see cref="Owners"/>; -1 when it is not here.</summary>
    public int PlaceOf(long owner)
    {
        int low = 0, high = OwnersInOrder.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var place = OwnersInOrder[middle];
            if (Owners[place].Key == owner)
                return place;
            if (Owners[place].Key < owner)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return -1;
    }

    /// <summary>The stems of the plain words here; made when the first article of the language comes.</summary>
    public StemTable StemsOf(Stemmer stemmer)
    {
        while (true)
        {
            var known = _stems;
            foreach (var table in known)
            {
                if (ReferenceEquals(table.Stemmer, stemmer))
                    return table;
            }

            Interlocked.CompareExchange(ref _stems, [.. known, new StemTable(stemmer, Words, Atoms)], known);
        }
    }
}
