using NewsBot.Core.Storage;

namespace NewsBot.Jobs;

/// <summary>
/// Polls feeds from the moment the store works again. Hangfire keeps its own records there too, and looks for them at
/// growing distances, up to five minutes; news do not wait for it. Beside a poll that runs already this one does nothing.
/// </summary>
internal sealed class PollsAfterOutage(StoreWatch watch, ScheduledWork work, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan _tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _untilHangfireIsBack = TimeSpan.FromMinutes(6);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        long? lastAway = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(_tick, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (watch.IsAway)
                lastAway = time.GetTimestamp();
            else if (lastAway is { } away && time.GetElapsedTime(away) < _untilHangfireIsBack)
                await work.PollFeedsAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
