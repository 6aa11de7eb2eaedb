using System.Globalization;

namespace NewsBot.Core.Feeds;

/// <summary>ISO 8601 as RFC 3339 and W3C-DTF profile it, with the parts that are often left out.</summary>
internal static class IsoDate
{
    /// <summary>The moment, or null where the text has another form.</summary>
    public static DateTimeOffset? Parse(ReadOnlySpan<char> text)
    {
        var rest = text;
        if (!Digits(ref rest, 4, out var year))
            return null;
        var dashes = Skip(ref rest, '-');
        var (month, day) = (1, 1);
        if (rest.Length >= 3 && DigitCount(rest) == 3)
        {
            // The day of the year (ISO 8601, 4.1.3).
            if (!Digits(ref rest, 3, out var ordinal) || year is < 1 or > 9998 || ordinal < 1 || ordinal > (DateTime.IsLeapYear(year) ? 366 : 365))
                return null;
            var date = new DateTime(year, 1, 1).AddDays(ordinal - 1);
            (month, day) = (date.Month, date.Day);
        }
        else if (DigitCount(rest) >= 2 || dashes)
        {
            if (!Number(ref rest, out month))
                return null;
            var more = Skip(ref rest, '-');
            if ((more || (!dashes && DigitCount(rest) >= 2)) && !Number(ref rest, out day))
                return null;
        }

        var (hour, minute, second) = (0, 0, 0);
        if (!rest.IsEmpty && !Clock(ref rest, out hour, out minute, out second))
            return null;
        return Zone(rest.Trim()) is { } offset ? FeedDate.Build(year, month, day, hour, minute, second, offset) : null;
    }

    private static bool Clock(ref ReadOnlySpan<char> rest, out int hour, out int minute, out int second)
    {
        (hour, minute, second) = (0, 0, 0);
        var before = rest.Length;
        rest = rest.TrimStart(" \t\n,");
        if (!rest.IsEmpty && rest[0] is 'T' or 't')
            rest = rest[1..].TrimStart();
        if (rest.IsEmpty)
            return true;
        var compact = before == rest.Length;
        if (compact ? !Digits(ref rest, 2, out hour) : !Number(ref rest, out hour))
            return false;
        if ((Skip(ref rest, ':') || DigitCount(rest) >= 2) && !Digits(ref rest, 2, out minute))
            return false;
        if ((Skip(ref rest, ':') || DigitCount(rest) >= 2) && !Digits(ref rest, 2, out second))
            return false;
        if (rest is ['.' or ',', >= '0' and <= '9', ..])
            rest = rest[(1 + DigitCount(rest[1..]))..];
        return true;
    }

    private static TimeSpan? Zone(ReadOnlySpan<char> zone)
    {
        if (zone.IsEmpty)
            return TimeSpan.Zero;
        return DateZone.Named(zone) ?? DateZone.Offset(zone);
    }

    // One digit or two: "2004-1-5".
    private static bool Number(ref ReadOnlySpan<char> rest, out int number) => Digits(ref rest, Math.Clamp(DigitCount(rest), 1, 2), out number);

    private static bool Digits(ref ReadOnlySpan<char> rest, int count, out int number)
    {
        number = 0;
        if (DigitCount(rest) < count || !int.TryParse(rest[..count], NumberStyles.None, CultureInfo.InvariantCulture, out number))
            return false;
        rest = rest[count..];
        return true;
    }

    private static int DigitCount(ReadOnlySpan<char> rest)
    {
        var length = rest.IndexOfAnyExceptInRange('0', '9');
        return length < 0 ? rest.Length : length;
    }

    private static bool Skip(ref ReadOnlySpan<char> rest, char sign)
    {
        if (rest.IsEmpty || rest[0] != sign)
            return false;
        rest = rest[1..];
        return true;
    }
}
