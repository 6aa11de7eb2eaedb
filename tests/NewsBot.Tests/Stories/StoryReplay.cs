using NewsBot.Core.Stories;

namespace NewsBot.Tests.Stories;

/// <summary>Lets labelled articles come in one after another; nothing looks ahead.</summary>
internal static class StoryReplay
{
    /// <summary>The event and the story of each article.</summary>
    /// <param name="half">The articles in any order.</param>
    /// <param name="decisionOf">What decides about an article.</param>
    /// <param name="report">Told of each decision.</param>
    public static IReadOnlyList<(string Event, long Story)> Run(
        IReadOnlyList<LabelledStory> half, Func<LabelledStory, StoryDecision> decisionOf, Action<LabelledStory, StoryVerdict>? report = null)
    {
        var book = new StoryBook();
        var assigned = new List<(string, long)>(half.Count);
        foreach (var (label, article) in LabelledStory.InOrder(half))
        {
            book.CloseUntil(article.At);
            book.Decision = decisionOf(label);
            var text = book.Read(article);
            var verdict = book.Assign(text);
            report?.Invoke(label, verdict);
            assigned.Add((label.Event, verdict.Story?.Id ?? article.ArticleId));
        }

        return assigned;
    }

    /// <summary>With the fitted weights.</summary>
    public static StoryScores Judge(IReadOnlyList<LabelledStory> half, double threshold = StoryDecision.FittedThreshold)
    {
        var decision = StoryDecision.Fitted with { Threshold = threshold };
        return StoryScores.Of(Run(half, _ => decision));
    }
}
