using NewsBot.Core.Storage;

namespace NewsBot.Core.Feeds;

/// <summary>A row of <c>feed_renaming</c>: a feed gave most of its items new names at once.</summary>
internal sealed class FeedRenaming
{
    public long FeedId { get; set; }

    /// <summary>Unix milliseconds UTC.</summary>
    public long NoticedAt { get; set; }

    /// <summary>Items of the document.</summary>
    public long Items { get; set; }

    /// <summary>Known by their titles.</summary>
    public long Recognised { get; set; }

    /// <summary>Neither known nor surely new: stored, not sent.</summary>
    public long Withheld { get; set; }

    /// <summary>From the join with <c>feed</c>; not a column of its own.</summary>
    public string Title { get; set; } = "";

    /// <summary>From the same join: 1 when the feed is the owners' business too.</summary>
    public long InCatalogue { get; set; }
}

/// <summary>What the operator should know about feeds that changed how they name their items. A feed that does it at each request is reported once.</summary>
internal static class FeedRenamings
{
    private static readonly long OneEvent = (long)TimeSpan.FromDays(30).TotalMilliseconds;

    /// <summary>Notes a change. Less than 30 days after the last one it is the same event, which goes on: then the answer is false.</summary>
    public static async Task<bool> AddAsync(Session session, FeedRenaming renaming, CancellationToken cancellationToken)
    {
        var goesOn = await session.ExecuteAsync(
            """
            UPDATE feed_renaming SET noticed_at = @NoticedAt WHERE feed_id = @FeedId
              AND noticed_at = (SELECT MAX(r.noticed_at) FROM feed_renaming r WHERE r.feed_id = @FeedId AND r.noticed_at > @since)
            """,
            new { renaming.FeedId, renaming.NoticedAt, since = renaming.NoticedAt - OneEvent }, cancellationToken) > 0;
        if (!goesOn)
        {
            await session.ExecuteAsync(
                """
                INSERT INTO feed_renaming (feed_id, noticed_at, items, recognised, withheld)
                VALUES (@FeedId, @NoticedAt, @Items, @Recognised, @Withheld) ON CONFLICT (feed_id, noticed_at) DO NOTHING
                """,
                renaming, cancellationToken);
        }

        return !goesOn;
    }

    /// <summary>True if a change of the feed was noted in the 30 days before <paramref name="now"/>.</summary>
    public static async Task<bool> AnySinceAsync(Session session, long feedId, long now, CancellationToken cancellationToken) =>
        await session.ScalarAsync<long>(
            "SELECT COUNT(*) FROM feed_renaming WHERE feed_id = @feedId AND noticed_at > @since", new { feedId, since = now - OneEvent }, cancellationToken) > 0;

    /// <summary>Those that nobody was told of, the oldest first.</summary>
    public static Task<IReadOnlyList<FeedRenaming>> UntoldAsync(Session session, CancellationToken cancellationToken) =>
        session.QueryAsync<FeedRenaming>(
            "SELECT r.*, f.title, f.in_catalogue FROM feed_renaming r JOIN feed f ON f.feed_id = r.feed_id WHERE r.told_at IS NULL ORDER BY r.noticed_at, r.feed_id", null, cancellationToken);

    /// <summary>Notes that it was told; false if another node did so meanwhile.</summary>
    public static async Task<bool> TellAsync(Session session, FeedRenaming renaming, long now, CancellationToken cancellationToken) =>
        await session.ExecuteAsync(
            "UPDATE feed_renaming SET told_at = @now WHERE feed_id = @FeedId AND noticed_at = @NoticedAt AND told_at IS NULL",
            new { now, renaming.FeedId, renaming.NoticedAt }, cancellationToken) > 0;
}
