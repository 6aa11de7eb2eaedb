using NewsBot.Core.Articles;

namespace NewsBot.Core.Intake;

/// <summary>What is to be made of an item that no key knows, when most of its feed looks new at once.</summary>
internal abstract record Suspicion
{
    private Suspicion()
    {
    }

    /// <summary>It is this article under another name.</summary>
    public sealed record Renamed(Article Article) : Suspicion;

    /// <summary>It is new.</summary>
    public sealed record New : Suspicion;

    /// <summary>Nothing says that it is known, nor that it is new: stored, not sent.</summary>
    public sealed record Doubtful : Suspicion;
}

/// <summary>
/// The guard. When most of a feed looks new in one fetch, either the feed names its items differently from now on, or it has
/// moved on completely since it was read last. Titles tell which: a feed that names its items anew still shows those of
/// yesterday. Then moments tell what is new among the rest: what is younger than all that is known. Pure.
/// </summary>
internal static class RenamedFeed
{
    /// <summary>Fewer unknown items than these are believed.</summary>
    private const int LeastItems = 4;

    /// <summary>Of the document, from here on it is suspicious.</summary>
    private const double Most = 0.7;

    private static readonly TimeSpan NeighbourDay = TimeSpan.FromHours(36);
    private static readonly long Earliest = new DateTimeOffset(1990, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    /// <summary>True if so many of the items are unknown that their names must be doubted.</summary>
    public static bool IsSuspected(int unknown, int items) => unknown >= LeastItems && unknown >= Most * items;

    /// <summary>True if so many of the unknown items have titles of before that the feed has renamed its items.</summary>
    public static bool IsRenamed(long recognised, int unknown) => recognised * 4 >= unknown;

    /// <summary>One verdict an item, in their order.</summary>
    /// <param name="unknown">The items that no key knows.</param>
    /// <param name="stored">The latest articles of the feed, the newest first, without those that the document shows under a known name.</param>
    /// <param name="newest">Sort time of the newest article of the feed, Unix milliseconds.</param>
    /// <param name="isUsual">The feed has looked like that lately: then moving on completely is its nature.</param>
    public static IReadOnlyList<Suspicion> Judge(IReadOnlyList<Article> unknown, IReadOnlyList<Article> stored, long newest, bool isUsual)
    {
        var dated = DatedOf(unknown);
        bool IsYounger(int index) => dated[index] && unknown[index].PublishedAt > newest;
        var match = Match(unknown, stored, IsYounger);
        var matched = match.Count(one => one.Article is not null);
        // One moment for all may be that of an issue which comes out as a whole each day.
        var younger = Enumerable.Range(0, unknown.Count).Count(index => !match[index].IsSure && IsStated(unknown[index]) && unknown[index].PublishedAt > newest);
        // Hardly a title of before is left, and time goes on where it ended: not renamed, but all read and gone.
        var hasMovedOn = !IsRenamed(matched, unknown.Count) && (isUsual || younger * 2 >= unknown.Count - match.Count(one => one.IsSure));
        return [.. Enumerable.Range(0, unknown.Count).Select(index =>
            match[index] is { Article: { } article, IsSure: var isSure } && (isSure || !hasMovedOn) ? new Suspicion.Renamed(article)
            : hasMovedOn || IsYounger(index) ? new Suspicion.New()
            : (Suspicion)new Suspicion.Doubtful())];
    }

    // The surest first: the same moment, the same day, the day before or after; then the title alone. What is younger than all
    // that is known is not taken for an old one by its title: many feeds have a "Morning briefing" each day.
    private static (Article? Article, bool IsSure)[] Match(IReadOnlyList<Article> unknown, IReadOnlyList<Article> stored, Func<int, bool> isYounger)
    {
        var free = stored.GroupBy(article => Normal(article.Title)).ToDictionary(group => group.Key, group => group.ToList());
        var match = new (Article? Article, bool IsSure)[unknown.Count];
        Pass((item, article) => item.PublishedAt is { } published && published == article.PublishedAt, _ => true, isSure: true);
        Pass((item, article) => DayOf(item) == DayOf(article), _ => true);
        Pass((item, article) => Math.Abs(ArticleStore.SortTimeOf(item) - ArticleStore.SortTimeOf(article)) <= NeighbourDay.TotalMilliseconds, index => !isYounger(index));
        Pass((_, _) => true, index => !isYounger(index));
        return match;

        void Pass(Func<Article, Article, bool> isSame, Func<int, bool> mayBe, bool isSure = false)
        {
            for (var index = 0; index < unknown.Count; index++)
            {
                if (match[index].Article is not null || !mayBe(index) || !free.TryGetValue(Normal(unknown[index].Title), out var candidates))
                    continue;
                if (candidates.Find(article => isSame(unknown[index], article)) is { } found)
                {
                    match[index] = (found, isSure);
                    candidates.Remove(found);
                }
            }
        }
    }

    // Where titles are known, a moment that stands at most items alike is that of the document; one that has not come yet is none.
    private static bool[] DatedOf(IReadOnlyList<Article> unknown)
    {
        var common = unknown.GroupBy(article => article.PublishedAt).Where(group => group.Count() > Math.Max(2, unknown.Count / 2)).Select(group => group.Key).ToHashSet();
        return [.. unknown.Select(article => IsStated(article) && !common.Contains(article.PublishedAt))];
    }

    private static bool IsStated(Article article) => article.PublishedAt is { } published && published >= Earliest && published <= article.FirstSeenAt;

    private static long DayOf(Article article) => ArticleStore.SortTimeOf(article) / (long)TimeSpan.FromDays(1).TotalMilliseconds;

    private static string Normal(string title) => title.ToLowerInvariant();
}
