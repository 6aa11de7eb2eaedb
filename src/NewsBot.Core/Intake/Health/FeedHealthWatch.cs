using Microsoft.Extensions.Logging;
using NewsBot.Core.Articles;
using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Intake;

/// <summary>
/// Watches what becomes of polls: how a feed is, is written in the transaction of the outcome, under its lease, together with
/// who hears of it. So an episode is told once, whatever is restarted and however many nodes poll.
/// </summary>
internal sealed class FeedHealthWatch(FeedNotices notices, FeedTries tries, TimeProvider time, ILogger<FeedHealthWatch> logger)
{
    /// <summary>Feeds that broke within this of each other probably broke together, and mend together.</summary>
    private static readonly long BrokeTogether = (long)TimeSpan.FromHours(1).TotalMilliseconds;

    /// <summary>Feeds told together with one; what is left over is told with the next.</summary>
    private const int MostTakenAlong = 300;

    /// <summary>Feeds looked at anew when one of them recovers.</summary>
    private const int MostLookedAt = 100;

    /// <summary>Call it in the transaction that recorded the outcome, after it was recorded.</summary>
    /// <param name="session">That write.</param>
    /// <param name="before">The row as it was claimed.</param>
    /// <param name="after">The row as the poll left it.</param>
    /// <param name="error">Why it failed, or null.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task ObserveAsync(Session session, Feed before, Feed after, FeedError? error, CancellationToken cancellationToken)
    {
        // As it is now: another poll may have spoken for this feed since it was claimed.
        var stored = (await session.FirstAsync<ConditionRow>(
            "SELECT failing_since, trouble, trouble_since, trouble_stage, state FROM feed WHERE feed_id = @FeedId", after, cancellationToken))!;
        var answered = await tries.AnswerAsync(session, before, after, error, cancellationToken);
        if (stored.State == "paused")
            return;
        var observation = new FeedObservation
        {
            Now = time.NowMilliseconds(),
            Error = error,
            WasGone = FeedErrorText.FromJson(before.LastError)?.Key == "feed.error.gone",
            Failures = after.Failures,
            // The schedule may have found our network down itself, and then counts no failure.
            Counts = error is null || (after.Failures > before.Failures && await NetworkWitness.ConfirmsAsync(session, after, error, time.NowMilliseconds(), cancellationToken)),
            EverWorked = after.LastSuccessAt is not null || after.InCatalogue == 1,
            LastSignOfLife = after.LastNewAt ?? after.FirstFetchedAt,
            Cadence = error is null && MayBeSilent(stored, after) ? Cadence.Of(await ArticleMoments.LatestAsync(session, after.FeedId, Cadence.Moments, cancellationToken)) : null,
        };
        var was = stored.Condition;
        var (condition, news) = FeedHealth.After(was, observation);
        if (condition != was)
            await WriteAsync(session, after.FeedId, condition, cancellationToken);
        if (news is { } worthAWord)
            await SpreadAsync(session, after, was, worthAWord, cancellationToken);
        if (news is FeedNews.Recovered or FeedNews.SpeaksAgain)
            await FeedNotices.ForgetAsync(session, after.FeedId, answered, cancellationToken);
    }

    // Most polls are of feeds that brought something this week: nothing is counted for them.
    private bool MayBeSilent(ConditionRow stored, Feed after) =>
        stored.Trouble is null && (after.LastNewAt ?? after.FirstFetchedAt) is { } sign && time.NowMilliseconds() - sign >= (long)Cadence.ShortestSilence.TotalMilliseconds;

    private async Task SpreadAsync(Session session, Feed feed, FeedCondition was, FeedNews news, CancellationToken cancellationToken)
    {
        Log.FeedHealth(logger, feed.FeedId, feed.Title, news);
        await notices.QueueAsync(session, feed.FeedId, news, cancellationToken);
        switch (news)
        {
            case FeedNews.Failing or FeedNews.StillFailing:
                foreach (var other in await TakeAlongAsync(session, news, cancellationToken))
                    await notices.QueueAsync(session, other, news, cancellationToken);
                break;
            case FeedNews.Recovered:
                await LookAtOthersAsync(session, feed, was, cancellationToken);
                break;
            case FeedNews.Gone or FeedNews.Silent or FeedNews.SpeaksAgain:
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static Task<int> WriteAsync(Session session, long feedId, FeedCondition condition, CancellationToken cancellationToken) => session.ExecuteAsync(
        "UPDATE feed SET failing_since = @FailingSince, trouble = @Trouble, trouble_since = @TroubleSince, trouble_stage = @TroubleStage WHERE feed_id = @feedId",
        new { feedId, condition.FailingSince, condition.Trouble, condition.TroubleSince, condition.TroubleStage }, cancellationToken);

    // Those that are being polled at the moment speak for themselves.
    private Task<IReadOnlyList<long>> TakeAlongAsync(Session session, FeedNews news, CancellationToken cancellationToken)
    {
        var (stage, lasted) = news is FeedNews.Failing ? (1L, FeedHealth.FailsFor) : (2L, FeedHealth.StillFails);
        var now = time.NowMilliseconds();
        return session.QueryAsync<long>(
            $"""
            UPDATE feed SET trouble = 'failing', trouble_since = failing_since, trouble_stage = @stage
            WHERE feed_id IN (
              SELECT feed_id FROM feed
              WHERE kind = 'polled' AND state <> 'paused' AND failing_since <= @since AND failures >= @fewest AND (lease_until IS NULL OR lease_until <= @now)
                AND {(stage == 1 ? "COALESCE(trouble, 'silent') = 'silent'" : "trouble = 'failing' AND trouble_stage = 1")}
                AND COALESCE(last_error, '') NOT LIKE '%"feed.error.gone"%'
              ORDER BY feed_id LIMIT @MostTakenAlong)
            RETURNING feed_id
            """,
            new { stage, since = now - (long)(lasted - FeedHealth.Together).TotalMilliseconds, fewest = FeedHealth.FewestFailures, now, MostTakenAlong }, cancellationToken);
    }

    // When one is back, those of its host and those that broke with it are likely to be back too: their back-off may be a day.
    private Task<int> LookAtOthersAsync(Session session, Feed feed, FeedCondition was, CancellationToken cancellationToken)
    {
        session.Announce(WorkKind.Feeds);
        return session.ExecuteAsync(
            """
            UPDATE feed SET next_check_at = @now WHERE feed_id IN (
              SELECT feed_id FROM feed
              WHERE trouble = 'failing' AND state <> 'paused' AND next_check_reason = 'BackOff' AND next_check_at > @now AND (lease_until IS NULL OR lease_until <= @now)
                AND (host = @Host OR failing_since BETWEEN @from AND @to)
              ORDER BY feed_id LIMIT @MostLookedAt)
            """,
            new
            {
                now = time.NowMilliseconds(), feed.Host, from = (was.TroubleSince ?? 0) - BrokeTogether, to = (was.TroubleSince ?? 0) + BrokeTogether, MostLookedAt,
            }, cancellationToken);
    }

    private sealed class ConditionRow
    {
        public long? FailingSince { get; set; }
        public string? Trouble { get; set; }
        public long? TroubleSince { get; set; }
        public long TroubleStage { get; set; }
        public string State { get; set; } = "";

        public FeedCondition Condition => new() { FailingSince = FailingSince, Trouble = Trouble, TroubleSince = TroubleSince, TroubleStage = TroubleStage };
    }
}
