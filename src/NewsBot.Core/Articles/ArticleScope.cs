using NewsBot.Core.Search;

namespace NewsBot.Core.Articles;

/// <summary>
/// Which articles somebody may see, and wants to. Visible is what feeds of the catalogue and the chat's own feeds
/// brought; a feed that another chat added shows nowhere else.
/// </summary>
/// <param name="ChatKey">Whose own feeds count too; null: the catalogue alone (the command line).</param>
/// <param name="Languages">Reading languages ("en", "uk"); empty: every language. Articles whose language is unknown are shown to everyone.</param>
internal sealed record ArticleScope(long? ChatKey, IReadOnlyList<string> Languages)
{
    /// <summary>What the chat follows; null: everything that is visible.</summary>
    public Following? Following { get; init; }

    /// <summary>What the chat muted, and so does not want among what it follows; a search finds it all the same. Null: nothing.</summary>
    public Following? Muted { get; init; }

    /// <summary>Only what came in at that time and was not sent to the chat; null: at any time.</summary>
    public ArrivalSpan? Arrived { get; init; }

    /// <summary>Only what the store had taken in by then (<see cref="Article.Arrival"/>), so that a list that is turned over stays the same list; null: everything.</summary>
    public long? Through { get; init; }

    /// <summary>Whether that shows too which its source took back.</summary>
    public bool Withdrawn { get; init; }

    /// <summary>Whether sample articles may show: in the emulator, and there only until one feed has answered.</summary>
    public bool Samples { get; init; }
}

/// <summary>A time in which articles came in.</summary>
/// <param name="Since">Unix milliseconds; first seen then or later.</param>
/// <param name="Until">Unix milliseconds; first seen before.</param>
/// <param name="Oldest">What was published so long before it was first seen, or longer, is no news.</param>
/// <param name="DestinationId">The place of the chat to which it was not sent; null: to none of them.</param>
internal sealed record ArrivalSpan(long Since, long Until, TimeSpan Oldest, long? DestinationId = null);

/// <summary>What a chat follows, or muted.</summary>
/// <param name="Feeds">Sources followed by name: their articles show in every language.</param>
/// <param name="Queries">Queries and those of topics.</param>
internal sealed record Following(IReadOnlyList<long> Feeds, IReadOnlyList<Query> Queries);

/// <summary>A page of a list, newest first, one article a story.</summary>
/// <param name="Articles">At most as many as were asked for.</param>
/// <param name="Before">The cursor of the next, older page; null when this is the last.</param>
internal sealed record ArticlePage(IReadOnlyList<Article> Articles, long? Before);
