using System.Globalization;

namespace NewsBot.Core.Feeds;

/// <summary>
/// When a feed's articles came out, and what that says about the next ones. The rate is that of the last twenty; which
/// hours bring more than others is learned where there are articles enough of two weeks.
/// </summary>
internal sealed class FeedRhythm
{
    /// <summary>Moments kept.</summary>
    public const int Kept = 80;

    /// <summary>Moments of which the rate is made.</summary>
    private const int Recent = 20;

    /// <summary>Fewer say nothing.</summary>
    private const int Fewest = 5;

    /// <summary>A feed is asked four times in the time in which one article is expected.</summary>
    private const double ArticlesBetweenPolls = 0.25;

    private const int HoursOfWeek = 168;
    private const int FewestForHours = 40;
    private const double LeastWeight = 0.25;
    private const double MostWeight = 4;
    private static readonly TimeSpan SpanForHours = TimeSpan.FromDays(14);
    private static readonly TimeSpan Farthest = TimeSpan.FromDays(31);

    private readonly DateTimeOffset[] _moments;

    /// <param name="moments">In any order; what came at one moment counts once, so that a batch does not look like a flood.</param>
    public FeedRhythm(IEnumerable<DateTimeOffset> moments) => _moments =
        [.. moments.Select(moment => moment.ToUnixTimeSeconds() / 60).Distinct().OrderDescending().Take(Kept).Select(minutes => DateTimeOffset.FromUnixTimeSeconds(minutes * 60))];

    /// <summary>Reads what <see cref="ToText"/> wrote; null for null.</summary>
    public static FeedRhythm? FromText(string? text) => string.IsNullOrEmpty(text)
        ? null
        : new FeedRhythm(text.Split(',').Select(minutes => DateTimeOffset.FromUnixTimeSeconds(long.Parse(minutes, CultureInfo.InvariantCulture) * 60)));

    /// <summary>Minutes since 1970, the latest first, with commas.</summary>
    public string ToText() => string.Join(',', _moments.Select(moment => (moment.ToUnixTimeSeconds() / 60).ToString(CultureInfo.InvariantCulture)));

    /// <summary>How long to wait from now; null while too little is known.</summary>
    public TimeSpan? Wait(DateTimeOffset now)
    {
        // What a feed announces for the future says nothing of its past.
        var past = _moments.SkipWhile(moment => moment > now).ToArray();
        if (past.Length < Fewest)
            return null;
        var recent = past[..Math.Min(Recent, past.Length)];
        // The silence since the last article counts: a feed that falls silent is asked less and less often.
        var hours = Math.Max((now - recent[^1]).TotalHours, 1.0 / 60);
        var perHour = recent.Length / hours;
        return past.Length >= FewestForHours && past[0] - past[^1] >= SpanForHours ? Walk(perHour, Weights(past), now) : Limit(ArticlesBetweenPolls / perHour);
    }

    // Hour by hour, until a quarter of an article is expected to have come.
    private static TimeSpan Walk(double perHour, double[] weights, DateTimeOffset now)
    {
        var (expected, hours) = (0.0, 0.0);
        var moment = now.UtcDateTime;
        while (hours < Farthest.TotalHours)
        {
            var rate = perHour * weights[HourOfWeek(moment)];
            var left = (3600 - (moment.Minute * 60) - moment.Second) / 3600.0;
            if (expected + (rate * left) >= ArticlesBetweenPolls)
                return Limit(hours + ((ArticlesBetweenPolls - expected) / rate));
            expected += rate * left;
            hours += left;
            moment = moment.AddHours(left);
        }

        return Farthest;
    }

    // The share of each hour of the day, apart for working days and weekends, smoothed over its neighbours: with some
    // dozens of articles, 168 hours of their own would be noise.
    private static double[] Weights(DateTimeOffset[] past)
    {
        var counts = new double[2, 24];
        foreach (var moment in past)
            counts[IsWeekend(moment.UtcDateTime.DayOfWeek) ? 1 : 0, moment.UtcDateTime.Hour]++;
        var days = (past[0] - past[^1]).TotalDays;
        var weights = new double[HoursOfWeek];
        for (var hour = 0; hour < HoursOfWeek; hour++)
        {
            var kind = IsWeekend((DayOfWeek)(hour / 24)) ? 1 : 0;
            var near = counts[kind, hour % 24] + counts[kind, (hour + 23) % 24] + counts[kind, (hour + 1) % 24];
            var usual = past.Length * 3 / (days * 24) * (days * (kind == 1 ? 2 : 5) / 7);
            weights[hour] = Math.Clamp((near + 1) / (usual + 1), LeastWeight, MostWeight);
        }

        return weights;
    }

    private static bool IsWeekend(DayOfWeek day) => day is DayOfWeek.Saturday or DayOfWeek.Sunday;

    private static int HourOfWeek(DateTime moment) => ((int)moment.DayOfWeek * 24) + moment.Hour;

    private static TimeSpan Limit(double hours) => hours < Farthest.TotalHours ? TimeSpan.FromHours(hours) : Farthest;
}
