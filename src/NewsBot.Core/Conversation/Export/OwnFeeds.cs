using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>Feeds that a list or a file brings into a chat.</summary>
internal static class OwnFeeds
{
    /// <summary>
    /// Makes the feed one of the chat's own, with the name and the group it has there: the row of the feed is shared with others
    /// who have it. Nothing is fetched here; the poller comes to new feeds in its own time, and their back catalogue is not sent.
    /// </summary>
    /// <returns>The feed, and whether the chat did not have it.</returns>
    public static async Task<(long FeedId, bool Added)> AddAsync(Session session, Turn turn, Uri address, string? title, string folder, CancellationToken cancellationToken)
    {
        var (chatKey, now) = (turn.Chat.ChatKey, turn.Desk.Time.NowMilliseconds());
        var (feed, _) = await FeedStore.AddAsync(session, Feed.New(address, "chat", now), cancellationToken);
        if (!await FeedStore.AddOwnAsync(session, chatKey, feed.FeedId, turn.UserId, now, cancellationToken))
            return (feed.FeedId, false);
        await ChatFeedNames.SaveAsync(session, chatKey, feed.FeedId, new OwnName { Title = title, Folder = folder }, cancellationToken);
        return (feed.FeedId, true);
    }
}
