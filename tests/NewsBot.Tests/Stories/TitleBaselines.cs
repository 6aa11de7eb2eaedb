using NewsBot.Core.Stories;
using NewsBot.Core.Text;

namespace NewsBot.Tests.Stories;

/// <summary>What is used elsewhere: the words of titles alone. Articles that are linked, directly or through others, are one story.</summary>
internal static class TitleBaselines
{
    private const int LookBackMinutes = 120 * 60;

    /// <summary>Jaccard index of 0.55 or more over the words of two letters or more.</summary>
    public static StoryScores Jaccard(IReadOnlyList<LabelledStory> half) => Score(half, WordsOf, (left, right) =>
        JaccardOf(left, right) >= 0.55);

    /// <summary>
    /// NewsBlur's rule: of significant words (no short words of the language, no digits, none of the outlet's name), five or
    /// more in each title, three or more are common and they are 60 % of the shorter one; titles that are equal, too.
    /// </summary>
    public static StoryScores Overlap(IReadOnlyList<LabelledStory> half) => Score(half, SignificantWordsOf, (left, right) =>
    {
        var common = left.Count(right.Contains);
        return left.Count >= 5 && right.Count >= 5 && common >= 3 && common >= 0.6 * Math.Min(left.Count, right.Count);
    });

    public static double JaccardOf(HashSet<string> left, HashSet<string> right)
    {
        var common = left.Count(right.Contains);
        return (double)common / Math.Max(1, left.Count + right.Count - common);
    }

    public static HashSet<string> WordsOf(LabelledStory label) =>
        Analyzer.Words(label.Title).Where(word => word.Length >= 2).ToHashSet(StringComparer.Ordinal);

    private static HashSet<string> SignificantWordsOf(LabelledStory label)
    {
        var name = Analyzer.Words(label.Outlet);
        var names = label.Title.Contains(" - ", StringComparison.Ordinal) ? Analyzer.Words(label.Title[label.Title.LastIndexOf(" - ", StringComparison.Ordinal)..]) : [];
        return WordsOf(label).Where(word => !StopWords.Of(label.Language).Contains(word) && !word.Any(char.IsDigit) && !name.Contains(word) && !names.Contains(word))
            .ToHashSet(StringComparer.Ordinal);
    }

    private static StoryScores Score(IReadOnlyList<LabelledStory> half, Func<LabelledStory, HashSet<string>> words, Func<HashSet<string>, HashSet<string>, bool> isOne)
    {
        var titles = half.Select(words).ToList();
        var stories = Enumerable.Range(0, half.Count).ToArray();
        for (var left = 0; left < half.Count; left++)
        {
            for (var right = 0; right < left; right++)
            {
                if (half[left].Language == half[right].Language && Math.Abs(half[left].Minutes - half[right].Minutes) <= LookBackMinutes && isOne(titles[left], titles[right]))
                    stories[RootOf(stories, left)] = RootOf(stories, right);
            }
        }

        return StoryScores.Of([.. half.Select((label, index) => (label.Event, RootOf(stories, index)))]);
    }

    private static int RootOf(int[] stories, int index)
    {
        while (stories[index] != index)
            index = stories[index];
        return index;
    }
}
