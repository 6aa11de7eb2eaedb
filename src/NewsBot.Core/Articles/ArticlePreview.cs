namespace NewsBot.Core.Articles;

/// <summary>
/// What something would have sent since a moment: stories, one alert each, the newest first.
/// </summary>
/// <param name="Alerts">At most <see cref="ArticleStore.MostPreviewed"/> articles go into them.</param>
/// <param name="IsCut">There were more, and older ones.</param>
/// <param name="Since">The moment asked for, Unix milliseconds.</param>
/// <param name="Now">When it was asked, Unix milliseconds.</param>
/// <param name="KnownSince">The moment asked for, or the later one since which the store knows most of its feeds, or any of the alerts; null while it knows none.</param>
/// <param name="Newest">The newest of them as articles.</param>
internal sealed record ArticlePreview(
    IReadOnlyList<PreviewedAlert> Alerts, bool IsCut, long Since, long Now, long? KnownSince, IReadOnlyList<Article> Newest)
{
    private const double MillisecondsOfDay = 24 * 60 * 60 * 1000;

    /// <summary>Of what finds nothing.</summary>
    public static ArticlePreview Nothing(long now) => new([], false, now, now, null, []);

    /// <summary>How many a day on average, over the span that is known and seen; a first day counts as a whole one.</summary>
    public double PerDay => PerDayOf(Alerts.Count);

    /// <summary>How many a day so many of these alerts would be.</summary>
    public double PerDayOf(int count) => count * MillisecondsOfDay / Math.Max(MillisecondsOfDay, Now - Begin);

    private long Begin => IsCut ? Alerts[^1].At : Math.Max(Since, KnownSince ?? Since);

    /// <summary>The most on one day of the calendar in the zone.</summary>
    public int MostOnOneDay(TimeZoneInfo zone) =>
        Alerts.Count == 0 ? 0 : Alerts.GroupBy(alert => TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(alert.At), zone).Date).Max(day => day.Count());

    /// <summary>Feeds by how many of the alerts they would have sent, the busiest first.</summary>
    public IReadOnlyList<long> Feeds => ByFrequency(alert => alert.FeedId);

    /// <summary>Languages by how many of the alerts are in them, the commonest first; articles of unknown language are left out.</summary>
    public IReadOnlyList<string> Languages => ByFrequency(alert => alert.Language).OfType<string>().ToList();

    private IReadOnlyList<T> ByFrequency<T>(Func<PreviewedAlert, T> of) =>
        [.. Alerts.GroupBy(of).OrderByDescending(group => group.Count()).ThenBy(group => group.Key).Select(group => group.Key)];

    /// <summary>The alerts of these hits, which are the newest first: a story is alerted when its first article comes.</summary>
    public static IReadOnlyList<PreviewedAlert> AlertsOf(IEnumerable<PreviewHit> hits) =>
        [.. hits.GroupBy(hit => hit.StoryId).Select(story => new PreviewedAlert(story.Key, story.First().ArticleId, story.Last().FeedId, story.Last().Language, Article.SortTimeOf(story.Last().ArticleId)))];
}

/// <summary>One alert that would have been.</summary>
/// <param name="StoryId">The story.</param>
/// <param name="ArticleId">Its newest article that was found.</param>
/// <param name="FeedId">The source that had it first.</param>
/// <param name="Language">Of that article; null: unknown.</param>
/// <param name="At">When that article came out, Unix milliseconds.</param>
internal sealed record PreviewedAlert(long StoryId, long ArticleId, long FeedId, string? Language, long At);

/// <summary>An article that was found, without its texts.</summary>
internal sealed class PreviewHit
{
    public long ArticleId { get; set; }
    public long StoryId { get; set; }
    public long FeedId { get; set; }
    public string? Language { get; set; }
}
