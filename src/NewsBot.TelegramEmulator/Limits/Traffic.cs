namespace NewsBot.TelegramEmulator.Limits;

/// <summary>Whose limit a request hit.</summary>
internal enum FloodScope
{
    Bot,
    Chat,
}

/// <summary>One request that flood control refused; the moment in ticks of the emulator's clock.</summary>
internal sealed record FloodRefusal(long At, string Method, long ChatId, FloodScope Scope, int RetryAfter);

/// <summary>
/// What a bot sent: what passed flood control and when, what it refused, what Telegram accepted, in all and by chat.
/// A message that was stored is accepted, whatever became of the answer; an album counts as its messages.
/// </summary>
internal sealed class Traffic
{
    private const int RefusalsKept = 200;
    private const int SecondsKept = 3600;

    private readonly Lock gate = new();
    private readonly Dictionary<long, TrafficCount> chats = [];
    private readonly Queue<FloodRefusal> refusals = new();
    private readonly Queue<TrafficSecond> seconds = new();
    private TrafficSecond? newest;
    private TrafficCount all = new(TimeSpan.FromSeconds(1));

    /// <summary>Flood control let it pass.</summary>
    public void Passed(long now, MessageCost cost)
    {
        lock (gate)
        {
            all.Passed(now, cost);
            Chat(cost.ChatId).Passed(now, cost);
            Second(now).Passed += cost.Messages;
        }
    }

    /// <summary>Telegram did it.</summary>
    public void Accepted(MessageCost cost, bool overFree)
    {
        if (cost.IsFree)
            return;
        lock (gate)
        {
            all.Accepted(cost, overFree);
            Chat(cost.ChatId).Accepted(cost, overFree);
        }
    }

    public void Refused(long now, FloodRefusal refusal)
    {
        lock (gate)
        {
            all.Refused(now);
            Chat(refusal.ChatId).Refused(now);
            Second(now).Refused++;
            refusals.Enqueue(refusal);
            if (refusals.Count > RefusalsKept)
                refusals.Dequeue();
        }
    }

    /// <summary>A message or edit was refused for another reason, or a fault was played before anything was done.</summary>
    public void Failed(MessageCost cost)
    {
        if (cost.IsFree)
            return;
        lock (gate)
        {
            all.Failed++;
            Chat(cost.ChatId).Failed++;
        }
    }

    public void Clear()
    {
        lock (gate)
        {
            chats.Clear();
            refusals.Clear();
            seconds.Clear();
            (all, newest) = (new TrafficCount(TimeSpan.FromSeconds(1)), null);
        }
    }

    /// <summary>Runs the work while nothing is counted.</summary>
    public T Read<T>(Func<TrafficCount, IReadOnlyDictionary<long, TrafficCount>, IEnumerable<TrafficSecond>, IEnumerable<FloodRefusal>, T> work)
    {
        lock (gate)
            return work(all, chats, seconds, refusals);
    }

    private TrafficCount Chat(long id)
    {
        if (!chats.TryGetValue(id, out var chat))
            chats.Add(id, chat = new TrafficCount(TimeSpan.FromMinutes(1)));
        return chat;
    }

    private TrafficSecond Second(long now)
    {
        var at = now / TimeSpan.TicksPerSecond;
        if (newest?.At == at)
            return newest;
        newest = new TrafficSecond(at);
        seconds.Enqueue(newest);
        if (seconds.Count > SecondsKept)
            seconds.Dequeue();
        return newest;
    }
}

/// <summary>One second of the emulator's clock, counted from the year 1; seconds without a request are left out.</summary>
internal sealed class TrafficSecond(long at)
{
    public long At => at;

    public int Passed { get; set; }

    public int Refused { get; set; }
}
