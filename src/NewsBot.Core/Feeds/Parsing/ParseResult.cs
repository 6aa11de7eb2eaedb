namespace NewsBot.Core.Feeds;

/// <summary>What became of a document that should be a feed.</summary>
internal abstract record ParseResult
{
    private ParseResult()
    {
    }

    /// <summary>A feed, whole or as far as it could be read.</summary>
    /// <param name="Feed">What was read.</param>
    /// <param name="Defect">Where the document breaks the rules of its format; null when it keeps them.</param>
    internal sealed record Parsed(ParsedFeed Feed, FeedDefect? Defect = null) : ParseResult;

    /// <summary>A document of another kind.</summary>
    /// <param name="Found">What it looks like.</param>
    internal sealed record NotAFeed(DocumentKind Found) : ParseResult;

    /// <summary>Meant as a feed, but nothing in it could be read.</summary>
    /// <param name="Defect">Where reading stopped.</param>
    internal sealed record Unreadable(FeedDefect Defect) : ParseResult;
}

/// <summary>A place where a feed document is broken.</summary>
/// <param name="Line">Line of the document, from 1.</param>
/// <param name="Column">Column in it, from 1.</param>
/// <param name="Reason">What is wrong, in English, for the owner.</param>
internal sealed record FeedDefect(int Line, int Column, string Reason);

/// <summary>What a document looks like that is not a feed.</summary>
internal enum DocumentKind
{
    /// <summary>No bytes, or white space only.</summary>
    Empty,

    /// <summary>A web page.</summary>
    WebPage,

    /// <summary>XML with another root, such as a site map.</summary>
    OtherXml,

    /// <summary>JSON that is not a JSON Feed.</summary>
    OtherJson,

    /// <summary>Anything else: plain text, a picture, an archive.</summary>
    Unknown,
}
