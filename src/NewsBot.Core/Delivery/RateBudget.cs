namespace NewsBot.Core.Delivery;

/// <summary>
/// When the next message may go: by the rate of the whole bot, of each chat and of each group, and by the pauses that
/// Telegram asked for. Answers may come in a small burst, news may not, so a chat that is flooded with news still
/// answers at once. Times are Unix milliseconds.
/// </summary>
internal sealed class RateBudget(DeliveryOptions options)
{
    /// <summary>Answers that may follow each other in one chat without a pause.</summary>
    public const int ReplyBurst = 5;

    // In no second are there more than rate + burst messages, so the burst stays small.
    private const int BotBurst = 3;
    private const double Minute = 60_000;

    /// <summary>Two chats refused within this time: it is the bot that is too fast, not the chats.</summary>
    private const long SameRefusal = 1_500;
    private const int RememberedChats = 20_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<long, ChatBudget> _chats = [];
    private double _botNext;
    private long _botPausedUntil;
    private (long ChatKey, long At) _lastRefusal;

    private double BotInterval => 1000 / options.MessagesPerSecond;

    private double ChatInterval => 1000 / options.PerChatPerSecond;

    /// <summary>Until when Telegram wants no message at all; in the past when it wants them.</summary>
    public long BotPausedUntil
    {
        get
        {
            lock (_lock)
                return _botPausedUntil;
        }
    }

    /// <summary>The earliest moment for anything to go, whatever the chat.</summary>
    public long NextForBot(long now)
    {
        lock (_lock)
            return Math.Max(_botPausedUntil, Earliest(now, _botNext - BotInterval * (BotBurst - 1)));
    }

    /// <summary>The earliest moment for the next message to this chat.</summary>
    public long NextFor(long chatKey, bool isGroup, bool isReply, long now)
    {
        lock (_lock)
        {
            var next = NextForBot(now);
            if (!_chats.TryGetValue(chatKey, out var chat))
                return next;
            var burst = isReply ? ChatInterval * (ReplyBurst - 1) : 0;
            next = Math.Max(next, Math.Max(chat.PausedUntil, Earliest(now, chat.Next - burst)));
            if (isGroup && chat.Recent.Count >= options.PerGroupPerMinute)
                next = Math.Max(next, chat.Recent.ElementAt(chat.Recent.Count - options.PerGroupPerMinute) + (long)Minute);
            return next;
        }
    }

    /// <summary>A message to this chat starts now.</summary>
    public void Take(long chatKey, bool isGroup, long now)
    {
        lock (_lock)
        {
            _botNext = Math.Max(now, _botNext) + BotInterval;
            var chat = Chat(chatKey, now);
            chat.Next = Math.Max(now, chat.Next) + ChatInterval;
            chat.LastSent = now;
            if (!isGroup)
                return;
            chat.Recent.Enqueue(now);
            while (chat.Recent.Count > options.PerGroupPerMinute)
                chat.Recent.Dequeue();
        }
    }

    /// <summary>When the last message to this chat started; 0 when that is long ago. Who waited longest comes first.</summary>
    public long LastSent(long chatKey)
    {
        lock (_lock)
            return _chats.TryGetValue(chatKey, out var chat) ? chat.LastSent : 0;
    }

    public void PauseChat(long chatKey, long until, long now)
    {
        lock (_lock)
        {
            var chat = Chat(chatKey, now);
            chat.PausedUntil = Math.Max(chat.PausedUntil, until);
        }
    }

    public void PauseBot(long until)
    {
        lock (_lock)
            _botPausedUntil = Math.Max(_botPausedUntil, until);
    }

    /// <summary>Telegram refused a message to this chat (429). True when it means the whole bot.</summary>
    public bool Refused(long chatKey, long until, long now)
    {
        lock (_lock)
        {
            PauseChat(chatKey, until, now);
            var meansBot = _lastRefusal.At > 0 && _lastRefusal.ChatKey != chatKey && now - _lastRefusal.At <= SameRefusal;
            _lastRefusal = (chatKey, now);
            if (meansBot)
                PauseBot(until);
            return meansBot;
        }
    }

    private static long Earliest(long now, double at) => at <= now ? now : (long)Math.Ceiling(at);

    private ChatBudget Chat(long chatKey, long now)
    {
        if (_chats.TryGetValue(chatKey, out var chat))
            return chat;
        if (_chats.Count >= RememberedChats)
            foreach (var (idle, _) in _chats.Where(entry => entry.Value.LastSent + Minute < now && entry.Value.Next < now && entry.Value.PausedUntil < now).ToList())
                _chats.Remove(idle);
        return _chats[chatKey] = new ChatBudget();
    }

    private sealed class ChatBudget
    {
        /// <summary>When the next message would be due if every one waited its turn.</summary>
        public double Next { get; set; }
        public long LastSent { get; set; }
        public long PausedUntil { get; set; }
        public Queue<long> Recent { get; } = new();
    }
}
