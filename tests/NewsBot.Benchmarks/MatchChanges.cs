using System.Diagnostics;
using NewsBot.Core.Search;

namespace NewsBot.Benchmarks;

/// <summary>How long it takes until a new subscription finds its article, at rest and while everything is made anew.</summary>
internal static class MatchChanges
{
    private const int New = 1_000;

    public static void Run(StandingQueryIndex index, IReadOnlyList<ArticleTokens> articles)
    {
        Subscribe("a new subscription is live after", index, articles, firstId: 10_000_000, until: () => false);
        var rebuild = Task.Run(index.Rebuild);
        Subscribe("the same during a rebuild", index, articles, firstId: 20_000_000, until: () => rebuild.IsCompleted);
        rebuild.GetAwaiter().GetResult();
        index.Rebuild();
    }

    private static void Subscribe(string name, StandingQueryIndex index, IReadOnlyList<ArticleTokens> articles, long firstId, Func<bool> until)
    {
        var result = new MatchResult();
        var times = new List<double>();
        for (var number = 0; number < New && !until(); number++)
        {
            var article = articles[number % articles.Count];
            var words = article.Text.Body;
            var query = ((QueryParseResult.Parsed)QueryParser.Parse($"\"{words[number % 300].Text} {words[(number % 300) + 1].Text}\" {words[350].Text}")).Query;
            var owner = new QueryOwner(OwnerKind.Subscription, firstId + number);
            var start = Stopwatch.GetTimestamp();
            index.Set(owner.Kind, owner.Id, query);
            index.Match(article, result);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            if (!result.Owners.Contains(owner))
                throw new InvalidOperationException($"{query} was not found at once.");
        }

        times.Sort();
        Console.WriteLine($"  {name,-44} p50 {times[times.Count / 2]:0.000} ms   max {times[^1]:0.000} ms   of {times.Count}, the matching of an article included");
    }
}
