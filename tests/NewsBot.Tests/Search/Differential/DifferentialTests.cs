using System.Globalization;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;

namespace NewsBot.Tests.Search.Differential;

/// <summary>
/// A topic is a saved search that runs forwards in time: what a query finds is the same, in the same order, on SQLite, on
/// PostgreSQL, as a standing query, and for an evaluator of this test that only looks.
/// </summary>
public sealed class DifferentialTests
{
    private const int Queries = 20_000;
    private const int Articles = 160;
    private const int ThroughTheStore = 20;
    private const string SeedVariable = "NEWSBOT_DIFFERENTIAL_SEED";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Query_OnTheStore_FindsWhatALookAtEveryWordFinds(StorageProvider provider)
    {
        var samples = Samples();
        await using var store = await StoreEngine.CreateAsync(provider, samples.Articles, Cancellation);
        var seen = 0;
        var found = 0;
        foreach (var (typed, query, expected) in samples.Read())
        {
            var (list, condition) = store.Find(query);
            Same(samples, typed, expected, list);
            Same(samples, typed, expected, condition);
            if (seen++ % ThroughTheStore == 0)
                Same(samples, typed, expected, await store.SearchAsync(query, Cancellation));
            found += expected.Length;
        }

        Assert.Equal(Queries, seen);
        Assert.InRange(found, Queries, Queries * (Articles / 2));
    }

    [Fact]
    public void Query_Standing_IsAnsweredByTheArticlesThatALookAtEveryWordFinds()
    {
        var samples = Samples();
        var queries = samples.Read().ToList();
        var index = new StandingQueryIndex();
        foreach (var part in queries.Index().Chunk(997))
        {
            // Some ask for something else first.
            index.Apply([.. part.Where(entry => entry.Index % 3 == 0).Select(entry => Change(entry.Index, queries[entry.Index / 2].Query))]);
            index.Apply([.. part.Select(entry => Change(entry.Index, entry.Item.Query))]);
        }

        var answers = queries.Select(_ => new List<int>()).ToList();
        var result = new MatchResult();
        for (var number = Articles - 1; number >= 0; number--)
        {
            // The terms that are rare by then are others.
            if (number == Articles / 2)
                index.Rebuild();
            index.Match(samples.Articles[number].Tokens, result);
            foreach (var owner in result.Owners)
                answers[(int)owner.Id].Add(number);
        }

        Assert.Equal(Queries, index.OwnerCount);
        foreach (var (id, (typed, _, expected)) in queries.Index())
            Same(samples, typed, expected, [.. answers[id]]);
    }

    private static QueryChange Change(int id, Query query) => new(new QueryOwner(OwnerKind.Subscription, id), query);

    private static void Same(SampleSet samples, string typed, int[] expected, int[] found) =>
        Assert.True(expected.SequenceEqual(found),
            $"{typed}\n  is to find {string.Join(',', expected)}\n  and found  {string.Join(',', found)}\n  ({SeedVariable}={samples.Seed}; first: {First(samples, expected, found)})");

    private static string First(SampleSet samples, int[] expected, int[] found) =>
        expected.Except(found).Concat(found.Except(expected)).Select(number => samples.Articles[number]).FirstOrDefault() is { } article
            ? $"{article.Language} {ArticleSamples.Feeds[article.Feed].Title}: {article.Title} / {article.Body}"
            : "the order";

    // Another seed each run: what once failed is run again with the variable.
    private static SampleSet Samples() =>
        new(int.Parse(Environment.GetEnvironmentVariable(SeedVariable) ?? Random.Shared.Next().ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), Articles, Queries);
}
