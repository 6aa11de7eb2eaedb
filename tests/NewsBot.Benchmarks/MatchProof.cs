using System.Diagnostics;
using NewsBot.Core.Search;

namespace NewsBot.Benchmarks;

/// <summary>That the index finds what looking at every query one by one finds, and how long that takes.</summary>
internal static class MatchProof
{
    private const int Evaluated = 3;
    private const int Searched = 3;

    /// <summary>Returns the median of the loop with a set, in milliseconds.</summary>
    public static double Run(StandingQueryIndex index, MatchData data, IReadOnlyList<string> texts, IReadOnlyList<ArticleTokens> articles, int count)
    {
        var queries = data.Queries(count).ToList();
        var loops = new MatchLoops(queries);
        var result = new MatchResult();
        var times = new List<double>();
        for (var number = 0; number < articles.Count; number++)
        {
            var start = Stopwatch.GetTimestamp();
            var wanted = loops.WithSet(texts[number]);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            index.Match(articles[number], result);
            Compare($"article {number}", wanted, result);
        }

        times.Sort();
        Console.WriteLine($"  {"loop over all queries with a set of words",-44} p50 {times[times.Count / 2]:0.000} ms   p99 {times[times.Count * 99 / 100]:0.000} ms");
        var clock = Stopwatch.StartNew();
        var reported = texts.Take(Searched).Sum(loops.WithContains);
        Console.WriteLine($"  {"loop over all queries searching the text",-44} {clock.Elapsed.TotalMilliseconds / Searched,8:0} ms, {reported / Searched} reported");
        Evaluate(index, queries, articles);
        Console.WriteLine($"  the same ids as the loop for {articles.Count} articles, as QueryEvaluator for {Evaluated}");
        return times[times.Count / 2];
    }

    private static void Evaluate(StandingQueryIndex index, List<MatchQuery> queries, IReadOnlyList<ArticleTokens> articles)
    {
        var parsed = queries.Select(query => ((QueryParseResult.Parsed)QueryParser.Parse(query.Text)).Query).ToList();
        var result = new MatchResult();
        foreach (var article in articles.Take(Evaluated))
        {
            index.Match(article, result);
            Compare("QueryEvaluator", [.. queries.Where((_, number) => QueryEvaluator.Matches(parsed[number], article)).Select(query => query.Id)], result);
        }
    }

    private static void Compare(string with, List<long> wanted, MatchResult result)
    {
        var found = new List<long>(result.Owners.Length);
        foreach (var owner in result.Owners)
            found.Add(owner.Id);
        found.Sort();
        if (!found.SequenceEqual(wanted))
            throw new InvalidOperationException($"{with}: {found.Count} found, {wanted.Count} wanted.");
    }
}
