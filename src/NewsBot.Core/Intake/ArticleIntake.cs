using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using NewsBot.Core.Articles;
using NewsBot.Core.Delivery;
using NewsBot.Core.Feeds;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;
using NewsBot.Core.Text;
using NewsBot.Core.Stories;

namespace NewsBot.Core.Intake;

/// <summary>
/// The one place that opens the article transaction: polling, import and seeds all enter here. What is new, its story,
/// its row in the index, its key in the seen-set and the deliveries it causes are committed together.
/// </summary>
internal sealed class ArticleIntake(
    Database database, ArticleStore articles, OpenStories stories, ArticleRouter router, StoryEdits edits, TimeProvider time, ILogger<ArticleIntake> logger)
{
    /// <summary>New articles of one transaction: a feed of a thousand must not keep other writers waiting for seconds.</summary>
    private const int BatchSize = 25;

    /// <summary>And of deliveries: a transaction with more of them takes no further article.</summary>
    private const int MostDeliveries = 5_000;

    /// <summary>Headlines of one article that are worth a word to its readers: some sources try several, over and over.</summary>
    private const int MostCorrections = 5;

    /// <summary>Brings in the items of a document that a feed gave us.</summary>
    public async Task<IntakeResult> AddAsync(Feed feed, ParsedFeed document, IntakeMode mode, CancellationToken cancellationToken)
    {
        var now = time.NowMilliseconds();
        var keys = await database.ReadAsync(session => KeysAsync(session, feed, document, cancellationToken), cancellationToken);
        var incoming = new List<IncomingArticle>(document.Items.Count);
        var refused = new List<string>();
        // A headline alone may be too short to tell its language; those of a whole feed are not.
        var spoken = feed.Language is null ? LanguageGuess.Of(string.Join('\n', document.Items.Select(item => item.Title))) : null;
        // Feeds put the newest first; we store the oldest first, so that what came out together arrives in order.
        for (var index = document.Items.Count - 1; index >= 0; index--)
        {
            try
            {
                if (ArticleComposer.Compose(document.Items[index], keys[index], feed, now, spoken) is { } article)
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

        return await AddAsync(feed, incoming, refused, mode, cancellationToken);
    }

    /// <summary>Brings in articles that are composed already.</summary>
    public Task<IntakeResult> AddAsync(Feed feed, IReadOnlyList<IncomingArticle> incoming, IntakeMode mode, CancellationToken cancellationToken) =>
        AddAsync(feed, incoming, [], mode, cancellationToken);

    private static async Task<IReadOnlyList<ItemKeys>> KeysAsync(Session session, Feed feed, ParsedFeed document, CancellationToken cancellationToken)
    {
        var marks = await SeenKeys.FindAsync(session, feed.FeedId, ItemIdentity.MarksOf(document), cancellationToken);
        var keys = ItemIdentity.KeysOf(document, marks.Keys.ToHashSet());
        if (!await SeenKeys.AreFormerAsync(session, feed.FeedId, cancellationToken))
            return keys;
        return [.. keys.Zip(FormerIdentity.KeysOf(document), (today, former) => today with { Former = former })];
    }

    private async Task<IntakeResult> AddAsync(
        Feed feed, IReadOnlyList<IncomingArticle> incoming, List<string> refused, IntakeMode mode, CancellationToken cancellationToken)
    {
        var ordered = incoming.OrderBy(one => ArticleStore.SortTimeOf(one.Article)).ToList();
        // Most polls bring nothing new: that is found out without keeping other writers waiting.
        var document = await database.ReadAsync(session => ItemRecognition.RecogniseAsync(session, feed, ordered, mode, cancellationToken), cancellationToken);
        var known = document.Items.Where(one => one.Sight == Sight.Known).ToList();
        var result = IntakeResult.Nothing with { Refused = refused, Known = known.Count };
        List<SeenItem> inSight = [.. known.Select(one => one.Seen), .. ordered.SelectMany(one => one.Keys.Shared).Distinct().Select(mark => new SeenItem(mark, [mark]))];
        if (document.Renaming is { } renaming)
        {
            // In one transaction: after half of it the next poll would see a feed that is half new.
            var doubtful = document.Items.Where(one => one.Sight == Sight.Doubtful).ToArray();
            result = result.And(await AddBatchAsync(feed, doubtful, IntakeMode.Quiet, session => RekeyAsync(session, feed, renaming, inSight, cancellationToken), cancellationToken));
            inSight = [];
        }

        foreach (var batch in document.Items.Where(one => one.Sight is Sight.New or Sight.Changed).Chunk(BatchSize))
        {
            for (var rest = batch; rest.Length > 0;)
            {
                var part = await AddBatchAsync(feed, rest, mode, null, cancellationToken);
                result = result.And(part);
                rest = rest[(part.Added + part.Changed + part.Known + part.Refused.Count)..];
            }
        }

        if (inSight.Count > 0)
            await database.WriteAsync(session => SeenKeys.MarkAsync(session, feed.FeedId, inSight, time.NowMilliseconds(), cancellationToken), cancellationToken);
        return result;
    }

    private async Task RekeyAsync(Session session, Feed feed, FeedRenaming renaming, List<SeenItem> inSight, CancellationToken cancellationToken)
    {
        await SeenKeys.MarkAsync(session, feed.FeedId, inSight, renaming.NoticedAt, cancellationToken);
        // A feed that was empty until now has renamed nothing: this is its back catalogue.
        if (feed.LastNewAt is not null && await FeedRenamings.AddAsync(session, renaming, cancellationToken))
            Log.FeedRenamed(logger, feed.FeedId, feed.Title, renaming.Items, renaming.Recognised, renaming.Withheld);
    }

    private async Task<IntakeResult> AddBatchAsync(Feed feed, RecognisedItem[] batch, IntakeMode mode, Func<Session, Task>? also, CancellationToken cancellationToken)
    {
        try
        {
            return await WriteAsync(feed, batch, mode, also, cancellationToken);
        }
        catch (Exception exception) when (batch.Length > 1 && exception is not (OperationCanceledException or StoreUnavailableException))
        {
            // One of them cannot be stored or matched: the others are taken in one at a time.
        }

        var result = IntakeResult.Nothing;
        ExceptionDispatchInfo? last = null;
        foreach (var one in batch)
        {
            try
            {
                result = result.And(await WriteAsync(feed, [one], mode, null, cancellationToken));
            }
            catch (Exception exception) when (exception is not (OperationCanceledException or StoreUnavailableException))
            {
                last = ExceptionDispatchInfo.Capture(exception);
                Log.ItemNotStored(logger, feed.FeedId, exception);
                result = result with { Refused = [.. result.Refused, $"\"{one.Item.Article.Title}\": {exception.Message}"] };
            }
        }

        // None at all: it is the store that is ill, not an item.
        if (last is not null && result.Refused.Count == batch.Length)
            last.Throw();
        return also is null ? result : result.And(await WriteAsync(feed, [], mode, also, cancellationToken));
    }

    private async Task<IntakeResult> WriteAsync(Feed feed, RecognisedItem[] batch, IntakeMode mode, Func<Session, Task>? also, CancellationToken cancellationToken)
    {
        if (mode == IntakeMode.Send)
            await router.PrepareAsync(database, cancellationToken);
        // An archive asks no open story, and an import of one need not read them.
        var asksStories = batch.Any(one => one.Sight != Sight.Changed && OpenStories.Knows(one.Item.Article));
        if (asksStories)
            await stories.PrepareAsync(database, cancellationToken);
        StoryTurn? turn = null;
        try
        {
            return await database.WriteAsync(async session =>
            {
                await ArticleStore.LockAsync(session, cancellationToken);
                using var open = turn = asksStories ? await stories.CatchUpAsync(session, cancellationToken) : null;
                return await WriteAsync(session, feed, batch, mode, open, also, cancellationToken);
            }, cancellationToken);
        }
        catch
        {
            turn?.Doubt();
            throw;
        }
    }

    private async Task<IntakeResult> WriteAsync(
        Session session, Feed feed, RecognisedItem[] batch, IntakeMode mode, StoryTurn? open, Func<Session, Task>? also, CancellationToken cancellationToken)
    {
        int added = 0, changed = 0, known = 0, deliveries = 0;
        var seen = await SeenKeys.FindAsync(session, feed.FeedId, batch.SelectMany(one => one.Item.Keys.Strong), cancellationToken);
        var marks = new List<SeenItem>(batch.Length);
        foreach (var (one, sight, firstKey, stored) in batch)
        {
            if (deliveries >= MostDeliveries)
                break;
            var first = firstKey;
            if (sight == Sight.Changed)
            {
                one.Article.ArticleId = stored!.ArticleId;
                await ChangeAsync(session, one, cancellationToken);
                changed++;
            }
            else if (one.Keys.Strong.FirstOrDefault(seen.ContainsKey, 0) is not 0 and var key)
            {
                // An earlier item of the document is the same one, or another program took it in meanwhile.
                first = seen[key];
                known++;
            }
            else
            {
                deliveries += await AddAsync(session, one, mode, open, cancellationToken);
                added++;
            }

            foreach (var name in one.Keys.Strong)
                seen.TryAdd(name, first);
            marks.Add(new SeenItem(first, one.Keys.Strong));
        }

        await SeenKeys.MarkAsync(session, feed.FeedId, marks, time.NowMilliseconds(), cancellationToken);
        if (also is not null)
            await also(session);
        if (deliveries > 0)
            session.Announce(WorkKind.Outbox);
        session.AfterCommit(() => IntakeMeasures.Stored(added, mode));
        return new IntakeResult(added, changed, known, [], deliveries);
    }

    /// <summary>Stores a new article in its story; returns the deliveries that are due because of it.</summary>
    private async Task<int> AddAsync(Session session, IncomingArticle incoming, IntakeMode mode, StoryTurn? open, CancellationToken cancellationToken)
    {
        var article = incoming.Article;
        article.Quiet = mode == IntakeMode.Quiet ? 1 : 0;
        // A copy of what is older than any open story keeps its story all the same.
        var story = open?.Decide(article) ?? await StoryGrouping.StoryOfCopyAsync(session, article, cancellationToken);
        article.StoryId = story ?? 0;
        await articles.AddAsync(session, article, incoming.Tokens, cancellationToken);
        open?.Add(article);
        if (mode == IntakeMode.Quiet)
            return 0;
        var deliveries = await router.RouteAsync(session, article, incoming.Tokens, cancellationToken);
        if (story is not null)
            await edits.GrownAsync(session, article, cancellationToken);
        return deliveries;
    }

    private async Task ChangeAsync(Session session, IncomingArticle incoming, CancellationToken cancellationToken)
    {
        var corrections = await articles.ChangeAsync(session, incoming.Article, incoming.Tokens, time.NowMilliseconds(), cancellationToken);
        if (corrections is > 0 and <= MostCorrections)
            await edits.CorrectedAsync(session, incoming.Article.ArticleId, cancellationToken);
    }
}
