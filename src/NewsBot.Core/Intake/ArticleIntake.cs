using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using NewsBot.Core.Articles;
using NewsBot.Core.Delivery;
using NewsBot.Core.Feeds;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;
using NewsBot.Core.Stories;

namespace NewsBot.Core.Intake;

/// <summary>
/// The one place that opens the article transaction: polling, import and seeds all enter here. What is new, its story,
/// its row in the index, its key in the seen-set and the deliveries it causes are committed together.
/// </summary>
internal sealed class ArticleIntake(Database database, ArticleStore articles, ArticleRouter router, TimeProvider time, ILogger<ArticleIntake> logger)
{
    /// <summary>New articles of one transaction: a feed of a thousand must not keep other writers waiting for seconds.</summary>
    private const int BatchSize = 25;

    /// <summary>Brings in the items of a document that a feed gave us.</summary>
    public Task<IntakeResult> AddAsync(Feed feed, ParsedFeed document, IntakeMode mode, CancellationToken cancellationToken)
    {
        var now = time.NowMilliseconds();
        var keys = ItemIdentity.KeysOf(document);
        var incoming = new List<IncomingArticle>(document.Items.Count);
        var refused = new List<string>();
        // Feeds put the newest first; we store the oldest first, so that what came out together arrives in order.
        for (var index = document.Items.Count - 1; index >= 0; index--)
        {
            try
            {
                if (ArticleComposer.Compose(document.Items[index], keys[index], feed, now) is { } article)
                    incoming.Add(ArticleComposer.Analyze(article, keys[index], feed));
                else
                    refused.Add($"item {index + 1}: it has neither title nor text nor address");
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // A bug of ours on one strange item must not cost the feed its other items.
                Log.ItemNotRead(logger, feed.FeedId, index + 1, exception);
                refused.Add($"item {index + 1}: {exception.Message}");
            }
        }

        return AddAsync(feed, incoming, refused, mode, cancellationToken);
    }

    /// <summary>Brings in articles that are composed already.</summary>
    public Task<IntakeResult> AddAsync(Feed feed, IReadOnlyList<IncomingArticle> incoming, IntakeMode mode, CancellationToken cancellationToken) =>
        AddAsync(feed, incoming, [], mode, cancellationToken);

    private async Task<IntakeResult> AddAsync(
        Feed feed, IReadOnlyList<IncomingArticle> incoming, List<string> refused, IntakeMode mode, CancellationToken cancellationToken)
    {
        var ordered = incoming.OrderBy(one => ArticleStore.SortTimeOf(one.Article)).ToList();
        var news = await database.ReadAsync(session => NewsAmongAsync(session, feed, ordered, cancellationToken), cancellationToken);
        var result = IntakeResult.Nothing with { Refused = refused, Known = ordered.Count - news.Count };
        foreach (var batch in news.Chunk(BatchSize))
            result = result.And(await AddBatchAsync(feed, batch, mode, cancellationToken));

        var inSight = ordered.Except(news).SelectMany(one => one.Keys.Strong).ToList();
        if (inSight.Count > 0)
            await database.WriteAsync(session => SeenKeys.MarkAsync(session, feed.FeedId, inSight, time.NowMilliseconds(), cancellationToken), cancellationToken);
        return result;
    }

    // Most polls bring nothing new: that is found out without keeping other writers waiting.
    private async Task<List<IncomingArticle>> NewsAmongAsync(Session session, Feed feed, List<IncomingArticle> incoming, CancellationToken cancellationToken)
    {
        var news = new List<IncomingArticle>();
        foreach (var chunk in incoming.Chunk(200))
        {
            var seen = await SeenKeys.FindAsync(session, feed.FeedId, chunk.SelectMany(one => one.Keys.Strong), cancellationToken);
            var stored = await StoredAsync(session, feed, chunk, cancellationToken);
            news.AddRange(chunk.Where(one => !one.Keys.IsKnownBy(seen) || IsChanged(one, stored)));
        }

        return news;
    }

    private async Task<IntakeResult> AddBatchAsync(Feed feed, IncomingArticle[] batch, IntakeMode mode, CancellationToken cancellationToken)
    {
        try
        {
            return await WriteAsync(feed, batch, mode, cancellationToken);
        }
        catch (Exception exception) when (batch.Length > 1 && exception is not OperationCanceledException)
        {
            // One of them cannot be stored or matched: the others are taken in one at a time.
        }

        var result = IntakeResult.Nothing;
        ExceptionDispatchInfo? last = null;
        foreach (var one in batch)
        {
            try
            {
                result = result.And(await WriteAsync(feed, [one], mode, cancellationToken));
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                last = ExceptionDispatchInfo.Capture(exception);
                Log.ItemNotStored(logger, feed.FeedId, exception);
                result = result with { Refused = [.. result.Refused, $"\"{one.Article.Title}\": {exception.Message}"] };
            }
        }

        // None at all: it is the store that is ill, not an item.
        if (last is not null && result.Refused.Count == batch.Length)
            last.Throw();
        return result;
    }

    private Task<IntakeResult> WriteAsync(Feed feed, IncomingArticle[] batch, IntakeMode mode, CancellationToken cancellationToken) =>
        database.WriteAsync(async session =>
        {
            await ArticleStore.LockAsync(session, cancellationToken);
            int added = 0, changed = 0, known = 0, deliveries = 0;
            var seen = await SeenKeys.FindAsync(session, feed.FeedId, batch.SelectMany(one => one.Keys.Strong), cancellationToken);
            var stored = await StoredAsync(session, feed, batch, cancellationToken);
            foreach (var one in batch)
            {
                if (!one.Keys.IsKnownBy(seen))
                {
                    one.Article.StoryId = await StoryGrouping.StoryOfCopyAsync(session, one.Article, cancellationToken) ?? 0;
                    await articles.AddAsync(session, one.Article, one.Tokens, cancellationToken);
                    if (mode == IntakeMode.Send)
                        deliveries += await router.RouteAsync(session, one.Article, one.Tokens, cancellationToken);
                    added++;
                }
                else if (IsChanged(one, stored))
                {
                    one.Article.ArticleId = stored[one.Keys.Strongest].ArticleId;
                    await articles.ChangeAsync(session, one.Article, one.Tokens, cancellationToken);
                    changed++;
                }
                else
                {
                    known++;
                }

                seen.UnionWith(one.Keys.Strong);
            }

            await SeenKeys.MarkAsync(session, feed.FeedId, [.. batch.SelectMany(one => one.Keys.Strong)], time.NowMilliseconds(), cancellationToken);
            if (deliveries > 0)
                session.Announce(WorkKind.Outbox);
            return new IntakeResult(added, changed, known, [], deliveries);
        }, cancellationToken);

    private async Task<Dictionary<long, Article>> StoredAsync(Session session, Feed feed, IncomingArticle[] batch, CancellationToken cancellationToken)
    {
        var stored = await articles.OfItemsAsync(session, feed.FeedId, [.. batch.Select(one => one.Keys.Strongest)], cancellationToken);
        return stored.GroupBy(article => article.ItemKey).ToDictionary(group => group.Key, group => group.Last());
    }

    private static bool IsChanged(IncomingArticle one, Dictionary<long, Article> stored) =>
        stored.TryGetValue(one.Keys.Strongest, out var before) && before.ContentHash != one.Article.ContentHash;
}
