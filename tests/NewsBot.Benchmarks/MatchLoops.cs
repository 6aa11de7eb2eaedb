namespace NewsBot.Benchmarks;

/// <summary>The loops that bots run over all subscriptions for each article, after field measurements: what the matcher is compared with.</summary>
internal sealed class MatchLoops(IReadOnlyList<MatchQuery> queries)
{
    /// <summary>Ids of the queries that the words of the article answer: each query looks into the set of its words.</summary>
    public List<long> WithSet(string article)
    {
        var words = article.Split(' ');
        var set = new HashSet<string>(words, StringComparer.Ordinal);
        var found = new List<long>();
        foreach (var query in queries)
        {
            if (Holds(query, set, words))
                found.Add(query.Id);
        }

        return found;
    }

    /// <summary>How many queries a search for their words in the text would report, inside of other words too.</summary>
    public int WithContains(string article)
    {
        var found = 0;
        foreach (var query in queries)
        {
            if (query.Kind switch
            {
                'P' => article.Contains(string.Join(' ', query.Words), StringComparison.OrdinalIgnoreCase),
                'B' => Has(query.Words[0]) && (Has(query.Words[1]) || Has(query.Words[2])) && !Has(query.Words[3]),
                _ => query.Words.All(Has),
            })
                found++;
        }

        return found;

        bool Has(string word) => article.Contains(word, StringComparison.OrdinalIgnoreCase);
    }

    private static bool Holds(MatchQuery query, HashSet<string> set, string[] words)
    {
        switch (query.Kind)
        {
            case 'T':
                return set.Contains(query.Words[0]);
            case 'A':
                return set.Contains(query.Words[0]) && set.Contains(query.Words[1]);
            case 'P':
                foreach (var word in query.Words)
                {
                    if (!set.Contains(word))
                        return false;
                }

                return words.AsSpan().IndexOf(query.Words) >= 0;
            default:
                return set.Contains(query.Words[0]) && (set.Contains(query.Words[1]) || set.Contains(query.Words[2])) && !set.Contains(query.Words[3]);
        }
    }
}
