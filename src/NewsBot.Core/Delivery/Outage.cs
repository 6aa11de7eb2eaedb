namespace NewsBot.Core.Delivery;

/// <summary>
/// Tells a message that fails from a Telegram that is not there: when two chats in a row do not get through, everything
/// waits, 1 s at first, 30 s at most, until something gets through.
/// </summary>
internal sealed class Outage
{
    private const double FirstWait = 1_000;
    private const double LongestWait = 30_000;
    private readonly Lock _lock = new();
    private long _lastChat;
    private int _row;
    private long _until;

    /// <summary>Unix milliseconds; in the past when there is no outage.</summary>
    public long Until => Interlocked.Read(ref _until);

    public void NotReached(long chatKey, long now)
    {
        lock (_lock)
        {
            // Those that were on their way together are one failure.
            if (now < _until)
                return;
            _row = _row > 0 || (_lastChat != 0 && _lastChat != chatKey) ? _row + 1 : 0;
            _lastChat = chatKey;
            if (_row > 0)
                Interlocked.Exchange(ref _until, now + (long)Math.Min(LongestWait, FirstWait * Math.Pow(2, Math.Min(_row - 1, 10))));
        }
    }

    public void Reached()
    {
        lock (_lock)
        {
            (_row, _lastChat) = (0, 0);
            Interlocked.Exchange(ref _until, 0);
        }
    }
}
