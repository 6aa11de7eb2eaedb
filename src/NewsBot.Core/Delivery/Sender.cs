using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Delivery;

/// <summary>
/// Turns what is due into messages, within the rate that Telegram allows: answers ahead of news, one at a time per
/// chat, many chats at once. Messages are claimed, those that may start now in one transaction; then sent; and their
/// outcomes written in another, so that a crash between them leaves rows that say so. What is claimed starts at once.
/// </summary>
internal sealed class Sender(
    Database database, Outbox outbox, Agenda agenda, Outcomes outcomes, OutcomeWriter writer, PauseStore pauses, Leadership leadership,
    RateBudget budget, SendingGate gate, IChatTransport transport, DeliveryOptions options, Signals signals, TimeProvider time, ILogger<Sender> logger)
{
    /// <summary>No send starts with less of the lease left.</summary>
    public static readonly TimeSpan MinimumLease = TimeSpan.FromSeconds(5);

    /// <summary>Of what may be on its way at once, so much is kept for answers.</summary>
    private const int ForAnswers = 8;
    private const int MostAtOnce = 100;
    private static readonly TimeSpan Fallback = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(5);

    // As many as start while Telegram takes a fifth of a second to answer.
    private readonly int _parallel = Math.Max(40, (int)(options.MessagesPerSecond / 5));
    private readonly ConcurrentDictionary<long, Task> _inFlight = new();
    private readonly Outage _outage = new();
    private int _editsInFlight;
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
                var began = time.GetTimestamp();
                var wait = await TryStepAsync(stop.Token, cancellationToken);
                await signals.WaitAsync(WorkKind.Outbox, wait, time, cancellationToken);
                if (options.Breath - time.GetElapsedTime(began) is var rest && rest > TimeSpan.Zero)
                    await Task.Delay(rest, time, cancellationToken);
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
        var unread = await agenda.RefreshAsync(lease, cancellationToken);
        var now = time.NowMilliseconds();
        var room = Math.Min(MostAtOnce, _parallel - _inFlight.Count);
        if (!MaySend(lease) || room <= 0)
            return Fallback;
        if (_outage.Until > now)
            budget.Waits(false);
        if (Math.Max(_outage.Until, budget.NextRoomForBot(now)) is var bot && bot > now)
            return Shorter(Fallback, bot - now);
        room = Math.Min(room, budget.RoomForBot(now));
        var roomForEdits = (int)(_parallel * EditBudget.Part) - Volatile.Read(ref _editsInFlight);
        var taken = agenda.Take(room, _parallel - _inFlight.Count - ForAnswers, roomForEdits, _inFlight.ContainsKey, now, out var next);
        budget.Waits(taken.Count(due => !due.IsEdit) >= room);
        if (taken.Count > 0)
            await ClaimAsync(taken, lease, now, stop, cancellationToken);
        var wait = unread < Fallback ? unread : Fallback;
        // Whoever had no room comes when there is some again.
        if (taken.Count > 0)
            next = Math.Min(next, budget.NextRoomForBot(time.NowMilliseconds()));
        return next == long.MaxValue ? wait : Shorter(wait, next - now);
    }

    private bool MaySend(Lease lease) => gate.IsOpen && lease.Remaining >= MinimumLease;

    private async Task ClaimAsync(IReadOnlyCollection<DueChat> taken, Lease lease, long now, CancellationToken stop, CancellationToken cancellationToken)
    {
        _claimInDoubt = true;
        var claims = await database.WriteAsync(session => outbox.ClaimAsync(session, taken, lease, cancellationToken), cancellationToken);
        _claimInDoubt = false;
        foreach (var due in taken.ExceptBy(claims.Select(claim => claim.ChatKey), due => due.ChatKey))
            agenda.Free(due.ChatKey, null);
        foreach (var claim in claims)
        {
            // What was news once is not counted against its chat again.
            budget.Take(claim.ChatKey, claim.IsGroup, now, claim.IsReply || claim.IsEdit);
            if (claim.IsEdit)
            {
                budget.TakeEdit(claim.ChatKey, claim.IsGroup, now);
                Interlocked.Increment(ref _editsInFlight);
            }
            Start(claim, stop);
        }
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
    internal async Task IdleAsync()
    {
        await Task.WhenAll(_inFlight.Values);
        await writer.IdleAsync();
    }

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
            // Whoever leads by the end of the call, its answer is waited for: it cannot be called back, and its outcome is written
            // only where the epoch is still this one.
            var result = await CallAsync(claim, stop);
            Learn(claim, result, await writer.WriteAsync(outcomes.Finish(claim, result), stop));
        }
        catch (OperationCanceledException)
        {
            // The row stays in flight; the next leader finds it.
            Log.OutcomeAbandoned(logger, claim.Message.MessageId);
        }
        finally
        {
            if (claim.IsEdit)
                Interlocked.Decrement(ref _editsInFlight);
            _inFlight.TryRemove(claim.ChatKey, out _);
            agenda.Free(claim.ChatKey, claim.Next);
            signals.Raise(WorkKind.Outbox);
        }
    }

    // Null: not started, since the store took its time over the claim.
    private async Task<SendResult?> CallAsync(Claim claim, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        SendResult result;
        try
        {
            if (!MaySend(claim.Lease))
                return null;
            result = await transport.SendAsync(claim.Address, claim.Request, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.SendFailed(logger, claim.Message.MessageId, exception);
            result = new SendResult.Unsure($"unexpected: {exception.GetType().Name}");
        }
        finally
        {
            budget.Answered(time.NowMilliseconds());
        }

        DeliveryMeasures.Called(claim.Message.Kind, result, time.GetElapsedTime(began));
        return result;
    }

    private void Learn(Claim claim, SendResult? result, Aftermath aftermath)
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
