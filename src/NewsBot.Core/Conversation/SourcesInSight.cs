using NewsBot.Core.Articles;
using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>The sources that a chat is shown: what it may see, without those that hold nothing but samples once samples are not shown.</summary>
internal static class SourcesInSight
{
    /// <summary>By folder and title.</summary>
    public static async Task<IReadOnlyList<Feed>> OfAsync(Session session, Turn turn, CancellationToken cancellationToken)
    {
        var feeds = await FeedStore.VisibleAsync(session, turn.Chat.ChatKey, cancellationToken);
        if (await turn.Desk.Samples.AreShownAsync(session, cancellationToken))
            return feeds;
        var hidden = await SourceDirectory.OnlySamplesAsync(session, cancellationToken);
        return hidden.Count == 0 ? feeds : [.. feeds.Where(feed => !hidden.Contains(feed.FeedId))];
    }
}
