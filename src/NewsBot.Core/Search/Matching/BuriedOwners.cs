namespace NewsBot.Core.Search;

/// <summary>
/// Places of a segment whose owners are no longer in it. Never changed: another one with more of them shares what is the
/// same, so that taking one owner out of a million copies two kilobytes.
/// </summary>
internal sealed class BuriedOwners
{
    private const int BitsOfChunk = 12;
    private const int WordsOfChunk = (1 << BitsOfChunk) / 64;
    private readonly ulong[]?[] _chunks;

    private BuriedOwners(ulong[]?[] chunks, int count) => (_chunks, Count) = (chunks, count);

    public int Count { get; }

    /// <summary>Those of before and these places, each of which was not among them.</summary>
    public static BuriedOwners Of(QuerySegment segment, BuriedOwners? before, IReadOnlyCollection<int> places)
    {
        var chunks = (ulong[]?[]?)before?._chunks.Clone() ?? new ulong[]?[(segment.Owners.Length >> BitsOfChunk) + 1];
        foreach (var chunk in places.GroupBy(place => place >> BitsOfChunk))
        {
            var words = (ulong[]?)chunks[chunk.Key]?.Clone() ?? new ulong[WordsOfChunk];
            foreach (var place in chunk)
                words[(place >> 6) & (WordsOfChunk - 1)] |= 1UL << place;
            chunks[chunk.Key] = words;
        }

        return new BuriedOwners(chunks, (before?.Count ?? 0) + places.Count);
    }

    public bool Contains(int place) =>
        _chunks[place >> BitsOfChunk] is { } words && (words[(place >> 6) & (WordsOfChunk - 1)] & (1UL << place)) != 0;
}
