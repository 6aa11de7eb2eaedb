namespace NewsBot.Core.Search;

/// <summary>In how many of the counted articles each atom will have held, as well as it can be told.</summary>
internal static class AtomFrequencies
{
    public static int[] Of(ReadOnlySpan<AtomEntry> atoms, WordTable words, TermCounts counts)
    {
        var frequencies = new int[atoms.Length - 1];
        for (var number = 0; number < frequencies.Length; number++)
        {
            var word = words[atoms[number].Atom.Word];
            frequencies[number] = atoms[number].Atom.Kind switch
            {
                AtomKind.Plain or AtomKind.Exact => counts.Of(WordTable.HashOf(word)),
                // The rest is not counted, and these are guesses: a beginning of three letters in an eighth of the
                // articles and half as often with each letter more, a source in a hundredth, a language in a quarter.
                AtomKind.Beginning => Math.Max(counts.Of(WordTable.HashOf(word)), counts.Articles >> Math.Clamp(word.Length, 1, 12)),
                AtomKind.Source => counts.Articles / 100,
                AtomKind.Language => counts.Articles / 4,
                AtomKind.Always => counts.Articles,
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }

        return frequencies;
    }
}
