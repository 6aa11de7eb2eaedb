using NewsBot.Core.Articles;
using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Intake;

/// <summary>Whether an item is known, and what is to be done with it.</summary>
internal enum Sight
{
    /// <summary>Known, as it was.</summary>
    Known,

    /// <summary>Known, and its source has changed its text.</summary>
    Changed,

    /// <summary>New.</summary>
    New,

    /// <summary>Unknown, in a feed that looks renamed: stored, not sent.</summary>
    Doubtful,
}

/// <summary>An item of a document and what the store knows of it.</summary>
internal sealed record RecognisedItem(IncomingArticle Item, Sight Sight, long FirstKey, Article? Stored)
{
    /// <summary>Its keys for the seen-set.</summary>
    public SeenItem Seen => new(FirstKey, Item.Keys.Strong);
}

/// <summary>The items of a document in their order, and the change of names that was noticed.</summary>
internal sealed record RecognisedDocument(IReadOnlyList<RecognisedItem> Items, FeedRenaming? Renaming);

/// <summary>
/// Tells known items from new ones (docs/decisions/0006-item-identity.md). By keys first. An unknown item is known all the same
/// if the feed has brought one of its title and moment, which the document does not show under its own name any more. When
/// most of the feed is unknown then, <see cref="RenamedFeed"/> judges.
/// </summary>
internal static class ItemRecognition
{
    private const int Chunk = 200;
    private static readonly long AppearsWithin = (long)TimeSpan.FromMinutes(5).TotalMilliseconds;
    private static readonly long HalfHour = (long)TimeSpan.FromMinutes(30).TotalMilliseconds;

    /// <summary>Looks every item up.</summary>
    /// <param name="session">A read.</param>
    /// <param name="feed">The feed.</param>
    /// <param name="incoming">The items in the order in which they will be stored.</param>
    /// <param name="mode">What is never sent needs no suspicion.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<RecognisedDocument> RecogniseAsync(
        Session session, Feed feed, IReadOnlyList<IncomingArticle> incoming, IntakeMode mode, CancellationToken cancellationToken)
    {
        var found = new List<RecognisedItem>(incoming.Count);
        foreach (var chunk in incoming.Chunk(Chunk))
            found.AddRange(await ByKeysAsync(session, feed, chunk, cancellationToken));
        FeedRenaming? renaming = null;
        if (mode == IntakeMode.Send && found.Exists(one => one.Sight == Sight.New))
            renaming = await SuspectAsync(session, feed, found, cancellationToken);

        // One article changes once, whatever the document shows of it twice.
        var last = found.Where(one => one.Stored is not null).GroupBy(one => one.Stored!.ArticleId)
            .ToDictionary(group => group.Key, group => group.LastOrDefault(one => one.Item.Keys.Strongest == group.First().Stored!.ItemKey) ?? group.Last());
        return new RecognisedDocument(
            [.. found.Select(one => one.Stored is { } stored && ReferenceEquals(last[stored.ArticleId], one) && stored.ContentHash != one.Item.Article.ContentHash
                ? one with { Sight = Sight.Changed } : one)],
            renaming);
    }

    private static async Task<IEnumerable<RecognisedItem>> ByKeysAsync(Session session, Feed feed, IncomingArticle[] chunk, CancellationToken cancellationToken)
    {
        var seen = await SeenKeys.FindAsync(session, feed.FeedId, chunk.SelectMany(one => one.Keys.Strong.Concat(one.Keys.Former)), cancellationToken);
        var known = chunk.Select(one => one.Keys.Strong.Concat(one.Keys.Former).Where(seen.ContainsKey).Select(key => seen[key]).Cast<long?>().FirstOrDefault()).ToList();
        var byItem = new Dictionary<long, Article>();
        var keys = known.OfType<long>().Concat(chunk.Select(one => one.Keys.Strongest)).Distinct().ToList();
        foreach (var article in await ArticleStore.OfItemsAsync(session, feed.FeedId, keys, cancellationToken))
            byItem[article.ItemKey] = article;
        // Where the first key is not written down yet, the address finds the article.
        var lost = Enumerable.Range(0, chunk.Length).Where(index => known[index] is { } first && !byItem.ContainsKey(first) && !byItem.ContainsKey(chunk[index].Keys.Strongest))
            .Select(index => chunk[index].Article.UrlKey).OfType<long>().Distinct().ToList();
        var byPage = new Dictionary<long, Article>();
        if (lost.Count > 0)
        {
            foreach (var article in await ArticleStore.OfPagesAsync(session, feed.FeedId, lost, cancellationToken))
                byPage[article.UrlKey!.Value] = article;
        }

        return chunk.Select((one, index) =>
        {
            if (known[index] is not { } first)
                return new RecognisedItem(one, Sight.New, one.Keys.Strongest, null);
            var stored = byItem.GetValueOrDefault(first) ?? byItem.GetValueOrDefault(one.Keys.Strongest)
                ?? (one.Article.UrlKey is { } page ? byPage.GetValueOrDefault(page) : null);
            return new RecognisedItem(one, Sight.Known, stored?.ItemKey ?? first, stored);
        });
    }

    private static async Task<FeedRenaming?> SuspectAsync(Session session, Feed feed, List<RecognisedItem> found, CancellationToken cancellationToken)
    {
        var unknown = Enumerable.Range(0, found.Count).Where(index => found[index].Sight == Sight.New).ToList();
        // Under its own name: whoever has the same title is another one.
        var present = found.Where(one => one.Sight != Sight.New).SelectMany(one => one.Item.Keys.Strong.Append(one.FirstKey)).ToHashSet();
        if (!RenamedFeed.IsSuspected(unknown.Count, found.Count))
        {
            foreach (var index in unknown)
                await ByMomentAsync(session, feed, found, index, present, cancellationToken);
            return null;
        }

        var stored = await ArticleStore.LatestOfFeedAsync(session, feed.FeedId, Math.Max(SeenKeys.LeastOfOneFeed, 4 * found.Count), cancellationToken);
        var now = found[0].Item.Article.FirstSeenAt;
        // A feed that was empty at first has renamed nothing, but may now be filled from its archive. A report that it begins
        // with may be dated a little before it appears.
        var newest = stored.Count > 0 ? Article.SortTimeOf(stored[0].ArticleId) : feed.LastNewAt ?? feed.FirstFetchedAt - AppearsWithin ?? 0;
        var isUsual = await FeedRenamings.AnySinceAsync(session, feed.FeedId, now, cancellationToken);
        var verdicts = RenamedFeed.Judge(
            [.. unknown.Select(index => found[index].Item.Article)], [.. stored.Where(article => !present.Contains(article.ItemKey))], newest, isUsual);
        var renaming = new FeedRenaming { FeedId = feed.FeedId, NoticedAt = now, Items = found.Count };
        foreach (var (index, verdict) in unknown.Zip(verdicts))
        {
            switch (verdict)
            {
                case Suspicion.Renamed renamed:
                    found[index] = Same(found[index], renamed.Article);
                    renaming.Recognised++;
                    break;
                case Suspicion.Doubtful:
                    found[index] = found[index] with { Sight = Sight.Doubtful };
                    renaming.Withheld++;
                    break;
                case Suspicion.New:
                    break;
                case var other:
                    throw new InvalidOperationException($"{other.GetType()} is no suspicion.");
            }
        }

        // What is usual goes on to be.
        return isUsual || renaming.Withheld > 0 || RenamedFeed.IsRenamed(renaming.Recognised, unknown.Count) ? renaming : null;
    }

    // Full half-hours are left out: they are the midnights of all zones, and say no more than a day.
    private static async Task ByMomentAsync(Session session, Feed feed, List<RecognisedItem> found, int index, HashSet<long> present, CancellationToken cancellationToken)
    {
        var article = found[index].Item.Article;
        if (article.PublishedAt is not { } published || published % HalfHour == 0 || published != ArticleStore.SortTimeOf(article))
            return;
        var twins = await ArticleStore.OfSecondAsync(session, feed.FeedId, published, cancellationToken);
        var twin = twins.FirstOrDefault(one =>
            one.PublishedAt == published && !present.Contains(one.ItemKey) && string.Equals(one.Title, article.Title, StringComparison.OrdinalIgnoreCase));
        if (twin is null)
            return;
        found[index] = Same(found[index], twin);
        present.Add(twin.ItemKey);
    }

    private static RecognisedItem Same(RecognisedItem one, Article article) => one with { Sight = Sight.Known, FirstKey = article.ItemKey, Stored = article };
}
