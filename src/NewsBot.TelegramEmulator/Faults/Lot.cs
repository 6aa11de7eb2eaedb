namespace NewsBot.TelegramEmulator.Faults;

/// <summary>
/// Draws which calls a fault at a rate hits. The n-th draw depends on seed and n alone (SplitMix64, G. Steele et al.
/// 2014), so that a run can be had again.
/// </summary>
internal sealed class Lot(double percent, long seed)
{
    public double Percent => percent;

    public long Seed => seed;

    /// <summary>How many calls have drawn.</summary>
    public long Drawn { get; private set; }

    public bool Draw()
    {
        var mixed = (ulong)seed + (ulong)++Drawn * 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        mixed ^= mixed >> 31;
        // The upper 53 bits as a number from 0 up to 1.
        return (mixed >> 11) * (1.0 / (1UL << 53)) * 100 < percent;
    }
}
