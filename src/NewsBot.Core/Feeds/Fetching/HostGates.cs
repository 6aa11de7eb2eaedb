namespace NewsBot.Core.Feeds;

/// <summary>A host is left alone for a while.</summary>
/// <param name="Host">Name and port, as <see cref="FeedAddress.ServerOf"/> has it.</param>
/// <param name="Until">Until then.</param>
/// <param name="Refusals">How often in a row it turned us away.</param>
internal sealed record HostPause(string Host, DateTimeOffset Until, int Refusals);

/// <summary>
/// Politeness per host, not per feed: one request at a time, and none while the host is to be left alone. A host is name
/// and port. What it holds is of this process; the store keeps the pauses over a restart (<see cref="HostPauses"/>).
/// </summary>
internal sealed class HostGates(TimeProvider time)
{
    /// <summary>A host that turns us away without saying for how long is left alone so long at first, then twice as long.</summary>
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(15);

    /// <summary>Its feeds back off by themselves beside this, so that a host need not be shunned for longer.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Gate> _gates = [];
    private readonly Dictionary<string, HostPause> _pauses = [];

    /// <summary>Waits for the turn of a request; dispose what comes back when its body has been read.</summary>
    public async Task<IDisposable> EnterAsync(Uri address, CancellationToken cancellationToken)
    {
        Gate gate;
        lock (_lock)
        {
            var host = FeedAddress.ServerOf(address);
            if (!_gates.TryGetValue(host, out gate!))
                _gates[host] = gate = new Gate(host);
            gate.Users++;
        }

        var pass = new Pass(this, gate);
        try
        {
            await gate.Turn.WaitAsync(cancellationToken);
            pass.Entered = true;
            return pass;
        }
        catch
        {
            pass.Dispose();
            throw;
        }
    }

    /// <summary>Until when this host is to be left alone, or null.</summary>
    public DateTimeOffset? PausedUntil(Uri address)
    {
        lock (_lock)
            return _pauses.TryGetValue(FeedAddress.ServerOf(address), out var pause) && pause.Until > time.GetUtcNow() ? pause.Until : null;
    }

    /// <summary>The host turned us away.</summary>
    /// <param name="address">What was asked for.</param>
    /// <param name="until">When it wants to be asked again; null: it did not say, and each time in a row the pause doubles.</param>
    public HostPause Pause(Uri address, DateTimeOffset? until)
    {
        var host = FeedAddress.ServerOf(address);
        lock (_lock)
        {
            var refusals = Math.Min(_pauses.GetValueOrDefault(host)?.Refusals ?? 0, 20) + 1;
            var doubled = FirstPause * Math.Pow(2, refusals - 1);
            var wait = (doubled < LongestPause ? doubled : LongestPause) * (0.9 + (0.2 * Random.Shared.NextDouble()));
            return _pauses[host] = new HostPause(host, until ?? time.GetUtcNow() + wait, refusals);
        }
    }

    /// <summary>The host answers again: what it did before does not count any more.</summary>
    public void Answered(Uri address)
    {
        lock (_lock)
            _pauses.Remove(FeedAddress.ServerOf(address));
    }

    /// <summary>Takes over what an earlier process, or another, was told.</summary>
    public void Restore(IEnumerable<HostPause> pauses)
    {
        lock (_lock)
        {
            foreach (var pause in pauses)
                _pauses[pause.Host] = pause;
        }
    }

    private void Leave(Gate gate, bool entered)
    {
        if (entered)
            gate.Turn.Release();
        lock (_lock)
        {
            if (--gate.Users == 0)
                _gates.Remove(gate.Host);
        }
    }

    private sealed class Gate(string host)
    {
        public string Host { get; } = host;

        public SemaphoreSlim Turn { get; } = new(1, 1);

        public int Users { get; set; }
    }

    private sealed class Pass(HostGates gates, Gate gate) : IDisposable
    {
        private bool _left;

        public bool Entered { get; set; }

        public void Dispose()
        {
            if (_left)
                return;
            _left = true;
            gates.Leave(gate, Entered);
        }
    }
}
