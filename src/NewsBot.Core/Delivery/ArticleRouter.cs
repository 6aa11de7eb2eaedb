using NewsBot.Core.Articles;
using NewsBot.Core.Chats;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Delivery;

/// <summary>
/// Decides, in the transaction that stores an article, where it is due: at every destination of an active chat of this
/// bot that follows it, may see its source, reads its language and has not muted it; once per story. What
/// matches say the <see cref="StandingQueries"/>, who may be told says the store. A suspended chat gets nothing: who comes
/// back after weeks wants the news, not the backlog.
/// </summary>
internal sealed class ArticleRouter(CurrentBot bot, StandingQueries queries, DeliveryStore deliveries, DeliveryOptions options)
{
    private const int Chunk = 10_000;

    // Who may see the article: everybody if its feed is in the catalogue, else the chats that added the feed.
    private const string Audience =
        """
        FROM subscription s JOIN destination d ON d.destination_id = s.destination_id JOIN chat c ON c.chat_key = d.chat_key
        WHERE s.ended_at IS NULL AND c.state = 'active' AND d.closed_at IS NULL AND c.bot_id = @botId AND s.created_at <= @FirstSeenAt
          AND (@catalogue = 1 OR d.chat_key IN (SELECT fc.chat_key FROM feed_chat fc WHERE fc.feed_id = @FeedId))
          AND d.chat_key NOT IN (SELECT fc.chat_key FROM feed_chat fc WHERE fc.feed_id = @FeedId AND fc.paused_at IS NOT NULL)
        """;

    /// <summary>To be called before the transaction of articles that are to be routed.</summary>
    public Task PrepareAsync(Database database, CancellationToken cancellationToken) => queries.PrepareAsync(database, cancellationToken);

    /// <summary>Writes the deliveries of a new, stored article; returns how many.</summary>
    public async Task<int> RouteAsync(Session session, Article article, ArticleTokens tokens, CancellationToken cancellationToken)
    {
        if (article.Sample == 1 || article.FirstSeenAt - Article.SortTimeOf(article.ArticleId) > options.MaximumAge.TotalMilliseconds)
            return 0;
        var catalogue = await session.ScalarAsync<long>("SELECT in_catalogue FROM feed WHERE feed_id = @FeedId", article, cancellationToken);
        var matches = await queries.MatchAsync(session, tokens, cancellationToken);
        var followers = (await FollowersAsync(session, article, matches, catalogue, cancellationToken))
            .Where(follower => Reads(follower, article, matches))
            .GroupBy(follower => follower.DestinationId)
            .ToList();
        var muted = await MutedAsync(session, article, matches, [.. followers.Select(group => group.Key)], cancellationToken);

        var written = await deliveries.AddAsync(
            session, [.. followers.Where(group => !muted.Contains(group.Key)).Select(group => SendingPlan.Of(article, [.. group]))], cancellationToken);
        if (written > 0)
            session.Announce(WorkKind.Outbox);
        return written;
    }

    /// <summary>Who follows the source or a topic that matches, or has a query that matches.</summary>
    private async Task<List<Follower>> FollowersAsync(
        Session session, Article article, StandingMatches matches, long catalogue, CancellationToken cancellationToken)
    {
        // As rows and not as parameters: a statement with thousands of those takes longer to bind than to run.
        var followers = new List<Follower>();
        await AddAsync("s.subject IN (SELECT value ->> 0 FROM {{rows}})", matches.Topics.Keys.Select(key => Subject.Topic(key).Value).Append(Subject.Feed(article.FeedId).Value));
        await AddAsync("s.subscription_id IN (SELECT CAST(value ->> 0 AS BIGINT) FROM {{rows}})", matches.Subscriptions.Keys.Select(id => (object)id));
        return [.. followers.OrderBy(follower => follower.SubscriptionId)];

        async Task AddAsync(string condition, IEnumerable<object> keys)
        {
            foreach (var chunk in keys.Chunk(Chunk))
                followers.AddRange(await session.QueryAsync<Follower>(
                    $"""
                    SELECT {Follower.Columns} {Audience} AND {condition}
                    """,
                    new { rows = JsonRows.Write(chunk.Select(key => new object?[] { key })), botId = bot.Id, catalogue, article.FeedId, article.FirstSeenAt }, cancellationToken));
        }
    }

    private static async Task<HashSet<long>> MutedAsync(Session session, Article article, StandingMatches matches, IReadOnlyCollection<long> destinations, CancellationToken cancellationToken)
    {
        var muted = new HashSet<long>();
        foreach (var chunk in destinations.Chunk(Chunk))
            foreach (var mute in await session.QueryAsync<Mute>(
                "SELECT * FROM mute WHERE ended_at IS NULL AND destination_id IN (SELECT CAST(value ->> 0 AS BIGINT) FROM {{rows}})",
                new { rows = JsonRows.Write(chunk.Select(id => new object?[] { id })) }, cancellationToken))
            {
                if (mute.FeedId is { } feedId ? feedId == article.FeedId : matches.Mutes.Contains(mute.MuteId))
                    muted.Add(mute.DestinationId);
            }
        return muted;
    }

    private static bool Reads(Follower follower, Article article, StandingMatches matches) =>
        follower.Overrides(matches) || article.Language is null || follower.ReadingLanguages.Length == 0
        || follower.ReadingLanguages.Split(',').Contains(article.Language, StringComparer.OrdinalIgnoreCase);
}
