using System.Text.RegularExpressions;

namespace NewsBot.Core.Feeds;

/// <summary>Sites whose pages hold the name of the feed, but not as a link: what is looked for stands in their scripts.</summary>
internal static partial class PageRules
{
    /// <summary>The feeds that such a page gives away.</summary>
    public static IEnumerable<DiscoveredFeed> FeedsOf(PageFeeds page)
    {
        var host = FeedAddress.HostOf(page.Address);
        if (host is "youtube.com" or "www.youtube.com" or "m.youtube.com" && ChannelOf(page.Text) is { } channel)
            yield return new DiscoveredFeed(new Uri("https://www.youtube.com/feeds/videos.xml?channel_id=" + channel), null, FoundBy.SiteRule);
        if (host is "soundcloud.com" or "www.soundcloud.com" && SoundCloudUser().Match(page.Text) is { Success: true } user)
            yield return new DiscoveredFeed(new Uri($"https://feeds.soundcloud.com/users/soundcloud:users:{user.Groups["id"].Value}/sounds.rss"), null, FoundBy.SiteRule);
    }

    // The owner of the page stands in its canonical address or in the data of the page; other channels may be mentioned.
    private static string? ChannelOf(string text)
    {
        foreach (var pattern in new[] { CanonicalChannel(), OwnChannel(), AnyChannel() })
        {
            if (pattern.Match(text) is { Success: true } match)
                return match.Groups["id"].Value;
        }

        return null;
    }

    [GeneratedRegex("""<link[^>]{0,100}rel="canonical"[^>]{0,100}href="https://www\.youtube\.com/channel/(?<id>UC[\w-]{22})""")]
    private static partial Regex CanonicalChannel();

    [GeneratedRegex("""(?:"externalId"\s*:\s*"|"externalChannelId"\s*:\s*"|itemprop="(?:identifier|channelId)"\s+content=")(?<id>UC[\w-]{22})""")]
    private static partial Regex OwnChannel();

    [GeneratedRegex("""(?:"channelId"\s*:\s*"|/channel/)(?<id>UC[\w-]{22})""")]
    private static partial Regex AnyChannel();

    [GeneratedRegex("""soundcloud://users:(?<id>\d{1,15})|soundcloud:users:(?<id>\d{1,15})""")]
    private static partial Regex SoundCloudUser();
}
