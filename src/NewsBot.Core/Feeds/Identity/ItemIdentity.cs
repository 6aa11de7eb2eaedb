using System.Globalization;

namespace NewsBot.Core.Feeds;

/// <summary>
/// Tells items apart by what stays while publishers change the rest (docs/decisions/0006-item-identity.md). An item is known by
/// its guid, by its guid read as an address, and by its link without scheme, "www.", "m.", "amp", counters and fragment; where
/// it has neither, by title and day. A guid that several items share with different links is none, nor is a link that several
/// share; once met, that is remembered, for the day the feed shows only one of them.
/// </summary>
internal static class ItemIdentity
{
    /// <summary>The keys of all items of one fetch, in the feed's order.</summary>
    /// <param name="feed">The document.</param>
    /// <param name="marks">Those of <see cref="MarksOf"/> that stand in the seen-set.</param>
    public static IReadOnlyList<ItemKeys> KeysOf(ParsedFeed feed, IReadOnlySet<long>? marks = null)
    {
        var drafts = DraftsOf(feed);
        var sharedIds = Shared(drafts, draft => draft.Id, draft => draft.Page ?? $"\n{draft.Title}");
        var sharedPages = Shared(drafts, draft => draft.LoosePage, draft => draft.Id ?? $"\n{draft.Title}");
        foreach (var draft in drafts.Where(_ => marks is { Count: > 0 }))
        {
            if (draft.Id is { } id && marks!.Contains(MarkOfId(id)))
                sharedIds.Add(id);
            if (draft.LoosePage is { } page && marks!.Contains(MarkOfPage(page)))
                sharedPages.Add(page);
        }

        return [.. drafts.Select(draft => Keys(draft, sharedIds, sharedPages))];
    }

    /// <summary>The marks that would say that a guid or an address of this document names no item.</summary>
    public static IReadOnlyList<long> MarksOf(ParsedFeed feed) => [.. DraftsOf(feed).SelectMany(draft => Marks(draft.Id, draft.LoosePage))];

    private static ItemKeys Keys(Draft draft, HashSet<string> sharedIds, HashSet<string> sharedPages)
    {
        var (id, page, loose) = (draft.Id, draft.Page, draft.LoosePage);
        var idIsShared = id is not null && sharedIds.Contains(id);
        var pageIsShared = loose is not null && sharedPages.Contains(loose);
        // In this order: the first one found in the seen-set says which item it is.
        var strong = new List<long>(4);
        if (idIsShared && page is not null)
            AddBoth(strong, $"guid+link\n{id}\n", page, loose!);
        else if (idIsShared)
            strong.Add(StableHash.Of($"guid+title\n{id}\n{draft.Title}\n{draft.Day}"));
        else if (id is not null)
            strong.Add(StableHash.Of($"guid\n{id}"));
        if (page is not null && !pageIsShared)
            AddBoth(strong, "link\n", page, loose!);
        if (!idIsShared && UrlKey.Permalink(id) is { } permalink)
            strong.Add(StableHash.Of($"permalink\n{permalink}"));
        if (strong.Count == 0)
            strong.Add(StableHash.Of($"title\n{draft.Title}\n{draft.Day}"));
        return new ItemKeys(strong[0], strong) { Shared = [.. Marks(idIsShared ? id : null, pageIsShared ? loose : null)] };
    }

    private static void AddBoth(List<long> keys, string kind, string page, string loose)
    {
        keys.Add(StableHash.Of(kind + page));
        if (loose != page)
            keys.Add(StableHash.Of(kind + loose));
    }

    private static IEnumerable<long> Marks(string? id, string? page)
    {
        if (id is not null)
            yield return MarkOfId(id);
        if (page is not null)
            yield return MarkOfPage(page);
    }

    private static long MarkOfId(string id) => StableHash.Of($"shared guid\n{id}");

    private static long MarkOfPage(string page) => StableHash.Of($"shared link\n{page}");

    private static List<Draft> DraftsOf(ParsedFeed feed)
    {
        var home = UrlKey.Canonical(feed.SiteLink);
        return [.. feed.Items.Select(item => DraftOf(item, home))];
    }

    private static Draft DraftOf(ParsedItem item, string? home)
    {
        // The site's own address, or any site's front page, names no article.
        var page = UrlKey.Canonical(item.Link) is { } address && address != home && address.AsSpan().IndexOfAny('/', '?') >= 0 ? address : null;
        return new Draft(item.Id, page, page is null ? null : UrlKey.Loose(page), TitleOf(item), DayOf(item));
    }

    private static HashSet<string> Shared(List<Draft> drafts, Func<Draft, string?> key, Func<Draft, string> other) => [.. drafts
        .Where(draft => key(draft) is not null)
        .GroupBy(draft => key(draft)!)
        .Where(group => group.Select(other).Distinct().Count() > 1)
        .Select(group => group.Key)];

    private static string TitleOf(ParsedItem item) => (item.Title ?? FeedText.FromHtml(item.Summary ?? item.Content) ?? "").ToLowerInvariant();

    private static string DayOf(ParsedItem item) =>
        (item.Published ?? item.Updated)?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private sealed record Draft(string? Id, string? Page, string? LoosePage, string Title, string Day);
}
