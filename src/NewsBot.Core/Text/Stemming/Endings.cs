namespace NewsBot.Core.Text.Stemming;

/// <summary>
/// Endings of words and what to put in their place: the longest that fits is applied, and so on with what comes out of it. The written form is
/// <c>coes=ção ao=ão</c>; an ending followed by a number holds for words of at least that length (<c>et5=</c>), and an ending
/// without a replacement says that words with it stay as they are.
/// </summary>
internal sealed class Endings
{
    private const int MostRounds = 3;

    private readonly Dictionary<string, (int Length, string? Replacement)> _endings = new(StringComparer.Ordinal);
    private readonly int _longest;

    public Endings(string written)
    {
        foreach (var rule in written.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = rule.Split('=');
            var ending = parts[0].TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
            var length = ending.Length == parts[0].Length ? 0 : int.Parse(parts[0].AsSpan(ending.Length), System.Globalization.CultureInfo.InvariantCulture);
            _endings[ending] = (length, parts.Length > 1 ? parts[1] : null);
            _longest = Math.Max(_longest, ending.Length);
        }
    }

    /// <summary>The word with its ending replaced; the given instance when none fits.</summary>
    public string Apply(string word)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            var next = ApplyOnce(word);
            if (ReferenceEquals(next, word))
                break;
            word = next;
        }

        return word;
    }

    private string ApplyOnce(string word)
    {
        var endings = _endings.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var length = Math.Min(_longest, word.Length); length > 0; length--)
        {
            if (endings.TryGetValue(word.AsSpan(word.Length - length), out var rule) && word.Length >= rule.Length)
                return rule.Replacement == null ? word : string.Concat(word.AsSpan(0, word.Length - length), rule.Replacement);
        }

        return word;
    }
}
