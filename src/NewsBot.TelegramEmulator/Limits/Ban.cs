namespace NewsBot.TelegramEmulator.Limits;

/// <summary>
/// What follows a request too many: nothing passes until retry_after is over. Where bans grow, a request that comes
/// during one doubles it, at most once a second (what was under way when the first no came is not held against the
/// bot) and up to three hours; retry_after values of 34, 234 and 10,072 s were reported from the wild.
/// </summary>
internal sealed class Ban
{
    private const long Longest = 3 * TimeSpan.TicksPerHour;

    private long until;
    private long length;
    private long named;

    /// <summary>Seconds until it is over, rounded up; 0 when there is none.</summary>
    public int SecondsLeft(long now) => until <= now ? 0 : (int)((until - now + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond);

    public void Begin(long now, long seconds)
    {
        length = seconds * TimeSpan.TicksPerSecond;
        until = now + length;
        named = now;
    }

    /// <summary>A request came while the ban lasts.</summary>
    public void Ignored(long now)
    {
        if (now - named < TimeSpan.TicksPerSecond)
            return;
        Begin(now, Math.Max(length, Math.Min(length * 2, Longest)) / TimeSpan.TicksPerSecond);
    }

    public void Clear() => (until, length, named) = (0, 0, 0);
}
