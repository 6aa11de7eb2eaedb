namespace NewsBot.Core.Search;

/// <summary>
/// In how many articles each term was seen, counted as articles pass. It serves one purpose, to hang a query on the rarest
/// of its terms, so terms that fall together by their hashes are counted together, and the past counts less and less.
/// Several threads may count at once; what gets lost between them does not matter.
/// </summary>
internal sealed class TermCounts
{
    private const int Smallest = 1 << 12;
    private const int Largest = 1 << 18;
    private const int HalveAfter = 1 << 17;
    private Counter[] _counters = [];
    private int _articles;

    /// <summary>Articles that count.</summary>
    public int Articles => _articles;

    /// <summary>At most as many as it was seen in, rare terms a few more.</summary>
    public int Of(int hash) => _counters.Length == 0 ? 0 : _counters[hash & (_counters.Length - 1)].Count;

    /// <summary>Keeps more terms apart; what was counted stays as it is.</summary>
    public void Grow(int terms)
    {
        var wanted = (int)Math.Clamp(System.Numerics.BitOperations.RoundUpToPowerOf2((uint)terms), Smallest, Largest);
        var counters = _counters;
        if (counters.Length >= wanted)
            return;
        var larger = new Counter[wanted];
        for (var at = 0; at < wanted && counters.Length > 0; at += counters.Length)
            counters.CopyTo(larger, at);
        _counters = larger;
    }

    /// <summary>Counts each word and each stem of the article once.</summary>
    public void Count(MatchScratch article)
    {
        if (_counters.Length == 0)
            Grow(Smallest);
        if (_articles >= HalveAfter)
            Halve();
        var counters = _counters;
        var number = ++_articles;
        for (var index = 0; index < article.WordCount; index++)
        {
            Count(counters, article.WordHashAt(index), number);
            if (article.StemHashAt(index) != article.WordHashAt(index))
                Count(counters, article.StemHashAt(index), number);
        }
    }

    private static void Count(Counter[] counters, int hash, int article)
    {
        ref var counter = ref counters[hash & (counters.Length - 1)];
        if (counter.LastArticle == article)
            return;
        counter.LastArticle = article;
        counter.Count++;
    }

    private void Halve()
    {
        foreach (ref var counter in _counters.AsSpan())
            counter = new Counter { Count = counter.Count / 2 };
        _articles /= 2;
    }

    private struct Counter
    {
        public int Count;
        public int LastArticle;
    }
}
