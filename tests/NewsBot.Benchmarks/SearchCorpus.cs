using System.Text;

namespace NewsBot.Benchmarks;

/// <summary>
/// Made-up articles of 400 words and queries on them, the same in every run: 200,000 words with the frequencies of a
/// language (Zipf–Mandelbrot, s = 1, q = 2.7), and in each article eight words that are its own. A word's rank is its
/// place in the order of frequency, from 0.
/// </summary>
internal sealed class SearchCorpus
{
    private const int WordsOfArticle = 400;
    private const int Words = 200_000;

    /// <summary>Nobody searches for the commonest words.</summary>
    private const int Common = 100;

    private readonly string[] _vocabulary = Vocabulary();
    private readonly double[] _shares = Shares();

    /// <summary>The text of an article by its number, from 0.</summary>
    public string Text(int number)
    {
        var text = new StringBuilder(WordsOfArticle * 7);
        foreach (var word in Article(0xC00000000UL + (ulong)number * 15485863UL))
            text.Append(text.Length == 0 ? "" : " ").Append(_vocabulary[word]);
        return text.ToString();
    }

    /// <summary>Queries by kind: single words, two words, phrases, "+a (b OR c) -d", and words of the ranks 100 to 299.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Queries()
    {
        var random = 42UL;
        var singles = new List<string>();
        var pairs = new List<string>();
        var phrases = new List<string>();
        var combined = new List<string>();
        while (singles.Count < 100 || pairs.Count < 100 || phrases.Count < 50 || combined.Count < 50)
        {
            var kind = Next(ref random);
            if (kind < 0.60)
                Keep(singles, 100, Term(ref random));
            else if (kind < 0.85)
                Keep(pairs, 100, string.Join(' ', Different(2, ref random)));
            else if (kind < 0.95)
                Keep(phrases, 50, $"\"{Phrase(ref random)}\"");
            else if (Different(4, ref random) is [var first, var second, var third, var fourth])
                Keep(combined, 50, $"{first} ({second} OR {third}) -{fourth}");
        }

        return new Dictionary<string, IReadOnlyList<string>>
        {
            ["single"] = singles,
            ["AND"] = pairs,
            ["phrase"] = phrases,
            ["boolean"] = combined,
            ["common"] = [.. Enumerable.Range(0, 40).Select(index => _vocabulary[Common + index * 5])],
        };
    }

    private static void Keep(List<string> queries, int most, string query)
    {
        if (queries.Count < most)
            queries.Add(query);
    }

    // Half of them are taken from articles, most of which are in no store.
    private string Phrase(ref ulong random)
    {
        if (Index(ref random, 2) != 0)
            return string.Join(' ', Different(2, ref random));
        var article = Article(0xB0000000UL + (ulong)Index(ref random, 100_000) * 104_729);
        var length = 2 + Index(ref random, 2);
        for (var attempt = 0; ; attempt++)
        {
            var start = Index(ref random, WordsOfArticle - 2);
            var words = article.Skip(start).Take(length).ToList();
            if (attempt >= 200 || words.All(word => word >= Common))
                return string.Join(' ', words.Select(word => _vocabulary[word]));
        }
    }

    private List<string> Different(int count, ref ulong random)
    {
        var words = new List<string>();
        while (words.Count < count)
        {
            var word = Term(ref random);
            if (!words.Contains(word))
                words.Add(word);
        }

        return words;
    }

    private string Term(ref ulong random)
    {
        int word;
        do
            word = Draw(ref random);
        while (word < Common);
        return _vocabulary[word];
    }

    private int[] Article(ulong random)
    {
        var words = new int[WordsOfArticle];
        for (var index = 0; index < words.Length; index++)
            words[index] = Draw(ref random);
        for (var own = 0; own < 8; own++)
        {
            int word;
            do
                word = Draw(ref random);
            while (word < 500);
            var times = 2 + Index(ref random, 5);
            for (var time = 0; time < times; time++)
                words[Index(ref random, words.Length)] = word;
        }

        return words;
    }

    private int Draw(ref ulong random)
    {
        var rank = Array.BinarySearch(_shares, Next(ref random));
        return rank < 0 ? ~rank : rank;
    }

    private static string[] Vocabulary()
    {
        const string Consonants = "bcdfghjklmnprstvz";
        const string Vowels = "aeiouy";
        var random = 1UL;
        var known = new HashSet<string>(StringComparer.Ordinal);
        var words = new string[Words];
        for (var rank = 0; rank < Words;)
        {
            var syllables = rank < 300 ? 1 : rank < 6_000 ? 2 : rank < 60_000 ? 3 : 4;
            var word = new StringBuilder();
            for (var syllable = 0; syllable < syllables; syllable++)
                word.Append(Consonants[Index(ref random, Consonants.Length)]).Append(Vowels[Index(ref random, Vowels.Length)]);
            if (Index(ref random, 2) == 0 || syllables == 1)
                word.Append(Consonants[Index(ref random, Consonants.Length)]);
            if (known.Add(word.ToString()))
                words[rank++] = word.ToString();
        }

        return words;
    }

    private static double[] Shares()
    {
        var shares = new double[Words];
        var total = 0.0;
        for (var rank = 0; rank < Words; rank++)
            shares[rank] = total += 1 / (rank + 1 + 2.7);
        for (var rank = 0; rank < Words; rank++)
            shares[rank] /= total;
        return shares;
    }

    // SplitMix64.
    private static ulong Bits(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15UL;
        var bits = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9UL;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBUL;
        return bits ^ (bits >> 31);
    }

    private static double Next(ref ulong state) => (Bits(ref state) >> 11) * (1.0 / (1UL << 53));

    private static int Index(ref ulong state, int count) => (int)(Bits(ref state) % (ulong)count);
}
