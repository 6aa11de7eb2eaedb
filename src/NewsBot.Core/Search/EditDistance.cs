namespace NewsBot.Core.Search;

/// <summary>
/// How many slips lie between two words: a letter too many, too few, another, or two neighbours swapped (Damerau and
/// Levenshtein, each pair swapped once).
/// </summary>
internal static class EditDistance
{
    private const int LongestWord = 64;

    /// <summary>The distance, or null when it is more than <paramref name="most"/>.</summary>
    public static int? Of(string first, string second, int most)
    {
        if (Math.Abs(first.Length - second.Length) > most || first.Length > LongestWord || second.Length > LongestWord)
            return null;
        Span<int> before = stackalloc int[LongestWord + 1];
        Span<int> above = stackalloc int[LongestWord + 1];
        Span<int> row = stackalloc int[LongestWord + 1];
        for (var column = 0; column <= second.Length; column++)
            above[column] = column;
        for (var line = 1; line <= first.Length; line++)
        {
            row[0] = line;
            var best = line;
            for (var column = 1; column <= second.Length; column++)
            {
                var same = first[line - 1] == second[column - 1];
                var distance = Math.Min(above[column - 1] + (same ? 0 : 1), Math.Min(above[column], row[column - 1]) + 1);
                if (line > 1 && column > 1 && first[line - 1] == second[column - 2] && first[line - 2] == second[column - 1])
                    distance = Math.Min(distance, before[column - 2] + 1);
                row[column] = distance;
                best = Math.Min(best, distance);
            }

            if (best > most)
                return null;
            var spare = before;
            before = above;
            above = row;
            row = spare;
        }

        return above[second.Length] <= most ? above[second.Length] : null;
    }
}
