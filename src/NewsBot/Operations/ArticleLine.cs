using System.Globalization;
using NewsBot.Core.Articles;
using NewsBot.Core.Storage;

namespace NewsBot.Operations;

/// <summary>An article in one line of text: when it was published, its title, source and address.</summary>
internal static class ArticleLine
{
    public static string Of(Article article) =>
        string.Join("  ", new[] { Published(article) ?? "-", article.Title, $"({article.FeedTitle})", article.Url }.OfType<string>());

    /// <summary>ISO 8601 in UTC; null where the source does not say.</summary>
    public static string? Published(Article article) =>
        article.PublishedAt is { } moment ? UnixTime.ToTime(moment).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) : null;
}
