using System.Globalization;
using System.Text.RegularExpressions;

namespace NewsBot.Core.Feeds;

/// <summary>
/// Reads the moments feeds state: RFC 822 and 2822, RFC 3339 and W3C-DTF, C's asctime, and what is commonly written in
/// their place. A date without a zone is taken for UTC, a date without a time for midnight.
/// </summary>
internal static partial class FeedDate
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    // Hours from UTC of the names in use; RFC 822, 5.1 and the common ones of Europe, Asia and Australia.
    private static readonly Dictionary<string, double> Zones = new(StringComparer.OrdinalIgnoreCase)
    {
        ["UT"] = 0, ["UTC"] = 0, ["GMT"] = 0, ["Z"] = 0, ["WET"] = 0, ["EST"] = -5, ["EDT"] = -4, ["ET"] = -5, ["CST"] = -6, ["CDT"] = -5, ["CT"] = -6,
        ["MST"] = -7, ["MDT"] = -6, ["MT"] = -7, ["PST"] = -8, ["PDT"] = -7, ["PT"] = -8, ["AKST"] = -9, ["AKDT"] = -8, ["HST"] = -10, ["NST"] = -3.5,
        ["NDT"] = -2.5, ["AST"] = -4, ["ADT"] = -3, ["BRT"] = -3, ["ART"] = -3, ["WEST"] = 1, ["BST"] = 1, ["IST"] = 5.5, ["CET"] = 1, ["MEZ"] = 1,
        ["CEST"] = 2, ["MESZ"] = 2, ["EET"] = 2, ["EEST"] = 3, ["SAST"] = 2, ["MSK"] = 3, ["MSD"] = 4, ["TRT"] = 3, ["GST"] = 4, ["PKT"] = 5, ["ICT"] = 7,
        ["WIB"] = 7, ["HKT"] = 8, ["SGT"] = 8, ["AWST"] = 8, ["JST"] = 9, ["KST"] = 9, ["ACST"] = 9.5, ["ACDT"] = 10.5, ["AEST"] = 10, ["AEDT"] = 11,
        ["NZST"] = 12, ["NZDT"] = 13,
    };

    /// <summary>The moment in its own zone, or null where the text is no date of this world.</summary>
    public static DateTimeOffset? Parse(string? text)
    {
        text = text?.Trim();
        if (string.IsNullOrEmpty(text) || text.Length > 100)
            return null;
        return Iso().Match(text) is { Success: true } iso ? FromIso(iso) : FromWords(text);
    }

    private static DateTimeOffset? FromIso(Match match) => Build(
        Number(match, "year"), Number(match, "month", 1), Number(match, "day", 1),
        Number(match, "hour"), Number(match, "minute"), Number(match, "second"), Zone(match.Groups["zone"].Value));

    // "Thu, 01 Jan 2004 19:48:21 GMT", "Thu Jan 1 19:48:21 GMT 2004", "January 1, 2004 7:48 PM": pieces in any order.
    private static DateTimeOffset? FromWords(string text)
    {
        int? month = null, day = null, year = null;
        var offset = TimeSpan.Zero;
        var time = Clock().Match(text);
        if (time.Success)
            text = text.Remove(time.Index, time.Length).Insert(time.Index, " ");
        foreach (Match piece in Piece().Matches(text))
        {
            var value = piece.Value;
            if (char.IsAsciiLetter(value[0]))
            {
                if (value.Length >= 3 && Array.IndexOf(Months, value[..3].ToLowerInvariant()) is >= 0 and var index)
                    month ??= index + 1;
                else if (Zones.TryGetValue(value, out var hours))
                    offset = TimeSpan.FromHours(hours);
            }
            else if (value[0] is '+' or '-' && time.Success && piece.Index >= time.Index)
            {
                offset = Zone(value);
            }
            else if (value.TrimStart('+', '-') is { Length: > 0 } digits)
            {
                if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                    return null;
                if (day is null && digits.Length <= 2 && number is >= 1 and <= 31)
                    day = number;
                else
                    year ??= digits.Length <= 2 ? FullYear(number) : digits.Length == 4 ? number : null;
            }
        }

        if (month is null || day is null || year is null)
            return null;
        var hour = time.Success ? Number(time, "hour") : 0;
        if (time.Groups["half"] is { Success: true } half)
            hour = (hour % 12) + (half.Value[0] is 'p' or 'P' ? 12 : 0);
        return Build(year.Value, month.Value, day.Value, hour, Number(time, "minute"), Number(time, "second"), offset);
    }

    // RFC 2822, 4.3.
    private static int FullYear(int number) => number < 50 ? 2000 + number : 1900 + number;

    private static DateTimeOffset? Build(int year, int month, int day, int hour, int minute, int second, TimeSpan offset)
    {
        if (year is < 1 or > 9998 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return null;
        if (hour > 24 || minute > 59 || second > 61 || offset.Duration() > TimeSpan.FromHours(14))
            return null;
        // 24:00 is the next midnight; a leap second is taken for the second before.
        var local = new DateTime(year, month, day).AddHours(hour).AddMinutes(minute).AddSeconds(Math.Min(second, 59));
        var utc = local - offset;
        return utc.Year is < 1 or > 9998 ? null : new DateTimeOffset(utc, TimeSpan.Zero).ToOffset(offset);
    }

    private static TimeSpan Zone(string zone)
    {
        if (zone.Length == 0)
            return TimeSpan.Zero;
        if (Zones.TryGetValue(zone, out var hours))
            return TimeSpan.FromHours(hours);
        if (Offset().Match(zone) is not { Success: true } match)
            return TimeSpan.Zero;
        var span = new TimeSpan(Number(match, "hour"), Number(match, "minute"), 0);
        return zone[0] == '-' ? -span : span;
    }

    private static int Number(Match match, string group, int otherwise = 0) =>
        match.Groups[group] is { Success: true, Length: > 0 } found && int.TryParse(found.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    [GeneratedRegex("""
        ^(?<year>[0-9]{4})(?:-?(?<month>[0-9][0-9])(?:-?(?<day>[0-9][0-9]))?)?
        (?:[T\s]+(?<hour>[0-9][0-9])(?::?(?<minute>[0-9][0-9])(?::?(?<second>[0-9][0-9])(?:[.,][0-9]+)?)?)?\s*(?<zone>[A-Za-z]{1,5}|[+-][0-9][0-9]?:?[0-9][0-9]|[+-][0-9][0-9])?)?$
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Iso();

    [GeneratedRegex("""(?<hour>[0-9]{1,2}):(?<minute>[0-9][0-9])(?::(?<second>[0-9][0-9])(?:[.,][0-9]+)?)?(?:\s*(?<half>[AaPp])\.?[Mm]\b\.?)?""")]
    private static partial Regex Clock();

    [GeneratedRegex("""[A-Za-z]+|[+-][0-9][0-9]?:?[0-9][0-9]\b|[0-9]+""")]
    private static partial Regex Piece();

    [GeneratedRegex("""^[+-](?<hour>[0-9][0-9]?):?(?<minute>[0-9][0-9])?$""")]
    private static partial Regex Offset();
}
