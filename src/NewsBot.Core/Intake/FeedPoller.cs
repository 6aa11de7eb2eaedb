using Microsoft.Extensions.Logging;
using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Intake;

/// <summary>
/// Polls due feeds: claims them with a lease, has each polled, and what came of it recorded. A crash anywhere leaves a
/// lease that runs out, and items that are still new.
/// </summary>
internal sealed class FeedPoller(Database database, FeedPoll poll, PollRecorder recorder, HostGates gates, TimeProvider time, ILogger<FeedPoller> logger)
    : IDisposable
{
    /// <summary>Polls on their way at once. Hosts that do not answer hold theirs for long, so there are many.</summary>
    private const int MostPolls = 256;

    /// <summary>Of one host: one asks while the one before it is read and stored.</summary>
    private const int PollsPerHost = 2;

    /// <summary>Under load so many are claimed at a time: to claim each as another ends would be a query a poll.</summary>
    private const int WorthClaiming = 32;

    /// <summary>Longer than a poll may take, with the waits for its turn at the host.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    /// <summary>The time between two calls: what becomes due in it would otherwise wait for the call after the next.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(500);

    private readonly string _owner = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid():N}";
    private readonly SemaphoreSlim _one = new(1, 1);
    private bool _started;
    private volatile bool _interrupted;

    /// <summary>
    /// Polls what is due, and what becomes due before the next call, until no poll is on its way. Returns how many feeds
    /// were polled; 0 at once while another call of this process is at it.
    /// </summary>
    public Task<int> PollDueAsync(CancellationToken cancellationToken) => PollDueAsync(Tick, cancellationToken);

    /// <summary>The same for a caller that comes again at another time.</summary>
    /// <param name="nextCall">So long from now. Zero: nothing is waited for that is not due when nothing else is left to do.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<int> PollDueAsync(TimeSpan nextCall, CancellationToken cancellationToken)
    {
        if (!await _one.WaitAsync(TimeSpan.Zero, cancellationToken))
            return 0;
        var running = new HashSet<Task<bool>>();
        try
        {
            await StartAsync(cancellationToken);
            int polled = 0, failed = 0;
            var tickEnds = time.NowMilliseconds() + (long)nextCall.TotalMilliseconds;
            var (lastLook, foundMore) = (0L, true);
            while (true)
            {
                if (running.Count == 0)
                    await WaitForDueAsync(tickEnds, cancellationToken);
                // What was claimed and could not be recorded is given back before anything else is claimed.
                var free = _interrupted ? 0 : MostPolls - running.Count;
                if (running.Count == 0 || (foundMore && free >= WorthClaiming) || time.GetElapsedTime(lastLook) >= LookAgain)
                {
                    var claimed = await ClaimAsync(free, cancellationToken);
                    (lastLook, foundMore) = (time.GetTimestamp(), claimed.Count > 0);
                    polled += claimed.Count;
                    running.UnionWith(claimed.Select(claim => PollAsync(claim.Feed, claim.Subscribers, cancellationToken)));
                }

                if (running.Count == 0)
                {
                    if (failed > 0)
                        Log.FeedsFailed(logger, failed, polled);
                    return polled;
                }

                await WaitAsync(running, cancellationToken);
                foreach (var ended in running.Where(task => task.IsCompleted).ToList())
                {
                    running.Remove(ended);
                    if (!await ended)
                        failed++;
                }
            }
        }
        catch (StoreUnavailableException)
        {
            // What was being claimed may have been, though the answer did not come.
            _interrupted = true;
            throw;
        }
        finally
        {
            await Task.WhenAll(running.Cast<Task>()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested)
                await database.WriteAsync(session => FeedClaims.ReleaseAsync(session, _owner, CancellationToken.None), CancellationToken.None);
            _one.Release();
        }
    }

    /// <summary>Ends what it holds; call it when no poll runs.</summary>
    public void Dispose() => _one.Dispose();

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_interrupted)
        {
            await database.WriteAsync(session => FeedClaims.ReleaseAsync(session, _owner, cancellationToken), cancellationToken);
            _interrupted = false;
        }

        if (_started)
            return;
        await database.WriteAsync(async session =>
        {
            // One process has the embedded store for itself: a lease from before its start is that of a process that was killed.
            if (database.Dialect.SingleWriter)
                await session.ExecuteAsync("UPDATE feed SET lease_owner = NULL, lease_until = NULL WHERE lease_owner IS NOT NULL", null, cancellationToken);
            await FeedClaims.NameHostsAsync(session, cancellationToken);
            // What waits for the network waits for what the process before this one knew of it.
            await FeedClaims.WakeAfterOutageAsync(session, time.NowMilliseconds(), cancellationToken);
        }, cancellationToken);
        gates.Restore(await database.ReadAsync(session => HostPauses.LoadAsync(session, cancellationToken), cancellationToken));
        _started = true;
    }

    private async Task WaitForDueAsync(long tickEnds, CancellationToken cancellationToken)
    {
        var now = time.NowMilliseconds();
        var due = await database.ReadAsync(session => FeedClaims.NextDueAsync(session, now, cancellationToken), cancellationToken);
        if (due > now && due < tickEnds)
            await Task.Delay(TimeSpan.FromMilliseconds(due.Value - now), time, cancellationToken);
    }

    private async Task WaitAsync(HashSet<Task<bool>> running, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny([.. running, Task.Delay(LookAgain, time, stop.Token)]);
        await stop.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task<IReadOnlyList<(Feed Feed, int Subscribers)>> ClaimAsync(int limit, CancellationToken cancellationToken)
    {
        var now = time.NowMilliseconds();
        if (limit <= 0 || await database.ReadAsync(session => FeedClaims.NextDueAsync(session, now, cancellationToken), cancellationToken) is not { } due || due > now)
            return [];
        return await database.WriteAsync<IReadOnlyList<(Feed, int)>>(async session =>
        {
            var feeds = await FeedClaims.ClaimDueAsync(session, now, new ClaimShare(limit, PollsPerHost), _owner, Lease, cancellationToken);
            var subscribers = await FeedStore.CountSubscribersAsync(session, [.. feeds.Select(feed => feed.FeedId)], cancellationToken);
            return [.. feeds.Select(feed => (feed, subscribers.GetValueOrDefault(feed.FeedId)))];
        }, cancellationToken);
    }

    // False: it could not be read. Why stands in its row, for /sources.
    private async Task<bool> PollAsync(Feed feed, int subscribers, CancellationToken cancellationToken)
    {
        try
        {
            var outcome = await poll.RunAsync(feed, subscribers, cancellationToken);
            outcome = await recorder.RecordAsync(outcome, cancellationToken);
            IntakeMeasures.Polled(outcome);
            return outcome.Error is null;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (StoreUnavailableException)
        {
            _interrupted = true;
            return true;
        }
        catch (Exception exception)
        {
            Log.FeedNotTakenIn(logger, feed.FeedId, exception);
            return false;
        }
    }
}
