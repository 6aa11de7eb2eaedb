using NewsBot.Core.Articles;
using NewsBot.Core.Chats;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Delivery;

/// <summary>Why something due was taken back.</summary>
internal static class WithdrawReason
{
    public const string Unsubscribed = "unsubscribed";
    public const string Stopped = "stopped";
    public const string ChatGone = "chat gone";
    public const string TopicClosed = "topic closed";

    /// <summary>What was split off its story is part of it again.</summary>
    public const string Joined = "joined";

    public const string MutedPrefix = "muted:";

    public static string Muted(long muteId) => $"{MutedPrefix}{muteId}";
}

/// <summary>
/// What is due: the rows of <c>delivery</c>. Taking back reaches everything that is not in flight: deliveries that are
/// due and those whose message waits. It belongs in the transaction of the change that causes it; Undo puts back what
/// is not older than <c>Delivery:MaximumAge</c> by then.
/// </summary>
internal sealed class DeliveryStore(StandingQueries queries, TimeProvider time, DeliveryOptions options)
{
    private const int Chunk = 2_000;

    // In flight on paper only: its message stands in the queue.
    private const string Waiting =
        "(v.state = 'due' OR (v.state = 'flight' AND EXISTS (SELECT 1 FROM message m WHERE m.message_id = v.message_id AND m.state IN ('queued', 'unsure'))))";

    // Of which nobody knows whether it was seen: it does not come a second time.
    private const string MayHaveArrived =
        "(COALESCE(delivery.reason, '') LIKE 'unsure%' OR EXISTS (SELECT 1 FROM message m WHERE m.message_id = delivery.message_id AND m.doubts > 0))";

    /// <summary>
    /// Writes deliveries, each to another destination; one of the same story that is there takes the subscriptions over while
    /// it is due, and goes when the first of them wants it. One that was taken back, or could not be shown, is due again with the new
    /// article: who left and follows something else now does not lose the story. Number of rows written.
    /// </summary>
    public async Task<int> AddAsync(Session session, IReadOnlyCollection<DeliveryRecord> deliveries, CancellationToken cancellationToken)
    {
        var written = 0;
        foreach (var chunk in deliveries.Chunk(Chunk))
            written += await session.ExecuteAsync(
                $$$"""
                INSERT INTO delivery (destination_id, story_id, sequence, article_id, subscriptions, priority, not_before, occasion, created_at)
                SELECT CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS BIGINT), CAST(value ->> 2 AS BIGINT), CAST(value ->> 3 AS BIGINT), value ->> 4,
                  CAST(value ->> 5 AS BIGINT), CAST(value ->> 6 AS BIGINT), value ->> 7, CAST(value ->> 8 AS BIGINT)
                FROM {{rows}} WHERE 1 = 1
                ON CONFLICT (destination_id, story_id, sequence) DO UPDATE
                SET subscriptions = CASE WHEN delivery.state = 'due' THEN delivery.subscriptions || ',' || excluded.subscriptions ELSE excluded.subscriptions END,
                    priority = CASE WHEN delivery.state <> 'due' OR excluded.not_before < delivery.not_before THEN excluded.priority ELSE delivery.priority END,
                    occasion = CASE WHEN delivery.state <> 'due' OR excluded.not_before < delivery.not_before THEN excluded.occasion ELSE delivery.occasion END,
                    not_before = CASE WHEN delivery.state <> 'due' OR excluded.not_before < delivery.not_before THEN excluded.not_before ELSE delivery.not_before END,
                    article_id = CASE WHEN delivery.state = 'due' THEN delivery.article_id ELSE excluded.article_id END,
                    created_at = CASE WHEN delivery.state = 'due' THEN delivery.created_at ELSE excluded.created_at END,
                    reason = CASE WHEN delivery.state = 'due' THEN delivery.reason END,
                    message_id = CASE WHEN delivery.state = 'due' THEN delivery.message_id END,
                    settled_at = NULL, state = 'due'
                WHERE delivery.state = 'due'
                  OR (delivery.state IN ('withdrawn', 'dropped') AND delivery.article_id <> excluded.article_id AND NOT {{{MayHaveArrived}}})
                """,
                new
                {
                    rows = JsonRows.Write(chunk.Select(row => new object?[]
                    {
                        row.DestinationId, row.StoryId, row.Sequence, row.ArticleId, row.Subscriptions, row.Priority, row.NotBefore, row.Occasion, row.CreatedAt,
                    })),
                }, cancellationToken);
        return written;
    }

    /// <summary>Takes back what waits only because of this subscription, which has ended in the same transaction. Returns how many.</summary>
    public async Task<int> WithdrawSubscriptionAsync(Session session, long subscriptionId, CancellationToken cancellationToken)
    {
        var chatKey = await session.ScalarAsync<long>(
            "SELECT d.chat_key FROM subscription s JOIN destination d ON d.destination_id = s.destination_id WHERE s.subscription_id = @subscriptionId",
            new { subscriptionId }, cancellationToken);
        return await WithdrawSubscriptionsAsync(session, chatKey, new HashSet<long> { subscriptionId }, cancellationToken);
    }

    /// <summary>The same for many subscriptions of one chat, which have ended.</summary>
    public async Task<int> WithdrawSubscriptionsAsync(Session session, long chatKey, IReadOnlySet<long> subscriptionIds, CancellationToken cancellationToken)
    {
        var waiting = await session.QueryAsync<DeliveryRecord>(
            $"SELECT v.* FROM delivery v JOIN destination d ON d.destination_id = v.destination_id WHERE d.chat_key = @chatKey AND {Waiting}", new { chatKey }, cancellationToken);
        var live = (await session.QueryAsync<long>(
            "SELECT s.subscription_id FROM subscription s JOIN destination d ON d.destination_id = s.destination_id WHERE d.chat_key = @chatKey AND s.ended_at IS NULL",
            new { chatKey }, cancellationToken)).ToHashSet();
        var withdrawn = waiting.Where(delivery => delivery.SubscriptionIds is var ids && ids.Any(subscriptionIds.Contains) && !ids.Any(live.Contains));
        return await WithdrawAsync(session, [.. withdrawn.Select(delivery => delivery.DeliveryId)], WithdrawReason.Unsubscribed, cancellationToken);
    }

    /// <summary>Puts back what ending this subscription took back (Undo). Returns how many.</summary>
    public async Task<int> RestoreSubscriptionAsync(Session session, long subscriptionId, CancellationToken cancellationToken)
    {
        var withdrawn = await session.QueryAsync<DeliveryRecord>(
            """
            SELECT v.* FROM delivery v JOIN subscription s ON s.destination_id = v.destination_id
            WHERE s.subscription_id = @subscriptionId AND v.state = 'withdrawn' AND v.reason = @Unsubscribed AND v.created_at >= @oldest
            """, new { subscriptionId, WithdrawReason.Unsubscribed, oldest = Oldest }, cancellationToken);
        var ids = withdrawn.Where(delivery => delivery.SubscriptionIds.Contains(subscriptionId)).Select(delivery => delivery.DeliveryId);
        return await RestoreAsync(session, [.. ids], cancellationToken);
    }

    /// <summary>Takes back what waits from a source, or matches a query, that was muted. Returns how many.</summary>
    public async Task<int> WithdrawMutedAsync(Session session, Mute mute, CancellationToken cancellationToken)
    {
        var waiting = await session.QueryAsync<WaitingArticle>(
            $"""
            SELECT v.delivery_id, a.feed_id, a.title, a.summary, a.body, a.language, f.title AS feed_title, f.site_url, f.url AS feed_url
            FROM delivery v JOIN article a ON a.article_id = v.article_id JOIN feed f ON f.feed_id = a.feed_id
            WHERE v.destination_id = @DestinationId AND {Waiting}
            """, mute, cancellationToken);
        var muted = waiting.Where(article => mute.FeedId is { } feedId ? article.FeedId == feedId : queries.Matches(mute.Query ?? "", article.Tokens));
        return await WithdrawAsync(session, [.. muted.Select(article => article.DeliveryId)], WithdrawReason.Muted(mute.MuteId), cancellationToken);
    }

    /// <summary>Puts back what a mute took back (Undo). Returns how many.</summary>
    public async Task<int> RestoreMutedAsync(Session session, Mute mute, CancellationToken cancellationToken)
    {
        var ids = await session.QueryAsync<long>(
            "SELECT delivery_id FROM delivery WHERE destination_id = @DestinationId AND state = 'withdrawn' AND reason = @reason AND created_at >= @oldest",
            new { mute.DestinationId, reason = WithdrawReason.Muted(mute.MuteId), oldest = Oldest }, cancellationToken);
        return await RestoreAsync(session, ids, cancellationToken);
    }

    /// <summary>Takes back everything that waits for a chat, answers excepted. Returns how many deliveries.</summary>
    public async Task<int> WithdrawChatAsync(Session session, long chatKey, string reason, CancellationToken cancellationToken)
    {
        var ids = await session.QueryAsync<long>(
            $"SELECT v.delivery_id FROM delivery v JOIN destination d ON d.destination_id = v.destination_id WHERE d.chat_key = @chatKey AND {Waiting}",
            new { chatKey }, cancellationToken);
        if (reason == WithdrawReason.ChatGone)
            await session.ExecuteAsync(
                """
                UPDATE message SET state = 'withdrawn', reason = @reason WHERE state IN ('queued', 'unsure')
                AND destination_id IN (SELECT destination_id FROM destination WHERE chat_key = @chatKey)
                """, new { chatKey, reason }, cancellationToken);
        return await WithdrawAsync(session, ids, reason, cancellationToken);
    }

    /// <summary>Takes back everything that waits for one place of a chat, answers included. Returns how many deliveries.</summary>
    public async Task<int> WithdrawPlaceAsync(Session session, long destinationId, string reason, CancellationToken cancellationToken)
    {
        var ids = await session.QueryAsync<long>($"SELECT v.delivery_id FROM delivery v WHERE v.destination_id = @destinationId AND {Waiting}", new { destinationId }, cancellationToken);
        await session.ExecuteAsync(
            "UPDATE message SET state = 'withdrawn', reason = @reason WHERE state IN ('queued', 'unsure') AND destination_id = @destinationId",
            new { destinationId, reason }, cancellationToken);
        return await WithdrawAsync(session, ids, reason, cancellationToken);
    }

    /// <summary>Puts back what stopping a chat took back (Undo). Returns how many.</summary>
    public async Task<int> RestoreChatAsync(Session session, long chatKey, CancellationToken cancellationToken)
    {
        var ids = await session.QueryAsync<long>(
            """
            SELECT v.delivery_id FROM delivery v JOIN destination d ON d.destination_id = v.destination_id
            WHERE d.chat_key = @chatKey AND v.state = 'withdrawn' AND v.reason = @Stopped AND v.created_at >= @oldest
            """, new { chatKey, WithdrawReason.Stopped, oldest = Oldest }, cancellationToken);
        return await RestoreAsync(session, ids, cancellationToken);
    }

    /// <summary>Takes back these deliveries and the messages that wait for them. Returns how many.</summary>
    public async Task<int> WithdrawAsync(Session session, IReadOnlyCollection<long> deliveryIds, string reason, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var ids in deliveryIds.Chunk(500))
        {
            var row = new { ids, reason, now = time.NowMilliseconds() };
            // A message that goes into flight in this moment keeps its delivery: the row says who was first.
            await session.ExecuteAsync(
                """
                UPDATE message SET state = 'withdrawn', reason = @reason
                WHERE state IN ('queued', 'unsure') AND kind IN ('news', 'list', 'digest')
                  AND message_id IN (SELECT message_id FROM delivery WHERE delivery_id IN @ids AND state = 'flight')
                """, row, cancellationToken);
            // What else stood in such a list is due again, without them.
            await session.ExecuteAsync(
                """
                UPDATE delivery SET state = 'due', message_id = NULL WHERE state = 'flight' AND delivery_id NOT IN @ids
                  AND message_id IN (SELECT o.message_id FROM delivery o JOIN message m ON m.message_id = o.message_id
                    WHERE o.delivery_id IN @ids AND m.kind IN ('list', 'digest') AND m.state = 'withdrawn')
                """, row, cancellationToken);
            count += await session.ExecuteAsync(
                """
                UPDATE delivery SET state = 'withdrawn', reason = @reason, settled_at = @now
                WHERE delivery_id IN @ids AND (state = 'due' OR (state = 'flight'
                  AND EXISTS (SELECT 1 FROM message m WHERE m.message_id = delivery.message_id AND m.state = 'withdrawn')))
                """, row, cancellationToken);
        }
        return count;
    }

    /// <summary>What a message of this chat was sent for; empty when it is no longer in the ledger, or another chat's.</summary>
    public Task<IReadOnlyList<DeliveryRecord>> OfMessageAsync(Session session, long chatKey, long messageId, CancellationToken cancellationToken) =>
        session.QueryAsync<DeliveryRecord>(
            """
            SELECT v.* FROM delivery v JOIN destination d ON d.destination_id = v.destination_id
            WHERE v.message_id = @messageId AND d.chat_key = @chatKey ORDER BY v.delivery_id
            """, new { messageId, chatKey }, cancellationToken);

    /// <summary>What was or is due in this chat since the moment.</summary>
    public Task<IReadOnlyList<DeliveryRecord>> SinceAsync(Session session, long chatKey, long since, CancellationToken cancellationToken) =>
        session.QueryAsync<DeliveryRecord>(
            """
            SELECT v.* FROM delivery v JOIN destination d ON d.destination_id = v.destination_id
            WHERE d.chat_key = @chatKey AND v.created_at >= @since
            """, new { chatKey, since }, cancellationToken);

    /// <summary>What was or is due of a story in this chat, in all its threads; empty when it is no longer in the ledger.</summary>
    public Task<IReadOnlyList<DeliveryRecord>> OfStoryAsync(Session session, long chatKey, long storyId, CancellationToken cancellationToken) =>
        session.QueryAsync<DeliveryRecord>(
            """
            SELECT v.* FROM delivery v JOIN destination d ON d.destination_id = v.destination_id
            WHERE d.chat_key = @chatKey AND v.story_id = @storyId ORDER BY v.delivery_id
            """, new { chatKey, storyId }, cancellationToken);

    /// <summary>Of what could go now to a chat: how many go before this delivery, and how many there are at its place.</summary>
    public async Task<(long Before, long Due)> PlaceAsync(Session session, long chatKey, DeliveryRecord delivery, long now, CancellationToken cancellationToken) => (
        await session.ScalarAsync<long>(
            """
            SELECT COUNT(*) FROM delivery v JOIN destination d ON d.destination_id = v.destination_id
            WHERE d.chat_key = @chatKey AND v.state = 'due' AND v.not_before <= @now
              AND (v.priority, v.not_before, v.delivery_id) < (@Priority, @NotBefore, @DeliveryId)
            """, new { chatKey, now, delivery.Priority, delivery.NotBefore, delivery.DeliveryId }, cancellationToken),
        await session.ScalarAsync<long>(
            "SELECT COUNT(*) FROM delivery WHERE destination_id = @DestinationId AND state = 'due' AND not_before <= @now", new { delivery.DestinationId, now }, cancellationToken));

    /// <summary>Removes settled rows made before the moment; returns how many.</summary>
    public Task<int> PruneAsync(Session session, long before, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            "DELETE FROM delivery WHERE created_at < @before AND state IN ('sent', 'dropped', 'withdrawn')", new { before }, cancellationToken);

    private long Oldest => time.NowMilliseconds() - (long)options.MaximumAge.TotalMilliseconds;

    private static async Task<int> RestoreAsync(Session session, IReadOnlyCollection<long> deliveryIds, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var ids in deliveryIds.Chunk(500))
            count += await session.ExecuteAsync(
                "UPDATE delivery SET state = 'due', reason = NULL, message_id = NULL, settled_at = NULL WHERE delivery_id IN @ids AND state = 'withdrawn'",
                new { ids }, cancellationToken);
        if (count > 0)
            session.Announce(WorkKind.Outbox);
        return count;
    }

    private sealed class WaitingArticle
    {
        public long DeliveryId { get; set; }
        public long FeedId { get; set; }
        public string Title { get; set; } = "";
        public string Summary { get; set; } = "";
        public string Body { get; set; } = "";
        public string? Language { get; set; }
        public string FeedTitle { get; set; } = "";
        public string? SiteUrl { get; set; }
        public string FeedUrl { get; set; } = "";

        public ArticleTokens Tokens => ArticleTokens.Of(Title, ArticleIndex.SearchText(Summary, Body), SourceNames.Of(FeedTitle, SiteUrl, FeedUrl), Language);
    }
}
