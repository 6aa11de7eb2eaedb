using NewsBot.Core.Storage;

namespace NewsBot.Core.Chats;

/// <summary>A row of <c>subscription_change</c>: whose query may have changed. What it is now stands in its own row.</summary>
internal class SubscriptionChange
{
    public const string Subscription = "subscription";
    public const string Topic = "topic";
    public const string Mute = "mute";

    public long ChangeId { get; set; }

    /// <summary>The transaction that changed it; 0 on the embedded engine.</summary>
    public long WrittenIn { get; set; }

    /// <summary>subscription, topic or mute.</summary>
    public string Kind { get; set; } = Subscription;

    /// <summary>Of a subscription or a mute.</summary>
    public long SubjectId { get; set; }
    public string? TopicKey { get; set; }
}

/// <summary>
/// How far somebody has read. Ids of changes become visible in another order than they are given where transactions run
/// side by side, so there it is the oldest transaction that had not ended: whatever commits later was written in it or in a
/// younger one. With a single writer it is the last id.
/// </summary>
internal readonly record struct ChangePosition(long AfterChange, long FromTransaction);

/// <summary>
/// The log of what changed among the queries that wait for articles, by which every node brings up to date what it keeps
/// in memory. Whoever writes a subscription, a mute or a topic writes here in the same transaction.
/// </summary>
internal static class SubscriptionChanges
{
    /// <summary>How long changes are kept. Who was away for longer reads everything anew.</summary>
    public static readonly TimeSpan Keep = TimeSpan.FromDays(1);

    private const string Transaction = "{{transaction_number}}";
    private const string Insert = "INSERT INTO subscription_change (written_in, kind, subject_id, topic_key, changed_at)";

    /// <summary>Notes that a subscription or a mute has come, gone or got another query.</summary>
    public static Task NoteAsync(Session session, string kind, long subjectId, long now, CancellationToken cancellationToken) =>
        NoteAsync(session, $"{Insert} VALUES ({Transaction}, @kind, @subjectId, NULL, @now)", new { kind, subjectId, now }, cancellationToken);

    /// <summary>Notes that a topic has come, gone or got another query.</summary>
    public static Task NoteTopicAsync(Session session, string topicKey, long now, CancellationToken cancellationToken) =>
        NoteAsync(session, $"{Insert} VALUES ({Transaction}, 'topic', 0, @topicKey, @now)", new { topicKey, now }, cancellationToken);

    /// <summary>Notes that whatever a destination follows and mutes is about to go.</summary>
    public static Task NoteDestinationAsync(Session session, long destinationId, long now, CancellationToken cancellationToken) =>
        NoteAsync(
            session,
            $$"""
            {{Insert}}
            SELECT {{Transaction}}, 'subscription', subscription_id, NULL, @now FROM subscription WHERE destination_id = @destinationId
            UNION ALL
            SELECT {{Transaction}}, 'mute', mute_id, NULL, @now FROM mute WHERE destination_id = @destinationId
            """, new { destinationId, now }, cancellationToken);

    /// <summary>Where a reader stands who has just read all subscriptions, mutes and topics, or is about to.</summary>
    public static async Task<ChangePosition> PositionAsync(Session session, CancellationToken cancellationToken) =>
        (await ReadAsync(session, new ChangePosition(long.MaxValue, long.MaxValue), cancellationToken)).Position;

    /// <summary>
    /// The changes that this session sees since the position, oldest first, and the position to read from the next time.
    /// Some come twice: all whose transaction is not older than the oldest that was open.
    /// </summary>
    public static async Task<(IReadOnlyList<SubscriptionChange> Changes, ChangePosition Position)> ReadAsync(
        Session session, ChangePosition since, CancellationToken cancellationToken)
    {
        // One statement, so that changes and position are of one moment. The row without a change is always there.
        var rows = await session.QueryAsync<Row>(
            """
            SELECT p.oldest, p.latest, c.* FROM
              (SELECT {{oldest_transaction}} AS oldest, (SELECT COALESCE(MAX(change_id), 0) FROM subscription_change) AS latest) p
              LEFT JOIN subscription_change c ON c.change_id > @AfterChange AND c.written_in >= @FromTransaction
            ORDER BY c.change_id
            """, new { since.AfterChange, since.FromTransaction }, cancellationToken);
        var position = session.Dialect.SingleWriter ? new ChangePosition(rows[0].Latest, 0) : new ChangePosition(0, rows[0].Oldest);
        return ([.. rows.Where(row => row.ChangeId > 0)], position);
    }

    private static async Task NoteAsync(Session session, string sql, object parameters, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(sql, parameters, cancellationToken);
        session.Announce(WorkKind.StandingQueries);
    }

    private sealed class Row : SubscriptionChange
    {
        public long Oldest { get; set; }
        public long Latest { get; set; }
    }
}
