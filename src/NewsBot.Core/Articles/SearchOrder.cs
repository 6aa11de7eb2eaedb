namespace NewsBot.Core.Articles;

/// <summary>How what a search finds is ordered.</summary>
internal enum SearchOrder
{
    NewestFirst,

    /// <summary>By how much it is about the words; of the newest articles found, see <see cref="Ranking.MostHits"/>.</summary>
    BestFirst,
}

/// <summary>
/// Where a page of the best begins: how many articles stand before it, and the newest article that was there when the first page was read, so
/// that what comes in meanwhile moves nothing. One number, as the cursors of the other lists.
/// </summary>
internal readonly record struct BestCursor(long Newest, int Offset)
{
    private const int OffsetBits = 11;

    public long ToNumber() => (Newest << OffsetBits) | (long)Offset;

    public static BestCursor Of(long number) => new(number >> OffsetBits, (int)(number & ((1 << OffsetBits) - 1)));
}
