namespace NewsBot.Core.Storage;

/// <summary>Kinds of work that somebody may wait for.</summary>
internal enum WorkKind
{
    /// <summary>Updates stand in the inbox.</summary>
    Inbox,

    /// <summary>Deliveries or messages are due.</summary>
    Outbox,

    /// <summary>Feeds were added or are due.</summary>
    Feeds,

    /// <summary>Queries that wait for articles have changed.</summary>
    StandingQueries,
}

/// <summary>
/// Wakes waiting loops when a commit made work for them. A signal is only a hint: each loop also looks
/// after its own fallback time, since a hint can be lost with a process.
/// </summary>
internal sealed class Signals
{
    private readonly Dictionary<WorkKind, SemaphoreSlim> _signals =
        Enum.GetValues<WorkKind>().ToDictionary(kind => kind, _ => new SemaphoreSlim(0, 1));

    public void Raise(WorkKind kind)
    {
        var signal = _signals[kind];
        lock (signal)
        {
            if (signal.CurrentCount == 0)
                signal.Release();
        }
    }

    /// <summary>Returns when the signal is raised (or was, since the last wait), or after the fallback time.</summary>
    public async Task WaitAsync(WorkKind kind, TimeSpan fallback, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(fallback, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            await _signals[kind].WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
        }
    }
}
