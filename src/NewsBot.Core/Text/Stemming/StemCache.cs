namespace NewsBot.Core.Text.Stemming;

/// <summary>
/// The stems of the words met last, for one language. News repeats its words, so a small table answers most questions.
/// A word has one place, and the newer word takes it: memory is bounded and nothing waits for a lock.
/// </summary>
internal sealed class StemCache
{
    // 2^14 pairs of about 120 bytes: some 2 MB in a language that is in use, nothing in the others.
    private const int Places = 1 << 14;

    private Entry?[]? _entries;

    /// <summary>The stem, the given instance for a word that is its own; null when the word is not here.</summary>
    public string? Find(string word)
    {
        var entries = Volatile.Read(ref _entries);
        if (entries?[Place(word)] is not { } entry || entry.Word != word)
            return null;
        return ReferenceEquals(entry.Stem, entry.Word) ? word : entry.Stem;
    }

    public void Keep(string word, string stem)
    {
        if (Volatile.Read(ref _entries) is not { } entries)
        {
            var fresh = new Entry?[Places];
            entries = Interlocked.CompareExchange(ref _entries, fresh, null) ?? fresh;
        }

        Volatile.Write(ref entries[Place(word)], new Entry(word, stem));
    }

    private static int Place(string word) => string.GetHashCode(word, StringComparison.Ordinal) & (Places - 1);

    private sealed class Entry(string word, string stem)
    {
        public string Word { get; } = word;

        public string Stem { get; } = stem;
    }
}
