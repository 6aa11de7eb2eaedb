namespace NewsBot.Core.Feeds;

/// <summary>
/// What a document may cost. Each bound is far beyond any feed of the public corpora; what exceeds one is left out and the
/// rest is read.
/// </summary>
internal static class ParseLimits
{
    /// <summary>Items of one feed.</summary>
    public const int Items = 50_000;

    /// <summary>Elements inside one item, and elements of the feed outside its items.</summary>
    public const int Elements = 20_000;

    /// <summary>Subjects or authors of one item.</summary>
    public const int Subjects = 500;

    /// <summary>Nested elements.</summary>
    public const int Depth = 100;

    /// <summary>Attributes of one element.</summary>
    public const int Attributes = 256;

    /// <summary>Characters of text inside one item, and of the feed outside its items.</summary>
    public const int Text = 1_000_000;

    /// <summary>Characters that entities of the document may grow by, in all.</summary>
    public const int EntityText = 100_000;

    /// <summary>Entities within entities.</summary>
    public const int EntityDepth = 16;

    /// <summary>Entities that a document may declare.</summary>
    public const int Entities = 1_000;

    /// <summary>Names of elements, attributes and namespaces kept to be found again.</summary>
    public const int Names = 2_000;

    /// <summary>Characters before the root of a feed: warnings of a server, comments, a document type.</summary>
    public const int Prologue = 200_000;
}
