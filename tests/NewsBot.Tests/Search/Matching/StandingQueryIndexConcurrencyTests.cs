using NewsBot.Core.Search;

namespace NewsBot.Tests.Search.Matching;

/// <summary>Matching, changing and rebuilding beside each other.</summary>
public sealed class StandingQueryIndexConcurrencyTests
{
    private const int Settled = 20_000;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Match_WhileQueriesChangeAndAllIsRebuilt_FindsWhatStaysAndWhatIsNew()
    {
        var index = Filled();
        using var finished = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 2).Select(reader => Task.Run(() => ReadUntil(index, reader, finished.Token), Ct)).ToList();
        var rebuilds = Task.Run(() =>
        {
            while (!finished.IsCancellationRequested)
                index.Rebuild();
        }, Ct);

        var result = new MatchResult();
        for (var round = 0; round < 1_500; round++)
        {
            long id = Settled + (round % 100);
            index.Set(OwnerKind.Subscription, id, Samples.Parse($"news{round} today"));
            index.Match(ArticleTokens.Of($"news{round} today", null), result);
            Assert.Equal([id], result.Owners.ToArray().Select(owner => owner.Id));
            if (round % 3 == 0)
            {
                index.Remove(OwnerKind.Subscription, id);
                index.Match(ArticleTokens.Of($"news{round} today", null), result);
                Assert.Empty(result.Owners.ToArray());
            }
        }

        await finished.CancelAsync();
        await Task.WhenAll([.. readers, rebuilds]);
        index.Rebuild();
        // The topic, and those of the last hundred rounds that were not removed again.
        Assert.Equal(Settled + 1 + 67, index.OwnerCount);
    }

    // An owner whose query changes back and forth is never without one.
    [Fact]
    public async Task Set_WhileSomebodyMatches_LeavesNoMomentWithoutAQuery()
    {
        var index = Filled();
        using var finished = new CancellationTokenSource();
        var reader = Task.Run(() =>
        {
            var result = new MatchResult();
            var article = ArticleTokens.Of("first second", null);
            while (!finished.IsCancellationRequested)
            {
                index.Match(article, result);
                Assert.Contains(new QueryOwner(OwnerKind.Topic, 1), result.Owners.ToArray());
            }
        }, Ct);

        index.Set(OwnerKind.Topic, 1, Samples.Parse("first"));
        index.Rebuild();
        for (var round = 0; round < 1_000; round++)
            index.Set(OwnerKind.Topic, 1, Samples.Parse(round % 2 == 0 ? "second" : "first"));

        await finished.CancelAsync();
        await reader;
    }

    private static StandingQueryIndex Filled()
    {
        var index = new StandingQueryIndex();
        var builder = new QuerySegmentBuilder();
        for (var id = 0; id < Settled; id++)
            builder.Add(new QueryOwner(OwnerKind.Subscription, id), Samples.Parse((id % 3) switch { 0 => $"word{id}", 1 => $"word{id} today", _ => $"\"word{id} today\"" }));
        builder.Add(new QueryOwner(OwnerKind.Topic, 1), Samples.Parse("first"));
        index.Replace(builder);
        return index;
    }

    private static void ReadUntil(StandingQueryIndex index, int reader, CancellationToken finished)
    {
        var result = new MatchResult();
        for (var id = reader; !finished.IsCancellationRequested; id = (id + 7) % Settled)
        {
            index.Match(ArticleTokens.Of($"word{id} today", null, language: id % 2 == 0 ? "en" : null), result);
            Assert.Equal([id], result.Owners.ToArray().Select(owner => (int)owner.Id));
        }
    }
}
