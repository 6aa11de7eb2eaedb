namespace NewsBot.Core.Feeds;

/// <summary>
/// The hours and days in which a feed asks not to be read (RSS skipHours and skipDays), in GMT. Kept as bits: hour 0 to 23,
/// day 0 (Sunday) to 6.
/// </summary>
/// <param name="Hours">Bit per hour.</param>
/// <param name="Days">Bit per day.</param>
internal readonly record struct QuietTimes(long Hours, long Days)
{
    private const long EveryHour = (1L << 24) - 1;
    private const long EveryDay = (1L << 7) - 1;

    /// <summary>As a document states them; a feed that never wants to be read is not believed.</summary>
    public static QuietTimes Of(IEnumerable<int> hours, IEnumerable<DayOfWeek> days)
    {
        // RSS 0.91 counted the hours from 1 to 24.
        var quietHours = hours.Where(hour => hour is >= 0 and <= 24).Aggregate(0L, (bits, hour) => bits | (1L << (hour % 24)));
        var quietDays = days.Aggregate(0L, (bits, day) => bits | (1L << (int)day));
        return new QuietTimes(quietHours == EveryHour ? 0 : quietHours, quietDays == EveryDay ? 0 : quietDays);
    }

    /// <summary>The moment itself, or the end of the quiet time that it falls into.</summary>
    public DateTimeOffset After(DateTimeOffset moment)
    {
        var next = moment.ToUniversalTime();
        while (IsQuiet(next))
            next = new DateTimeOffset(next.Year, next.Month, next.Day, next.Hour, 0, 0, TimeSpan.Zero).AddHours(1);
        return next;
    }

    private bool IsQuiet(DateTimeOffset moment) => ((Hours >> moment.Hour) & 1) == 1 || ((Days >> (int)moment.DayOfWeek) & 1) == 1;
}
