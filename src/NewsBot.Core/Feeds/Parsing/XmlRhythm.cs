using System.Globalization;

namespace NewsBot.Core.Feeds;

/// <summary>How often an XML feed asks to be read: RSS 2.0 (ttl, skipHours, skipDays) and the syndication module of RSS 1.0.</summary>
internal static class XmlRhythm
{
    /// <summary>RSS ttl.</summary>
    public static TimeSpan? TimeToLive(FeedElement channel) => Number(channel.TextOf("ttl")) is { } minutes ? TimeSpan.FromMinutes(minutes) : null;

    /// <summary>updatePeriod divided by updateFrequency; the period alone counts once.</summary>
    public static TimeSpan? UpdateInterval(FeedElement channel)
    {
        TimeSpan? period = channel.TextOf("sy:updateperiod")?.ToLowerInvariant() switch
        {
            "hourly" => TimeSpan.FromHours(1),
            "daily" => TimeSpan.FromDays(1),
            "weekly" => TimeSpan.FromDays(7),
            "monthly" => TimeSpan.FromDays(30),
            "yearly" => TimeSpan.FromDays(365),
            _ => null,
        };
        return period / Math.Max(1, Number(channel.TextOf("sy:updatefrequency")) ?? 1);
    }

    /// <summary>RSS skipHours; some count the hours to 24.</summary>
    public static IReadOnlyList<int> SkipHours(FeedElement channel) =>
        [.. Below(channel, "skiphours", "hour").Select(Number).OfType<int>().Where(hour => hour <= 24).Select(hour => hour % 24).Distinct()];

    /// <summary>RSS skipDays, in English.</summary>
    public static IReadOnlyList<DayOfWeek> SkipDays(FeedElement channel) =>
        [.. Below(channel, "skipdays", "day").Select(Day).OfType<DayOfWeek>().Distinct()];

    private static IEnumerable<string> Below(FeedElement channel, string around, string key) =>
        channel.First(around)?.Children.Where(child => child.Key == key).Select(child => child.Text()) ?? [];

    private static DayOfWeek? Day(string text)
    {
        foreach (var day in Enum.GetValues<DayOfWeek>())
        {
            if (text.Length >= 3 && day.ToString().StartsWith(text[..3], StringComparison.OrdinalIgnoreCase))
                return day;
        }

        return null;
    }

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
