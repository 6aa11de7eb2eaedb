using System.Globalization;
using NewsBot.Core.Articles;
using NewsBot.Core.Chats;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Delivery;

/// <summary>
/// Decides, in the transaction that stores an article, where it is due: at every destination of an active chat of this
/// bot that follows it, may see its source, reads its language and has not muted it; once per story. Each standing
/// query is evaluated once an article, however many follow it. A suspended chat gets nothing: who comes back after
/// weeks wants the news, not the backlog.
/// </summary>
internal sealed class ArticleRouter(CurrentBot bot, StandingQueries queries, DeliveryStore deliveries, DeliveryOptions options)
{
    private const int Chunk = 500;

    // Who may see the article: everybody if its feed is in the catalogue, else the chats that added the feed.
    private const string Audience =
        """
        FROM subscription s JOIN destination d ON d.destination_id = s.destination_id JOIN chat c ON c.chat_key = d.chat_key
        WHERE s.ended_at IS NULL AND c.state = 'active' AND c.bot_id = @botId AND s.created_at <= @FirstSeenAt
          AND (@catalogue = 1 OR d.chat_key IN (SELECT fc.chat_key FROM feed_chat fc WHERE fc.feed_id = @FeedId))
          AND d.chat_key NOT IN (SELECT fc.chat_key FROM feed_chat fc WHERE fc.feed_id = @FeedId AND fc.paused_at IS NOT NULL)
        """;

    /// <summary>Writes the deliveries of a new, stored article; returns how many.</summary>
    public async Task<int> RouteAsync(Session session, Article article, ArticleTokens tokens, CancellationToken cancellationToken)
    {
        if (article.Sample == 1 || article.FirstSeenAt - Article.SortTimeOf(article.ArticleId) > options.MaximumAge.TotalMilliseconds)
            return 0;
        var catalogue = await session.ScalarAsync<long>("SELECT in_catalogue FROM feed WHERE feed_id = @FeedId", article, cancellationToken);
        var matched = await MatchedAsync(session, article, tokens, catalogue, cancellationToken);
        var followers = (await FollowersAsync(session, article, matched.Keys, catalogue, cancellationToken))
            .Where(follower => Reads(follower, article, matched[follower.Subject]))
            .GroupBy(follower => follower.DestinationId)
            .ToList();
        var muted = await MutedAsync(session, article, tokens, [.. followers.Select(group => group.Key)], cancellationToken);

        var written = 0;
        foreach (var group in followers.Where(group => !muted.Contains(group.Key)))
            written += await deliveries.AddAsync(session, new DeliveryRecord
            {
                DestinationId = group.Key,
                StoryId = article.StoryId,
                ArticleId = article.ArticleId,
                Subscriptions = string.Join(',', group.Select(follower => follower.SubscriptionId.ToString(CultureInfo.InvariantCulture))),
                Priority = MessagePriority.News,
                NotBefore = article.FirstSeenAt,
                CreatedAt = article.FirstSeenAt,
            }, cancellationToken);
        if (written > 0)
            session.Announce(WorkKind.Outbox);
        return written;
    }

    /// <summary>The subjects that the article belongs to, each with whether it overrides a chat's reading languages.</summary>
    private async Task<Dictionary<string, bool>> MatchedAsync(Session session, Article article, ArticleTokens tokens, long catalogue, CancellationToken cancellationToken)
    {
        var matched = new Dictionary<string, bool>(StringComparer.Ordinal) { [Subject.Feed(article.FeedId).Value] = true };
        var standing = await session.QueryAsync<Standing>(
            $"""
            SELECT 'topic:' || t.topic_key AS subject, t.query FROM topic t WHERE t.enabled = 1
            UNION ALL
            SELECT s.subject, MIN(s.query) AS query {Audience} AND s.kind = 'query' GROUP BY s.subject
            """, new { botId = bot.Id, catalogue, article.FeedId, article.FirstSeenAt }, cancellationToken);
        foreach (var query in standing.Where(query => queries.Matches(query.Query, tokens)))
            matched[query.Subject] = queries.NamesLanguage(query.Query);
        return matched;
    }

    private async Task<List<Follower>> FollowersAsync(Session session, Article article, IEnumerable<string> subjects, long catalogue, CancellationToken cancellationToken)
    {
        var followers = new List<Follower>();
        foreach (var chunk in subjects.Chunk(Chunk))
            followers.AddRange(await session.QueryAsync<Follower>(
                $"SELECT s.subscription_id, s.destination_id, s.subject, c.reading_languages {Audience} AND s.subject IN @chunk ORDER BY s.subscription_id",
                new { chunk, botId = bot.Id, catalogue, article.FeedId, article.FirstSeenAt }, cancellationToken));
        return followers;
    }

    private async Task<HashSet<long>> MutedAsync(Session session, Article article, ArticleTokens tokens, IReadOnlyCollection<long> destinations, CancellationToken cancellationToken)
    {
        var muted = new HashSet<long>();
        var verdicts = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var chunk in destinations.Chunk(Chunk))
            foreach (var mute in await session.QueryAsync<Mute>(
                "SELECT * FROM mute WHERE ended_at IS NULL AND destination_id IN @chunk", new { chunk }, cancellationToken))
            {
                if (mute.FeedId is { } feedId ? feedId == article.FeedId : Verdict(mute.Query ?? ""))
                    muted.Add(mute.DestinationId);
            }
        return muted;

        bool Verdict(string query) =>
            verdicts.TryGetValue(query, out var known) ? known : verdicts[query] = queries.Matches(query, tokens);
    }

    private static bool Reads(Follower follower, Article article, bool overrides) =>
        overrides || article.Language is null || follower.ReadingLanguages.Length == 0
        || follower.ReadingLanguages.Split(',').Contains(article.Language, StringComparer.OrdinalIgnoreCase);

    private sealed class Standing
    {
        public string Subject { get; set; } = "";
        public string Query { get; set; } = "";
    }

    private sealed class Follower
    {
        public long SubscriptionId { get; set; }
        public long DestinationId { get; set; }
        public string Subject { get; set; } = "";
        public string ReadingLanguages { get; set; } = "";
    }
}
