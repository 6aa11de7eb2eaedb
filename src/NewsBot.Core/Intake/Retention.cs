using Microsoft.Extensions.Logging;
using NewsBot.Core.Articles;
using NewsBot.Core.Chats;
using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Intake;

/// <summary>
/// Forgets what is old, in small transactions, so that nobody waits long for the writer. The keys of pruned articles stay
/// in the seen-set: a pruned item never comes back as new.
/// </summary>
internal sealed class Retention(Database database, ArticleStore articles, StorageOptions options, TimeProvider time, ILogger<Retention> logger)
{
    /// <summary>Rows of one transaction.</summary>
    private const int BatchSize = 200;

    /// <summary>How long a button works.</summary>
    private static readonly TimeSpan KeepViews = TimeSpan.FromDays(35);

    /// <summary>How long a key is remembered after its last sight in the document of its feed.</summary>
    private static readonly TimeSpan KeepSeen = TimeSpan.FromDays(90);

    /// <summary>How long it is remembered that somebody asked for a feed to be tried.</summary>
    private static readonly TimeSpan KeepTries = TimeSpan.FromDays(2);

    /// <summary>Prunes everything that is past its time. Safe beside a running bot and beside another node that prunes.</summary>
    public async Task PruneAsync(CancellationToken cancellationToken)
    {
        var now = time.NowMilliseconds();
        var deliveriesBefore = now - (long)options.KeepDeliveries.TotalMilliseconds;
        var pruned = new
        {
            Articles = await PruneArticlesAsync(now - (long)options.KeepArticles.TotalMilliseconds, cancellationToken),
            Deliveries = await PruneAsync("delivery", "delivery_id", "created_at < @before AND state NOT IN ('due', 'flight')", deliveriesBefore, cancellationToken),
            Messages = await PruneAsync("message", "message_id", "created_at < @before AND state NOT IN ('queued', 'flight', 'unsure')", deliveriesBefore, cancellationToken),
            Updates = await PruneAsync("inbox", "sequence", "received_at < @before AND state <> 'new'", deliveriesBefore, cancellationToken),
            Seen = await PruneSeenAsync(now - (long)KeepSeen.TotalMilliseconds, cancellationToken),
        };
        await PruneAsync("stored_view", "view_key", "created_at < @before", now - (long)KeepViews.TotalMilliseconds, cancellationToken);
        // A feed that nobody reads any more is never tried.
        await PruneAsync("feed_try", "feed_id", "asked_at < @before", now - (long)KeepTries.TotalMilliseconds, cancellationToken);
        await PruneAsync("subscription_change", "change_id", "changed_at < @before", now - (long)SubscriptionChanges.Keep.TotalMilliseconds, cancellationToken);
        await PruneAsync("chat_absence", "began_at", "ended_at < @before", deliveriesBefore, cancellationToken);
        // A label about an article that nobody can read any more says nothing.
        await PruneAsync("story_split", "article_id", "NOT EXISTS (SELECT 1 FROM article a WHERE a.article_id = story_split.article_id)", now, cancellationToken);
        await PruneAsync("access_link", "code_hash", "expires_at < @before", now, cancellationToken);
        Log.Pruned(logger, pruned.Articles, pruned.Deliveries, pruned.Messages, pruned.Updates, pruned.Seen);
    }

    // By the moment of first sight: an old article that was imported yesterday has been here for a day. What was seen
    // before a moment is sorted before it too, so the primary key bounds the search.
    private async Task<int> PruneArticlesAsync(long before, CancellationToken cancellationToken)
    {
        var total = 0;
        long after = -1;
        while (true)
        {
            var ids = await database.ReadAsync(
                session => session.QueryAsync<long>(
                    """
                    SELECT article_id FROM article
                    WHERE article_id > @after AND article_id < @end AND first_seen_at < @before
                    ORDER BY article_id LIMIT @BatchSize
                    """,
                    new { after, end = Article.FirstIdOf(before + 1000), before, BatchSize }, cancellationToken),
                cancellationToken);
            if (ids.Count == 0)
                return total;
            total += await database.WriteAsync(session => articles.RemoveAsync(session, ids, cancellationToken), cancellationToken);
            after = ids[^1];
        }
    }

    private async Task<int> PruneSeenAsync(long before, CancellationToken cancellationToken)
    {
        var feeds = await database.ReadAsync(
            session => session.QueryAsync<long>("SELECT DISTINCT feed_id FROM seen WHERE last_seen_at < @before", new { before }, cancellationToken),
            cancellationToken);
        var total = 0;
        foreach (var feedId in feeds)
        {
            int pruned;
            do
            {
                pruned = await database.WriteAsync(session => SeenKeys.PruneAsync(session, feedId, before, BatchSize, cancellationToken), cancellationToken);
                total += pruned;
            }
            while (pruned == BatchSize);
        }

        return total;
    }

    private async Task<int> PruneAsync(string table, string key, string condition, long before, CancellationToken cancellationToken)
    {
        var total = 0;
        int pruned;
        do
        {
            pruned = await database.WriteAsync(
                session => session.ExecuteAsync(
                    // The condition stands outside too: the inboxes of two bots number their rows alike.
                    $"DELETE FROM {table} WHERE {condition} AND {key} IN (SELECT {key} FROM {table} WHERE {condition} LIMIT @BatchSize)",
                    new { before, BatchSize }, cancellationToken),
                cancellationToken);
            total += pruned;
        }
        while (pruned > 0);
        return total;
    }
}
