using Microsoft.Extensions.Logging;
using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;
using NewsBot.Core.Text;

namespace NewsBot.Core.Intake;

/// <summary>
/// Polls due feeds: claim with a lease, fetch, parse, take in, choose the next check. A crash anywhere leaves a lease
/// that runs out, and items that are still new.
/// </summary>
internal sealed class FeedPoller(
    Database database, FeedFetcher fetcher, ArticleIntake intake, FeedHealthWatch health, FeedOptions options, TimeProvider time, ILogger<FeedPoller> logger, FirstBodies? firstBodies = null)
    : IDisposable
{
    /// <summary>Requests on their way at once. Hosts that do not answer hold theirs for long, so there are many.</summary>
    private const int MaximumFetches = 48;

    /// <summary>Documents read and stored at once: this is work for the processor and the writer, not waiting.</summary>
    private const int MaximumReads = 2;

    /// <summary>Feeds claimed ahead of the turn of their host.</summary>
    private const int MostWaiting = 200;

    private const int LongestTitle = 200;

    /// <summary>Longer than a fetch may take, with the waits for its turn at the host.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(3);

    /// <summary>When a feed is looked at again whose host had no time for it.</summary>
    private static readonly TimeSpan Postponement = TimeSpan.FromMinutes(1);

    /// <summary>The time between two calls: what becomes due in it would otherwise wait for the call after the next.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(500);

    private readonly string _owner = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid():N}";
    private readonly SemaphoreSlim _reads = new(MaximumReads, MaximumReads);
    private readonly SemaphoreSlim _one = new(1, 1);
    private bool _started;

    /// <summary>
    /// Polls what is due, and what becomes due meanwhile, until no request is on its way. Returns how many feeds were
    /// polled; 0 at once while another call of this process is at it.
    /// </summary>
    public async Task<int> PollDueAsync(CancellationToken cancellationToken)
    {
        if (!await _one.WaitAsync(TimeSpan.Zero, cancellationToken))
            return 0;
        var queue = new PollQueue(time);
        var running = new List<(Feed Feed, Task<bool> Task)>();
        try
        {
            await StartAsync(cancellationToken);
            int polled = 0, failed = 0;
            var tickEnds = time.NowMilliseconds() + (long)Tick.TotalMilliseconds;
            while (true)
            {
                if (running.Count == 0)
                    await WaitForDueAsync(tickEnds, cancellationToken);
                IReadOnlyList<Feed> claimed;
                do
                {
                    claimed = await ClaimAsync(Math.Min(MaximumFetches - running.Count, MostWaiting - queue.Waiting), cancellationToken);
                    queue.Add(claimed);
                    var started = queue.Start(MaximumFetches - running.Count);
                    polled += started.Count;
                    running.AddRange(started.Select(feed => (feed, PollAsync(feed, cancellationToken))));
                }
                while (claimed.Count > 0);
                await PostponeAsync(queue.GiveUp(), cancellationToken);
                // Whoever waits, waits for one of its host that runs.
                if (running.Count == 0)
                {
                    if (failed > 0)
                        Log.FeedsFailed(logger, failed, polled);
                    return polled;
                }
                await Task.WhenAny([.. running.Select(poll => poll.Task), Task.Delay(LookAgain, time, cancellationToken)]);
                cancellationToken.ThrowIfCancellationRequested();
                foreach (var ended in running.Where(poll => poll.Task.IsCompleted).ToList())
                {
                    running.Remove(ended);
                    queue.End(ended.Feed);
                    if (!await ended.Task)
                        failed++;
                }
            }
        }
        finally
        {
            await Task.WhenAll(running.Select(poll => (Task)poll.Task)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested)
                await database.WriteAsync(session => FeedClaims.ReleaseAsync(session, _owner, CancellationToken.None), CancellationToken.None);
            _one.Release();
        }
    }

    /// <summary>Ends what it holds; call it when no poll runs.</summary>
    public void Dispose()
    {
        _reads.Dispose();
        _one.Dispose();
    }

    // One process has the embedded store for itself: a lease from before its start is that of a process that was killed.
    private async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_started)
            return;
        if (database.Dialect.SingleWriter)
        {
            await database.WriteAsync(
                session => session.ExecuteAsync("UPDATE feed SET lease_owner = NULL, lease_until = NULL WHERE lease_owner IS NOT NULL", null, cancellationToken),
                cancellationToken);
        }

        _started = true;
    }

    private async Task WaitForDueAsync(long tickEnds, CancellationToken cancellationToken)
    {
        var due = await database.ReadAsync(session => FeedClaims.NextDueAsync(session, cancellationToken), cancellationToken);
        var now = time.NowMilliseconds();
        if (due > now && due < tickEnds)
            await Task.Delay(TimeSpan.FromMilliseconds(due.Value - now), time, cancellationToken);
    }

    private async Task<IReadOnlyList<Feed>> ClaimAsync(int limit, CancellationToken cancellationToken)
    {
        var now = time.NowMilliseconds();
        if (limit <= 0 || await database.ReadAsync(session => FeedClaims.NextDueAsync(session, cancellationToken), cancellationToken) is not { } due || due > now)
            return [];
        return await database.WriteAsync(session => FeedClaims.ClaimDueAsync(session, now, limit, _owner, Lease, cancellationToken), cancellationToken);
    }

    private async Task PostponeAsync(IReadOnlyList<Feed> feeds, CancellationToken cancellationToken)
    {
        if (feeds.Count > 0)
            await database.WriteAsync(session => FeedClaims.PostponeAsync(session, feeds, _owner, time.NowMilliseconds() + (long)Postponement.TotalMilliseconds, cancellationToken), cancellationToken);
    }

    // False: it could not be read. Why stands in its row, for /sources.
    private async Task<bool> PollAsync(Feed feed, CancellationToken cancellationToken)
    {
        try
        {
            var result = await FetchAsync(feed, cancellationToken);
            await _reads.WaitAsync(cancellationToken);
            try
            {
                var before = feed.Copy();
                var error = await TakeInAsync(feed, result, cancellationToken);
                await CompleteAsync(before, feed, error, cancellationToken);
                return error is null;
            }
            finally
            {
                _reads.Release();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            Log.FeedNotTakenIn(logger, feed.FeedId, exception);
            return false;
        }
    }

    private async Task<FetchResult> FetchAsync(Feed feed, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(feed.Url, UriKind.Absolute, out var address))
            return new FetchResult.Failed(new FeedError.BadAddress(feed.Url));
        if (feed.FirstFetchedAt is null && firstBodies?.Take(feed.Url) is { } justRead)
            return justRead;
        var subscribers = await database.ReadAsync(session => FeedStore.CountSubscribersAsync(session, feed.FeedId, cancellationToken), cancellationToken);
        // A feed whose back catalogue has to be marked is asked for its whole document.
        var validators = feed.FirstFetchedAt is null ? Validators.None : feed.Validators;
        return await fetcher.FetchAsync(new FetchRequest(address, validators, subscribers > 0 ? (int)subscribers : null), cancellationToken);
    }

    private async Task<FeedError?> TakeInAsync(Feed feed, FetchResult result, CancellationToken cancellationToken) => result switch
    {
        FetchResult.Failed failed => failed.Error,
        FetchResult.NotModified unchanged => Keep(feed, unchanged.Validators),
        FetchResult.Fresh fresh => await ReadAsync(feed, fresh, cancellationToken),
        _ => throw new InvalidOperationException($"{result.GetType()} is no result of a fetch."),
    };

    private async Task<FeedError?> ReadAsync(Feed feed, FetchResult.Fresh fresh, CancellationToken cancellationToken)
    {
        var hash = StableHash.Of(fresh.Bytes.Span);
        if (feed.FirstFetchedAt is not null && feed.BodyHash == hash)
            return Keep(feed, fresh.Validators);
        switch (FeedParser.Parse(fresh.Bytes.Span, fresh.ContentType, fresh.FinalAddress))
        {
            case ParseResult.NotAFeed other:
                return new FeedError.NotAFeed(other.Found);
            case ParseResult.Unreadable broken:
                return new FeedError.Unreadable(broken.Defect);
            case ParseResult.Parsed parsed:
                Adopt(feed, parsed.Feed);
                await TakeInAsync(feed, parsed.Feed, cancellationToken);
                // What broke off is asked for again: the next answer may be whole.
                if (parsed.Defect is null)
                {
                    Keep(feed, fresh.Validators);
                    feed.BodyHash = hash;
                }

                return null;
            case var result:
                throw new InvalidOperationException($"{result.GetType()} is no result of a parse.");
        }
    }

    private async Task TakeInAsync(Feed feed, ParsedFeed document, CancellationToken cancellationToken)
    {
        var isFirst = feed.FirstFetchedAt is null;
        var result = await intake.AddAsync(feed, document, isFirst ? IntakeMode.Quiet : IntakeMode.Send, cancellationToken);
        var now = time.NowMilliseconds();
        feed.FirstFetchedAt ??= now;
        if (result.Added > 0)
            feed.LastNewAt = now;
        if (isFirst)
            Log.BackCatalogue(logger, feed.FeedId, feed.Title, result.Added);
        else if (result.Added > 0)
            Log.FeedBrought(logger, feed.FeedId, feed.Title, result.Added, result.Deliveries);
    }

    private async Task CompleteAsync(Feed before, Feed feed, FeedError? error, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        feed.LastCheckedAt = now.ToUnixTimeMilliseconds();
        feed.Failures = error is null ? 0 : feed.Failures + 1;
        feed.LastError = error is null ? null : FeedErrorText.Of(error).ToJson();
        feed.State = error is FeedError.Gone ? "gone" : "active";
        if (error is null)
            feed.LastSuccessAt = feed.LastCheckedAt;
        var next = FeedSchedule.Next(error, feed.History, options, now, Random.Shared.NextDouble());
        feed.NextCheckAt = next.At.ToUnixTimeMilliseconds();
        feed.NextCheckReason = next.Reason.ToString();
        await database.WriteAsync(async session =>
        {
            if (await FeedClaims.CompleteAsync(session, feed, cancellationToken))
                await health.ObserveAsync(session, before, feed, error, cancellationToken);
        }, cancellationToken);
        if (error is not null)
            Log.FeedFailed(logger, feed.FeedId, feed.Title, feed.Failures, error.TextKey, next.At);
    }

    private static FeedError? Keep(Feed feed, Validators validators)
    {
        feed.Etag = TextCleaner.Clean(validators.ETag);
        feed.LastModified = TextCleaner.Clean(validators.LastModified);
        return null;
    }

    private static void Adopt(Feed feed, ParsedFeed document)
    {
        if (feed.TitleFixed == 0 && TextCleaner.Clean(document.Title)?.Trim() is { Length: > 0 } title)
            feed.Title = ArticleText.Cut(title, LongestTitle);
        feed.Language = Text.LanguageTag.Normalize(document.Language) ?? feed.Language;
        if (Uri.TryCreate(document.SiteLink, UriKind.Absolute, out var site) && site.Scheme is "http" or "https")
            feed.SiteUrl = TextCleaner.Clean(document.SiteLink);
    }
}
