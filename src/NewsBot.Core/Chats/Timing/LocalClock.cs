namespace NewsBot.Core.Chats;

/// <summary>
/// The clock on somebody's wall: an IANA time zone with its changes to summer time and back. A time that a day does not
/// have, because the clock jumps over it, is when it would have been on the clock from before; of a time that comes twice
/// the first counts. Moments are Unix milliseconds.
/// </summary>
internal sealed class LocalClock
{
    private readonly TimeZoneInfo _zone;

    private LocalClock(TimeZoneInfo zone) => _zone = zone;

    /// <summary>The clock of a zone; UTC where none is known or the name says nothing (any more, or on this machine).</summary>
    public static LocalClock Of(string? zone) => new(Find(zone) ?? TimeZoneInfo.Utc);

    /// <summary>Whether this machine knows the zone: the tables are the system's (Debian: tzdata).</summary>
    public static bool Knows(string? zone) => Find(zone) is not null;

    /// <summary>How far the clock is ahead of UTC at the moment, in minutes.</summary>
    public int OffsetAt(long moment) => (int)_zone.GetUtcOffset(DateTimeOffset.FromUnixTimeMilliseconds(moment)).TotalMinutes;

    /// <summary>The date and the minute of the day (0 to 1,439) at the moment.</summary>
    public (DateOnly Date, int Minute) Read(long moment)
    {
        var local = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(moment), _zone);
        return (DateOnly.FromDateTime(local.DateTime), (local.Hour * 60) + local.Minute);
    }

    /// <summary>When the clock shows this minute of the date.</summary>
    public long MomentOf(DateOnly date, int minute)
    {
        var local = date.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified).AddMinutes(minute);
        if (_zone.IsInvalidTime(local))
        {
            // The offset from before the jump: an hour earlier or two there was no gap.
            return Moment(local, _zone.GetUtcOffset(local.AddHours(-3)));
        }

        return Moment(local, _zone.IsAmbiguousTime(local) ? _zone.GetAmbiguousTimeOffsets(local).Max() : _zone.GetUtcOffset(local));
    }

    /// <summary>The first moment after this one at which the clock shows one of the minutes on a day that counts.</summary>
    /// <param name="after">A moment.</param>
    /// <param name="minutes">At least one, 0 to 1,439.</param>
    /// <param name="counts">Which days count; at least one of any eight.</param>
    public long Next(long after, IReadOnlyCollection<int> minutes, Func<DateOnly, bool> counts)
    {
        for (var date = Read(after).Date.AddDays(-1); ; date = date.AddDays(1))
        {
            var candidates = counts(date) ? minutes.Select(minute => MomentOf(date, minute)).Where(moment => moment > after) : [];
            if (candidates.DefaultIfEmpty(long.MaxValue).Min() is var next && next < long.MaxValue)
                return next;
        }
    }

    /// <summary>The last moment, this one included, at which the clock showed the minute.</summary>
    public long Last(long until, int minute)
    {
        for (var date = Read(until).Date; ; date = date.AddDays(-1))
        {
            if (MomentOf(date, minute) is var moment && moment <= until)
                return moment;
        }
    }

    // Tables from before August 2022 have Kyiv under its old name (tz database, 2022b).
    private static TimeZoneInfo? Find(string? zone) =>
        zone is not null && (TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found)
            || (zone == "Europe/Kyiv" && TimeZoneInfo.TryFindSystemTimeZoneById("Europe/Kiev", out found))) ? found : null;

    private static long Moment(DateTime local, TimeSpan offset) => new DateTimeOffset(local, offset).ToUnixTimeMilliseconds();
}
