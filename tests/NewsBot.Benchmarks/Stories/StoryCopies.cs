using NewsBot.Tests.Stories;

namespace NewsBot.Benchmarks.Stories;

/// <summary><c>stories copies</c>: edited copies that find their story, and unrelated texts that must not.</summary>
internal static class StoryCopies
{
    private const int Copies = 1_000;
    private const int Side = 1_000;

    public static void Run()
    {
        foreach (var (name, change) in CopyTrials.Changes)
        {
            var (found, wrong) = CopyTrials.Copies(Copies, change, seed: 1);
            Console.WriteLine($"  {name,-20} {found} of {Copies} copies found, {wrong} in a wrong story");
        }

        Console.WriteLine($"  unrelated            {CopyTrials.Merged(Side, Side, seed: 2)} of {Side * Side:N0} pairs merged");
    }
}
