namespace NewsBot.Core.Feeds;

/// <summary>How often a feed usually brings something, and from when on its silence is out of the ordinary.</summary>
internal sealed record Cadence
{
    /// <summary>Moments that are looked at.</summary>
    public const int Moments = 60;

    /// <summary>Fewer say nothing about a rhythm.</summary>
    private const int Fewest = 8;

    /// <summary>No silence is worth a word before.</summary>
    public static readonly TimeSpan ShortestSilence = TimeSpan.FromDays(5);

    private const double UsualGaps = 10;
    private const double LongestGaps = 2;

    /// <summary>Items a day.</summary>
    public required double PerDay { get; init; }

    /// <summary>The silence that is told: ten usual gaps, twice the longest one seen (weekends, holidays), five days at least.</summary>
    public required TimeSpan Silence { get; init; }

    /// <summary>From the moments of the latest items; null where they show no rhythm.</summary>
    /// <param name="moments">Unix milliseconds, in any order. Those of one minute are one: an undated back catalogue comes in one piece.</param>
    public static Cadence? Of(IEnumerable<long> moments)
    {
        var all = moments.Order().ToArray();
        var minutes = all.Select(moment => moment / 60_000).Distinct().ToArray();
        if (minutes.Length < Fewest)
            return null;
        var longest = TimeSpan.Zero;
        for (var index = 1; index < minutes.Length; index++)
        {
            var gap = TimeSpan.FromMinutes(minutes[index] - minutes[index - 1]);
            longest = gap > longest ? gap : longest;
        }

        var span = TimeSpan.FromMinutes(minutes[^1] - minutes[0]);
        var silence = Longer(Longer(span / (minutes.Length - 1) * UsualGaps, longest * LongestGaps), ShortestSilence);
        return new Cadence { PerDay = (all.Length - 1) / span.TotalDays, Silence = silence };
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
