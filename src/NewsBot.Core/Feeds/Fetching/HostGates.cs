namespace NewsBot.Core.Feeds;

/// <summary>
/// Politeness per host, not per feed: one request at a time, and none while the host asked to be left alone. A host is name
/// and port. What it holds is a courtesy of this process; the schedule in the store keeps the waits.
/// </summary>
internal sealed class HostGates(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Gate> _gates = [];
    private readonly Dictionary<string, DateTimeOffset> _pauses = [];

    /// <summary>Waits for the turn of a request; dispose what comes back when its body has been read.</summary>
    public async Task<IDisposable> EnterAsync(Uri address, CancellationToken cancellationToken)
    {
        Gate gate;
        lock (_lock)
        {
            var host = HostOf(address);
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

    /// <summary>Until when this host asked to be left alone, or null.</summary>
    public DateTimeOffset? PausedUntil(Uri address)
    {
        lock (_lock)
        {
            if (!_pauses.TryGetValue(HostOf(address), out var until))
                return null;
            if (until > time.GetUtcNow())
                return until;
            _pauses.Remove(HostOf(address));
            return null;
        }
    }

    /// <summary>No request to this host before then.</summary>
    public void Pause(Uri address, DateTimeOffset until)
    {
        lock (_lock)
            _pauses[HostOf(address)] = until;
    }

    private static string HostOf(Uri address) => $"{FeedAddress.HostOf(address)}:{address.Port}";

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
