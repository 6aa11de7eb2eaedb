namespace NewsBot.Options;

/// <summary>Finds the name that was meant.</summary>
internal static class Spelling
{
    /// <summary>The nearest name, or null when none is near (more than a third of the letters differ).</summary>
    public static string? Nearest(string written, IEnumerable<string> names)
    {
        var (best, distance) = names
            .Select(name => (name, Distance(written.ToUpperInvariant(), name.ToUpperInvariant())))
            .OrderBy(pair => pair.Item2).ThenBy(pair => pair.name, StringComparer.Ordinal)
            .FirstOrDefault((written, int.MaxValue));
        return distance <= Math.Max(2, written.Length / 3) ? best : null;
    }

    private static int Distance(string left, string right)
    {
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var row = 1; row <= left.Length; row++)
        {
            var current = new int[right.Length + 1];
            current[0] = row;
            for (var column = 1; column <= right.Length; column++)
            {
                var replaced = previous[column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1);
                current[column] = Math.Min(replaced, Math.Min(previous[column], current[column - 1]) + 1);
            }
            previous = current;
        }
        return previous[^1];
    }
}
