namespace NewsBot.Core.Feeds;

/// <summary>
/// Tells an outage of our own network from hosts that are down: since the last answer of any host, many different ones have
/// not been reached. What feeds fail in it does not count against them.
/// </summary>
internal sealed class NetworkWatch(TimeProvider time)
{
    /// <summary>With fewer hosts nobody can tell.</summary>
    private const int Fewest = 3;

    /// <summary>So many dead hosts in a row, without one answer between, are no chance however many feeds there are.</summary>
    private const int Most = 20;

    private readonly Lock _lock = new();
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unreached = new(StringComparer.Ordinal);
    private readonly List<long> _counted = [];
    private DateTimeOffset? _since;
    private bool _isDown;

    /// <summary>Notes what came of a poll.</summary>
    /// <param name="host">Whom it asked.</param>
    /// <param name="feedId">The feed.</param>
    /// <param name="error">What went wrong, or null.</param>
    public NetworkState Note(string host, long feedId, FeedError? error)
    {
        lock (_lock)
        {
            // Half of the hosts that are known are enough where there are few.
            if (_known.Count < 2 * Most)
                _known.Add(host);
            if (error is not (FeedError.Unreachable or FeedError.Timeout))
            {
                var returned = _isDown;
                (_isDown, _since) = (false, null);
                _unreached.Clear();
                _counted.Clear();
                return returned ? new NetworkState.Returned() : NetworkState.Up;
            }

            _since ??= time.GetUtcNow();
            _unreached.Add(host);
            if (!_isDown && _unreached.Count < Math.Clamp((_known.Count + 1) / 2, Fewest, Most))
            {
                _counted.Add(feedId);
                return NetworkState.Up;
            }

            var wrongly = _counted.ToArray();
            _counted.Clear();
            _isDown = true;
            return new NetworkState.Down(time.GetUtcNow() - _since.Value, wrongly);
        }
    }
}

/// <summary>How our network is after a poll.</summary>
internal abstract record NetworkState
{
    private NetworkState()
    {
    }

    /// <summary>It works as far as we know.</summary>
    public static readonly NetworkState Up = new Works();

    /// <summary>It works as far as we know.</summary>
    internal sealed record Works : NetworkState;

    /// <summary>It works again.</summary>
    internal sealed record Returned : NetworkState;

    /// <summary>Nothing is reached.</summary>
    /// <param name="Lasts">Since the first failure.</param>
    /// <param name="Wrongly">Feeds against which a failure was counted before this was known.</param>
    internal sealed record Down(TimeSpan Lasts, IReadOnlyList<long> Wrongly) : NetworkState;
}
