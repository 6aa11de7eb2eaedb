namespace NewsBot.Core.Search;

/// <summary>How often one term stands in an article.</summary>
internal readonly record struct TermCount(int InTitle, int InBody);

/// <summary>What ranking knows of an article that was found.</summary>
/// <param name="ArticleId">Its id: of two that are equal the newer stands first.</param>
/// <param name="StoryId">Its story.</param>
/// <param name="Length">Its words.</param>
/// <param name="Counts">By the terms of the query.</param>
internal sealed record RankedHit(long ArticleId, long StoryId, int Length, TermCount[] Counts);

/// <summary>
/// Orders what was found by Okapi BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009), with the frequencies among the
/// articles found, which are the same on every store. A word in the title counts as several in the text.
/// </summary>
internal static class Bm25
{
    private const double K1 = 1.2;
    private const double B = 0.75;
    private const int TitleWeight = 4;

    /// <summary>The best first; one article a story, the best of it.</summary>
    public static IReadOnlyList<RankedHit> Order(IReadOnlyList<RankedHit> hits)
    {
        if (hits.Count == 0)
            return [];
        var terms = hits[0].Counts.Length;
        var averageLength = Math.Max(1, hits.Sum(hit => (long)hit.Length) / (double)hits.Count);
        var weights = new double[terms];
        for (var term = 0; term < terms; term++)
        {
            var holders = hits.Count(hit => hit.Counts[term] is { InTitle: > 0 } or { InBody: > 0 });
            // All hold what all must hold: it still counts how often.
            weights[term] = holders == 0 ? 0 : Math.Log(1 + (hits.Count / (double)holders));
        }

        return [.. hits
            .Select(hit => (Hit: hit, Score: ScoreOf(hit, weights, averageLength)))
            .OrderByDescending(pair => pair.Score).ThenByDescending(pair => pair.Hit.ArticleId)
            .DistinctBy(pair => pair.Hit.StoryId)
            .Select(pair => pair.Hit)];
    }

    private static double ScoreOf(RankedHit hit, double[] weights, double averageLength)
    {
        var score = 0.0;
        var normal = K1 * (1 - B + (B * hit.Length / averageLength));
        for (var term = 0; term < weights.Length; term++)
        {
            var frequency = (TitleWeight * hit.Counts[term].InTitle) + hit.Counts[term].InBody;
            if (frequency > 0)
                score += weights[term] * frequency * (K1 + 1) / (frequency + normal);
        }

        return score;
    }
}
