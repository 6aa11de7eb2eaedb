using NewsBot.Core.Storage;

namespace NewsBot.Core.Feeds;

/// <summary>How a chat calls a feed of its own. Another chat that has the same feed never sees it.</summary>
internal sealed class OwnName
{
    /// <summary>Null: as the feed calls itself.</summary>
    public string? Title { get; set; }

    /// <summary>The group it is kept in; empty: none.</summary>
    public string Folder { get; set; } = "";
}

/// <summary>
/// The names and groups that chats brought for feeds of their own, the rows of <c>feed_name</c>. What is in the catalogue has
/// the catalogue's name and folder for everybody.
/// </summary>
internal static class ChatFeedNames
{
    private const string Row = "FROM feed_name own WHERE own.feed_id = feed.feed_id AND own.chat_key = @ChatKey AND feed.in_catalogue = 0";

    /// <summary>The columns of <c>feed</c>, with title and folder as the chat @ChatKey calls them; for a query in which <c>feed</c> is named so.</summary>
    public static string Columns(string columns) => string.Join(", ", columns.Split(", ").Select(column =>
        column is "title" or "folder" ? $"COALESCE((SELECT own.{column} {Row}), feed.{column}) AS {column}" : column));

    /// <summary>The feed as a chat calls it, or null.</summary>
    public static async Task<Feed?> FindFeedAsync(Session session, long chatKey, long feedId, CancellationToken cancellationToken)
    {
        var feed = await FeedStore.FindAsync(session, feedId, cancellationToken);
        if (feed is { InCatalogue: 0 } && await session.FirstAsync<OwnName>(
            "SELECT title, folder FROM feed_name WHERE chat_key = @chatKey AND feed_id = @FeedId", new { chatKey, feed.FeedId }, cancellationToken) is { } name)
            (feed.Title, feed.Folder) = (name.Title ?? feed.Title, name.Folder);
        return feed;
    }

    /// <summary>From now on the chat calls the feed so.</summary>
    public static Task<int> SaveAsync(Session session, long chatKey, long feedId, OwnName name, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            """
            INSERT INTO feed_name (chat_key, feed_id, title, folder) VALUES (@chatKey, @feedId, @Title, @Folder)
            ON CONFLICT (chat_key, feed_id) DO UPDATE SET title = excluded.title, folder = excluded.folder
            """,
            new { chatKey, feedId, name.Title, name.Folder }, cancellationToken);
}
