using System.Globalization;
using System.Text.RegularExpressions;

namespace NewsBot.Core.Intake.Documents;

/// <summary>Finds the day a short text speaks of: "on Jan. 29", "on 3 March 2026", "29 січня".</summary>
internal static partial class DayMention
{
    private static readonly string[] English = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] Ukrainian = ["січ", "лют", "бер", "кві", "тра", "чер", "лип", "сер", "вер", "жов", "лис", "гру"];

    /// <summary>
    /// Noon UTC of the latest day the text names that is not after the reference; a day without a year is taken for its last
    /// occurrence before the reference. Days of which the text speaks as to come are passed over. Null where no day is named.
    /// </summary>
    public static DateTimeOffset? Latest(string text, DateTimeOffset reference)
    {
        DateTimeOffset? latest = null;
        foreach (Match match in Days().Matches(text))
        {
            if (!IsToCome(text, match.Index) && Day(match, reference) is { } day && !(day <= latest))
                latest = day;
        }

        return latest;
    }

    private static DateTimeOffset? Day(Match match, DateTimeOffset reference)
    {
        var month = MonthOf(match.Groups["month"].Value);
        var day = int.Parse(match.Groups["day"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        if (match.Groups["year"].Success)
            return Noon(int.Parse(match.Groups["year"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture), month, day, reference);
        // Eight years back there is a leap day in any case.
        for (var year = reference.UtcDateTime.Year; year > reference.UtcDateTime.Year - 9; year--)
        {
            if (Noon(year, month, day, reference) is { } moment)
                return moment;
        }

        return null;
    }

    private static DateTimeOffset? Noon(int year, int month, int day, DateTimeOffset reference)
    {
        if (day < 1 || day > DateTime.DaysInMonth(year, month))
            return null;
        var start = new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.Zero);
        // The writer's day begins up to 14 hours before that of UTC.
        return start > reference.AddHours(14) ? null : start.AddHours(12) <= reference ? start.AddHours(12) : reference;
    }

    private static int MonthOf(string name)
    {
        var start = name[..3].ToLowerInvariant();
        var english = Array.IndexOf(English, start);
        return (english >= 0 ? english : Array.IndexOf(Ukrainian, start)) + 1;
    }

    private static bool IsToCome(string text, int index)
    {
        var start = text.AsSpan(0, index).LastIndexOfAny(".!?\n") is >= 0 and var stop && index - stop < 160 ? stop : Math.Max(0, index - 160);
        return ToCome().IsMatch(text.AsSpan(start, index - start));
    }

    [GeneratedRegex("""
        \b(?:(?<month>Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|January|February|March|April|May|June|July|August|September|October|November|December)\.?\s+(?<day>[0-9]{1,2})\b(?!:)(?:,?\s+(?<year>(?:19|20)[0-9]{2})\b)?
        |(?<day>[0-9]{1,2})\s+(?<month>January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня)\b\.?(?:,?\s+(?<year>(?:19|20)[0-9]{2})\b)?)
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Days();

    [GeneratedRegex(@"\b(?:will|shall|scheduled|planned|plans|expected|due|until|by|відбудеться|заплановано|планує|планують|очікується|до)\b[^,;]*$", RegexOptions.IgnoreCase)]
    private static partial Regex ToCome();
}
