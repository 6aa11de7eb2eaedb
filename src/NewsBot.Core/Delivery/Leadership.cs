using Microsoft.Extensions.Logging;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Delivery;

/// <summary>
/// One leader per bot calls getUpdates and sends; the other nodes stand by. The leader holds a lease in the store and
/// renews it; who takes over when it has run out gets the next epoch. On SQLite the process lock already says that we
/// are alone, so the lease of a process that died is taken over at once, and a longer one costs nobody a wait.
/// </summary>
internal sealed class Leadership(Database database, CurrentBot bot, Signals signals, TimeProvider time, ILogger<Leadership> logger)
{
    /// <summary>Of a process that has the store for itself: a store that is slow for seconds stops nothing.</summary>
    public static readonly TimeSpan LeaseLength = TimeSpan.FromSeconds(20);

    /// <summary>Where other nodes stand by. With a look each second they lead at the latest 11 s after the leader died.</summary>
    public static readonly TimeSpan SharedLeaseLength = TimeSpan.FromSeconds(10);

    public static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(2);
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly string _owner = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";
    private TaskCompletionSource _acquired = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Lease? _lease;

    private TimeSpan Length => database.Dialect.SingleWriter ? LeaseLength : SharedLeaseLength;

    /// <summary>The lease while it holds; null on a node that stands by.</summary>
    public Lease? Current => _lease is { } lease && lease.Remaining > TimeSpan.Zero ? lease : null;

    /// <summary>Returns when this node leads.</summary>
    public async Task<Lease> WaitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var acquired = _acquired.Task;
            if (Current is { } lease)
                return lease;
            await acquired.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Acquires and renews until cancelled; then gives the lease back.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await StepAsync(cancellationToken);
                await Task.Delay(_lease is null ? LookEvery : RenewEvery, time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
        finally
        {
            await ReleaseAsync();
        }
    }

    /// <summary>One look: renews the lease that is held, or takes it when it is free. Never throws but for cancellation.</summary>
    public async Task StepAsync(CancellationToken cancellationToken)
    {
        try
        {
            var before = time.GetTimestamp();
            if (_lease is { } lease)
            {
                if (await RenewAsync(lease, cancellationToken))
                {
                    lease.Renewed(before, Length);
                    return;
                }
                Lose(lease);
            }
            await AcquireAsync(before, cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            LoseIfRunOut();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.LeaseNotReached(logger, exception);
            LoseIfRunOut();
        }
    }

    // Another node may lead by now. Where there can be no other, the lease is ours until we say otherwise: nothing starts
    // under it before it is renewed, and what is on its way keeps its epoch.
    private void LoseIfRunOut()
    {
        if (!database.Dialect.SingleWriter && _lease is { } lease && lease.Remaining <= TimeSpan.Zero)
            Lose(lease);
    }

    // Also after it has run out: as long as nobody else has taken it, the row says that it is ours.
    private async Task<bool> RenewAsync(Lease lease, CancellationToken cancellationToken)
    {
        var now = time.NowMilliseconds();
        return await database.WriteAsync(session => session.ExecuteAsync(
            "UPDATE leader SET lease_until = @until WHERE bot_id = @BotId AND owner = @Owner AND epoch = @Epoch",
            new { lease.BotId, lease.Owner, lease.Epoch, until = now + (long)Length.TotalMilliseconds }, cancellationToken), cancellationToken) > 0;
    }

    // Whoever led last and finds that nobody did meanwhile keeps the epoch, and with it what is on its way.
    private async Task AcquireAsync(long before, CancellationToken cancellationToken)
    {
        var now = time.NowMilliseconds();
        var row = new { botId = bot.Id, owner = _owner, now, until = now + (long)Length.TotalMilliseconds, alone = database.Dialect.SingleWriter ? 1L : 0L };
        var epoch = await database.WriteAsync(session => session.ScalarAsync<long>(
            """
            INSERT INTO leader (bot_id, owner, epoch, lease_until) VALUES (@botId, @owner, 1, @until)
            ON CONFLICT (bot_id) DO UPDATE
            SET epoch = CASE WHEN leader.owner = excluded.owner THEN leader.epoch ELSE leader.epoch + 1 END,
                owner = excluded.owner, lease_until = excluded.lease_until
            WHERE leader.lease_until <= @now OR leader.owner = excluded.owner OR @alone = 1
            RETURNING epoch
            """, row, cancellationToken), cancellationToken);
        if (epoch == 0)
            return;

        var lease = new Lease(row.botId, _owner, epoch, time);
        lease.Renewed(before, Length);
        _lease = lease;
        Log.LeadershipTaken(logger, epoch);
        Interlocked.Exchange(ref _acquired, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        signals.Raise(WorkKind.Outbox);
        signals.Raise(WorkKind.Inbox);
    }

    private void Lose(Lease lease)
    {
        _lease = null;
        lease.Lose();
        Log.LeadershipLost(logger, lease.Epoch);
    }

    // So that the next process need not wait until the lease has run out.
    private async Task ReleaseAsync()
    {
        if (_lease is not { } lease)
            return;
        _lease = null;
        lease.Lose();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5), time);
        try
        {
            await database.WriteAsync(session => session.ExecuteAsync(
                "UPDATE leader SET lease_until = 0 WHERE bot_id = @BotId AND owner = @Owner AND epoch = @Epoch",
                new { lease.BotId, lease.Owner, lease.Epoch }, limit.Token), limit.Token);
        }
        catch (StoreUnavailableException)
        {
            // It runs out by itself.
        }
        catch (Exception exception)
        {
            Log.LeaseNotReached(logger, exception);
        }
    }
}
