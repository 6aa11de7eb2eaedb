using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Intake;

/// <summary>
/// A feed lives at another address from now on. Where another feed has that address already, the two become one: readers,
/// mutes, articles and what was seen go over. Nothing is sent because of it.
/// </summary>
internal static class FeedRelocation
{
    private static readonly string[] Wishes = ["subscription", "mute"];

    // What chats call the feed, and who was told or waits to be told how it is. Keys: of the rest of the primary key.
    private static readonly (string Table, string[] Keys)[] Companions =
        [("feed_name", ["chat_key"]), ("feed_notice", ["owner_key", "chat_key"]), ("feed_try", ["owner_key", "chat_key"])];

    /// <summary>Gives the feed the address that its redirects lead to.</summary>
    /// <param name="session">A write.</param>
    /// <param name="feed">The row, whose move is proved.</param>
    /// <param name="now">Unix milliseconds UTC.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task AdoptAsync(Session session, Feed feed, long now, CancellationToken cancellationToken)
    {
        var address = feed.MovedTo!;
        if (await session.FirstAsync<Feed>("SELECT * FROM feed WHERE url = @address", new { address }, cancellationToken) is not { } other)
            await MoveAsync(session, feed, address, cancellationToken);
        else if (other.Kind == "polled" && other.FeedId != feed.FeedId)
            await MergeAsync(session, feed, other, now, cancellationToken);
    }

    private static async Task MoveAsync(Session session, Feed feed, string address, CancellationToken cancellationToken)
    {
        var former = feed.Url;
        FeedMove.Forget(feed);
        feed.Url = address;
        // With another address the validators say nothing: FeedPoll forgets them at the next poll.
        await session.ExecuteAsync(
            """
            UPDATE feed SET url = @Url, host = @Host, has_secret = @HasSecret, moved_to = NULL, moved_since = NULL, moved_polls = 0 WHERE feed_id = @FeedId
            """,
            new { feed.Url, feed.Host, feed.FeedId, HasSecret = feed.HasSecret == 1 || AddressSecret.IsIn(new Uri(address)) ? 1L : 0L }, cancellationToken);
        await session.ExecuteAsync("DELETE FROM feed_alias WHERE url = @address", new { address }, cancellationToken);
        await RememberAsync(session, former, feed.FeedId, null, cancellationToken);
    }

    private static async Task MergeAsync(Session session, Feed feed, Feed into, long now, CancellationToken cancellationToken)
    {
        var ids = new { From = feed.FeedId, Into = into.FeedId };
        await session.ExecuteAsync(
            """
            INSERT INTO feed_chat (chat_key, feed_id, added_by, added_at, paused_at)
            SELECT chat_key, @Into, added_by, added_at, paused_at FROM feed_chat WHERE feed_id = @From
            ON CONFLICT (chat_key, feed_id) DO NOTHING
            """,
            ids, cancellationToken);
        await session.ExecuteAsync(
            """
            INSERT INTO seen (feed_id, item_key, last_seen_at, first_key)
            SELECT @Into, item_key, last_seen_at, first_key FROM seen WHERE feed_id = @From
            ON CONFLICT (feed_id, item_key) DO NOTHING
            """,
            ids, cancellationToken);
        await session.ExecuteAsync("UPDATE article SET feed_id = @Into WHERE feed_id = @From", ids, cancellationToken);
        foreach (var (table, keys) in Companions)
        {
            var same = string.Join(" AND ", keys.Select(key => $"other.{key} = {table}.{key}"));
            await session.ExecuteAsync(
                $"UPDATE {table} SET feed_id = @Into WHERE feed_id = @From AND NOT EXISTS (SELECT 1 FROM {table} AS other WHERE other.feed_id = @Into AND {same})",
                ids, cancellationToken);
        }

        foreach (var table in Wishes)
            await TakeOverAsync(session, table, feed.FeedId, into.FeedId, now, cancellationToken);
        await session.ExecuteAsync(
            """
            UPDATE feed SET
              title = CASE WHEN title_fixed = 0 AND @TitleFixed = 1 THEN @Title ELSE title END,
              title_fixed = CASE WHEN @TitleFixed = 1 THEN 1 ELSE title_fixed END,
              folder = CASE WHEN folder = '' THEN @Folder ELSE folder END,
              in_catalogue = CASE WHEN @InCatalogue = 1 THEN 1 ELSE in_catalogue END,
              fixed_interval = COALESCE(fixed_interval, @FixedInterval)
            WHERE feed_id = @Into
            """,
            new { feed.TitleFixed, feed.Title, feed.Folder, feed.InCatalogue, feed.FixedInterval, Into = into.FeedId }, cancellationToken);
        await session.ExecuteAsync("UPDATE feed_alias SET feed_id = @Into WHERE feed_id = @From", ids, cancellationToken);
        await session.ExecuteAsync("DELETE FROM feed WHERE feed_id = @From", ids, cancellationToken);
        await RememberAsync(session, feed.Url, into.FeedId, feed.FeedId, cancellationToken);
    }

    // A destination may have followed, or muted, both: then the one at the new address stays, and lives if either did.
    private static async Task TakeOverAsync(Session session, string table, long from, long into, long now, CancellationToken cancellationToken)
    {
        var both = new { From = from, Into = into, Now = now, FromSubject = $"feed:{from}", IntoSubject = $"feed:{into}" };
        await session.ExecuteAsync(
            $"""
            UPDATE {table} SET ended_at = NULL
            WHERE subject = @IntoSubject AND ended_at IS NOT NULL AND EXISTS (
              SELECT 1 FROM {table} AS former
              WHERE former.destination_id = {table}.destination_id AND former.subject = @FromSubject AND former.ended_at IS NULL)
            """,
            both, cancellationToken);
        await session.ExecuteAsync(
            $"""
            UPDATE {table} SET subject = @IntoSubject, feed_id = @Into
            WHERE subject = @FromSubject AND NOT EXISTS (
              SELECT 1 FROM {table} AS other WHERE other.destination_id = {table}.destination_id AND other.subject = @IntoSubject)
            """,
            both, cancellationToken);
        await session.ExecuteAsync(
            $"UPDATE {table} SET feed_id = @Into, ended_at = COALESCE(ended_at, @Now) WHERE subject = @FromSubject", both, cancellationToken);
    }

    private static Task<int> RememberAsync(Session session, string url, long feedId, long? formerId, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            """
            INSERT INTO feed_alias (url, feed_id, former_id) VALUES (@url, @feedId, @formerId)
            ON CONFLICT (url) DO UPDATE SET feed_id = excluded.feed_id, former_id = excluded.former_id
            """,
            new { url, feedId, formerId }, cancellationToken);
}
