namespace NewsBot.HostTests.Faults;

/// <summary>The small size of the ledger's run under fire; the full size stands in the benchmarks (<c>fire</c>).</summary>
public sealed class FireTests
{
    [Fact]
    public async Task Fire_EachItemAnAlert_EveryPairArrivesAndDoublesAreThoseThatNobodyCouldKnowOf()
    {
        var report = await Fire.RunAsync(new FirePlan(Items: 40, Chats: 25, Kills: 3, Seed: 20261, Governor: false), TestContext.Current.CancellationToken);

        TestContext.Current.TestOutputHelper?.WriteLine(report.ToString());
        Assert.Empty(report.Missing);
        Assert.InRange(report.Doubles, 0, report.InFlight + report.Unsure);
        Assert.Equal(1000 + report.Doubles, report.Messages);
    }

    [Fact]
    public async Task Fire_WithTheGovernor_EveryLinkArrivesInFewMessages()
    {
        var report = await Fire.RunAsync(new FirePlan(Items: 40, Chats: 25, Kills: 3, Seed: 20262, Governor: true), TestContext.Current.CancellationToken);

        TestContext.Current.TestOutputHelper?.WriteLine(report.ToString());
        Assert.Empty(report.Missing);
        Assert.InRange(report.Messages, 25, 500);
    }
}
