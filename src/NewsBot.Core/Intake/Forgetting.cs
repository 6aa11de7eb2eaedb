using Microsoft.Extensions.Logging;
using NewsBot.Core.Articles;
using NewsBot.Core.Chats;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Intake;

/// <summary>
/// Removes what is left of chats that wanted to be forgotten: the bare row once the farewell is sent, and the feeds that
/// nobody else had, with their articles, in small transactions. Safe beside another node that does the same.
/// </summary>
internal sealed class Forgetting(Database database, ArticleStore articles, TimeProvider time, ILogger<Forgetting> logger)
{
    private const int BatchSize = 200;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var chats = await database.WriteAsync(session => ChatErasure.FinishAsync(session, cancellationToken), cancellationToken);
        var feeds = 0;
        foreach (var feedId in await database.ReadAsync(
            session => session.QueryAsync<long>("SELECT feed_id FROM feed WHERE forget_at IS NOT NULL ORDER BY feed_id", null, cancellationToken), cancellationToken))
        {
            if (await ForgetFeedAsync(feedId, cancellationToken))
                feeds++;
        }
        if (chats + feeds > 0)
            Log.Forgotten(logger, chats, feeds);
    }

    private async Task<bool> ForgetFeedAsync(long feedId, CancellationToken cancellationToken)
    {
        while (await database.WriteAsync(session => StepAsync(session, feedId, cancellationToken), cancellationToken) is { } isDone)
        {
            if (isDone)
                return true;
        }
        return false;
    }

    // Null: somebody has the feed again, or it is being read at this moment, and the next time is soon enough.
    private async Task<bool?> StepAsync(Session session, long feedId, CancellationToken cancellationToken)
    {
        var row = new { feedId, now = time.NowMilliseconds(), BatchSize };
        await session.ExecuteAsync(
            """
            UPDATE feed SET forget_at = NULL WHERE feed_id = @feedId AND (in_catalogue = 1
              OR EXISTS (SELECT 1 FROM feed_chat WHERE feed_chat.feed_id = feed.feed_id)
              OR EXISTS (SELECT 1 FROM subscription WHERE subscription.feed_id = feed.feed_id AND subscription.ended_at IS NULL))
            """, row, cancellationToken);
        if (await session.ScalarAsync<long>(
            "SELECT COUNT(*) FROM feed WHERE feed_id = @feedId AND forget_at IS NOT NULL AND (lease_until IS NULL OR lease_until <= @now)", row, cancellationToken) == 0)
            return null;
        var ids = await session.QueryAsync<long>("SELECT article_id FROM article WHERE feed_id = @feedId ORDER BY article_id LIMIT @BatchSize", row, cancellationToken);
        await articles.RemoveAsync(session, ids, cancellationToken);
        if (ids.Count == BatchSize)
            return false;
        await session.ExecuteAsync("DELETE FROM feed WHERE feed_id = @feedId", row, cancellationToken);
        return true;
    }
}
