namespace NewsBot.Core.Feeds;

/// <summary>The keys of one item as they stand in <c>seen</c>.</summary>
/// <param name="Strongest">The key that names the item in <c>article.item_key</c>.</param>
/// <param name="Strong">Any of these in the seen-set means that the item is known.</param>
internal sealed record ItemKeys(long Strongest, IReadOnlyList<long> Strong)
{
    /// <summary>Marks for the seen-set: the item's guid, or its address, was met on another item of the feed too and names none.</summary>
    public IReadOnlyList<long> Shared { get; init; } = [];

    /// <summary>The keys of the rules before, where the feed has not been read by these rules yet.</summary>
    public IReadOnlyList<long> Former { get; init; } = [];

    /// <summary>True if the item has been seen before.</summary>
    public bool IsKnownBy(IReadOnlySet<long> seen) => Strong.Any(seen.Contains) || Former.Any(seen.Contains);
}
