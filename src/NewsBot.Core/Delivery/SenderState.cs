namespace NewsBot.Core.Delivery;

/// <summary>How sending stands. Times are Unix milliseconds.</summary>
/// <param name="Leads">Whether this node is the one that sends.</param>
/// <param name="LastSuccessAt">When Telegram last accepted a message; null: not since the start.</param>
/// <param name="OldestDueAt">Since when the oldest message that could go waits; null: nothing waits.</param>
/// <param name="PausedUntil">Until when nothing is sent, because Telegram asked for it or is not reached; null: it flows.</param>
/// <param name="ClosedBecause">Why the gate is closed, by key; empty: it is open.</param>
/// <param name="InFlight">Messages on their way.</param>
internal sealed record SenderState(
    bool Leads,
    long? LastSuccessAt,
    long? OldestDueAt,
    long? PausedUntil,
    IReadOnlyDictionary<string, string> ClosedBecause,
    int InFlight);
