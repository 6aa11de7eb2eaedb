namespace NewsBot.TelegramEmulator.Server;

/// <summary>
/// The time of the emulated Telegram, which people and tests can move: a jump, a rate, or both. What Telegram dates and
/// counts follows it: messages, flood limits, what is too old. What waits on the line (long polls, delayed answers,
/// pauses of the webhook) stays on the machine's clock, because the bot at its other end does.
/// </summary>
internal sealed class EmulatorClock(TimeProvider line) : TimeProvider
{
    public const double FastestRate = 100_000;

    public static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Latest = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private sealed record Setting(DateTimeOffset Line, DateTimeOffset Shown, double Rate);

    // Null: as the machine's clock.
    private volatile Setting? setting;

    public override long TimestampFrequency => line.TimestampFrequency;

    /// <summary>Whether somebody moved it.</summary>
    public bool IsSet => setting is not null;

    /// <summary>Seconds of this clock in one of the machine's; 0 stands still.</summary>
    public double Rate => setting?.Rate ?? 1;

    /// <summary>How far it is ahead of the machine's clock right now.</summary>
    public TimeSpan Offset => setting is null ? TimeSpan.Zero : GetUtcNow() - line.GetUtcNow();

    public override DateTimeOffset GetUtcNow()
    {
        var now = line.GetUtcNow();
        if (setting is not { } set)
            return now;
        var shown = set.Shown + (now - set.Line) * set.Rate;
        return shown < Latest ? shown : Latest;
    }

    public override long GetTimestamp() => line.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        line.CreateTimer(callback, state, dueTime, period);

    /// <summary>Shows this moment from now on and goes on at this rate.</summary>
    public void Set(DateTimeOffset shown, double rate) => setting = new Setting(line.GetUtcNow(), shown, rate);

    /// <summary>The machine's clock again.</summary>
    public void Reset() => setting = null;
}
