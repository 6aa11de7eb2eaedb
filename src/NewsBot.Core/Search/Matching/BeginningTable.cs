namespace NewsBot.Core.Search;

/// <summary>
/// The beginnings of words that a segment asks for, in order. All beginnings of a word are found with one search: the
/// greatest that is not above it, and the shorter ones that this one itself begins with.
/// </summary>
internal sealed class BeginningTable
{
    private readonly WordTable _words;
    private readonly int[] _sorted;

    // The longest other beginning that this one begins with; -1 when there is none.
    private readonly int[] _shorter;

    /// <param name="words">The words of the segment.</param>
    /// <param name="beginnings">Those of them that are asked for as beginnings.</param>
    public BeginningTable(WordTable words, int[] beginnings)
    {
        _words = words;
        _sorted = beginnings;
        Array.Sort(_sorted, (one, other) => words[one].SequenceCompareTo(words[other]));
        _shorter = new int[_sorted.Length];
        for (var index = 0; index < _sorted.Length; index++)
        {
            var shorter = index - 1;
            while (shorter >= 0 && !words[_sorted[index]].StartsWith(words[_sorted[shorter]]))
                shorter = _shorter[shorter];
            _shorter[index] = shorter;
        }
    }

    public int Count => _sorted.Length;

    /// <summary>Where the longest beginning of the word stands; -1 when it has none.</summary>
    public int LongestOf(ReadOnlySpan<char> word)
    {
        int low = 0, high = _sorted.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_words[_sorted[middle]].SequenceCompareTo(word) <= 0)
                low = middle + 1;
            else
                high = middle;
        }

        var found = low - 1;
        while (found >= 0 && !word.StartsWith(_words[_sorted[found]]))
            found = _shorter[found];
        return found;
    }

    /// <summary>Where the next shorter beginning stands; -1 when there is none.</summary>
    public int Shorter(int place) => _shorter[place];

    /// <summary>The number of the beginning among the words of the segment.</summary>
    public int WordAt(int place) => _sorted[place];
}
