namespace NewsBot.Core.Stories;

/// <summary>What speaks for and against an article's belonging to a story. All parts are weighed by <see cref="TermWeights"/>.</summary>
internal sealed record StoryFeatures
{
    private const double Day = 24 * 3_600_000;
    private const double MostDays = 3;

    /// <summary>The names of <see cref="Values"/>, in their order.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["Likeness", "OpeningKnown", "OpeningTold", "RareTerms", "Numbers", "DaysSinceLast", "DaysSinceFirst", "TitleKnown", "TitleTold"];

    /// <summary>The cosine of all terms, titles and leads heavier, with the first article or with the mean of the outlets, whichever is higher.</summary>
    public required double Likeness { get; init; }

    /// <summary>Of the article's title and lead the part that the story tells too (<see cref="OpenStory.Core"/>), anywhere.</summary>
    public required double OpeningKnown { get; init; }

    /// <summary>Of the title and lead of the first article, or of what half of the outlets begin with, the part that the article tells.</summary>
    public required double OpeningTold { get; init; }

    /// <summary>Rare terms in both, the half rare ones counted in part; ln(1 + n).</summary>
    public required double RareTerms { get; init; }

    /// <summary>Particular numbers in both; ln(1 + n).</summary>
    public required double Numbers { get; init; }

    /// <summary>Between the article and the story's latest report, at most 3.</summary>
    public required double DaysSinceLast { get; init; }

    /// <summary>Between the article and the story's first report, at most 3.</summary>
    public required double DaysSinceFirst { get; init; }

    /// <summary>As <see cref="OpeningKnown"/>, of the title alone.</summary>
    public required double TitleKnown { get; init; }

    /// <summary>As <see cref="OpeningTold"/>, of titles alone.</summary>
    public required double TitleTold { get; init; }

    /// <summary>How many rare terms and particular numbers both have: two texts on one event never have but one.</summary>
    public required int SharedRare { get; init; }

    public double[] Values => [Likeness, OpeningKnown, OpeningTold, RareTerms, Numbers, DaysSinceLast, DaysSinceFirst, TitleKnown, TitleTold];

    /// <summary>Compares a text with a story.</summary>
    public static StoryFeatures Of(StoryText text, OpenStory story, TermWeights weights)
    {
        var logarithm = weights.LogarithmOf(text.Article.Language);
        var outlets = story.Outlets.Count;
        var mean = new TermComparison(text.Terms, story.Core, weights, logarithm, fewestOutlets: (outlets + 1) / 2);
        var first = outlets == 1 ? mean : new TermComparison(text.Terms, story.FounderTerms, weights, logarithm, fewestOutlets: 1);
        return new StoryFeatures
        {
            Likeness = Math.Max(mean.Cosine, first.Cosine),
            OpeningKnown = mean.OpeningKnown,
            OpeningTold = Math.Max(mean.OpeningTold, first.OpeningTold),
            RareTerms = Math.Log(1 + mean.RareTerms),
            Numbers = Math.Log(1 + mean.Numbers),
            DaysSinceLast = Days(text.Article.At - story.LastAt),
            DaysSinceFirst = Days(text.Article.At - story.FirstAt),
            TitleKnown = mean.TitleKnown,
            TitleTold = Math.Max(mean.TitleTold, first.TitleTold),
            SharedRare = mean.SharedRare,
        };
    }

    private static double Days(long milliseconds) => Math.Min(MostDays, Math.Abs(milliseconds) / Day);
}
