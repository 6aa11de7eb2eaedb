namespace NewsBot.Core.Search;

/// <summary>A segment of which a new one takes over what is wanted at this moment: who is buried later is buried there too.</summary>
internal sealed class CopiedSegment
{
    private readonly ulong[]? _buried;
    private readonly IReadOnlySet<long>? _without;

    /// <param name="segment">The older one.</param>
    /// <param name="without">Owners that are left out.</param>
    public CopiedSegment(QuerySegment segment, IReadOnlySet<long>? without)
    {
        Segment = segment;
        _buried = segment.BuriedByNow();
        _without = without;
        Queries = new int[segment.QueryCount];
        Array.Fill(Queries, -1);
    }

    public QuerySegment Segment { get; }

    /// <summary>What its queries are in the new segment; -1 for those that nobody wants.</summary>
    public int[] Queries { get; }

    /// <summary>Whether the owner at this place is taken over.</summary>
    public bool Takes(int place) =>
        (_buried is null || (_buried[place >> 6] & (1UL << place)) == 0) && _without?.Contains(Segment.Owners[place].Key) != true;

    /// <summary>Whether somebody who is taken over wants the query.</summary>
    public bool TakesQuery(int query)
    {
        for (var place = Segment.OwnerStarts[query]; place < Segment.OwnerStarts[query + 1]; place++)
        {
            if (Takes(place))
                return true;
        }

        return false;
    }
}
