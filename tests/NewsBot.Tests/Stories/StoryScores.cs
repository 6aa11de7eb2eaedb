namespace NewsBot.Tests.Stories;

/// <summary>Precision, recall and their harmonic mean.</summary>
internal readonly record struct Score(double Precision, double Recall)
{
    public double F1 => Precision + Recall == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);

    public override string ToString() => FormattableString.Invariant($"P {Precision:0.000}  R {Recall:0.000}  F1 {F1:0.000}");
}

/// <summary>How well stories that were found agree with the events that are told.</summary>
/// <param name="BCubed">The mean over articles of how pure and how complete their stories are (Bagga and Baldwin 1998).</param>
/// <param name="Pairs">Over all pairs of articles that are in one story, or should be.</param>
internal sealed record StoryScores(Score BCubed, Score Pairs)
{
    /// <summary>Scores articles given as their event and the story they were put in.</summary>
    public static StoryScores Of<TStory>(IReadOnlyList<(string Event, TStory Story)> articles) where TStory : notnull
    {
        var ofEvent = articles.GroupBy(one => one.Event).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        var ofStory = articles.GroupBy(one => one.Story).ToDictionary(group => group.Key, group => group.Count());
        var ofBoth = articles.GroupBy(one => one).ToDictionary(group => group.Key, group => group.Count());
        var bCubed = new Score(
            articles.Average(one => (double)ofBoth[one] / ofStory[one.Story]),
            articles.Average(one => (double)ofBoth[one] / ofEvent[one.Event]));
        double right = Pairs(ofBoth.Values), found = Pairs(ofStory.Values), told = Pairs(ofEvent.Values);
        return new StoryScores(bCubed, new Score(found == 0 ? 1 : right / found, told == 0 ? 1 : right / told));

        static double Pairs(IEnumerable<int> sizes) => sizes.Sum(size => size * (size - 1L) / 2);
    }
}
