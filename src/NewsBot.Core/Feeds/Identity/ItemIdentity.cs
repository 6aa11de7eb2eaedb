using System.Globalization;

namespace NewsBot.Core.Feeds;

/// <summary>The keys of one item as they stand in <c>seen</c>.</summary>
/// <param name="Strongest">The key that names the item in <c>article.item_key</c>.</param>
/// <param name="Strong">Any of these in the seen-set means that the item is known.</param>
internal sealed record ItemKeys(long Strongest, IReadOnlyList<long> Strong)
{
    /// <summary>True if the item has been seen before.</summary>
    public bool IsKnownBy(IReadOnlySet<long> seen) => Strong.Any(seen.Contains);
}

/// <summary>
/// Tells items apart. An item is known by its guid, and by its link without scheme, "www.", counters and fragment; where it
/// has neither, by title and day. A guid that several items of one fetch share with different links is none, nor is a link
/// that several share with different guids.
/// </summary>
internal static class ItemIdentity
{
    /// <summary>The keys of all items of one fetch, in the feed's order.</summary>
    public static IReadOnlyList<ItemKeys> KeysOf(ParsedFeed feed)
    {
        var home = UrlKey.Canonical(feed.SiteLink);
        var drafts = feed.Items.Select(item => new Draft(item, PageOf(item, home))).ToList();
        var sharedIds = Shared(drafts, draft => draft.Item.Id, draft => draft.Page);
        var sharedPages = Shared(drafts, draft => draft.Page, draft => draft.Item.Id);
        return [.. drafts.Select(draft => Keys(draft, sharedIds, sharedPages))];
    }

    private static ItemKeys Keys(Draft draft, HashSet<string> sharedIds, HashSet<string> sharedPages)
    {
        var (item, page) = draft;
        var strong = new List<long>(2);
        if (item.Id is { } id)
            strong.Add(StableHash.Of(sharedIds.Contains(id) ? $"guid+link\n{id}\n{page}" : $"guid\n{id}"));
        if (page is not null && !sharedPages.Contains(page))
            strong.Add(StableHash.Of($"link\n{page}"));
        if (strong.Count == 0)
            strong.Add(StableHash.Of($"title\n{Normal(item.Title ?? FeedText.FromHtml(item.Summary ?? item.Content))}\n{Day(item)}"));
        return new ItemKeys(strong[0], strong);
    }

    // The site's own address, or any site's front page, names no article.
    private static string? PageOf(ParsedItem item, string? home) =>
        UrlKey.Canonical(item.Link) is { } page && page != home && page.AsSpan().IndexOfAny('/', '?') >= 0 ? page : null;

    private static HashSet<string> Shared(List<Draft> drafts, Func<Draft, string?> key, Func<Draft, string?> other) => [.. drafts
        .Where(draft => key(draft) is not null)
        .GroupBy(draft => key(draft)!)
        .Where(group => group.Select(other).Distinct().Count() > 1)
        .Select(group => group.Key)];

    private static string Normal(string? title) => (title ?? "").ToLowerInvariant();

    private static string Day(ParsedItem item) =>
        (item.Published ?? item.Updated)?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private sealed record Draft(ParsedItem Item, string? Page);
}
