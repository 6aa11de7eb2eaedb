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
    public const double Bias = -8.27;

    /// <summary>In the order of <see cref="StoryFeatures.Names"/>.</summary>
    public static IReadOnlyList<double> Values { get; } = [8.04, 4.94, 3.01, 2.35, 2.15, -2.29, -2.17, 1.14, 2.41];
}
