using NewsBot.Core.Storage;

namespace NewsBot.Core.Chats;

/// <summary>What destinations do not want to be told, whatever else matches: sources and queries.</summary>
internal sealed class MuteStore(TimeProvider time)
{
    /// <summary>Mutes a source or a query; muting again what had ended restores it.</summary>
    /// <exception cref="ArgumentException">The subject is a topic: a topic is left, not muted.</exception>
    public async Task<Mute> AddAsync(Session session, long destinationId, Subject subject, CancellationToken cancellationToken)
    {
        if (subject.TopicKey is not null)
            throw new ArgumentException("A topic is left, not muted.", nameof(subject));
        var mute = (await session.FirstAsync<Mute>(
            """
            INSERT INTO mute (destination_id, kind, subject, feed_id, query, created_at)
            VALUES (@destinationId, @Kind, @Value, @FeedId, @QueryText, @now)
            ON CONFLICT (destination_id, subject) DO UPDATE SET ended_at = NULL, query = excluded.query
            RETURNING *
            """, new { destinationId, subject.Kind, subject.Value, subject.FeedId, subject.QueryText, now = time.NowMilliseconds() }, cancellationToken))!;
        await NoteAsync(session, mute.MuteId, cancellationToken);
        return mute;
    }

    /// <summary>Ends one; false when it had ended.</summary>
    public async Task<bool> EndAsync(Session session, long muteId, CancellationToken cancellationToken)
    {
        var ended = await session.ExecuteAsync(
            "UPDATE mute SET ended_at = @now WHERE mute_id = @muteId AND ended_at IS NULL",
            new { muteId, now = time.NowMilliseconds() }, cancellationToken) > 0;
        await NoteAsync(session, muteId, cancellationToken);
        return ended;
    }

    /// <summary>Undo of <see cref="EndAsync"/>; false when it is live.</summary>
    public async Task<bool> RestoreAsync(Session session, long muteId, CancellationToken cancellationToken)
    {
        var restored = await session.ExecuteAsync(
            "UPDATE mute SET ended_at = NULL WHERE mute_id = @muteId AND ended_at IS NOT NULL",
            new { muteId }, cancellationToken) > 0;
        await NoteAsync(session, muteId, cancellationToken);
        return restored;
    }

    /// <summary>The live one for this subject, if there is one.</summary>
    public Task<Mute?> FindAsync(Session session, long destinationId, Subject subject, CancellationToken cancellationToken) =>
        session.FirstAsync<Mute>(
            "SELECT * FROM mute WHERE destination_id = @destinationId AND subject = @Value AND ended_at IS NULL",
            new { destinationId, subject.Value }, cancellationToken);

    /// <summary>Ended ones included.</summary>
    public Task<Mute?> GetAsync(Session session, long muteId, CancellationToken cancellationToken) =>
        session.FirstAsync<Mute>("SELECT * FROM mute WHERE mute_id = @muteId", new { muteId }, cancellationToken);

    /// <summary>Live ones of a destination, oldest first.</summary>
    public Task<IReadOnlyList<Mute>> ForDestinationAsync(Session session, long destinationId, CancellationToken cancellationToken) =>
        session.QueryAsync<Mute>(
            "SELECT * FROM mute WHERE destination_id = @destinationId AND ended_at IS NULL ORDER BY created_at, mute_id",
            new { destinationId }, cancellationToken);

    /// <summary>Live ones of all destinations of a chat, oldest first.</summary>
    public Task<IReadOnlyList<Mute>> ForChatAsync(Session session, long chatKey, CancellationToken cancellationToken) =>
        session.QueryAsync<Mute>(
            """
            SELECT m.* FROM mute m JOIN destination d ON d.destination_id = m.destination_id
            WHERE d.chat_key = @chatKey AND m.ended_at IS NULL ORDER BY m.created_at, m.mute_id
            """, new { chatKey }, cancellationToken);

    private Task NoteAsync(Session session, long muteId, CancellationToken cancellationToken) =>
        SubscriptionChanges.NoteAsync(session, SubscriptionChange.Mute, muteId, time.NowMilliseconds(), cancellationToken);
}
