using NewsBot.Core.Articles;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Stories;

/// <summary>The open stories as the store holds them: what a <see cref="StoryBook"/> knows follows from the articles of the last days and their stories.</summary>
internal static class StoryWindow
{
    // An article is in the window for as long as a story may be open, and what came before it tells which lines its outlet repeats.
    private const long TextsBack = OpenStory.Longest + Boilerplate.Memory;

    // A story that is open by its newest article may have been over before: its first one tells.
    private const long StoriesBack = 2 * OpenStory.Longest;

    private const int ReadAtOnce = 500;

    /// <summary>Whether an article of this sort time, first seen at a moment, may belong to an open story at all: those that do not are in no book.</summary>
    public static bool IsRecent(long sortTime, long firstSeenAt) => sortTime >= firstSeenAt - OpenStory.Longest;

    /// <summary>The book as it was at a moment.</summary>
    /// <param name="session">A reading one is enough.</param>
    /// <param name="now">Unix milliseconds.</param>
    /// <param name="except">Articles that are left out.</param>
    /// <param name="most">The latest this many articles at most; null: all. With fewer than all, weights are less exact.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static Task<StoryBook> LoadAsync(
        Session session, long now, IReadOnlyCollection<long>? except, int? most, CancellationToken cancellationToken) =>
        LoadAsync(session, now, except, most, null, cancellationToken);

    /// <summary>The book of all articles that this store took in until then.</summary>
    /// <param name="session">A reading one is enough.</param>
    /// <param name="now">Unix milliseconds.</param>
    /// <param name="arrival">The last of them (<see cref="Article.Arrival"/>).</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static Task<StoryBook> LoadUntilAsync(Session session, long now, long arrival, CancellationToken cancellationToken) =>
        LoadAsync(session, now, null, null, arrival, cancellationToken);

    private static async Task<StoryBook> LoadAsync(
        Session session, long now, IReadOnlyCollection<long>? except, int? most, long? arrival, CancellationToken cancellationToken)
    {
        var rows = await session.QueryAsync<Article>(
            $"""
            SELECT article_id, story_id, first_seen_at, arrival FROM article
            WHERE article_id >= @first AND article_id <= @last AND sample = 0 AND {(arrival is null ? "first_seen_at <= @now" : "COALESCE(arrival, 0) <= @arrival")}
            ORDER BY article_id DESC {(most is null ? "" : "LIMIT @most")}
            """,
            new { first = Article.FirstIdOf(now - StoriesBack), last = Article.FirstIdOf(now + OpenStory.Longest), now, most, arrival }, cancellationToken);
        var arrived = rows.Where(row => except?.Contains(row.ArticleId) != true && IsRecent(Article.SortTimeOf(row.ArticleId), row.FirstSeenAt))
            .OrderBy(row => row.Arrival ?? 0).ThenBy(row => row.FirstSeenAt).ThenBy(row => row.ArticleId).ToList();
        var open = OpenAt(arrived, now);
        var book = new StoryBook(open.Count);
        var reading = Task.FromResult<IReadOnlyList<(StoryText Text, long Story)>>([]);
        foreach (var ids in arrived.Where(row => open.Contains(row.ArticleId) || Article.SortTimeOf(row.ArticleId) >= now - TextsBack).Select(row => row.ArticleId).Chunk(ReadAtOnce))
        {
            var articles = (await ReadAsync(session, ids, cancellationToken)).ToDictionary(article => article.ArticleId);
            // Which lines repeat depends on what came before; the rest does not, is most of the work, and goes on while the store is asked again.
            var stripped = ids.Where(articles.ContainsKey).Select(id => (Article: book.WithoutBoilerplate(Of(articles[id])), Story: articles[id].StoryId))
                .Where(one => open.Contains(one.Article.ArticleId)).ToList();
            var next = Task.Run(() => Texts(stripped, cancellationToken), cancellationToken);
            Add(book, await reading);
            reading = next;
        }

        Add(book, await reading);
        book.CloseUntil(now);
        return book;
    }

    /// <summary>What stories see of these articles, in no order.</summary>
    public static Task<IReadOnlyList<Article>> ReadAsync(Session session, IReadOnlyCollection<long> ids, CancellationToken cancellationToken) =>
        session.QueryAsync<Article>(
            "SELECT article_id, feed_id, story_id, item_key, url, url_key, title, summary, body, language FROM article WHERE article_id IN @ids",
            new { ids }, cancellationToken);

    /// <summary>A stored article as stories see it.</summary>
    public static StoryArticle Of(Article article)
    {
        var outlet = OutletOf(article.Url, article.FeedId);
        // Numbers alone are not unique: many feeds count their items 1, 2, 3.
        var ofSite = (long)TermHash.Long($"{outlet}\n{article.ItemKey}");
        return new StoryArticle(
            article.ArticleId, outlet, article.Language ?? "", Article.SortTimeOf(article.ArticleId), article.Title, article.Summary, article.Body,
            article.UrlKey is { } address ? [address, ofSite] : [ofSite]);
    }

    /// <summary>Who says what stands at an address: its host, or its feed where it has none.</summary>
    public static string OutletOf(string? url, long feedId) => HostOf(url) ?? $"feed {feedId}";

    private static IReadOnlyList<(StoryText Text, long Story)> Texts(List<(StoryArticle Article, long Story)> articles, CancellationToken cancellationToken) =>
        [.. articles.AsParallel().AsOrdered().WithCancellation(cancellationToken).Select(one => (StoryText.Of(one.Article), one.Story))];

    private static void Add(StoryBook book, IReadOnlyList<(StoryText Text, long Story)> texts)
    {
        foreach (var (text, story) in texts)
            book.Add(text, story);
    }

    // The articles of open stories, as it went: one that was given to a story that was over founded it anew.
    private static HashSet<long> OpenAt(IEnumerable<Article> arrived, long now)
    {
        var spans = new Dictionary<long, Span>();
        var clock = long.MinValue;
        foreach (var row in arrived)
        {
            clock = Math.Max(clock, row.FirstSeenAt);
            var at = Article.SortTimeOf(row.ArticleId);
            if (spans.TryGetValue(row.StoryId, out var span) && span.ClosesAt >= clock)
                span.LastAt = Math.Max(span.LastAt, at);
            else
                spans[row.StoryId] = span = new Span { FirstAt = at, LastAt = at };
            span.Articles.Add(row.ArticleId);
        }

        return [.. spans.Values.Where(span => span.ClosesAt >= now).SelectMany(span => span.Articles)];
    }

    private sealed class Span
    {
        public required long FirstAt { get; init; }
        public required long LastAt { get; set; }
        public List<long> Articles { get; } = new(1);
        public long ClosesAt => Math.Min(LastAt + OpenStory.Window, FirstAt + OpenStory.Longest);
    }

    private static string? HostOf(string? url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Host.Length == 0)
            return null;
        return address.IdnHost.StartsWith("www.", StringComparison.Ordinal) ? address.IdnHost[4..] : address.IdnHost;
    }
}
