using System.Numerics;
using System.Runtime.InteropServices;

namespace NewsBot.Core.Stories;

/// <summary>
/// Finds copies among many texts without comparing them: the chance that two texts have the same least value under a hash is their
/// Jaccard index (Broder 1997). 126 values in 42 bands of 3: texts that share 58 % of their shingles meet in a band practically
/// always, those that share 10 % in one of 24 cases; what meets is compared then.
/// </summary>
internal static class MinHash
{
    public const int Bands = 42;
    public const int Rows = 3;

    // Full vectors, whatever their width on this machine; the two beyond the bands are not used.
    private const int Values = 128;

    private static readonly uint[] _factors = [.. Enumerable.Range(1, Values).Select(index => TermHash.Mix((uint)index * 0x9E3779B1) | 1)];
    private static readonly uint[] _offsets = [.. Enumerable.Range(1, Values).Select(index => TermHash.Mix((uint)index * 0xC2B2AE3D + 1))];

    /// <summary>One number for each band; texts that have the same one in any band may be copies.</summary>
    public static uint[] BandsOf(ReadOnlySpan<uint> shingles)
    {
        Span<uint> least = stackalloc uint[Values];
        least.Fill(uint.MaxValue);
        var vectors = MemoryMarshal.Cast<uint, Vector<uint>>(least);
        var factors = MemoryMarshal.Cast<uint, Vector<uint>>(_factors);
        var offsets = MemoryMarshal.Cast<uint, Vector<uint>>(_offsets);
        foreach (var shingle in shingles)
        {
            var repeated = new Vector<uint>(shingle);
            for (var index = 0; index < vectors.Length; index++)
                vectors[index] = Vector.Min(vectors[index], repeated * factors[index] + offsets[index]);
        }

        var bands = new uint[Bands];
        for (var band = 0; band < Bands; band++)
            bands[band] = TermHash.Of(least[band * Rows] + (uint)band, least[band * Rows + 1], least[band * Rows + 2]);
        return bands;
    }
}
