using NewsBot.Core.Articles;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Stories;

/// <summary>Finds the story of what a new article is an exact copy of, however old that is: the open stories (<see cref="OpenStories"/>) know a week.</summary>
internal static class StoryGrouping
{
    /// <summary>
    /// The story of the newest exact copy; null when there is none. A copy has the same address, or the same key as an
    /// item of another feed of the same site (keys alone are not unique: many feeds count their items 1, 2, 3).
    /// </summary>
    public static async Task<long?> StoryOfCopyAsync(Session session, Article article, CancellationToken cancellationToken)
    {
        if (article.UrlKey is not null)
        {
            var sameAddress = await session.ScalarAsync<long?>(
                "SELECT story_id FROM article WHERE url_key = @UrlKey ORDER BY article_id DESC LIMIT 1",
                new { article.UrlKey }, cancellationToken);
            if (sameAddress is not null)
                return sameAddress;
        }

        if (HostOf(article.Url) is not { } host)
            return null;
        var sameKey = await session.QueryAsync<Article>(
            "SELECT story_id, url FROM article WHERE item_key = @ItemKey AND feed_id <> @FeedId ORDER BY article_id DESC LIMIT 10",
            new { article.ItemKey, article.FeedId }, cancellationToken);
        return sameKey.FirstOrDefault(copy => HostOf(copy.Url) == host)?.StoryId;
    }

    private static string? HostOf(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Host.Length > 0 ? address.IdnHost : null;
}
