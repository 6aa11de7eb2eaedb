using System.Runtime.InteropServices;

namespace NewsBot.Core.Stories;

/// <summary>What a term is; the rarer its kind, the more it says when it was never met before (<see cref="TermWeights"/>).</summary>
internal enum TermKind : byte
{
    Word,

    /// <summary>Written with a capital inside a sentence, and never without. In German that is every noun.</summary>
    Name,

    /// <summary>A number of one digit: half of all texts have it.</summary>
    Digit,

    /// <summary>Of two digits: an age, a day, a small count.</summary>
    Number,

    /// <summary>Longer, or with a decimal part: hardly by chance in two texts.</summary>
    LongNumber,
}

/// <summary>
/// A term of an article, or of a story: then the sums over its outlets. 32 bits of hash stand for the stem and its language: of 300,000
/// terms some ten pairs share one, and their texts would take more memory than that is worth. Eleven bytes, as fifty thousand
/// articles are kept with a hundred terms each.
/// </summary>
/// <param name="Id">Of the stem and its language.</param>
/// <param name="Weight">How much it stands in the text, in half units: title 6, lead 3, each of three times in the body 2.</param>
/// <param name="Texts">Texts that have it.</param>
/// <param name="Title">Texts that have it in the title.</param>
/// <param name="Opening">Texts that have it in the title or in the lead.</param>
/// <param name="Kind">What it is.</param>
/// <param name="IsMeasure">A number with a decimal part or a sign of percent or money: another one is another fact.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal readonly record struct StoryTerm(uint Id, ushort Weight, byte Texts, byte Title, byte Opening, TermKind Kind, bool IsMeasure)
{
    /// <summary>A number that two texts seldom share by chance.</summary>
    public bool IsParticularNumber => Kind is TermKind.Number or TermKind.LongNumber;

    public bool IsNumber => Kind >= TermKind.Digit;

    /// <summary>Both together.</summary>
    public StoryTerm With(StoryTerm other) => new(
        Id,
        (ushort)Math.Min(ushort.MaxValue, Weight + other.Weight),
        (byte)Math.Min(byte.MaxValue, Texts + other.Texts),
        (byte)Math.Min(byte.MaxValue, Title + other.Title),
        (byte)Math.Min(byte.MaxValue, Opening + other.Opening),
        Kind == TermKind.Word ? other.Kind : Kind,
        IsMeasure || other.IsMeasure);

    /// <summary>The sums of two texts' terms, both in the order of ids.</summary>
    public static StoryTerm[] Merge(ReadOnlySpan<StoryTerm> first, ReadOnlySpan<StoryTerm> second)
    {
        var merged = new StoryTerm[first.Length + second.Length];
        int left = 0, right = 0, count = 0;
        while (left < first.Length || right < second.Length)
        {
            if (right == second.Length || (left < first.Length && first[left].Id < second[right].Id))
                merged[count++] = first[left++];
            else if (left == first.Length || second[right].Id < first[left].Id)
                merged[count++] = second[right++];
            else
                merged[count++] = first[left++].With(second[right++]);
        }

        return merged.AsSpan(0, count).ToArray();
    }

    /// <summary>Those of the second that the first has not, both in the order of ids.</summary>
    public static StoryTerm[] Without(ReadOnlySpan<StoryTerm> first, ReadOnlySpan<StoryTerm> second)
    {
        var others = new StoryTerm[second.Length];
        int left = 0, count = 0;
        foreach (var term in second)
        {
            while (left < first.Length && first[left].Id < term.Id)
                left++;
            if (left == first.Length || first[left].Id != term.Id)
                others[count++] = term;
        }

        return others.AsSpan(0, count).ToArray();
    }
}
