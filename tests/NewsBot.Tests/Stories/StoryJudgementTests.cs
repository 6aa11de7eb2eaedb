using NewsBot.Core.Stories;

namespace NewsBot.Tests.Stories;

/// <summary>The figures that are promised, on the half that nothing was fitted to; docs/performance.md has them in full.</summary>
public sealed class StoryJudgementTests
{
    [Fact]
    public void JudgingHalf_InTheOrderOfArrival_IsGroupedAsPromised()
    {
        var half = LabelledStory.Read("judging");

        var scores = StoryReplay.Judge(half);

        Assert.InRange(scores.BCubed.Precision, 0.97, 1);
        Assert.InRange(scores.BCubed.Recall, 0.85, 1);
        Assert.InRange(scores.Pairs.F1, 0.9, 1);
        Assert.True(scores.Pairs.F1 > TitleBaselines.Overlap(half).Pairs.F1);
        Assert.True(scores.Pairs.F1 > TitleBaselines.Jaccard(half).Pairs.F1);
    }

    [Theory]
    [InlineData(-0.05)]
    [InlineData(0.05)]
    public void JudgingHalf_ThresholdMoved_LosesLittle(double step)
    {
        var half = LabelledStory.Read("judging");

        var moved = StoryReplay.Judge(half, StoryDecision.FittedThreshold + step);

        Assert.InRange(StoryReplay.Judge(half).Pairs.F1 - moved.Pairs.F1, -1, 0.02);
    }

    [Fact]
    public void Scores_OfKnownGroups_AreThoseOfTheBook()
    {
        // One event split in two, one article of another event in with it.
        var scores = StoryScores.Of([("a", 1), ("a", 1), ("a", 2), ("b", 2)]);

        Assert.Equal((1 + 1 + 0.5 + 0.5) / 4, scores.BCubed.Precision, 9);
        Assert.Equal((2.0 / 3 + 2.0 / 3 + 1.0 / 3 + 1) / 4, scores.BCubed.Recall, 9);
        Assert.Equal((0.5, 1.0 / 3), (scores.Pairs.Precision, scores.Pairs.Recall));
    }
}
