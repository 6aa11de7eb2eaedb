namespace NewsBot.Core.Delivery;

/// <summary>
/// The part of the bot's rate that edits take which nobody asked for: a fifth at most, so that news never waits for an "also in".
/// Times are Unix milliseconds.
/// </summary>
internal sealed class EditBudget
{
    /// <summary>Of the rate, of a group's messages a minute, and of what may be on its way at once.</summary>
    public const double Part = 0.2;

    private double _tokens = 1;
    private long _at;

    /// <summary>How many may start now.</summary>
    /// <param name="now">Unix milliseconds.</param>
    /// <param name="botRate">Messages a second that the bot may send now.</param>
    public int Room(long now, double botRate)
    {
        var rate = botRate * Part;
        if (now > _at)
            (_tokens, _at) = (Math.Min(Math.Max(1, rate / 10), _tokens + ((now - _at) * rate / 1000)), now);
        return Math.Max(0, (int)_tokens);
    }

    /// <summary>The earliest moment for the next.</summary>
    public long Next(long now, double botRate) =>
        Room(now, botRate) > 0 ? now : now + Math.Max(1, (long)Math.Ceiling((1 - _tokens) * 1000 / (botRate * Part)));

    /// <summary>One starts.</summary>
    public void Take() => _tokens--;
}
