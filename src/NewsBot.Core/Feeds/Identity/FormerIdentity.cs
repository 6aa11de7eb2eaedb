using System.Globalization;

namespace NewsBot.Core.Feeds;

/// <summary>
/// The rules of version 0.1.0, which stand in the stores of that version and are never changed. A feed that was read by them
/// last is read by both once: what was known stays known, under the keys of today from then on.
/// </summary>
internal static class FormerIdentity
{
    /// <summary>The keys of all items of one fetch, in the feed's order.</summary>
    public static IReadOnlyList<IReadOnlyList<long>> KeysOf(ParsedFeed feed)
    {
        var home = UrlKey.Canonical(feed.SiteLink);
        var drafts = feed.Items.Select(item => (Item: item, Page: PageOf(item, home))).ToList();
        var sharedIds = Shared(drafts, draft => draft.Item.Id, draft => draft.Page);
        var sharedPages = Shared(drafts, draft => draft.Page, draft => draft.Item.Id);
        return [.. drafts.Select(draft => Keys(draft.Item, draft.Page, sharedIds, sharedPages))];
    }

    private static List<long> Keys(ParsedItem item, string? page, HashSet<string> sharedIds, HashSet<string> sharedPages)
    {
        var strong = new List<long>(2);
        if (item.Id is { } id)
            strong.Add(StableHash.Of(sharedIds.Contains(id) ? $"guid+link\n{id}\n{page}" : $"guid\n{id}"));
        if (page is not null && !sharedPages.Contains(page))
            strong.Add(StableHash.Of($"link\n{page}"));
        if (strong.Count == 0)
        {
            var title = (item.Title ?? FeedText.FromHtml(item.Summary ?? item.Content) ?? "").ToLowerInvariant();
            var day = (item.Published ?? item.Updated)?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
            strong.Add(StableHash.Of($"title\n{title}\n{day}"));
        }

        return strong;
    }

    private static string? PageOf(ParsedItem item, string? home) =>
        UrlKey.Canonical(item.Link) is { } page && page != home && page.AsSpan().IndexOfAny('/', '?') >= 0 ? page : null;

    private static HashSet<string> Shared(
        List<(ParsedItem Item, string? Page)> drafts, Func<(ParsedItem Item, string? Page), string?> key, Func<(ParsedItem Item, string? Page), string?> other) => [.. drafts
        .Where(draft => key(draft) is not null)
        .GroupBy(draft => key(draft)!)
        .Where(group => group.Select(other).Distinct().Count() > 1)
        .Select(group => group.Key)];
}
