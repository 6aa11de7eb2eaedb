namespace NewsBot.Core.Stories;

/// <summary>Short numbers for texts; the same in every process, so that what was decided is decided again after a restart.</summary>
internal static class TermHash
{
    private const uint Start = 2_166_136_261;
    private const uint Prime = 16_777_619;

    /// <summary>FNV-1a over the UTF-16 units, mixed at the end.</summary>
    public static uint Of(ReadOnlySpan<char> text, uint seed = Start)
    {
        var hash = seed;
        foreach (var character in text)
            hash = (hash ^ character) * Prime;
        return Mix(hash);
    }

    /// <summary>Three numbers as one, in their order.</summary>
    public static uint Of(uint first, uint second, uint third) =>
        Mix(((first * 0x9E3779B1) ^ second) * 0x85EBCA77 + third * 0xC2B2AE3D);

    /// <summary>64 bits of two halves that know nothing of each other.</summary>
    public static ulong Long(ReadOnlySpan<char> text) => ((ulong)Of(text) << 32) | Of(text, Prime);

    /// <summary>Every bit of the result depends on every bit of the value (the finalizer of MurmurHash3).</summary>
    public static uint Mix(uint value)
    {
        value = (value ^ (value >> 16)) * 0x85EBCA6B;
        value = (value ^ (value >> 13)) * 0xC2B2AE35;
        return value ^ (value >> 16);
    }
}
