using NewsBot.Core.Storage;

namespace NewsBot.Core.Feeds;

/// <summary>
/// The feeds and whose they are: a feed is in the catalogue, or belongs to the chats that added it, or both. One address is
/// one row and is fetched once.
/// </summary>
internal static class FeedStore
{
    private const string Columns =
        "feed_id, kind, url, title, title_fixed, site_url, folder, language, in_catalogue, origin, has_secret, fixed_interval, etag, last_modified, body_hash, state, " +
        "first_fetched_at, next_check_at, next_check_reason, last_checked_at, last_success_at, last_new_at, failures, last_error, failing_since, trouble, trouble_since, trouble_stage, removed_at, " +
        "lease_owner, lease_until, created_at, validator_key, avoid_http2, moved_to, moved_since, moved_polls, times_gone, time_to_live, update_interval, skip_hours, skip_days, rhythm, user_agent, accept_any_certificate";

    /// <summary>The condition "chat @ChatKey may see this feed", for a query in which <c>feed</c> is named so.</summary>
    public const string VisibleToChat =
        "(feed.in_catalogue = 1 OR EXISTS (SELECT 1 FROM feed_chat WHERE feed_chat.feed_id = feed.feed_id AND feed_chat.chat_key = @ChatKey))";

    private static readonly long JustNow = (long)TimeSpan.FromMinutes(5).TotalMilliseconds;

    // A feed that moved is found by the address, and one that was merged by the number, that it had before.
    private const string ByNumber = "feed_id = COALESCE((SELECT feed_id FROM feed_alias WHERE former_id = @feedId LIMIT 1), @feedId)";
    private const string ByAddress = "(url = @url OR feed_id = (SELECT feed_id FROM feed_alias WHERE url = @url)) ORDER BY CASE WHEN url = @url THEN 0 ELSE 1 END";

    /// <summary>The feed, or null.</summary>
    public static Task<Feed?> FindAsync(Session session, long feedId, CancellationToken cancellationToken) =>
        session.FirstAsync<Feed>($"SELECT {Columns} FROM feed WHERE {ByNumber}", new { feedId }, cancellationToken);

    /// <summary>The feed that has exactly this address, or had it before it moved; or null.</summary>
    public static Task<Feed?> FindByAddressAsync(Session session, string url, CancellationToken cancellationToken) =>
        session.FirstAsync<Feed>($"SELECT {Columns} FROM feed WHERE {ByAddress}", new { url }, cancellationToken);

    /// <summary>
    /// Adds a feed, or finds the one with its address. A feed for the catalogue takes the address over into it, with name,
    /// folder and interval where they are given; nothing leaves the catalogue this way.
    /// </summary>
    /// <returns>The row as it is now, and whether it is new.</returns>
    public static async Task<(Feed Feed, bool Added)> AddAsync(Session session, Feed feed, CancellationToken cancellationToken)
    {
        // Settings and lists keep naming the address from before a feed moved.
        feed.Url = (await FindByAddressAsync(session, feed.Url, cancellationToken))?.Url ?? feed.Url;
        var added = await session.ExecuteAsync(
            """
            INSERT INTO feed (kind, url, host, title, title_fixed, site_url, folder, language, in_catalogue, origin, has_secret, fixed_interval, state, next_check_at, created_at)
            VALUES (@Kind, @Url, @Host, @Title, @TitleFixed, @SiteUrl, @Folder, @Language, @InCatalogue, @Origin, @HasSecret, @FixedInterval, @State, @NextCheckAt, @CreatedAt)
            ON CONFLICT (url) DO NOTHING
            """,
            feed, cancellationToken) > 0;
        if (!added && feed.InCatalogue == 1 && await MayReturnAsync(session, feed, cancellationToken))
        {
            await ReviveAsync(session, feed.Url, feed.CreatedAt, cancellationToken);
            await session.ExecuteAsync(
                """
                UPDATE feed SET in_catalogue = 1, removed_at = NULL,
                  title = CASE WHEN @TitleFixed = 1 THEN @Title ELSE title END,
                  title_fixed = CASE WHEN @TitleFixed = 1 THEN 1 ELSE title_fixed END,
                  folder = CASE WHEN @Folder <> '' THEN @Folder ELSE folder END,
                  fixed_interval = COALESCE(@FixedInterval, fixed_interval)
                WHERE url = @Url
                """,
                feed, cancellationToken);
        }

        session.Announce(WorkKind.Feeds);
        return ((await FindByAddressAsync(session, feed.Url, cancellationToken))!, added);
    }

    /// <summary>All feeds of the catalogue, by folder and title.</summary>
    public static Task<IReadOnlyList<Feed>> CatalogueAsync(Session session, CancellationToken cancellationToken) =>
        session.QueryAsync<Feed>($"SELECT {Columns} FROM feed WHERE in_catalogue = 1 ORDER BY folder, title, feed_id", null, cancellationToken);

    /// <summary>The feeds a chat may see, those of the catalogue and its own, by folder and title as it calls them.</summary>
    public static Task<IReadOnlyList<Feed>> VisibleAsync(Session session, long chatKey, CancellationToken cancellationToken) =>
        session.QueryAsync<Feed>($"SELECT {ChatFeedNames.Columns(Columns)} FROM feed WHERE {VisibleToChat} ORDER BY folder, title, feed_id", new { ChatKey = chatKey }, cancellationToken);

    /// <summary>The feeds a chat added itself, as it calls them, the latest last.</summary>
    public static Task<IReadOnlyList<Feed>> OwnAsync(Session session, long chatKey, CancellationToken cancellationToken) =>
        session.QueryAsync<Feed>(
            $"SELECT {ChatFeedNames.Columns(Columns)} FROM feed WHERE feed_id IN (SELECT feed_id FROM feed_chat WHERE chat_key = @ChatKey) ORDER BY feed_id", new { ChatKey = chatKey }, cancellationToken);

    /// <summary>How many feeds a chat added itself.</summary>
    public static Task<long> CountOwnAsync(Session session, long chatKey, CancellationToken cancellationToken) =>
        session.ScalarAsync<long>("SELECT COUNT(*) FROM feed_chat WHERE chat_key = @chatKey", new { chatKey }, cancellationToken);

    /// <summary>Makes a feed one of a chat's own; false if it was already.</summary>
    /// <param name="session">The unit of work.</param>
    /// <param name="chatKey">The chat.</param>
    /// <param name="feedId">The feed.</param>
    /// <param name="addedBy">Telegram user id, where known.</param>
    /// <param name="now">Unix milliseconds UTC.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<bool> AddOwnAsync(Session session, long chatKey, long feedId, long? addedBy, long now, CancellationToken cancellationToken)
    {
        if (await FindAsync(session, feedId, cancellationToken) is { } feed)
            await ReviveAsync(session, feed.Url, now, cancellationToken);
        return await session.ExecuteAsync(
            "INSERT INTO feed_chat (chat_key, feed_id, added_by, added_at) VALUES (@chatKey, @feedId, @addedBy, @now) ON CONFLICT (chat_key, feed_id) DO NOTHING",
            new { chatKey, feedId, addedBy, now }, cancellationToken) > 0;
    }

    /// <summary>
    /// A feed is no longer one of a chat's own; false if it was not. Its articles stay, but a feed that nobody has is not polled.
    /// </summary>
    public static async Task<bool> RemoveOwnAsync(Session session, long chatKey, long feedId, CancellationToken cancellationToken) =>
        await session.ExecuteAsync("DELETE FROM feed_chat WHERE chat_key = @chatKey AND feed_id = @feedId", new { chatKey, feedId }, cancellationToken) > 0;

    /// <summary>How many chats a feed's poll serves: those that added it or subscribed to it by name. Feeds that serve none are left out.</summary>
    public static async Task<IReadOnlyDictionary<long, int>> CountSubscribersAsync(Session session, IReadOnlyList<long> feeds, CancellationToken cancellationToken) =>
        (await session.QueryAsync<(long FeedId, long Readers)>(
            """
            SELECT feed_id, COUNT(*) FROM (
              SELECT feed_id, chat_key FROM feed_chat WHERE feed_id IN @feeds
              UNION
              SELECT subscription.feed_id, destination.chat_key FROM subscription JOIN destination ON destination.destination_id = subscription.destination_id
              WHERE subscription.feed_id IN @feeds AND subscription.ended_at IS NULL) AS readers
            GROUP BY feed_id
            """,
            new { feeds }, cancellationToken)).ToDictionary(row => row.FeedId, row => (int)row.Readers);

    /// <summary>Whether any polled feed has ever answered; until then the samples of the seeds are shown.</summary>
    public static async Task<bool> AnyAnsweredAsync(Session session, CancellationToken cancellationToken) =>
        await session.ScalarAsync<long>("SELECT COUNT(*) FROM (SELECT 1 FROM feed WHERE kind = 'polled' AND last_success_at IS NOT NULL LIMIT 1) AS answered", null, cancellationToken) > 0;

    // What an owner took out of the catalogue, seeds do not bring back.
    private static async Task<bool> MayReturnAsync(Session session, Feed feed, CancellationToken cancellationToken) =>
        feed.Origin != "seed" || await session.ScalarAsync<long>("SELECT COUNT(*) FROM feed WHERE url = @Url AND removed_at IS NOT NULL", feed, cancellationToken) == 0;

    /// <summary>
    /// A feed that nobody had, or wanted, was not polled: what it brought meanwhile is back catalogue, not news. One that was
    /// asked just now goes on as if nothing had been: neither pausing and resuming nor removing and adding asks a host again.
    /// </summary>
    public static Task<int> ReviveAsync(Session session, string url, long now, CancellationToken cancellationToken) => session.ExecuteAsync(
        """
        UPDATE feed SET first_fetched_at = NULL, etag = NULL, last_modified = NULL, body_hash = NULL, next_check_at = @now, failures = 0,
          failing_since = NULL, trouble = NULL, trouble_since = NULL, trouble_stage = 0
        WHERE url = @url AND kind = 'polled' AND in_catalogue = 0 AND COALESCE(last_checked_at, 0) <= @askedLately
          AND NOT EXISTS (SELECT 1 FROM feed_chat WHERE feed_chat.feed_id = feed.feed_id AND feed_chat.paused_at IS NULL)
        """,
        new { url, now, askedLately = now - JustNow }, cancellationToken);
}
