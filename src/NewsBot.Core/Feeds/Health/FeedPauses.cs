using NewsBot.Core.Storage;

namespace NewsBot.Core.Feeds;

/// <summary>
/// Pausing feeds and taking them out of the catalogue. A chat pauses its own feed for itself; an owner pauses a feed of the
/// catalogue for all. What comes while nobody reads a feed is back catalogue when it is read again, not news. While it is
/// paused or removed nothing is told of it; what was told before is forgotten when it is read again.
/// </summary>
internal static class FeedPauses
{
    /// <summary>Whether a feed is one of the chat's own and paused by it; null: it is not its own.</summary>
    public static async Task<bool?> IsOwnPausedAsync(Session session, long chatKey, long feedId, CancellationToken cancellationToken) =>
        await session.ScalarAsync<long?>(
            "SELECT CASE WHEN paused_at IS NULL THEN 0 ELSE 1 END FROM feed_chat WHERE chat_key = @chatKey AND feed_id = @feedId", new { chatKey, feedId }, cancellationToken) is { } paused
            ? paused == 1
            : null;

    /// <summary>The own feeds that a chat has paused.</summary>
    public static async Task<IReadOnlySet<long>> OwnPausedAsync(Session session, long chatKey, CancellationToken cancellationToken) =>
        (await session.QueryAsync<long>("SELECT feed_id FROM feed_chat WHERE chat_key = @chatKey AND paused_at IS NOT NULL", new { chatKey }, cancellationToken)).ToHashSet();

    /// <summary>Pauses a chat's own feed, for this chat; false when it was paused, or is not its own.</summary>
    public static async Task<bool> PauseOwnAsync(Session session, long chatKey, long feedId, long now, CancellationToken cancellationToken)
    {
        return await session.ExecuteAsync(
            "UPDATE feed_chat SET paused_at = @now WHERE chat_key = @chatKey AND feed_id = @feedId AND paused_at IS NULL", new { chatKey, feedId, now }, cancellationToken) > 0;
    }

    /// <summary>The opposite; false when it was not paused.</summary>
    public static async Task<bool> ResumeOwnAsync(Session session, long chatKey, long feedId, long now, CancellationToken cancellationToken)
    {
        if (await IsOwnPausedAsync(session, chatKey, feedId, cancellationToken) is not true || await FeedStore.FindAsync(session, feedId, cancellationToken) is not { } feed)
            return false;
        await FeedStore.ReviveAsync(session, feed.Url, now, cancellationToken);
        await ForgetNoticesAsync(session, feedId, chatKey, cancellationToken);
        await session.ExecuteAsync("UPDATE feed_chat SET paused_at = NULL WHERE chat_key = @chatKey AND feed_id = @feedId", new { chatKey, feedId }, cancellationToken);
        session.Announce(WorkKind.Feeds);
        return true;
    }

    /// <summary>Undo of a pause, minutes later: as if there had been none, so what came meanwhile is news.</summary>
    public static Task<int> UnpauseAsync(Session session, long ownerKey, long feedId, CancellationToken cancellationToken)
    {
        session.Announce(WorkKind.Feeds);
        return ownerKey == 0
            ? session.ExecuteAsync("UPDATE feed SET state = 'active' WHERE feed_id = @feedId AND state = 'paused'", new { feedId }, cancellationToken)
            : session.ExecuteAsync("UPDATE feed_chat SET paused_at = NULL WHERE feed_id = @feedId AND chat_key = @ownerKey", new { feedId, ownerKey }, cancellationToken);
    }

    /// <summary>Pauses a feed for everybody; false when it was paused.</summary>
    public static async Task<bool> PauseAsync(Session session, long feedId, CancellationToken cancellationToken)
    {
        return await session.ExecuteAsync("UPDATE feed SET state = 'paused' WHERE feed_id = @feedId AND state <> 'paused'", new { feedId }, cancellationToken) > 0;
    }

    /// <summary>The opposite; false when it was not paused.</summary>
    public static async Task<bool> ResumeAsync(Session session, long feedId, long now, CancellationToken cancellationToken)
    {
        var resumed = await session.ExecuteAsync(
            """
            UPDATE feed SET state = 'active', first_fetched_at = NULL, etag = NULL, last_modified = NULL, body_hash = NULL, next_check_at = @now, failures = 0,
              failing_since = NULL, trouble = NULL, trouble_since = NULL, trouble_stage = 0
            WHERE feed_id = @feedId AND state = 'paused'
            """, new { feedId, now }, cancellationToken) > 0;
        if (resumed)
            await ForgetNoticesAsync(session, feedId, null, cancellationToken);
        session.Announce(WorkKind.Feeds);
        return resumed;
    }

    /// <summary>
    /// Takes a feed out of the catalogue, for good as far as seeds go. Chats that added it themselves keep it, and are not held
    /// to the owner's pause any more. False when it was not in it.
    /// </summary>
    public static async Task<bool> RemoveAsync(Session session, long feedId, long now, CancellationToken cancellationToken)
    {
        await ResumeAsync(session, feedId, now, cancellationToken);
        return await session.ExecuteAsync(
            "UPDATE feed SET in_catalogue = 0, removed_at = @now WHERE feed_id = @feedId AND in_catalogue = 1", new { feedId, now }, cancellationToken) > 0;
    }

    /// <summary>Undo of <see cref="RemoveAsync"/>, minutes later: as if it had never left.</summary>
    public static async Task<bool> ReturnAsync(Session session, long feedId, bool paused, CancellationToken cancellationToken)
    {
        session.Announce(WorkKind.Feeds);
        return await session.ExecuteAsync(
            "UPDATE feed SET in_catalogue = 1, removed_at = NULL, state = CASE WHEN @paused = 1 THEN 'paused' ELSE state END WHERE feed_id = @feedId AND in_catalogue = 0",
            new { feedId, paused = paused ? 1L : 0L }, cancellationToken) > 0;
    }

    private static Task<int> ForgetNoticesAsync(Session session, long feedId, long? ownerKey, CancellationToken cancellationToken) =>
        ownerKey is null
            ? session.ExecuteAsync("DELETE FROM feed_notice WHERE feed_id = @feedId", new { feedId }, cancellationToken)
            : session.ExecuteAsync("DELETE FROM feed_notice WHERE feed_id = @feedId AND owner_key = @ownerKey", new { feedId, ownerKey }, cancellationToken);
}
