using System.Collections.Concurrent;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Delivery;

/// <summary>
/// Whoever knows a reason why nothing may be sent closes the gate with it, and opens it again when it is gone:
/// another program uses the token (409), Telegram does not know the token (401).
/// </summary>
internal sealed class SendingGate(Signals signals)
{
    public const string Conflict = "conflict";
    public const string Unauthorized = "unauthorized";

    private readonly ConcurrentDictionary<string, string> _reasons = new(StringComparer.Ordinal);

    public bool IsOpen => _reasons.IsEmpty;

    /// <summary>Why nothing is sent, by the key under which each reason was given.</summary>
    public IReadOnlyDictionary<string, string> Reasons => _reasons;

    /// <summary>Closes it. Says whether that is news: the reason that was given first stays.</summary>
    public bool Close(string key, string reason) => _reasons.TryAdd(key, reason);

    public void Open(string key)
    {
        if (_reasons.TryRemove(key, out _))
            signals.Raise(WorkKind.Outbox);
    }
}
