namespace NewsBot.Core.Stories;

/// <summary>What forbids that an article joins a story, however much they resemble each other.</summary>
internal enum Veto
{
    None,

    /// <summary>Nothing compares words of two languages.</summary>
    OtherLanguage,

    /// <summary>The story is over, or was not yet.</summary>
    OutOfTime,

    /// <summary>An outlet that reports again has something else to say; only copies of what it said are the same.</summary>
    SameOutlet,

    /// <summary>A briefing tells several stories and is none of them.</summary>
    Templated,

    /// <summary>A headline and a handful of words: what two of those share is the subject, not the event.</summary>
    TooShort,

    /// <summary>Fewer than two rare terms or particular numbers in common.</summary>
    TooFewShared,

    /// <summary>
    /// They share some rare terms among many others: two reports of one football season, not of one match. Below every true
    /// pair of the fitting half, which tells unrelated texts of one field apart.
    /// </summary>
    HardlyAlike,

    /// <summary>
    /// Nobody knows yet which words of the language are common: there is no list of its short words, and few stories were met.
    /// Everything would seem rare, and all of it one story.
    /// </summary>
    UnfamiliarLanguage,

    /// <summary>The same form of words about another fact: the rate is 5.25 here and 5.50 there.</summary>
    NumbersClash,
}

/// <summary>Finds the first veto.</summary>
internal static class Vetoes
{
    private const int FewestShared = 2;
    private const int FewestTerms = 12;
    private const double LeastLikeness = 0.1;
    private const int FewestStories = 50;
    private const int FewestTitleWords = 3;
    private const double SameForm = 0.6;

    /// <summary>What forbids the comparison itself.</summary>
    public static Veto Of(StoryText text, OpenStory story)
    {
        if (story.Language != text.Article.Language)
            return Veto.OtherLanguage;
        if (!story.IsOpenAt(text.Article.At))
            return Veto.OutOfTime;
        if (story.Outlets.Contains(text.Article.Outlet))
            return Veto.SameOutlet;
        return text.Title.IsTemplated || story.IsTemplated ? Veto.Templated : Veto.None;
    }

    /// <summary>What forbids joining after the comparison.</summary>
    public static Veto Of(StoryText text, OpenStory story, StoryFeatures features, TermWeights weights)
    {
        if (StopWords.Of(story.Language).Count == 0 && weights.StoriesIn(story.Language) < FewestStories)
            return Veto.UnfamiliarLanguage;
        if (features.SharedRare < FewestShared)
            return Veto.TooFewShared;
        if (features.Likeness < LeastLikeness)
            return Veto.HardlyAlike;
        if (Math.Min(text.Terms.Length, story.FounderTerms.Length) < FewestTerms)
            return Veto.TooShort;
        return FactsClash(text.Terms, story.FounderTerms) ? Veto.NumbersClash : Veto.None;
    }

    /// <summary>
    /// Whether two texts have the same words in their titles and measures (<see cref="StoryTerm.IsMeasure"/>) in their openings of which
    /// none is the same.
    /// </summary>
    public static bool FactsClash(ReadOnlySpan<StoryTerm> first, ReadOnlySpan<StoryTerm> second)
    {
        int words = 0, sharedWords = 0, ofFirst = 0, ofSecond = 0;
        int left = 0, right = 0;
        while (left < first.Length || right < second.Length)
        {
            var inFirst = left < first.Length && (right == second.Length || first[left].Id <= second[right].Id);
            var inSecond = right < second.Length && (left == first.Length || second[right].Id <= first[left].Id);
            var (one, other) = (inFirst ? first[left] : default, inSecond ? second[right] : default);
            if (one.IsMeasure && other.IsMeasure)
                return false;
            ofFirst += one.IsMeasure && one.Opening > 0 ? 1 : 0;
            ofSecond += other.IsMeasure && other.Opening > 0 ? 1 : 0;
            if ((one.Title > 0 && !one.IsNumber) || (other.Title > 0 && !other.IsNumber))
            {
                words++;
                sharedWords += one.Title > 0 && other.Title > 0 ? 1 : 0;
            }

            left += inFirst ? 1 : 0;
            right += inSecond ? 1 : 0;
        }

        return ofFirst > 0 && ofSecond > 0 && sharedWords >= FewestTitleWords && sharedWords >= words * SameForm;
    }

    /// <summary>Whether two titles share half of the words of the shorter one: one is the other edited.</summary>
    public static bool TitlesAlike(ReadOnlySpan<uint> first, ReadOnlySpan<uint> second) =>
        Shingles.Shared(first, second) * 2 >= Math.Min(first.Length, second.Length);

    /// <summary>
    /// Whether fewer than half of the particular numbers of two texts are the same: tomorrow's price notice copies today's but for them.
    /// </summary>
    public static bool NumbersDiffer(ReadOnlySpan<uint> first, ReadOnlySpan<uint> second)
    {
        var fewest = Math.Min(first.Length, second.Length);
        return fewest > 0 && Shingles.Shared(first, second) * 2 < fewest;
    }
}
