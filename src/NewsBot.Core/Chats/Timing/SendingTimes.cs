using System.Globalization;

namespace NewsBot.Core.Chats;

/// <summary>How often news comes.</summary>
internal enum Rhythm
{
    AtOnce,

    /// <summary>Together, at each full hour of the local clock.</summary>
    Hourly,

    /// <summary>Together, at times of the day.</summary>
    Daily,

    /// <summary>The same from Monday to Friday.</summary>
    Weekdays,
}

/// <summary>The names under which rhythms are stored.</summary>
internal static class RhythmNames
{
    private static readonly string[] Names = ["at-once", "hourly", "daily", "weekdays"];

    public static string Of(Rhythm rhythm) => Names[(int)rhythm];

    /// <summary>Null for no name, and for one that another version knows.</summary>
    public static Rhythm? Read(string? name) => Array.IndexOf(Names, name) is >= 0 and var index ? (Rhythm)index : null;
}

/// <summary>For what something waits, and with it how it comes.</summary>
internal enum Occasion
{
    /// <summary>Nothing: an alert of its own.</summary>
    None,

    /// <summary>The end of quiet hours: the stories of a night come as one message.</summary>
    Morning,

    /// <summary>A time that the reader chose: by topics, the best first.</summary>
    Digest,
}

/// <summary>When something may go, Unix milliseconds, and on which occasion.</summary>
internal readonly record struct SendingMoment(long NotBefore, Occasion Occasion);

/// <summary>Hours in which nothing comes but what may wake; minutes of the day. They may go over midnight.</summary>
internal readonly record struct QuietHours(int From, int Until)
{
    /// <summary>Whether a minute of the day lies in them.</summary>
    public bool Contain(int minute) => From <= Until ? minute >= From && minute < Until : minute >= From || minute < Until;
}

/// <summary>When news comes to a chat: at once or together at times, and not at night. By the chat's own clock.</summary>
/// <param name="TimeZone">IANA name; null: not known, and UTC counts.</param>
/// <param name="Quiet">Null: news comes at any hour.</param>
/// <param name="Rhythm">That of the chat; a subscription may have its own.</param>
/// <param name="DigestAt">Minutes of the day for <see cref="Rhythm.Daily"/> and <see cref="Rhythm.Weekdays"/>.</param>
internal sealed record SendingTimes(string? TimeZone, QuietHours? Quiet, Rhythm Rhythm, IReadOnlyList<int> DigestAt)
{
    /// <summary>When digests come while nobody chose a time: 08:00.</summary>
    public static IReadOnlyList<int> UsualDigest { get; } = [8 * 60];

    private static readonly int[] FullHours = [.. Enumerable.Range(0, 24).Select(hour => hour * 60)];

    /// <summary>From the columns of a chat.</summary>
    public static SendingTimes Read(string? timeZone, long? quietFrom, long? quietUntil, string rhythm, string digestAt) => new(
        timeZone,
        quietFrom is { } from && quietUntil is { } until ? new QuietHours((int)from, (int)until) : null,
        RhythmNames.Read(rhythm) ?? Rhythm.AtOnce,
        ReadMinutes(digestAt));

    /// <summary>
    /// When something that is there now may go. What may wake goes at once. A time for digests that lies in the quiet hours was
    /// chosen so; a full hour was not, and waits for their end.
    /// </summary>
    /// <param name="now">Unix milliseconds.</param>
    /// <param name="rhythm">That of the subscription; null: the chat's.</param>
    /// <param name="mayWake">Whether the reader marked the subscription so.</param>
    public SendingMoment MomentFor(long now, Rhythm? rhythm, bool mayWake)
    {
        if (mayWake)
            return new SendingMoment(now, Occasion.None);
        var clock = LocalClock.Of(TimeZone);
        return (rhythm ?? Rhythm) switch
        {
            Rhythm.AtOnce => AfterQuiet(clock, now) is var moment && moment > now ? new SendingMoment(moment, Occasion.Morning) : new SendingMoment(now, Occasion.None),
            Rhythm.Hourly => new SendingMoment(AfterQuiet(clock, clock.Next(now, FullHours, _ => true)), Occasion.Digest),
            Rhythm.Daily => new SendingMoment(clock.Next(now, Times, _ => true), Occasion.Digest),
            Rhythm.Weekdays => new SendingMoment(clock.Next(now, Times, IsWeekday), Occasion.Digest),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>The quiet hours that the moment lies in, when they began and when they end; null: it is not quiet.</summary>
    public (long Since, long Until)? QuietAt(long moment)
    {
        if (Quiet is not { } quiet)
            return null;
        var clock = LocalClock.Of(TimeZone);
        return AfterQuiet(clock, moment) is var until && until > moment ? (clock.Last(moment, quiet.From), until) : null;
    }

    private IReadOnlyList<int> Times => DigestAt.Count == 0 ? UsualDigest : DigestAt;

    private long AfterQuiet(LocalClock clock, long moment) =>
        Quiet is { } quiet && quiet.From != quiet.Until && quiet.Contain(clock.Read(moment).Minute) ? clock.Next(moment, [quiet.Until], _ => true) : moment;

    private static bool IsWeekday(DateOnly date) => date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>Minutes of the day as they are stored: comma-separated, ascending, each once; what is no minute is left out.</summary>
    public static IReadOnlyList<int> ReadMinutes(string stored) =>
        [.. stored.Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(text => int.TryParse(text, CultureInfo.InvariantCulture, out var minute) && minute is >= 0 and < 1440 ? minute : -1)
            .Where(minute => minute >= 0).Distinct().Order()];

    public static string WriteMinutes(IEnumerable<int> minutes) =>
        string.Join(',', minutes.Distinct().Order().Select(minute => minute.ToString(CultureInfo.InvariantCulture)));
}
