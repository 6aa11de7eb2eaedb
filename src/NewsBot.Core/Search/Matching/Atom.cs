namespace NewsBot.Core.Search;

/// <summary>What makes an atom of a standing query true for an article.</summary>
internal enum AtomKind
{
    /// <summary>A plain word: by its stem in the language of the article, exactly where that language has no stems.</summary>
    Plain,

    /// <summary>The token itself.</summary>
    Exact,

    /// <summary>A token that begins so.</summary>
    Beginning,

    /// <summary>The source, in the words of <c>source:</c>; see <see cref="SourceAtoms"/>.</summary>
    Source,

    /// <summary>The language of the article.</summary>
    Language,

    /// <summary>Nothing: every article. What has no better anchor hangs on it.</summary>
    Always,
}

/// <summary>
/// The smallest thing a standing query asks about, packed into a number: the word in the upper bits, its kind, whether
/// only the title counts, and whether some phrase needs to know where it stands.
/// </summary>
internal readonly record struct Atom(int Packed)
{
    private const int TitleBit = 8;
    private const int PositionalBit = 16;
    private const int WordShift = 5;

    public Atom(int word, AtomKind kind, bool inTitle)
        : this((word << WordShift) | (int)kind | (inTitle ? TitleBit : 0))
    {
    }

    public int Word => Packed >> WordShift;

    public AtomKind Kind => (AtomKind)(Packed & 7);

    public bool InTitle => (Packed & TitleBit) != 0;

    public bool IsPositional => (Packed & PositionalBit) != 0;

    public Atom Positional => new(Packed | PositionalBit);

    /// <summary>Whether both say the same thing of the same word.</summary>
    public bool IsLike(Atom other) => (Packed | PositionalBit) == (other.Packed | PositionalBit);
}
