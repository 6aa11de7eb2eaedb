using NewsBot.Core.Delivery;

namespace NewsBot.Operations;

/// <summary>How the bot stands with Telegram, for health. What also stops the sending closes the gate.</summary>
internal sealed class BotStatus(SendingGate gate)
{
    private volatile string? _lost = "it has not answered yet.";
    private volatile string? _undelivered;

    /// <summary>Why the bot cannot work with Telegram now; empty when it can.</summary>
    public IReadOnlyList<string> Problems => [.. new[] { _lost, _undelivered }.OfType<string>(), .. gate.Reasons.Values];

    /// <summary>True while another program uses the token.</summary>
    public bool InConflict => gate.Reasons.ContainsKey(SendingGate.Conflict);

    /// <summary>True while Telegram does not take the token.</summary>
    public bool IsRefused => gate.Reasons.ContainsKey(SendingGate.Unauthorized);

    /// <summary>Telegram answers. Says whether that is news.</summary>
    public bool Reached() => Interlocked.Exchange(ref _lost, null) is not null;

    /// <summary>Telegram takes the token again.</summary>
    public void Accepted() => gate.Open(SendingGate.Unauthorized);

    /// <summary>Telegram does not answer. Says whether that is news.</summary>
    public bool Lost(string reason) => Interlocked.Exchange(ref _lost, reason) is null;

    /// <summary>Telegram cannot post updates to us. Says whether that is news.</summary>
    public bool Undelivered(string reason) => Interlocked.Exchange(ref _undelivered, reason) is null;

    /// <summary>Telegram posts updates to us, or nobody asks it to. Says whether that is news.</summary>
    public bool Delivers() => Interlocked.Exchange(ref _undelivered, null) is not null;

    /// <summary>Telegram does not take the token any more. Says whether that is news.</summary>
    public bool Refused(string reason) => gate.Close(SendingGate.Unauthorized, reason);

    /// <summary>Another program uses the token. Says whether that is news.</summary>
    public bool Conflict(string reason) => gate.Close(SendingGate.Conflict, reason);

    public void ConflictIsGone() => gate.Open(SendingGate.Conflict);
}
