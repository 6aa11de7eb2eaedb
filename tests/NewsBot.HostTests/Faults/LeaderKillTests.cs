using NewsBot.HostTests.Support;
using NewsBot.Tests.Support;

namespace NewsBot.HostTests.Faults;

/// <summary>kill -9 of the node that leads, on one PostgreSQL.</summary>
public sealed class LeaderKillTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Kill_OfTheLeader_TheOtherNodeDeliversWhatIsDueOnce()
    {
        Assert.SkipWhen(PostgreSqlCluster.MissingReason is not null, PostgreSqlCluster.MissingReason ?? "");
        var store = await PostgreSqlCluster.CreateDatabaseAsync();
        await using var scene = await FaultScene.SetAsync(("Storage:Provider", "PostgreSql"), ("Storage:ConnectionString", store));
        using var second = scene.NewNode();
        await using var one = scene.Installation.Start();
        await using var two = second.Start();
        var oneLeads = one.WaitForLineAsync(" answers.", Cancellation);
        var twoLeads = two.WaitForLineAsync(" answers.", Cancellation);
        var (leader, other, follows) = await Task.WhenAny(oneLeads, twoLeads) == oneLeads ? (one, two, twoLeads) : (two, one, oneLeads);
        await scene.PolledAsync();
        long[] readers = [await scene.FollowerAsync("One"), await scene.FollowerAsync("Two"), await scene.FollowerAsync("Three")];

        // Two requests are on their way when the leader dies: one has arrived, one never will.
        await scene.FaultAsync("delayAfter", readers[0]);
        await scene.FaultAsync("delayBefore", readers[1]);
        var titles = scene.Publish(4);
        await scene.SeesAsync(readers[0], titles[0]);
        await scene.PolledAsync();
        await leader.KillAsync();
        await scene.People.ClearFaultsAsync(Cancellation);

        await follows;
        foreach (var reader in readers)
        {
            foreach (var title in titles)
                await scene.SeesAsync(reader, title);
        }
        Assert.Equal(0, await other.StopAsync(Cancellation));
        Assert.Equal([titles[0], .. titles], await scene.NewsAsync(readers[0]));
        Assert.Equal(titles, await scene.NewsAsync(readers[1]));
        Assert.Equal(titles, (await scene.NewsAsync(readers[2])).Distinct());
        Assert.InRange((await scene.NewsAsync(readers[2])).Count, titles.Count, titles.Count + 1);
    }
}
