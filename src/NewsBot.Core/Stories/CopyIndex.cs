namespace NewsBot.Core.Stories;

/// <summary>A text that another one is copied from.</summary>
internal readonly record struct FoundCopy(int Slot, double Jaccard, double Containment);

/// <summary>Finds the articles that a text is a copy of, edited or cut: by <see cref="MinHash"/>, then by their shingles themselves.</summary>
/// <param name="expected">Articles that there will be, where it is known.</param>
internal sealed class CopyIndex(int expected = 0)
{
    /// <summary>Of all shingles this part is shared: a word in ten changed leaves 0.58.</summary>
    private const double FewestOfAll = 0.5;

    /// <summary>Or this part of the shorter text: it is the beginning of the longer one.</summary>
    private const double FewestOfShorter = 0.7;

    /// <summary>A text of so many shingles is an article, not the words that an outlet puts under each.</summary>
    public const int SurelyNoDescription = 100;

    private readonly SlotMap _bands = new(expected * MinHash.Bands);
    private readonly HashSet<int> _found = [];

    /// <summary>The bands of a text; none of one that is too short to be compared.</summary>
    public static uint[] BandsOf(uint[] shingles) => shingles.Length < Shingles.Fewest ? [] : MinHash.BandsOf(shingles);

    public void Add(int slot, uint[] bands)
    {
        foreach (var band in bands)
            _bands.Add(band, slot);
    }

    /// <summary>Bands are not kept, 8 MB for fifty thousand texts: they are made again from the shingles.</summary>
    public void Remove(int slot, uint[] shingles)
    {
        foreach (var band in BandsOf(shingles))
            _bands.Remove(band, slot);
    }

    /// <summary>The slots of what it is a copy of.</summary>
    public IEnumerable<FoundCopy> Find(uint[] shingles, uint[] bands, Func<int, uint[]> shinglesOf)
    {
        _found.Clear();
        foreach (var band in bands)
            _bands.Find(band, _found);
        foreach (var slot in _found)
        {
            if (Compare(shingles, shinglesOf(slot)) is { } copy)
                yield return copy with { Slot = slot };
        }
    }

    /// <summary>Whether one is a copy of the other; null when not. The slot is left open.</summary>
    public static FoundCopy? Compare(uint[] first, uint[] second)
    {
        if (Math.Min(first.Length, second.Length) < Shingles.Fewest)
            return null;
        var jaccard = Shingles.Jaccard(first, second);
        var containment = Shingles.Containment(first, second);
        return jaccard >= FewestOfAll || containment >= FewestOfShorter ? new FoundCopy(-1, jaccard, containment) : null;
    }
}
