using NewsBot.Core.Text;

namespace NewsBot.Core.Stories;

/// <summary>
/// The rows of three words of a text as they are written. What two texts share of them is copied: rewriters and chance keep hardly any.
/// </summary>
internal static class Shingles
{
    public const int Words = 3;

    /// <summary>Words that are looked at: an agency's text is told by its beginning, and fifty thousand are kept.</summary>
    public const int MostWords = 300;

    /// <summary>Texts of fewer shingles are not compared as copies: two of them may be a phrase.</summary>
    public const int Fewest = 12;

    /// <summary>The hashes of the distinct shingles, in ascending order.</summary>
    public static uint[] Of(IEnumerable<Token> tokens)
    {
        Span<uint> shingles = stackalloc uint[MostWords];
        uint first = 0, second = 0;
        int read = 0, count = 0;
        foreach (var token in tokens)
        {
            if (read == MostWords)
                break;
            var third = TermHash.Of(token.Text);
            if (++read >= Words)
                shingles[count++] = TermHash.Of(first, second, third);
            (first, second) = (second, third);
        }

        var ordered = shingles[..count];
        ordered.Sort();
        var distinct = 0;
        for (var index = 0; index < count; index++)
        {
            if (index == 0 || ordered[index] != ordered[index - 1])
                shingles[distinct++] = ordered[index];
        }

        return shingles[..distinct].ToArray();
    }

    /// <summary>Of all shingles the part that both have, 0 to 1.</summary>
    public static double Jaccard(ReadOnlySpan<uint> left, ReadOnlySpan<uint> right)
    {
        var shared = Shared(left, right);
        var all = left.Length + right.Length - shared;
        return all == 0 ? 0 : (double)shared / all;
    }

    /// <summary>Of the shorter text the part that the longer one has, 0 to 1.</summary>
    public static double Containment(ReadOnlySpan<uint> left, ReadOnlySpan<uint> right)
    {
        var shorter = Math.Min(left.Length, right.Length);
        return shorter == 0 ? 0 : (double)Shared(left, right) / shorter;
    }

    /// <summary>How many numbers stand in both, each in ascending order without repetitions.</summary>
    public static int Shared(ReadOnlySpan<uint> left, ReadOnlySpan<uint> right)
    {
        int shared = 0, first = 0, second = 0;
        while (first < left.Length && second < right.Length)
        {
            if (left[first] == right[second])
            {
                shared++;
                first++;
                second++;
            }
            else if (left[first] < right[second])
            {
                first++;
            }
            else
            {
                second++;
            }
        }

        return shared;
    }
}
