using NewsBot.Core.Search;

namespace NewsBot.Tests.Search.Differential;

/// <summary>Articles, and queries with what each is to find.</summary>
internal sealed class SampleSet(int seed, int articles, int queries)
{
    public int Seed => seed;

    public IReadOnlyList<NaiveArticle> Articles { get; } = ArticleSamples.Of(new Random(seed), articles);

    /// <summary>As typed, as the product reads it, and the numbers of the articles that it is to find, the newest first.</summary>
    public IEnumerable<(string Typed, Query Query, int[] Expected)> Read()
    {
        var source = new QuerySamples(new Random(seed + 1), Articles);
        for (var count = 0; count < queries;)
        {
            var naive = source.Next();
            switch (QueryParser.Parse(naive.Typed))
            {
                case QueryParseResult.Parsed parsed:
                    count++;
                    yield return (naive.Typed, parsed.Query, [.. Articles.Index().Where(pair => naive.Finds(pair.Item)).Select(pair => pair.Index).OrderDescending()]);
                    break;

                // Not everything that is put together at random asks for something.
                case QueryParseResult.Failed { Error.Problem: QueryProblem.OnlyNegation or QueryProblem.TooManyTerms }:
                    break;
                case QueryParseResult.Failed failed:
                    Assert.Fail($"{naive.Typed} was not read: {failed.Error.Problem} at {failed.Error.Position}");
                    break;
            }
        }
    }
}
