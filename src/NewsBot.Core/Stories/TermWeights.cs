using System.Runtime.InteropServices;

namespace NewsBot.Core.Stories;

/// <summary>
/// How much a term says: nothing when every story has it, about 1 when no other one does. Counted are stories and not
/// articles, or the names of a story that everybody tells would say the less the more tell it. What was never met is
/// rarer as a name than as a word, and rarer as a long number than as a short one.
/// </summary>
internal sealed class TermWeights
{
    /// <summary>From here on a term counts as rare: fewer stories have it than the square root of all.</summary>
    public const double Rare = 0.5;

    private const double SurelyRare = 0.86;
    private const double Least = 0.05;

    /// <summary>Stories that are taken as read before the first one: with few, a word met once is not yet common.</summary>
    private const double StoriesBefore = 30;

    private readonly Dictionary<uint, int> _storiesOfTerm = [];
    private readonly Dictionary<string, int> _stories = new(StringComparer.Ordinal);

    /// <summary>The weight of a term of a language, 0.05 to somewhat above 1.</summary>
    public double Of(StoryTerm term, double logarithm) =>
        Math.Max(Least, (logarithm - Math.Log(_storiesOfTerm.GetValueOrDefault(term.Id) + Unmet(term.Kind))) / logarithm);

    /// <summary>Stories in a language.</summary>
    public int StoriesIn(string language) => _stories.GetValueOrDefault(language);

    /// <summary>Of the number of stories in a language; what <see cref="Of"/> wants, once for many terms.</summary>
    public double LogarithmOf(string language) => Math.Log(StoriesIn(language) + StoriesBefore);

    /// <summary>How surely a weight is that of a rare term, 0 to 1.</summary>
    public static double Rareness(double weight) => Math.Clamp((weight - Rare) / (SurelyRare - Rare), 0, 1);

    public void AddStory(string language) => CollectionsMarshal.GetValueRefOrAddDefault(_stories, language, out _)++;

    /// <summary>A story has come to have these terms.</summary>
    public void Add(ReadOnlySpan<StoryTerm> terms)
    {
        foreach (var term in terms)
            CollectionsMarshal.GetValueRefOrAddDefault(_storiesOfTerm, term.Id, out _)++;
    }

    /// <summary>A story is closed.</summary>
    public void RemoveStory(string language, ReadOnlySpan<StoryTerm> terms)
    {
        _stories[language]--;
        foreach (var term in terms)
        {
            if (--CollectionsMarshal.GetValueRefOrNullRef(_storiesOfTerm, term.Id) == 0)
                _storiesOfTerm.Remove(term.Id);
        }
    }

    // In how many stories a term may be thought to stand that none has yet.
    private static double Unmet(TermKind kind) => kind switch
    {
        TermKind.Word => 1,
        TermKind.Name => 0.2,
        TermKind.Digit => 3,
        TermKind.Number => 1,
        TermKind.LongNumber => 0.3,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
