using System.Diagnostics;
using System.Globalization;
using NewsBot.Core.Search;
using NewsBot.HostTests.Support;

namespace NewsBot.Benchmarks;

/// <summary>An article compared with a million standing queries: time, memory, changes, and whether it finds the right ones.</summary>
internal static class MatchScenario
{
    private const int Rounds = 5;

    public static async Task RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        using var temporary = new TemporaryFolder();
        var count = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 1_000_000;
        var data = await MatchData.InAsync(arguments.Length > 1 ? arguments[1] : temporary.Path, cancellationToken);
        var texts = data.Articles;
        var articles = texts.Select(text => ArticleTokens.Of("", text)).ToList();

        var memory = new MatchMemory();
        var index = Load(data, count);
        memory.Print("after loading");
        var rebuild = Best(() => memory.DuringRebuild(index));
        Console.WriteLine($"  {"rebuild",-44} {rebuild.Time.TotalMilliseconds,8:0} ms, at most {rebuild.Peak / 1e6:0.0} MB meanwhile");
        var median = Match("match, articles without a language", index, articles);
        memory.Print("steady, with what matching notes down");

        var loop = MatchProof.Run(index, data, texts, articles, count);
        Console.WriteLine($"  {"the loop with a set, at p50",-44} {loop / median,8:0} × as long");

        MatchChanges.Run(index, articles);
        memory.Print("after the changes");
        MatchStems(index, data, texts);
        memory.Print("with the stems of a language");
    }

    private static StandingQueryIndex Load(MatchData data, int count)
    {
        var index = new StandingQueryIndex();
        foreach (var article in data.KnownArticles(language: null))
            index.Observe(article);
        var clock = Stopwatch.StartNew();
        var builder = new QuerySegmentBuilder();
        foreach (var query in data.Queries(count))
            builder.Add(new QueryOwner(OwnerKind.Subscription, query.Id), ((QueryParseResult.Parsed)QueryParser.Parse(query.Text)).Query);
        var read = clock.Elapsed;
        index.Replace(builder);
        Console.WriteLine($"  {"load from text",-44} {clock.Elapsed.TotalSeconds,8:0.00} s, {read.TotalSeconds:0.00} of them reading the queries; {index.OwnerCount} subscriptions, {index.QueryCount} different queries");
        return index;
    }

    /// <summary>Times of the best round; returns the median in milliseconds.</summary>
    private static double Match(string name, StandingQueryIndex index, IReadOnlyList<ArticleTokens> articles)
    {
        var result = new MatchResult();
        (double Median, double Last) best = (double.MaxValue, double.MaxValue);
        long allocated = 0, owners = 0, queries = 0;
        for (var round = 0; round <= Rounds; round++)
        {
            var times = new double[articles.Count];
            (owners, queries) = (0, 0);
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var number = 0; number < articles.Count; number++)
            {
                var start = Stopwatch.GetTimestamp();
                index.Match(articles[number], result);
                times[number] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                owners += result.Owners.Length;
                queries += result.Queries.Length;
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Array.Sort(times);
            var (median, last) = (times[times.Length / 2], times[times.Length * 99 / 100]);
            // The first round warms up.
            if (round > 0 && median < best.Median)
                best = (median, last);
        }

        Console.WriteLine($"  {name,-44} p50 {best.Median:0.000} ms   p99 {best.Last:0.000} ms   {queries / articles.Count} queries, {owners / articles.Count} subscriptions, {allocated / articles.Count} bytes allocated an article");
        return best.Median;
    }

    private static void MatchStems(StandingQueryIndex index, MatchData data, IReadOnlyList<string> texts)
    {
        var articles = texts.Select(text => ArticleTokens.Of("", text, language: "en")).ToList();
        var result = new MatchResult();
        var clock = Stopwatch.StartNew();
        index.Match(articles[0], result);
        Console.WriteLine($"  {"first article of a language",-44} {clock.Elapsed.TotalMilliseconds,8:0} ms: the stems of all plain words are made");
        Match("match, articles in English", index, articles);
        foreach (var article in data.KnownArticles("en"))
            index.Observe(article);
        clock.Restart();
        index.Rebuild();
        Console.WriteLine($"  {"rebuild with the stems of a language",-44} {clock.Elapsed.TotalMilliseconds,8:0} ms");
        Match("match, articles in English, stems counted", index, articles);
    }

    private static (TimeSpan Time, long Peak) Best(Func<(TimeSpan Time, long Peak)> run) =>
        Enumerable.Range(0, Rounds).Select(_ => run()).MinBy(one => one.Time);
}
