namespace NewsBot.Core.Stories;

/// <summary>
/// Whether an article belongs to a story: a logistic regression over <see cref="StoryFeatures"/>. A wrong merge hides news, a wrong
/// split only repeats it.
/// </summary>
/// <param name="Bias">What every comparison begins with.</param>
/// <param name="Weights">In the order of <see cref="StoryFeatures.Names"/>.</param>
/// <param name="Threshold">From this probability on an article joins.</param>
internal sealed record StoryDecision(double Bias, IReadOnlyList<double> Weights, double Threshold)
{
    /// <summary>Chosen by cross-validation on the fitting half, in the middle of where nothing much changes.</summary>
    public const double FittedThreshold = 0.45;

    /// <summary>The one in use.</summary>
    public static StoryDecision Fitted { get; } = new(StoryWeights.Bias, StoryWeights.Values, FittedThreshold);

    /// <summary>
    /// What is enough for the copy of a later report: it must resemble the story itself too, or a row of copies, each
    /// changed a little, would lead from one story into another.
    /// </summary>
    public double ThresholdOfCopies => Threshold / 2;

    /// <summary>That they are one story, 0 to 1.</summary>
    public double Probability(StoryFeatures features)
    {
        var sum = Bias;
        var values = features.Values;
        for (var index = 0; index < values.Length; index++)
            sum += values[index] * Weights[index];
        return 1 / (1 + Math.Exp(-sum));
    }
}
