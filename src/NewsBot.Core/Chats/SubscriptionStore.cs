using NewsBot.Core.Storage;

namespace NewsBot.Core.Chats;

/// <summary>What became of a wish to follow something.</summary>
internal abstract record SubscribeResult
{
    private SubscribeResult()
    {
    }

    /// <summary>It is followed from now on; <paramref name="Again"/>: it was followed before and had ended.</summary>
    public sealed record Added(Subscription Subscription, bool Again) : SubscribeResult
    {
        /// <summary>The chat had stopped, and gets news again because of this.</summary>
        public bool Resumed { get; init; }
    }

    /// <summary>It was already followed here.</summary>
    public sealed record AlreadyThere(Subscription Subscription) : SubscribeResult;

    /// <summary>The chat has as many as it may (<c>Access:SubscriptionsPerChat</c>).</summary>
    public sealed record LimitReached(int Limit) : SubscribeResult;
}

/// <summary>What destinations follow. An ended subscription stays, so that Undo and subscribing again restore it.</summary>
internal sealed class SubscriptionStore(TimeProvider time, ChatLimits limits)
{
    public async Task<SubscribeResult> AddAsync(Session session, Destination destination, Subject subject, long? createdBy, CancellationToken cancellationToken)
    {
        var row = new
        {
            destination.DestinationId,
            subject.Kind,
            subject.Value,
            subject.TopicKey,
            subject.FeedId,
            subject.QueryText,
            createdBy,
            now = time.NowMilliseconds(),
        };
        var existing = await session.FirstAsync<Subscription>(
            "SELECT * FROM subscription WHERE destination_id = @DestinationId AND subject = @Value", row, cancellationToken);
        if (existing is { EndedAt: null })
            return new SubscribeResult.AlreadyThere(existing);
        if (!await limits.MaySubscribeAsync(session, destination.ChatKey, cancellationToken))
            return new SubscribeResult.LimitReached(limits.Subscriptions);

        var subscription = await session.FirstAsync<Subscription>(
            """
            INSERT INTO subscription (destination_id, kind, subject, topic_key, feed_id, query, created_by, created_at)
            VALUES (@DestinationId, @Kind, @Value, @TopicKey, @FeedId, @QueryText, @createdBy, @now)
            ON CONFLICT (destination_id, subject) DO UPDATE
            SET ended_at = NULL, created_at = excluded.created_at, created_by = excluded.created_by, query = excluded.query
            RETURNING *
            """, row, cancellationToken);
        await NoteAsync(session, subscription!.SubscriptionId, cancellationToken);
        return new SubscribeResult.Added(subscription, existing is not null);
    }

    /// <summary>Ends one; false when it had ended. What is queued for it is withdrawn by <c>DeliveryStore</c>.</summary>
    public async Task<bool> EndAsync(Session session, long subscriptionId, CancellationToken cancellationToken)
    {
        var ended = await session.ExecuteAsync(
            "UPDATE subscription SET ended_at = @now WHERE subscription_id = @subscriptionId AND ended_at IS NULL",
            new { subscriptionId, now = time.NowMilliseconds() }, cancellationToken) > 0;
        await NoteAsync(session, subscriptionId, cancellationToken);
        return ended;
    }

    /// <summary>Undo of <see cref="EndAsync"/>: as if it had never ended. False when it is live.</summary>
    public async Task<bool> RestoreAsync(Session session, long subscriptionId, CancellationToken cancellationToken)
    {
        var restored = await session.ExecuteAsync(
            "UPDATE subscription SET ended_at = NULL WHERE subscription_id = @subscriptionId AND ended_at IS NOT NULL",
            new { subscriptionId }, cancellationToken) > 0;
        await NoteAsync(session, subscriptionId, cancellationToken);
        return restored;
    }

    /// <summary>Whether its alerts make no sound.</summary>
    public Task SetSilentAsync(Session session, long subscriptionId, bool silent, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            "UPDATE subscription SET silent = @silent WHERE subscription_id = @subscriptionId",
            new { subscriptionId, silent = silent ? 1L : 0L }, cancellationToken);

    /// <summary>Writes when it comes: its own rhythm (null: the chat's), and whether it may wake. What waits is moved by <c>Rescheduling</c>.</summary>
    public Task SetTimesAsync(Session session, Subscription subscription, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            "UPDATE subscription SET rhythm = @Rhythm, may_wake = @MayWake WHERE subscription_id = @SubscriptionId", subscription, cancellationToken);

    /// <summary>Ended ones included.</summary>
    public Task<Subscription?> GetAsync(Session session, long subscriptionId, CancellationToken cancellationToken) =>
        session.FirstAsync<Subscription>(
            "SELECT * FROM subscription WHERE subscription_id = @subscriptionId", new { subscriptionId }, cancellationToken);

    /// <summary>Ended ones included, in no particular order; ids that are unknown are left out.</summary>
    public async Task<IReadOnlyList<Subscription>> GetAsync(Session session, IReadOnlyCollection<long> ids, CancellationToken cancellationToken) =>
        ids.Count == 0
            ? []
            : await session.QueryAsync<Subscription>(
                "SELECT * FROM subscription WHERE subscription_id IN @ids", new { ids }, cancellationToken);

    /// <summary>Writes how it comes: rhythm, whether it may wake, whether without a sound. Whom it finds stays the same.</summary>
    public Task ArrangeAsync(Session session, Subscription subscription, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            "UPDATE subscription SET rhythm = @Rhythm, may_wake = @MayWake, silent = @Silent WHERE subscription_id = @SubscriptionId",
            subscription, cancellationToken);

    /// <summary>The live one for this subject, if there is one.</summary>
    public Task<Subscription?> FindAsync(Session session, long destinationId, Subject subject, CancellationToken cancellationToken) =>
        session.FirstAsync<Subscription>(
            "SELECT * FROM subscription WHERE destination_id = @destinationId AND subject = @Value AND ended_at IS NULL",
            new { destinationId, subject.Value }, cancellationToken);

    /// <summary>Live ones of a destination, oldest first.</summary>
    public Task<IReadOnlyList<Subscription>> ForDestinationAsync(Session session, long destinationId, CancellationToken cancellationToken) =>
        session.QueryAsync<Subscription>(
            "SELECT * FROM subscription WHERE destination_id = @destinationId AND ended_at IS NULL ORDER BY created_at, subscription_id",
            new { destinationId }, cancellationToken);

    /// <summary>Live ones of all destinations of a chat, oldest first.</summary>
    public Task<IReadOnlyList<Subscription>> ForChatAsync(Session session, long chatKey, CancellationToken cancellationToken) =>
        session.QueryAsync<Subscription>(
            """
            SELECT s.* FROM subscription s JOIN destination d ON d.destination_id = s.destination_id
            WHERE d.chat_key = @chatKey AND s.ended_at IS NULL ORDER BY s.created_at, s.subscription_id
            """, new { chatKey }, cancellationToken);

    /// <summary>Those of all destinations of a chat that have ended, the latest first.</summary>
    public Task<IReadOnlyList<Subscription>> EndedForChatAsync(Session session, long chatKey, int limit, CancellationToken cancellationToken) =>
        session.QueryAsync<Subscription>(
            """
            SELECT s.* FROM subscription s JOIN destination d ON d.destination_id = s.destination_id
            WHERE d.chat_key = @chatKey AND s.ended_at IS NOT NULL ORDER BY s.ended_at DESC LIMIT @limit
            """, new { chatKey, limit }, cancellationToken);

    private Task NoteAsync(Session session, long subscriptionId, CancellationToken cancellationToken) =>
        SubscriptionChanges.NoteAsync(session, SubscriptionChange.Subscription, subscriptionId, time.NowMilliseconds(), cancellationToken);
}
