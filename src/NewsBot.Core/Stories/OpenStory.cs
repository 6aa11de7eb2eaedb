namespace NewsBot.Core.Stories;

/// <summary>One article of an open story: what a copy of it is recognised by.</summary>
/// <param name="Story">Where it belongs.</param>
/// <param name="Article">Without its texts.</param>
/// <param name="TitleKey">0: its title is too short to be recognised by.</param>
/// <param name="Shingles">Of its text.</param>
/// <param name="Numbers">The particular ones.</param>
/// <param name="TitleWords">Of its title.</param>
internal sealed record StoryMember(OpenStory Story, StoryArticle Article, ulong TitleKey, uint[] Shingles, uint[] Numbers, uint[] TitleWords)
{
    public bool IsFounder => Story.Founder == Article.ArticleId;
}

/// <summary>A story that may still grow.</summary>
internal sealed class OpenStory(long id, StoryText founder)
{
    /// <summary>A story is over when nobody reports it for so long, in milliseconds.</summary>
    public const long Window = 72 * 3_600_000L;

    /// <summary>And after so long in any case: what is told of an affair then is another story.</summary>
    public const long Longest = 7 * 24 * 3_600_000L;

    // What one of so many outlets tells is part of the story.
    private const int OutletsOfOneTelling = 3;

    private readonly List<string> _outlets = [founder.Article.Outlet];

    public long Id { get; } = id;

    public string Language { get; } = founder.Article.Language;

    /// <summary>Its first article.</summary>
    public long Founder { get; } = founder.Article.ArticleId;

    public long FirstAt { get; } = founder.Article.At;

    public long LastAt { get; private set; } = founder.Article.At;

    public bool IsTemplated { get; } = founder.Title.IsTemplated;

    /// <summary>Those of its first article: what the story was about when it was sent.</summary>
    public StoryTerm[] FounderTerms { get; } = founder.Terms;

    /// <summary>The sums over its outlets.</summary>
    public StoryTerm[] Terms { get; private set; } = founder.Terms;

    /// <summary>
    /// Of these, what the first article tells or at least a third of the outlets: what a text is compared with. With what a single later
    /// report tells beside it, a row of reports that each resemble the one before would lead from one story into another.
    /// </summary>
    public StoryTerm[] Core { get; private set; } = founder.Terms;

    /// <summary>Who reported it, the first one first.</summary>
    public IReadOnlyList<string> Outlets => _outlets;

    /// <summary>Where its articles stand in the book.</summary>
    public List<int> Slots { get; } = new(1);

    /// <summary>When it will be closed if nobody reports it any more.</summary>
    public long ClosesAt => Math.Min(LastAt + Window, FirstAt + Longest);

    /// <summary>Whether a report of this moment may belong to it.</summary>
    public bool IsOpenAt(long at) => Math.Abs(at - LastAt) <= Window && Math.Abs(at - FirstAt) <= Longest;

    /// <summary>
    /// One more report. The terms that are new in the story are given back; an outlet that repeats itself adds none, or it would
    /// pull the story to what it says.
    /// </summary>
    public StoryTerm[] Add(StoryText text)
    {
        LastAt = Math.Max(LastAt, text.Article.At);
        if (_outlets.Contains(text.Article.Outlet))
            return [];
        _outlets.Add(text.Article.Outlet);
        var met = StoryTerm.Without(Terms, text.Terms);
        Terms = StoryTerm.Merge(Terms, text.Terms);
        Core = _outlets.Count <= OutletsOfOneTelling ? Terms : CoreOf(Terms, FounderTerms, _outlets.Count);
        return met;
    }

    private static StoryTerm[] CoreOf(StoryTerm[] terms, StoryTerm[] ofFounder, int outlets)
    {
        var core = new StoryTerm[terms.Length];
        int founder = 0, count = 0;
        foreach (var term in terms)
        {
            // The founder's terms are among all, in the same order.
            var isOfFounder = founder < ofFounder.Length && ofFounder[founder].Id == term.Id;
            founder += isOfFounder ? 1 : 0;
            if (isOfFounder || term.Texts * OutletsOfOneTelling >= outlets)
                core[count++] = term;
        }

        return core.AsSpan(0, count).ToArray();
    }
}
