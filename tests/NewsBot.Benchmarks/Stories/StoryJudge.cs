using NewsBot.Core.Stories;
using NewsBot.Tests.Stories;

namespace NewsBot.Benchmarks.Stories;

/// <summary><c>stories judge</c>: the figures on the half that nothing was fitted to, beside what others use.</summary>
internal static class StoryJudge
{
    private static readonly double[] _steps = [-0.1, -0.05, 0, 0.05, 0.1];

    public static void Run()
    {
        var half = LabelledStory.Read("judging");
        Console.WriteLine($"  judging half {LabelledStory.HashOf("judging")}, {half.Count} articles, {half.Select(label => label.Event).Distinct().Count()} events");
        Console.WriteLine($"  weights fitted to {StoryWeights.FittedTo}");
        Console.WriteLine("  threshold:");
        foreach (var step in _steps)
            StoryFit.Print(StoryDecision.FittedThreshold + step, StoryReplay.Judge(half, StoryDecision.FittedThreshold + step));
        var overlap = TitleBaselines.Overlap(half);
        var jaccard = TitleBaselines.Jaccard(half);
        Console.WriteLine($"  title overlap 0.6   B-cubed {overlap.BCubed}   pairs {overlap.Pairs}");
        Console.WriteLine($"  title Jaccard 0.55  B-cubed {jaccard.BCubed}   pairs {jaccard.Pairs}");
    }
}
