using Microsoft.Extensions.Logging;
using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Intake;

/// <summary>
/// Writes what a poll came to: state, failures, next check, the pause of a host, a proved move. All of it in one
/// transaction, and only while the lease is still this poll's.
/// </summary>
internal sealed class PollRecorder(Database database, NetworkWatch network, FeedHealthWatch health, FeedOptions options, TimeProvider time, ILogger<PollRecorder> logger)
    : IDisposable
{
    /// <summary>When a feed is looked at again whose host had no time for it.</summary>
    private static readonly TimeSpan Postponement = TimeSpan.FromMinutes(1);

    // One after the other: what is counted against a feed is written before an outage that takes it back is noticed. And many
    // polls may end in one moment, but a server has only so many connections.
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Records the outcome; the one that comes back is as it was written.</summary>
    public async Task<PollOutcome> RecordAsync(PollOutcome outcome, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await RecordOneAsync(outcome, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<PollOutcome> RecordOneAsync(PollOutcome outcome, CancellationToken cancellationToken)
    {
        if (!outcome.WasAsked)
        {
            await database.WriteAsync(session => FeedClaims.PostponeAsync(session, outcome.After, Postponed(outcome.Error), cancellationToken), cancellationToken);
            return outcome;
        }

        var state = network.Note(outcome.After.Host ?? "", outcome.After.FeedId, outcome.Error);
        outcome = outcome with { NetworkIsDown = state is NetworkState.Down };
        var next = Settle(outcome, state);
        await database.WriteAsync(session => WriteAsync(session, outcome, next, state, cancellationToken), cancellationToken);
        if (state is NetworkState.Down { Wrongly.Count: > 0 })
            Log.NetworkDown(logger);
        else if (state is NetworkState.Returned)
            Log.NetworkReturned(logger);
        if (outcome.Error is { } error)
            Log.FeedFailed(logger, outcome.After.FeedId, outcome.After.Title, outcome.After.Failures, error.TextKey, next.At);
        return outcome;
    }

    private async Task WriteAsync(Session session, PollOutcome outcome, NextCheck next, NetworkState state, CancellationToken cancellationToken)
    {
        var now = time.NowMilliseconds();
        if (!await FeedClaims.CompleteAsync(session, outcome.After, cancellationToken))
            return;
        if (outcome.Fetched is FetchResult.Failed { Pause: { } pause })
            await HostPauses.SaveAsync(session, pause, now, cancellationToken);
        if (state is NetworkState.Down { Wrongly.Count: > 0 } down)
            await FeedClaims.ForgiveAsync(session, down.Wrongly, next, cancellationToken);
        if (state is NetworkState.Returned)
            await FeedClaims.WakeAfterOutageAsync(session, now, cancellationToken);
        await health.ObserveAsync(session, outcome.Before, outcome.After, outcome.Error, cancellationToken);
        if (FeedMove.IsProved(outcome.After, now))
            await FeedRelocation.AdoptAsync(session, outcome.After, now, cancellationToken);
    }

    // What the row says of how the feed is and when it is asked again.
    private NextCheck Settle(PollOutcome outcome, NetworkState state)
    {
        var (feed, error, now) = (outcome.After, outcome.Error, time.GetUtcNow());
        feed.LastCheckedAt = now.ToUnixTimeMilliseconds();
        feed.LastError = error is null ? null : FeedErrorText.Of(error).ToJson();
        if (error is null)
            (feed.LastSuccessAt, feed.Failures) = (feed.LastCheckedAt, 0);
        else if (!outcome.NetworkIsDown)
            feed.Failures++;
        feed.TimesGone = error is FeedError.Gone ? feed.TimesGone + 1 : error is null ? 0 : feed.TimesGone;
        feed.State = feed.TimesGone >= FeedSchedule.TimesGoneBelieved ? "gone" : "active";
        if (error is not null && !outcome.NetworkIsDown)
            FeedMove.Forget(feed);
        if (outcome.Fetched is FetchResult.Failed { AvoidHttp2: true })
            feed.AvoidHttp2 = 1;

        var history = feed.History with { Fresh = FreshnessOf(outcome.Fetched, now) };
        var chance = Random.Shared.NextDouble();
        var next = state is NetworkState.Down down
            ? FeedSchedule.WhileNetworkIsDown(down.Lasts, history, options, now, chance)
            : FeedSchedule.Next(error, history, options, now, chance);
        // The whole host is left alone, its own feed included.
        if (outcome.Fetched is FetchResult.Failed { Pause: { } pause } && pause.Until > next.At)
            next = new NextCheck(pause.Until, ScheduleReason.RetryAfter);
        (feed.NextCheckAt, feed.NextCheckReason) = (next.At.ToUnixTimeMilliseconds(), next.Reason.ToString());
        return next;
    }

    private NextCheck Postponed(FeedError? error) => error is FeedError.RateLimited { Until: { } until }
        ? new NextCheck(until + (TimeSpan.FromMinutes(1) * Random.Shared.NextDouble()), ScheduleReason.RetryAfter)
        : new NextCheck(time.GetUtcNow() + Postponement, ScheduleReason.BackOff);

    private static TimeSpan? FreshnessOf(FetchResult fetched, DateTimeOffset now) => fetched switch
    {
        FetchResult.Fresh fresh => Freshness.Of(fresh.Cache, now),
        FetchResult.NotModified unchanged => Freshness.Of(unchanged.Cache, now),
        _ => null,
    };
}
