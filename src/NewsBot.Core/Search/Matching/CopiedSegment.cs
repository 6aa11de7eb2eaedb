namespace NewsBot.Core.Search;

/// <summary>A segment of which a new one takes over what is wanted.</summary>
internal sealed class CopiedSegment
{
    private readonly SegmentView _view;
    private readonly IReadOnlySet<long>? _without;

    /// <param name="view">The older one.</param>
    /// <param name="without">Owners that are left out.</param>
    public CopiedSegment(SegmentView view, IReadOnlySet<long>? without)
    {
        _view = view;
        _without = without;
        Queries = new int[Segment.QueryCount];
        Array.Fill(Queries, -1);
    }

    public QuerySegment Segment => _view.Segment;

    /// <summary>What its queries are in the new segment; -1 for those that nobody wants.</summary>
    public int[] Queries { get; }

    /// <summary>Whether the owner at this place is taken over.</summary>
    public bool Takes(int place) => !_view.IsBuried(place) && _without?.Contains(Segment.Owners[place].Key) != true;

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
