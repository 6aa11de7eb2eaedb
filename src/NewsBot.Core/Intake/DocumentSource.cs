using NewsBot.Core.Feeds;

namespace NewsBot.Core.Intake;

/// <summary>The source of imported documents: a feed of the catalogue that is never polled.</summary>
internal static class DocumentSource
{
    private const int LongestTitle = 200;

    /// <summary>The row for documents of this name; documents of one name share it.</summary>
    /// <param name="title">As readers see it.</param>
    /// <param name="language">Normalised, or null.</param>
    /// <param name="origin">seed or import.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static Feed Of(string title, string? language, string origin, long now)
    {
        title = ArticleText.Cut(title, LongestTitle);
        return new Feed
        {
            Kind = "documents",
            Url = $"documents:{title.ToLowerInvariant()}",
            Title = title,
            TitleFixed = 1,
            Language = language,
            InCatalogue = 1,
            Origin = origin,
            FirstFetchedAt = now,
            CreatedAt = now,
        };
    }
}
