namespace NewsBot.TelegramEmulator.Limits;

/// <summary>Counts of one chat or of all; moments in ticks of the emulator's clock, 0 for never.</summary>
/// <param name="remembered">How far back moments are kept: the longest time of which the busiest is known.</param>
internal sealed class TrafficCount(TimeSpan remembered)
{
    private readonly RecentTimes recent = new(remembered);

    /// <summary>Messages accepted.</summary>
    public long Messages { get; private set; }

    public long Edits { get; private set; }

    /// <summary>Messages sent with allow_paid_broadcast.</summary>
    public long Paid { get; private set; }

    /// <summary>Those of them above the free rate; each costs a tenth of a Star.</summary>
    public long Charged { get; private set; }

    /// <summary>Requests that flood control refused.</summary>
    public long Refusals { get; private set; }

    /// <summary>Messages and edits that were refused for other reasons.</summary>
    public long Failed { get; set; }

    /// <summary>When the first message passed.</summary>
    public long FirstAt { get; private set; }

    public long LastAt { get; private set; }

    public long LastRefusalAt { get; private set; }

    /// <summary>The most messages within any second, wherever it begins.</summary>
    public int MostInASecond { get; private set; }

    /// <summary>The most messages within the whole time remembered.</summary>
    public int MostRemembered { get; private set; }

    public void Passed(long now, MessageCost cost)
    {
        if (cost.Messages == 0)
            return;
        FirstAt = FirstAt == 0 ? now : FirstAt;
        LastAt = now;
        for (var i = 0; i < cost.Messages; i++)
            recent.Add(now);
        MostInASecond = Math.Max(MostInASecond, recent.CountAfter(now - TimeSpan.TicksPerSecond));
        MostRemembered = Math.Max(MostRemembered, recent.Count(now));
    }

    public void Accepted(MessageCost cost, bool overFree)
    {
        Messages += cost.Messages;
        Edits += cost.Edits;
        if (cost.Paid)
            Paid += cost.Messages;
        if (overFree)
            Charged += cost.Messages;
    }

    public void Refused(long now)
    {
        Refusals++;
        LastRefusalAt = now;
    }
}
