using System.Text.Json;
using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;
using NewsBot.Core.Text;

namespace NewsBot.Core.Intake;

/// <summary>
/// Makes the catalogue agree with the settings <c>Feeds:Sources</c>. What the owner names or times stays so; a feed that
/// was taken out of the settings leaves the catalogue and keeps its articles.
/// </summary>
internal sealed class SourcesFromSettings(Database database, FeedOptions options, TimeProvider time)
{
    private const string Setting = "feeds.from-settings";

    /// <summary>Synchronises, once at every start.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => database.WriteAsync(async session =>
    {
        var now = time.NowMilliseconds();
        var current = new List<string>();
        foreach (var source in options.Sources)
        {
            if (!Uri.TryCreate(source.Url, UriKind.Absolute, out var address))
                continue;
            var feed = Feed.New(address, "setting", now, TextCleaner.Clean(source.Title));
            feed.FixedInterval = source.Interval is { } interval ? (long)interval.TotalMilliseconds : null;
            // As the settings spell it, wherever the feed has moved since.
            current.Add(feed.Url);
            await FeedStore.AddAsync(session, feed, cancellationToken);
            await FixIntervalAsync(session, feed.Url, feed.FixedInterval, now, cancellationToken);
            await SetAccessAsync(session, feed.Url, TextCleaner.Clean(source.UserAgent), source.AcceptAnyCertificate, cancellationToken);
        }

        foreach (var gone in (await PreviousAsync(session, cancellationToken)).Except(current, StringComparer.Ordinal))
            await ReleaseAsync(session, gone, now, cancellationToken);
        await SettingStore.SetAsync(session, Setting, JsonSerializer.Serialize(current), cancellationToken);
    }, cancellationToken);

    private static async Task<string[]> PreviousAsync(Session session, CancellationToken cancellationToken) =>
        await SettingStore.GetAsync(session, Setting, cancellationToken) is { } json ? JsonSerializer.Deserialize<string[]>(json) ?? [] : [];

    // A shorter interval counts from now on, not from the check that the longer one has planned.
    private static Task<int> FixIntervalAsync(Session session, string url, long? interval, long now, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            """
            UPDATE feed SET fixed_interval = @interval,
              next_check_at = CASE WHEN @interval IS NOT NULL AND next_check_at > @latest THEN @latest ELSE next_check_at END
            WHERE url = @url OR feed_id = (SELECT feed_id FROM feed_alias WHERE url = @url)
            """,
            new { url, interval, latest = now + (interval ?? 0) }, cancellationToken);

    private static Task<int> SetAccessAsync(Session session, string url, string? userAgent, bool acceptAnyCertificate, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            """
            UPDATE feed SET user_agent = @userAgent, accept_any_certificate = @any
            WHERE url = @url OR feed_id = (SELECT feed_id FROM feed_alias WHERE url = @url)
            """,
            new { url, userAgent, any = acceptAnyCertificate ? 1L : 0L }, cancellationToken);

    // Seeds, imports and what the owner added in a chat have a reason of their own to be in the catalogue.
    private static async Task ReleaseAsync(Session session, string url, long now, CancellationToken cancellationToken)
    {
        await FixIntervalAsync(session, url, null, now, cancellationToken);
        await SetAccessAsync(session, url, null, false, cancellationToken);
        await session.ExecuteAsync(
            "UPDATE feed SET in_catalogue = 0, title_fixed = 0 WHERE (url = @url OR feed_id = (SELECT feed_id FROM feed_alias WHERE url = @url)) AND origin IN ('setting', 'chat')", new { url }, cancellationToken);
    }
}
