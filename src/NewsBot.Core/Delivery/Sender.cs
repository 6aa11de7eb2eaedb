using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Delivery;

/// <summary>
/// Turns what is due into messages, within the rate that Telegram allows: answers ahead of news, one at a time per
/// chat, several chats at once. A message is claimed in one transaction, sent, and its outcome written in another, so
/// that a crash between them leaves a row that says so.
/// </summary>
internal sealed class Sender(
    Database database, Outbox outbox, Outcomes outcomes, PauseStore pauses, Leadership leadership, RateBudget budget, SendingGate gate,
    IChatTransport transport, DeliveryOptions options, Signals signals, TimeProvider time, ILogger<Sender> logger)
{
    /// <summary>No send starts with less of the lease left.</summary>
    public static readonly TimeSpan MinimumLease = TimeSpan.FromSeconds(5);

    private const int Parallel = 32;
    private static readonly TimeSpan Fallback = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<long, Task> _inFlight = new();
    private readonly Outage _outage = new();
    private IReadOnlyList<DueChat> _news = [];
    private long _newsReadAt;
    private TimeSpan _newsCost;
    private long _epoch;
    private long _sweptAt;
    private bool _claimInDoubt;
    private long _lastSuccessAt;

    /// <summary>How sending stands, for health and status.</summary>
    public async Task<SenderState> StateAsync(CancellationToken cancellationToken)
    {
        var lease = leadership.Current;
        var oldest = lease is null ? null : await database.ReadAsync(session => outbox.OldestDueAsync(session, lease.BotId, cancellationToken), cancellationToken);
        var now = time.NowMilliseconds();
        var paused = Math.Max(budget.BotPausedUntil, _outage.Until);
        return new SenderState(
            lease is not null, _lastSuccessAt == 0 ? null : _lastSuccessAt, oldest, paused > now ? paused : null, gate.Reasons, _inFlight.Count);
    }

    /// <summary>Sends until cancelled; then waits a little for what is in flight. Nothing that happens to one message ends it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stop = new CancellationTokenSource();
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                var wait = await TryStepAsync(stop.Token, cancellationToken);
                await signals.WaitAsync(WorkKind.Outbox, wait, time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
        // The lease has run out because the store is away: what Telegram answers meanwhile is written once it is back, unless
        // somebody else leads by then.
        if (leadership.Current is null)
            return;
        using var limit = new CancellationTokenSource(Drain, time);
        await using var _ = limit.Token.Register(stop.Cancel);
        await IdleAsync();
    }

    private async Task<TimeSpan> TryStepAsync(CancellationToken stop, CancellationToken cancellationToken)
    {
        try
        {
            return await StepAsync(stop, cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            await Task.Delay(StoreUnavailableException.Pause, time, cancellationToken);
            return Fallback;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.SenderFailed(logger, exception);
            await Task.Delay(Fallback, time, cancellationToken);
            return Fallback;
        }
    }

    /// <summary>Starts what may start now; returns how long to wait for the next if nothing is signalled before.</summary>
    internal async Task<TimeSpan> StepAsync(CancellationToken stop, CancellationToken cancellationToken)
    {
        if (leadership.Current is not { } lease)
            return Fallback;
        await TakeOverAsync(lease, cancellationToken);
        await PutBackAsync(lease, cancellationToken);
        var wait = Fallback;
        foreach (var due in await PlanAsync(lease, cancellationToken))
        {
            var now = time.NowMilliseconds();
            if (!gate.IsOpen || lease.Remaining < MinimumLease || _inFlight.Count >= Parallel)
                return Fallback;
            if (Math.Max(_outage.Until, budget.NextForBot(now)) is var next && next > now)
                return Shorter(wait, next - now);
            if (_inFlight.ContainsKey(due.ChatKey))
                continue;
            if (budget.NextFor(due.ChatKey, due.IsGroup, due.IsReply, now) is var turn && turn > now)
            {
                wait = Shorter(wait, turn - now);
                continue;
            }
            if (await ClaimAsync(due, lease, cancellationToken) is not { } claim)
                continue;
            budget.Take(due.ChatKey, due.IsGroup, now);
            Start(claim, stop);
        }
        return wait;
    }

    private async Task<Claim?> ClaimAsync(DueChat due, Lease lease, CancellationToken cancellationToken)
    {
        _claimInDoubt = true;
        var claim = await database.WriteAsync(session => outbox.ClaimAsync(session, due, lease, cancellationToken), cancellationToken);
        _claimInDoubt = false;
        return claim;
    }

    // A claim may have been committed although its answer did not come. Read first: what ends meanwhile is not in flight.
    private async Task PutBackAsync(Lease lease, CancellationToken cancellationToken)
    {
        if (!_claimInDoubt)
            return;
        var busy = _inFlight.Keys.ToArray();
        await database.WriteAsync(session => TakeOver.PutBackAsync(session, lease, busy, cancellationToken), cancellationToken);
        _claimInDoubt = false;
    }

    /// <summary>Returns when nothing is on its way.</summary>
    internal Task IdleAsync() => Task.WhenAll(_inFlight.Values);

    private async Task TakeOverAsync(Lease lease, CancellationToken cancellationToken)
    {
        var isNew = lease.Epoch != _epoch;
        if (!isNew && time.GetElapsedTime(_sweptAt) < SweepEvery)
            return;
        var now = time.NowMilliseconds();
        var (left, paused) = await database.WriteAsync(async session =>
            (await TakeOver.RunAsync(session, lease, options.WhenUnsure, now, cancellationToken),
             isNew ? await pauses.LoadAsync(session, lease.BotId, now, cancellationToken) : []), cancellationToken);
        foreach (var (chatKey, until) in paused)
        {
            if (chatKey == PauseStore.WholeBot)
                budget.PauseBot(until);
            else
                budget.PauseChat(chatKey, until, now);
        }
        if (left > 0)
            Log.TookOver(logger, left);
        _epoch = lease.Epoch;
        _sweptAt = time.GetTimestamp();
    }

    /// <summary>Answers first; then who waited longest for news. A chat with both stands in it twice.</summary>
    private async Task<IEnumerable<DueChat>> PlanAsync(Lease lease, CancellationToken cancellationToken)
    {
        var messages = await database.ReadAsync(session => outbox.WithMessagesAsync(session, lease.BotId, cancellationToken), cancellationToken);
        // Reading thousands of chats costs; it may take a twentieth of the time.
        if (time.GetElapsedTime(_newsReadAt) >= _newsCost * 20)
        {
            var before = time.GetTimestamp();
            _news = await database.ReadAsync(session => outbox.WithDeliveriesAsync(session, lease.BotId, cancellationToken), cancellationToken);
            _newsReadAt = time.GetTimestamp();
            _newsCost = time.GetElapsedTime(before, _newsReadAt);
        }
        return messages.Where(due => due.IsReply).Concat(messages.Where(due => !due.IsReply).Concat(_news).OrderBy(due => budget.LastSent(due.ChatKey)));
    }

    private void Start(Claim claim, CancellationToken stop)
    {
        // Held before it runs, so that it is never removed before it was added.
        _inFlight[claim.ChatKey] = Task.CompletedTask;
        var task = Task.Run(() => SendAsync(claim, stop), CancellationToken.None);
        _inFlight.TryUpdate(claim.ChatKey, task, Task.CompletedTask);
    }

    private async Task SendAsync(Claim claim, CancellationToken stop)
    {
        try
        {
            // Whoever leads by then, the answer is waited for: it cannot be called back, and its outcome is written only where
            // the epoch is still this one.
            var result = await CallAsync(claim, stop);
            var aftermath = await RecordAsync(claim, result, stop);
            Learn(claim, result, aftermath);
        }
        catch (OperationCanceledException)
        {
            // The row stays in flight; the next leader finds it.
            Log.OutcomeAbandoned(logger, claim.Message.MessageId);
        }
        finally
        {
            _inFlight.TryRemove(claim.ChatKey, out _);
            signals.Raise(WorkKind.Outbox);
        }
    }

    private async Task<SendResult> CallAsync(Claim claim, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        SendResult result;
        try
        {
            result = await transport.SendAsync(claim.Address, claim.Request, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.SendFailed(logger, claim.Message.MessageId, exception);
            result = new SendResult.Unsure($"unexpected: {exception.GetType().Name}");
        }

        DeliveryMeasures.Called(claim.Message.Kind, result, time.GetElapsedTime(began));
        return result;
    }

    // What Telegram answered must not be forgotten because the store does not answer for a moment.
    private async Task<Aftermath> RecordAsync(Claim claim, SendResult result, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await database.WriteAsync(session => outcomes.RecordAsync(session, claim, result, cancellationToken), cancellationToken);
            }
            catch (StoreUnavailableException)
            {
                await Task.Delay(StoreUnavailableException.Pause, time, cancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                Log.OutcomeNotWritten(logger, claim.Message.MessageId, exception);
                await Task.Delay(Fallback, time, cancellationToken);
            }
        }
    }

    private void Learn(Claim claim, SendResult result, Aftermath aftermath)
    {
        var now = time.NowMilliseconds();
        if (result is SendResult.Sent)
            _lastSuccessAt = now;
        // Several were on their way; one line says so.
        if (result is SendResult.Unauthorized unauthorized && gate.Close(SendingGate.Unauthorized, $"it refuses the bot's token: {unauthorized.Reason}"))
            Log.TokenRefused(logger, unauthorized.Reason);
        if (aftermath == Aftermath.NotReached)
            _outage.NotReached(claim.ChatKey, now);
        else if (aftermath == Aftermath.Reached)
            _outage.Reached();
        else if (aftermath == Aftermath.Abandoned)
            Log.OutcomeAbandoned(logger, claim.Message.MessageId);
    }

    private static TimeSpan Shorter(TimeSpan wait, long milliseconds) =>
        milliseconds < wait.TotalMilliseconds ? TimeSpan.FromMilliseconds(Math.Max(1, milliseconds)) : wait;
}
