namespace NewsBot.Core.Feeds;

/// <summary>One feed of an OPML file.</summary>
/// <param name="Address">xmlUrl, http or https.</param>
/// <param name="Title">As the file names it, plain text; null where it does not.</param>
/// <param name="Folder">The outlines around it, outermost first, separated by " / "; empty at the top.</param>
/// <param name="SiteAddress">htmlUrl.</param>
/// <param name="Language">As the file states it, normalised.</param>
/// <param name="Line">Line of the outline; 0 where it comes from no file.</param>
internal sealed record OpmlFeed(Uri Address, string? Title, string Folder, string? SiteAddress, string? Language, int Line = 0)
{
    /// <summary>What stands between the names of a folder and the folder in it.</summary>
    public const string FolderSeparator = " / ";

    /// <summary>A feed as an outline says it; null for one that has no address of the web, as the source of imported documents.</summary>
    public static OpmlFeed? Of(Feed feed) =>
        feed.Kind == "polled" && Uri.TryCreate(feed.Url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? new OpmlFeed(address, feed.Title, feed.Folder, feed.SiteUrl, feed.Language)
            : null;
}

/// <summary>Something in an OPML file that was skipped, or could not be read.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Reason">What is wrong, in English, for the owner.</param>
/// <param name="Defect">The kind of it, for texts in other languages.</param>
/// <param name="Name">How the outline calls itself, or the address where it has no name; null where it is not about one.</param>
internal sealed record OpmlProblem(int Line, string Reason, OpmlDefect Defect, string? Name = null);

/// <summary>What can be wrong with a piece of an OPML file.</summary>
internal enum OpmlDefect
{
    /// <summary>The file is not OPML at all.</summary>
    NotOpml,

    /// <summary>The file breaks off here.</summary>
    Broken,

    /// <summary>The tag of an outline is broken.</summary>
    Unreadable,

    /// <summary>An outline that calls itself a feed has no address, or only that of its site.</summary>
    NoAddress,

    /// <summary>An outline's address is none of the web.</summary>
    NotOfTheWeb,

    /// <summary>An outline's address is longer than any real one, and than an index of the store takes.</summary>
    TooLong,

    /// <summary>More feeds or problems than are read or told.</summary>
    TooMany,
}

/// <summary>What an OPML file holds.</summary>
/// <param name="Feeds">In the order of the file; an address once only.</param>
/// <param name="Problems">Outlines that were skipped, and where the file breaks off.</param>
/// <param name="Repeated">Outlines whose address stood there before.</param>
internal sealed record OpmlDocument(IReadOnlyList<OpmlFeed> Feeds, IReadOnlyList<OpmlProblem> Problems, int Repeated = 0);
