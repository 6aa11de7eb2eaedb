namespace NewsBot.Core.Feeds;

/// <summary>How news of a feed stand in the store (<c>feed_notice.kind</c>) and in the keys of texts.</summary>
internal static class FeedNewsNames
{
    /// <summary>failing, still-failing, gone, silent, recovered or speaks-again.</summary>
    public static string Of(FeedNews news) => news switch
    {
        FeedNews.Failing => "failing",
        FeedNews.StillFailing => "still-failing",
        FeedNews.Gone => "gone",
        FeedNews.Silent => "silent",
        FeedNews.Recovered => "recovered",
        FeedNews.SpeaksAgain => "speaks-again",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
