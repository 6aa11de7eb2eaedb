using Microsoft.Extensions.Logging;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Delivery;

/// <summary>
/// Writes outcomes in groups: what ends while one group is being written, or within a few milliseconds where a thousand
/// messages a second go out, is the next group and one transaction. What Telegram answered must not be forgotten because
/// the store does not answer for a moment: a group is tried until it is written or nobody waits for it any more.
/// </summary>
internal sealed class OutcomeWriter(Database database, Outcomes outcomes, DeliveryOptions options, TimeProvider time, ILogger<OutcomeWriter> logger)
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);
    private readonly Lock _lock = new();
    private readonly List<Entry> _waiting = [];
    private Task _writing = Task.CompletedTask;
    private bool _isWriting;

    /// <summary>Returns when the outcome is written, with what it means beyond its row.</summary>
    public Task<Aftermath> WriteAsync(Finished finished, CancellationToken cancellationToken)
    {
        var entry = new Entry(finished, cancellationToken);
        lock (_lock)
        {
            _waiting.Add(entry);
            if (!_isWriting)
            {
                _isWriting = true;
                _writing = Task.Run(WriteAllAsync, CancellationToken.None);
            }
        }

        return entry.Written.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Returns when nothing is being written.</summary>
    public Task IdleAsync()
    {
        lock (_lock)
            return _writing;
    }

    private async Task WriteAllAsync()
    {
        var group = new List<Entry>();
        while (true)
        {
            if (options.Breath > TimeSpan.Zero)
                await Task.Delay(options.Breath, time);
            lock (_lock)
            {
                group.AddRange(_waiting);
                _waiting.Clear();
                group.RemoveAll(entry => entry.CancellationToken.IsCancellationRequested);
                if (group.Count == 0)
                {
                    _isWriting = false;
                    return;
                }
            }

            using var abandoned = new Abandonment(group);
            if (!await TryWriteAsync(group, abandoned.Token))
                await Task.Delay(Retry, time, abandoned.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // What is written leaves the group. False when nothing could be.
    private async Task<bool> TryWriteAsync(List<Entry> group, CancellationToken abandoned)
    {
        try
        {
            await WriteAsync(group, group.Count, abandoned);
            return true;
        }
        catch (OperationCanceledException) when (abandoned.IsCancellationRequested)
        {
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
        catch (Exception exception)
        {
            Log.OutcomesNotWritten(logger, group.Count, exception);
            return group.Count > 1 && await TryWriteSinglyAsync(group, abandoned);
        }
    }

    // One of them may be what fails; it must not keep the others from being written, and goes to the end.
    private async Task<bool> TryWriteSinglyAsync(List<Entry> group, CancellationToken abandoned)
    {
        var before = group.Count;
        try
        {
            while (group.Count > 0)
                await WriteAsync(group, 1, abandoned);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !abandoned.IsCancellationRequested)
        {
            group.Add(group[0]);
            group.RemoveAt(0);
        }

        return group.Count < before;
    }

    private async Task WriteAsync(List<Entry> group, int count, CancellationToken abandoned)
    {
        var first = group.Take(count).ToList();
        var aftermaths = await database.WriteAsync(session => outcomes.RecordAsync(session, [.. first.Select(entry => entry.Finished)], abandoned), abandoned);
        foreach (var (entry, aftermath) in first.Zip(aftermaths))
            entry.Written.TrySetResult(aftermath);
        group.RemoveRange(0, count);
    }

    private sealed class Entry(Finished finished, CancellationToken cancellationToken)
    {
        public Finished Finished => finished;

        public CancellationToken CancellationToken => cancellationToken;

        public TaskCompletionSource<Aftermath> Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Cancelled when nobody waits for any of the group any more.</summary>
    private sealed class Abandonment : IDisposable
    {
        private readonly CancellationTokenSource _all = new();
        private readonly List<CancellationTokenRegistration> _each;
        private int _left;

        public Abandonment(IReadOnlyCollection<Entry> group)
        {
            _left = group.Count;
            _each = [.. group.Select(entry => entry.CancellationToken.Register(One))];
        }

        public CancellationToken Token => _all.Token;

        public void Dispose()
        {
            foreach (var registration in _each)
                registration.Dispose();
            _all.Dispose();
        }

        private void One()
        {
            if (Interlocked.Decrement(ref _left) == 0)
                _all.Cancel();
        }
    }
}
