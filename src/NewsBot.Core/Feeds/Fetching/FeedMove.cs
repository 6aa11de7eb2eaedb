namespace NewsBot.Core.Feeds;

/// <summary>
/// When a permanent redirect is believed: a domain that lapsed or a site under repair sends everybody to a page that is no
/// feed, or to somebody else's. So a feed has to be read well at the new address several times over a day first.
/// </summary>
internal static class FeedMove
{
    /// <summary>Good answers in a row.</summary>
    private const int Polls = 3;

    /// <summary>From the first of them to the last.</summary>
    private static readonly long Span = (long)TimeSpan.FromDays(1).TotalMilliseconds;

    /// <summary>Notes where a poll led.</summary>
    /// <param name="feed">Its row, changed here.</param>
    /// <param name="movedTo">Where permanent redirects led, or null.</param>
    /// <param name="isRead">A feed was read there; false: it is only known that nothing has changed.</param>
    /// <param name="now">Unix milliseconds UTC.</param>
    public static void Note(Feed feed, Uri? movedTo, bool isRead, long now)
    {
        if (movedTo is null || movedTo.AbsoluteUri == feed.Url)
        {
            Forget(feed);
            return;
        }

        if (feed.MovedTo != movedTo.AbsoluteUri)
            (feed.MovedTo, feed.MovedSince, feed.MovedPolls) = (movedTo.AbsoluteUri, now, 0);
        if (isRead)
            feed.MovedPolls++;
    }

    /// <summary>The proof begins anew.</summary>
    public static void Forget(Feed feed) => (feed.MovedTo, feed.MovedSince, feed.MovedPolls) = (null, null, 0);

    /// <summary>Whether the new address may replace the old one.</summary>
    public static bool IsProved(Feed feed, long now) => feed is { MovedTo: not null, MovedPolls: >= Polls, MovedSince: { } since } && now - since >= Span;
}
