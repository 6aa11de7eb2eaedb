using NewsBot.Core.Storage;
using NewsBot.Core.Stories;

namespace NewsBot.Core.Delivery;

/// <summary>An article of a story, as far as it is named beside others.</summary>
internal sealed class StoryReport
{
    public long StoryId { get; set; }
    public long ArticleId { get; set; }
    public long FeedId { get; set; }
    public string? Url { get; set; }
    public string Title { get; set; } = "";
    public string FeedTitle { get; set; } = "";

    /// <summary>Unix milliseconds; null: its source stands by it.</summary>
    public long? WithdrawnAt { get; set; }
    public long FirstSeenAt { get; set; }
    public long InCatalogue { get; set; }

    /// <summary>Who says it; an outlet counts once in a story.</summary>
    public string Outlet => StoryWindow.OutletOf(Url, FeedId);
}

/// <summary>
/// What is reported of some stories, the earliest first, and which of it a chat may be told: of the catalogue and its own feeds, not
/// of sources that it muted, and not what it split off.
/// </summary>
internal sealed class StoryReports
{
    private readonly ILookup<long, StoryReport> _ofStory;
    private readonly HashSet<(long ChatKey, long FeedId)> _own;
    private readonly HashSet<(long DestinationId, long FeedId)> _muted;
    private readonly HashSet<(long ChatKey, long StoryId, long ArticleId)> _split;

    private StoryReports(
        IEnumerable<StoryReport> reports, IEnumerable<Link> own, IEnumerable<Link> muted, IEnumerable<Split> split)
    {
        _ofStory = reports.ToLookup(report => report.StoryId);
        _own = [.. own.Select(link => (link.Holder, link.FeedId))];
        _muted = [.. muted.Select(link => (link.Holder, link.FeedId))];
        _split = [.. split.Select(one => (one.ChatKey, one.StoryId, one.ArticleId))];
    }

    /// <summary>Reads all reports of these stories, and what these chats may be told of them.</summary>
    public static async Task<StoryReports> ReadAsync(
        Session session, IReadOnlyCollection<long> storyIds, IReadOnlyCollection<long> chatKeys, CancellationToken cancellationToken)
    {
        var reports = storyIds.Count == 0 ? [] : await session.QueryAsync<StoryReport>(
            """
            SELECT a.story_id, a.article_id, a.feed_id, a.url, a.title, a.withdrawn_at, a.first_seen_at, f.title AS feed_title, f.in_catalogue
            FROM article a JOIN feed f ON f.feed_id = a.feed_id
            WHERE a.story_id IN (SELECT CAST(value ->> 0 AS BIGINT) FROM {{rows}})
            ORDER BY COALESCE(a.arrival, 0), a.first_seen_at, a.article_id
            """, new { rows = Rows(storyIds) }, cancellationToken);
        // Most stories have one report, and nothing is asked about those.
        if (reports.DistinctBy(report => report.StoryId).Count() == reports.Count)
            return new StoryReports(reports, [], [], []);
        var chats = Rows(chatKeys);
        var feeds = reports.Select(report => report.FeedId).Distinct().ToList();
        return new StoryReports(
            reports,
            reports.All(report => report.InCatalogue == 1) ? [] : await session.QueryAsync<Link>(
                "SELECT chat_key AS holder, feed_id FROM feed_chat WHERE feed_id IN @feeds AND chat_key IN (SELECT CAST(value ->> 0 AS BIGINT) FROM {{rows}})",
                new { feeds, rows = chats }, cancellationToken),
            await session.QueryAsync<Link>(
                """
                SELECT m.destination_id AS holder, m.feed_id FROM mute m JOIN destination d ON d.destination_id = m.destination_id
                WHERE m.ended_at IS NULL AND m.feed_id IN @feeds AND d.chat_key IN (SELECT CAST(value ->> 0 AS BIGINT) FROM {{rows}})
                """, new { feeds, rows = chats }, cancellationToken),
            await session.QueryAsync<Split>(
                "SELECT chat_key, story_id, article_id FROM story_split WHERE chat_key IS NOT NULL AND story_id IN @stories",
                new { stories = reports.Select(report => report.StoryId).Distinct().ToList() }, cancellationToken));
    }

    /// <summary>All that a chat may be told of a story, the earliest first, one article after the other; withdrawn ones are left out.</summary>
    public IReadOnlyList<StoryReport> Of(long storyId, long chatKey, long destinationId) =>
    [
        .. _ofStory[storyId].Where(report => report.WithdrawnAt is null
            && (report.InCatalogue == 1 || _own.Contains((chatKey, report.FeedId)))
            && !_muted.Contains((destinationId, report.FeedId))
            && !_split.Contains((chatKey, storyId, report.ArticleId))),
    ];

    /// <summary>
    /// Of these, the ones to be named beside an article: each other outlet once, by its earliest report. Beside one that the chat split off
    /// there are none. Of an outlet that took the article back and stands by another report, that one is named.
    /// </summary>
    public IReadOnlyList<StoryReport> Beside(long articleId, long storyId, long chatKey, long destinationId)
    {
        if (IsApart(articleId, storyId, chatKey))
            return [];
        var own = _ofStory[storyId].FirstOrDefault(report => report.ArticleId == articleId && report.WithdrawnAt is null)?.Outlet;
        return [.. Of(storyId, chatKey, destinationId).Where(report => report.ArticleId != articleId && report.Outlet != own).DistinctBy(report => report.Outlet)];
    }

    /// <summary>Whether the chat said that the article is another story.</summary>
    public bool IsApart(long articleId, long storyId, long chatKey) => _split.Contains((chatKey, storyId, articleId));

    private static string Rows(IEnumerable<long> ids) => JsonRows.Write(ids.Distinct().Select(id => new object?[] { id }));

    private sealed class Link
    {
        public long Holder { get; set; }
        public long FeedId { get; set; }
    }

    private sealed class Split
    {
        public long ChatKey { get; set; }
        public long StoryId { get; set; }
        public long ArticleId { get; set; }
    }
}
