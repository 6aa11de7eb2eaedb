namespace NewsBot.Core.Stories;

/// <summary>
/// The weights of the decision. Made by <c>dotnet run -c Release --project tests/NewsBot.Benchmarks -- stories fit</c>
/// from the fitting half of the labelled stories; not to be changed by hand.
/// </summary>
internal static class StoryWeights
{
    /// <summary>SHA-256 of the labelled stories that these were fitted to.</summary>
    public const string FittedTo = "c835954282a6c94c89d726d1469df4c873346fe8834e979b50aaeb32dc9a7b5d";

    /// <summary>What every comparison begins with.</summary>
    public const double Bias = -8.12;

    /// <summary>In the order of <see cref="StoryFeatures.Names"/>.</summary>
    public static IReadOnlyList<double> Values { get; } = [8.68, 4.43, 3.12, 2.47, 2.07, -2.41, -2.09, 0.67, 2.41];
}
