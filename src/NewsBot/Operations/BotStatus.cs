namespace NewsBot.Operations;

/// <summary>
/// How the bot stands with Telegram, for health and for the sender: while another program uses the same token, or
/// Telegram refuses it, nothing is sent.
/// </summary>
internal sealed class BotStatus
{
    private readonly Lock _lock = new();
    private string? _telegram = "Telegram has not answered yet.";
    private string? _conflict;

    /// <summary>Why the bot cannot work with Telegram now; empty when it can.</summary>
    public IReadOnlyList<string> Problems
    {
        get
        {
            lock (_lock)
                return new[] { _telegram, _conflict }.OfType<string>().ToArray();
        }
    }

    /// <summary>True while another program uses the token.</summary>
    public bool InConflict
    {
        get
        {
            lock (_lock)
                return _conflict is not null;
        }
    }

    /// <summary>The bot that this process speaks as; 0 until it is known.</summary>
    public long BotId { get; set; }

    /// <summary>Telegram answers.</summary>
    public void Reached() => Change(() => _telegram = null);

    /// <summary>Telegram does not answer, or refuses the token. Says whether that is news.</summary>
    public bool Lost(string reason) => Change(() => _telegram = reason);

    /// <summary>Another program uses the token. Says whether that is news.</summary>
    public bool Conflict(string reason) => Change(() => _conflict = reason);

    public void ConflictIsGone() => Change(() => _conflict = null);

    private bool Change(Action change)
    {
        lock (_lock)
        {
            var (telegram, conflict) = (_telegram is null, _conflict is null);
            change();
            return (telegram, conflict) != (_telegram is null, _conflict is null);
        }
    }
}
