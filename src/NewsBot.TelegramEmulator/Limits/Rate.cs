namespace NewsBot.TelegramEmulator.Limits;

/// <summary>How many messages may come in a time. All moments are ticks of the emulator's clock.</summary>
internal interface IRate
{
    /// <summary>When this many more may come: now, or the first moment after it.</summary>
    long FreeAt(long now, int count);

    void Take(long now, int count);

    /// <summary>Forgets what came.</summary>
    void Clear();
}

/// <summary>At most a number within any span of time.</summary>
internal sealed class WindowRate(int limit, TimeSpan span) : IRate
{
    private readonly RecentTimes taken = new(span);

    public int Taken(long now) => taken.Count(now);

    public long FreeAt(long now, int count)
    {
        // An album larger than the whole limit passes when nothing else came; it would never otherwise.
        var mustLeave = taken.Count(now) + Math.Min(count, limit) - limit;
        return mustLeave <= 0 ? now : taken.LeavesAt(mustLeave - 1);
    }

    public void Take(long now, int count)
    {
        for (var i = 0; i < count; i++)
            taken.Add(now);
    }

    public void Clear() => taken.Clear();
}

/// <summary>
/// At most a number a second, softly: a single second may hold a little more as long as ten keep the average. Requests
/// that were paced well arrive in clusters when one of the two processes has to wait for the machine.
/// </summary>
internal sealed class SecondRate(int limit, double leeway) : IRate
{
    private const int Average = 10;

    private readonly WindowRate second = new((int)(limit * (1 + leeway)), TimeSpan.FromSeconds(1));
    private readonly WindowRate seconds = new(limit * Average, TimeSpan.FromSeconds(Average));

    /// <summary>How many came within the last second.</summary>
    public int Taken(long now) => second.Taken(now);

    public long FreeAt(long now, int count) => Math.Max(second.FreeAt(now, count), seconds.FreeAt(now, count));

    public void Take(long now, int count)
    {
        second.Take(now, count);
        seconds.Take(now, count);
    }

    public void Clear()
    {
        second.Clear();
        seconds.Clear();
    }
}

/// <summary>A steady rate with a burst: a bucket that fills up at that rate.</summary>
internal sealed class BurstRate(double perSecond, int burst) : IRate
{
    private readonly double interval = TimeSpan.TicksPerSecond / perSecond;

    // When the bucket will be full again.
    private double full;

    public long FreeAt(long now, int count)
    {
        var free = Math.Max(full, now) + (Math.Min(count, burst) - burst) * interval;
        return free <= now ? now : (long)Math.Ceiling(free);
    }

    public void Take(long now, int count) => full = Math.Max(full, now) + count * interval;

    public void Clear() => full = 0;
}
