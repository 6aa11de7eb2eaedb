namespace NewsBot.Core.Search;

/// <summary>
/// Words numbered from 0 in the order in which they came, their letters in one array. A word is found from a span, so
/// that asking creates no string. Hashes are those of <see cref="HashOf"/>: seeded by the process, so that nobody can
/// write queries that fall together.
/// </summary>
internal sealed class WordTable
{
    private char[] _letters;
    private int[] _starts;

    // Number of the word + 1; 0 where there is none. Open addressing, at most two thirds full.
    private int[] _slots;

    public WordTable(int words = 16, int letters = 128)
    {
        _letters = new char[letters];
        _starts = new int[words + 1];
        _slots = new int[SlotsFor(words)];
    }

    public int Count { get; private set; }

    /// <summary>Letters of all words together.</summary>
    public int Letters => _starts[Count];

    public ReadOnlySpan<char> this[int word] => _letters.AsSpan(_starts[word], _starts[word + 1] - _starts[word]);

    public static int HashOf(ReadOnlySpan<char> word) => string.GetHashCode(word);

    /// <summary>The number of a word; -1 when it is not here.</summary>
    public int Find(ReadOnlySpan<char> word, int hash)
    {
        var slots = _slots;
        var mask = slots.Length - 1;
        for (var slot = hash & mask; ; slot = (slot + 1) & mask)
        {
            var found = slots[slot] - 1;
            if (found < 0)
                return -1;
            var start = _starts[found];
            if (_starts[found + 1] - start == word.Length && _letters.AsSpan(start, word.Length).SequenceEqual(word))
                return found;
        }
    }

    /// <summary>The number of a word, which is added where it is new.</summary>
    public int Intern(ReadOnlySpan<char> word, int hash)
    {
        if (Find(word, hash) is >= 0 and var known)
            return known;
        if ((Count + 1) * 3L > _slots.Length * 2L)
            Rehash(_slots.Length * 2);
        var start = Letters;
        if (start + word.Length > _letters.Length)
            Array.Resize(ref _letters, Math.Max(start + word.Length, _letters.Length * 2));
        if (Count + 2 > _starts.Length)
            Array.Resize(ref _starts, _starts.Length * 2);
        word.CopyTo(_letters.AsSpan(start));
        Place(Count, hash);
        _starts[++Count] = start + word.Length;
        return Count - 1;
    }

    /// <summary>Gives back what was kept for words to come.</summary>
    public void Trim()
    {
        Array.Resize(ref _letters, Letters);
        Array.Resize(ref _starts, Count + 1);
        if (SlotsFor(Count) < _slots.Length)
            Rehash(SlotsFor(Count));
    }

    private void Rehash(int slots)
    {
        _slots = new int[slots];
        for (var word = 0; word < Count; word++)
            Place(word, HashOf(this[word]));
    }

    private void Place(int word, int hash)
    {
        var mask = _slots.Length - 1;
        var slot = hash & mask;
        while (_slots[slot] != 0)
            slot = (slot + 1) & mask;
        _slots[slot] = word + 1;
    }

    private static int SlotsFor(int words) => (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(8, words * 3L / 2 + 1));
}
