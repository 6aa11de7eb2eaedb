namespace NewsBot.TelegramEmulator.Limits;

/// <summary>The moments of the last span of time, oldest first, in a ring that grows to what the span held and no further.</summary>
internal sealed class RecentTimes(TimeSpan span)
{
    private long[] ring = [];
    private int first;
    private int count;

    public void Add(long now)
    {
        Count(now);
        if (count == ring.Length)
            Grow();
        ring[(first + count++) % ring.Length] = now;
    }

    /// <summary>How many moments lie within the span before now.</summary>
    public int Count(long now)
    {
        while (count > 0 && ring[first] <= now - span.Ticks)
        {
            first = (first + 1) % ring.Length;
            count--;
        }
        return count;
    }

    /// <summary>How many of them lie after a moment.</summary>
    public int CountAfter(long moment)
    {
        var found = 0;
        while (found < count && ring[(first + count - 1 - found) % ring.Length] > moment)
            found++;
        return found;
    }

    /// <summary>When the moment at this place, counted from the oldest, falls out of the span.</summary>
    public long LeavesAt(int place) => ring[(first + place) % ring.Length] + span.Ticks;

    public void Clear() => (ring, first, count) = ([], 0, 0);

    private void Grow()
    {
        var larger = new long[Math.Max(4, ring.Length * 2)];
        for (var i = 0; i < count; i++)
            larger[i] = ring[(first + i) % ring.Length];
        (ring, first) = (larger, 0);
    }
}
