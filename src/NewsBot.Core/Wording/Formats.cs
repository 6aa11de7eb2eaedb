using System.Globalization;

namespace NewsBot.Core.Wording;

/// <summary>Numbers, spans and moments as a language writes them; by our own tables, so that they are the same on every machine.</summary>
internal sealed partial class Words
{
    /// <summary>12,345 in English, 12 345 in Ukrainian (from five digits on, with a space that does not break).</summary>
    public string Number(long value)
    {
        if (Language == "uk" && Math.Abs(value) < 10_000)
            return value.ToString(CultureInfo.InvariantCulture);
        var grouped = value.ToString("#,0", CultureInfo.InvariantCulture);
        return Language == "uk" ? grouped.Replace(',', '\u00a0') : grouped;
    }

    /// <summary>"20 minutes", "9 hours", "3 days": the largest whole unit that says it.</summary>
    public string Span(TimeSpan span) => span switch
    {
        { TotalMinutes: < 1 } => Say("time.less-than-a-minute"),
        { TotalMinutes: < 90 } => Say("time.minutes", ("count", (long)Math.Round(span.TotalMinutes))),
        { TotalHours: < 48 } => Say("time.hours", ("count", (long)Math.Round(span.TotalHours))),
        _ => Say("time.days", ("count", (long)Math.Round(span.TotalDays))),
    };

    /// <summary>"every minute", "every 15 minutes", "every hour".</summary>
    public string Every(TimeSpan span) => span switch
    {
        { TotalSeconds: < 90 } when span < TimeSpan.FromMinutes(1) => Say("time.every-seconds", ("count", (long)Math.Max(1, Math.Round(span.TotalSeconds)))),
        { TotalMinutes: < 90 } when Math.Round(span.TotalMinutes) is not 60 => Say("time.every-minutes", ("count", (long)Math.Round(span.TotalMinutes))),
        { TotalHours: < 36 } when Math.Round(span.TotalHours) is not 24 => Say("time.every-hours", ("count", (long)Math.Round(span.TotalHours))),
        _ => Say("time.every-days", ("count", (long)Math.Max(1, Math.Round(span.TotalDays)))),
    };

    /// <summary>"about 12 a day", "about 3 a week", "about 1 a month": the shortest span in which there is one.</summary>
    public string Rate(double perDay) => perDay switch
    {
        >= 1 => Say("rate.day", ("count", (long)Math.Round(perDay))),
        >= 1.0 / 7 => Say("rate.week", ("count", (long)Math.Round(perDay * 7))),
        _ => Say("rate.month", ("count", (long)Math.Max(1, Math.Round(perDay * 30)))),
    };

    /// <summary>"23 Nov 2026, 14:05" in the zone (an IANA name); "23 Nov 2026, 13:05 UTC" without one.</summary>
    public string Moment(long unixMilliseconds, string? timeZone = null)
    {
        var moment = DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds);
        var zoned = timeZone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone);
        if (zoned)
            moment = TimeZoneInfo.ConvertTime(moment, TimeZoneInfo.FindSystemTimeZoneById(timeZone!));
        var month = Say("time.months").Split(',')[moment.Month - 1];
        var clock = moment.ToString("HH:mm", CultureInfo.InvariantCulture);
        return $"{moment.Day} {month} {moment.Year}, {clock}{(zoned ? "" : " UTC")}";
    }

    /// <summary>"14:05" in the zone (an IANA name); "13:05 UTC" without one.</summary>
    public string Clock(long unixMilliseconds, string? timeZone = null)
    {
        var moment = Moment(unixMilliseconds, timeZone);
        return moment[(moment.IndexOf(',', StringComparison.Ordinal) + 2)..];
    }

    /// <summary>A language's own name ("English", "українська"); its code where there is none.</summary>
    public static string NameOf(string language) => language switch
    {
        "en" => "English",
        "uk" => "Українська",
        "de" => "Deutsch",
        "fr" => "Français",
        "es" => "Español",
        "it" => "Italiano",
        "pl" => "Polski",
        "pt" => "Português",
        "nl" => "Nederlands",
        "cs" => "Čeština",
        "ro" => "Română",
        "sv" => "Svenska",
        "tr" => "Türkçe",
        "ru" => "Русский",
        "ar" => "العربية",
        "he" => "עברית",
        "zh" => "中文",
        "ja" => "日本語",
        "ko" => "한국어",
        "hi" => "हिन्दी",
        _ => language,
    };
}
