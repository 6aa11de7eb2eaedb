namespace NewsBot.Core.Delivery;

/// <summary>What the rate budget remembers of each chat; of those that rest for a minute nothing.</summary>
internal sealed class ChatBudgets
{
    private const int Remembered = 20_000;
    private readonly Dictionary<long, ChatBudget> _chats = [];
    private int _most = Remembered;

    public ChatBudget? Find(long chatKey) => _chats.GetValueOrDefault(chatKey);

    public ChatBudget Get(long chatKey, long now)
    {
        if (_chats.TryGetValue(chatKey, out var chat))
            return chat;
        if (_chats.Count >= _most)
        {
            foreach (var (idle, _) in _chats.Where(entry => entry.Value.IsIdle(now)).ToList())
                _chats.Remove(idle);
            // Looked through once more only after half as many again have come.
            _most = Math.Max(Remembered, _chats.Count + (_chats.Count / 2));
        }

        return _chats[chatKey] = new ChatBudget();
    }
}

/// <summary>The state of one chat.</summary>
internal sealed class ChatBudget
{
    private const long HalfMinute = 30_000;
    private long _slot;
    private int _current;
    private int _previous;

    /// <summary>When the next message would be due if every one waited its turn.</summary>
    public double Next { get; set; }

    public long PausedUntil { get; set; }

    public LearnedPace? Pace { get; set; }

    /// <summary>Of a group: the starts of the last minute.</summary>
    public Queue<long>? Recent { get; set; }

    /// <summary>And of edits among them that answered nobody.</summary>
    public Queue<long>? RecentEdits { get; set; }

    private long LastSent { get; set; }

    public void Started(long now, bool isReply)
    {
        LastSent = now;
        if (isReply)
            return;
        Turn(now);
        _current++;
    }

    /// <summary>News of this half minute and the one before.</summary>
    public int ShareAt(long now)
    {
        Turn(now);
        return _current + _previous;
    }

    public bool IsIdle(long now) =>
        LastSent + (2 * HalfMinute) < now && Next < now && PausedUntil < now && (Pace is null || Pace.At(now) >= 1);

    private void Turn(long now)
    {
        var slot = now / HalfMinute;
        if (slot == _slot)
            return;
        (_previous, _current, _slot) = (slot == _slot + 1 ? _current : 0, 0, slot);
    }
}
