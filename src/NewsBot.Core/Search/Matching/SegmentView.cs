namespace NewsBot.Core.Search;

/// <summary>A segment at one moment: without the owners who had left by then.</summary>
/// <param name="Segment">The queries.</param>
/// <param name="Buried">Places of owners who have left; null while all are there.</param>
internal sealed record SegmentView(QuerySegment Segment, BuriedOwners? Buried = null)
{
    public int LiveCount => Segment.Owners.Length - (Buried?.Count ?? 0);

    public bool IsBuried(int place) => Buried?.Contains(place) == true;

    /// <summary>The same segment without these owners, as far as they are in it.</summary>
    public SegmentView Without(IEnumerable<long> owners)
    {
        var places = owners.Select(Segment.PlaceOf).Where(place => place >= 0 && !IsBuried(place)).ToHashSet();
        return places.Count == 0 ? this : this with { Buried = BuriedOwners.Of(Segment, Buried, places) };
    }
}
