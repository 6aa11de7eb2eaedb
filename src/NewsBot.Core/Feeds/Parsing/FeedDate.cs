using System.Globalization;

namespace NewsBot.Core.Feeds;

/// <summary>
/// Reads the moments feeds state: RFC 822 and 2822, RFC 3339 and W3C-DTF, C's asctime, seconds since 1970, and what is
/// commonly written in their place, with the names of months in many languages. A date without a zone is taken for UTC, a
/// date without a time for midnight; a text that states no full date gives none.
/// </summary>
internal static class FeedDate
{
    private const int Longest = 120;

    /// <summary>The moment in its own zone, or null where the text is no date of this world.</summary>
    public static DateTimeOffset? Parse(string? text)
    {
        var written = text.AsSpan().Trim();
        if (written.IsEmpty || written.Length > Longest)
            return null;
        if (written.IndexOfAnyExceptInRange('0', '9') < 0)
            return FromEpoch(written) ?? IsoDate.Parse(written);
        return IsoDate.Parse(written) ?? new DateWords(WithoutComments(written)).Read();
    }

    /// <summary>The moment, or null where one of the numbers is out of its range.</summary>
    internal static DateTimeOffset? Build(int year, int month, int day, int hour, int minute, int second, TimeSpan offset)
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

    /// <summary>The year that two digits mean (RFC 2822, 4.3).</summary>
    internal static int FullYear(int number) => number < 50 ? 2000 + number : 1900 + number;

    // Seconds, or milliseconds, of this century and the end of the last.
    private static DateTimeOffset? FromEpoch(ReadOnlySpan<char> digits)
    {
        if (digits.Length is not (9 or 10 or 13) || (digits.Length == 10 && digits[0] != '1') || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;
        var seconds = digits.Length == 13 ? number / 1000 : number;
        return seconds is > 500_000_000 and < 4_102_444_800 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
    }

    // RFC 822, 3.4.3: what stands in parentheses says nothing.
    private static ReadOnlySpan<char> WithoutComments(ReadOnlySpan<char> text)
    {
        if (!text.Contains('('))
            return text;
        var kept = new char[text.Length];
        var (length, depth) = (0, 0);
        foreach (var character in text)
        {
            depth = Math.Max(0, depth + (character == '(' ? 1 : 0));
            kept[length++] = depth > 0 ? ' ' : character;
            depth = Math.Max(0, depth - (character == ')' ? 1 : 0));
        }

        return kept;
    }
}
