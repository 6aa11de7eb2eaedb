using Dapper;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Articles;

/// <summary>What something would have sent, had it been followed.</summary>
internal sealed partial class ArticleStore
{
    /// <summary>Articles that a preview looks at: the work has an end however broad a query is.</summary>
    public const int MostPreviewed = 2_000;

    /// <summary>What the scope follows would have sent between two moments, without what it muted.</summary>
    /// <param name="session">The unit of work.</param>
    /// <param name="scope">Who asks, with what is followed and muted.</param>
    /// <param name="since">Unix milliseconds.</param>
    /// <param name="now">Unix milliseconds.</param>
    /// <param name="newest">How many of the newest alerts are read as articles.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<ArticlePreview> PreviewAsync(Session session, ArticleScope scope, long since, long now, int newest, CancellationToken cancellationToken)
    {
        var hits = await HitsAsync(session, scope, since, cancellationToken);
        var alerts = ArticlePreview.AlertsOf(hits.Take(MostPreviewed));
        // What is counted lies in the span that is named, though most feeds may not reach back as far.
        var known = await KnownSinceAsync(session, scope, cancellationToken);
        if (alerts.Count > 0)
            known = Math.Min(known ?? long.MaxValue, alerts.Min(alert => alert.At));
        return new ArticlePreview(
            alerts, hits.Count > MostPreviewed, since, now, known is { } moment ? Math.Max(moment, since) : null,
            await ArticlesAsync(session, alerts, newest, cancellationToken));
    }

    /// <summary>
    /// Of what the scope follows, what a mute would have hidden: the alerts of the preview that are gone in the scope with the mute.
    /// </summary>
    /// <inheritdoc cref="PreviewAsync"/>
    public async Task<(ArticlePreview Before, ArticlePreview Hidden)> PreviewMuteAsync(
        Session session, ArticleScope scope, Following mute, long since, long now, int newest, CancellationToken cancellationToken)
    {
        var before = await PreviewAsync(session, scope, since, now, 0, cancellationToken);
        var muted = scope.Muted is { } already ? new Following([.. already.Feeds, .. mute.Feeds], [.. already.Queries, .. mute.Queries]) : mute;
        // Beyond the oldest alert that was looked at there is nothing to compare with.
        var from = before.IsCut ? before.Alerts[^1].At : since;
        var left = (await HitsAsync(session, scope with { Muted = muted }, from, cancellationToken)).Select(hit => hit.StoryId).ToHashSet();
        List<PreviewedAlert> hidden = [.. before.Alerts.Where(alert => !left.Contains(alert.StoryId))];
        return (before, before with { Alerts = hidden, IsCut = false, Newest = await ArticlesAsync(session, hidden, newest, cancellationToken) });
    }

    private static async Task<IReadOnlyList<PreviewHit>> HitsAsync(Session session, ArticleScope scope, long since, CancellationToken cancellationToken)
    {
        var filter = await ArticleFilter.OfAsync(session, scope, null, cancellationToken);
        var parameters = new DynamicParameters(filter.Parameters);
        parameters.Add("first", Article.FirstIdOf(since));
        // One more tells whether the preview is cut.
        parameters.Add("most", MostPreviewed + 1);
        return await session.QueryAsync<PreviewHit>(
            $"SELECT a.article_id, a.story_id, a.feed_id, a.language FROM {filter.From} WHERE {filter.Where} AND {filter.Key} >= @first ORDER BY {filter.Key} DESC LIMIT @most",
            parameters, cancellationToken);
    }

    private static async Task<IReadOnlyList<Article>> ArticlesAsync(Session session, IReadOnlyList<PreviewedAlert> alerts, int newest, CancellationToken cancellationToken)
    {
        var ids = alerts.Take(newest).Select(alert => alert.ArticleId).ToList();
        return ids.Count == 0
            ? []
            : await session.QueryAsync<Article>($"SELECT {Columns} FROM article a WHERE a.article_id IN @ids ORDER BY a.article_id DESC", new { ids }, cancellationToken);
    }

    /// <summary>
    /// Since when the store knows its feeds: half of them reach back that far, with their first articles or their first
    /// fetch. One feed that keeps its items for years does not make it know the news of years. Null while it knows none.
    /// </summary>
    private static async Task<long?> KnownSinceAsync(Session session, ArticleScope scope, CancellationToken cancellationToken)
    {
        var rows = await session.QueryAsync<KnownRow>(
            """
            SELECT feed.first_fetched_at, (SELECT min(a.article_id) FROM article a WHERE a.feed_id = feed.feed_id) AS first_article
            FROM feed WHERE feed.first_fetched_at IS NOT NULL AND (feed.in_catalogue = 1
              OR EXISTS (SELECT 1 FROM feed_chat WHERE feed_chat.feed_id = feed.feed_id AND feed_chat.chat_key = @chatKey))
            """,
            new { chatKey = scope.ChatKey ?? 0L }, cancellationToken);
        var moments = rows
            .Select(row => Math.Min(row.FirstFetchedAt, row.FirstArticle is { } first ? Article.SortTimeOf(first) : long.MaxValue))
            .Order()
            .ToList();
        return moments.Count == 0 ? null : moments[moments.Count / 2];
    }

    private sealed class KnownRow
    {
        public long FirstFetchedAt { get; set; }
        public long? FirstArticle { get; set; }
    }
}
