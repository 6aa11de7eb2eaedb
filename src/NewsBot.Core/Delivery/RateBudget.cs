namespace NewsBot.Core.Delivery;

/// <summary>
/// When the next message may go: by the rate of the whole bot, of each chat and of each group, by the pauses that Telegram
/// asked for, and by what its refusals taught (<see cref="LearnedPace"/>). Answers may come in a small burst, news may not,
/// so a chat that is flooded with news still answers at once. Times are Unix milliseconds.
/// </summary>
internal sealed class RateBudget(DeliveryOptions options)
{
    /// <summary>Answers that may follow each other in one chat without a pause.</summary>
    public const int ReplyBurst = 5;

    private const double Minute = 60_000;

    private readonly Lock _lock = new();
    private readonly ChatBudgets _chats = new();
    private readonly RefusalWatch _refusals = new();
    private readonly BotBudget _bot = new(options.MessagesPerSecond);
    private readonly EditBudget _edits = new();

    /// <summary>Until when Telegram wants no message at all; in the past when it wants them.</summary>
    public long BotPausedUntil
    {
        get
        {
            lock (_lock)
                return _bot.PausedUntil;
        }
    }

    /// <summary>Messages a second at this moment: the set rate, or less after refusals.</summary>
    public double RateAt(long now)
    {
        lock (_lock)
            return _bot.RateAt(now);
    }

    /// <summary>The earliest moment at which <see cref="RoomForBot"/> may give some.</summary>
    public long NextRoomForBot(long now)
    {
        lock (_lock)
            return _bot.NextRoom(now);
    }

    /// <summary>The call for a message that was started is over, however it ended.</summary>
    public void Answered(long now)
    {
        lock (_lock)
            _bot.Answered(now);
    }

    /// <summary>How many messages may start at this moment, to different chats.</summary>
    public int RoomForBot(long now)
    {
        lock (_lock)
            return _bot.Room(now);
    }

    /// <summary>Whether more waits than may start: time that is lost from then on is made up for.</summary>
    public void Waits(bool more)
    {
        lock (_lock)
            _bot.Waits(more);
    }

    /// <summary>The earliest moment for the next message to this chat.</summary>
    public long NextFor(long chatKey, bool isGroup, bool isReply, long now)
    {
        lock (_lock)
        {
            var next = _bot.Next(now);
            if (_chats.Find(chatKey) is not { } chat)
                return next;
            var pace = chat.Pace?.At(now) ?? 1;
            var burst = isReply ? ChatInterval(pace) * (ReplyBurst - 1) : 0;
            next = Math.Max(next, Math.Max(chat.PausedUntil, Earliest(now, chat.Next - burst)));
            var perMinute = Math.Max(1, (int)(options.PerGroupPerMinute * pace));
            if (isGroup && chat.Recent?.Count >= perMinute)
                next = Math.Max(next, chat.Recent.ElementAt(chat.Recent.Count - perMinute) + (long)Minute);
            return next;
        }
    }

    /// <summary>How many edits that answer nobody may start at this moment: they take their part of the rate and no more.</summary>
    public int RoomForEdits(long now)
    {
        lock (_lock)
            return _edits.Room(now, _bot.RateAt(now));
    }

    /// <summary>The earliest moment for the next edit of any message.</summary>
    public long NextRoomForEdits(long now)
    {
        lock (_lock)
            return _edits.Next(now, _bot.RateAt(now));
    }

    /// <summary>The earliest moment for an edit in this chat: of what a group may get in a minute the most is kept for news.</summary>
    public long NextForEdit(long chatKey, bool isGroup, long now)
    {
        var next = NextFor(chatKey, isGroup, isReply: false, now);
        lock (_lock)
        {
            if (!isGroup || _chats.Find(chatKey) is not { RecentEdits: { } edits } chat)
                return next;
            var most = Math.Max(1, (int)(options.PerGroupPerMinute * (chat.Pace?.At(now) ?? 1) * EditBudget.Part));
            return edits.Count < most ? next : Math.Max(next, edits.ElementAt(edits.Count - most) + (long)Minute);
        }
    }

    /// <summary>The message that was taken last for this chat is an edit that answers nobody.</summary>
    public void TakeEdit(long chatKey, bool isGroup, long now)
    {
        lock (_lock)
        {
            _edits.Take();
            if (!isGroup)
                return;
            var recent = _chats.Get(chatKey, now).RecentEdits ??= new Queue<long>();
            recent.Enqueue(now);
            while (recent.Count > Math.Max(1, options.PerGroupPerMinute * EditBudget.Part))
                recent.Dequeue();
        }
    }

    /// <summary>A message to this chat starts now.</summary>
    public void Take(long chatKey, bool isGroup, long now, bool isReply = false)
    {
        lock (_lock)
        {
            _bot.Take(now);
            var chat = _chats.Get(chatKey, now);
            chat.Next = Math.Max(now, chat.Next) + ChatInterval(chat.Pace?.At(now) ?? 1);
            chat.Started(now, isReply);
            if (!isGroup)
                return;
            chat.Recent ??= new Queue<long>();
            chat.Recent.Enqueue(now);
            while (chat.Recent.Count > options.PerGroupPerMinute)
                chat.Recent.Dequeue();
        }
    }

    /// <summary>How much news this chat got in the last minute or so: who got less comes first.</summary>
    public int ShareOf(long chatKey, long now)
    {
        lock (_lock)
            return _chats.Find(chatKey)?.ShareAt(now) ?? 0;
    }

    public void PauseChat(long chatKey, long until, long now)
    {
        lock (_lock)
        {
            var chat = _chats.Get(chatKey, now);
            chat.PausedUntil = Math.Max(chat.PausedUntil, until);
        }
    }

    public void PauseBot(long until)
    {
        lock (_lock)
            _bot.Pause(until);
    }

    /// <summary>Telegram took a message.</summary>
    public void Accepted(long now)
    {
        lock (_lock)
            _refusals.Accepted(now);
    }

    /// <summary>Telegram refused a message to this chat (429): it pauses and slows down, or the bot does. True when it means the whole bot.</summary>
    public bool Refused(long chatKey, long until, long now)
    {
        lock (_lock)
        {
            PauseChat(chatKey, until, now);
            var chat = _chats.Get(chatKey, now);
            (chat.Pace ??= new LearnedPace()).Refused(now, until);
            var meant = _refusals.Refused(chatKey, now);
            if (meant.Count == 0)
                return false;
            foreach (var other in meant)
                _chats.Find(other)?.Pace?.Forgive();
            _bot.Refused(now, until);
            return true;
        }
    }

    private double ChatInterval(double pace) => 1000 / (options.PerChatPerSecond * pace);

    private static long Earliest(long now, double at) => at <= now ? now : (long)Math.Ceiling(at);
}
