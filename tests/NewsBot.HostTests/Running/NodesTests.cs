using NewsBot.HostTests.Emulator;
using NewsBot.HostTests.Support;
using NewsBot.Tests.Support;

namespace NewsBot.HostTests.Running;

/// <summary>Several nodes on one PostgreSQL: one leads, the others stand by.</summary>
public sealed class NodesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TwoNodes_StartingTogetherOnAnEmptyStore_BothComeUpAndOneTakesOverFromTheOther()
    {
        Assert.SkipWhen(PostgreSqlCluster.MissingReason is not null, PostgreSqlCluster.MissingReason ?? "");
        var store = await PostgreSqlCluster.CreateDatabaseAsync();
        await using var telegram = await EmulatorBench.StartAsync(null, null, "777010:AAnodes_nodes_nodes_nodes_nodes_node");
        using var one = Node(store, telegram);
        using var two = Node(store, telegram);
        await using var first = one.Start();
        await using var second = two.Start();
        using var http = new HttpClient(new SocketsHttpHandler());
        await Task.WhenAll(first.WaitForLineAsync("The bot is @", Cancellation), second.WaitForLineAsync("The bot is @", Cancellation));
        var leader = await Task.WhenAny(first.WaitForLineAsync(" answers.", Cancellation), second.WaitForLineAsync(" answers.", Cancellation))
            is var answering && first.Lines.Any(line => line.EndsWith(" answers.", StringComparison.Ordinal)) ? first : second;
        await answering;
        foreach (var node in new[] { one, two })
            Assert.Equal("ok\n", await http.GetStringAsync(node.Url + "/health/ready", Cancellation));

        await telegram.People.SayAsync(telegram.Anna, "/help", Cancellation);
        var help = await telegram.People.NextMessageAsync(telegram.Anna, 0, Cancellation);

        // The other one takes over, and the command that came in between is answered once.
        var other = ReferenceEquals(leader, first) ? second : first;
        await leader.KillAsync();
        await telegram.People.SayAsync(telegram.Anna, "/settings", Cancellation);
        await other.WaitForLineAsync(" answers.", Cancellation);
        await telegram.People.WaitForTextAsync(telegram.Anna, help.Id, "Settings", Cancellation);
        Assert.Equal(0, await other.StopAsync(Cancellation));
        var answers = await telegram.People.MessagesAsync(telegram.Anna, help.Id, Cancellation);
        Assert.Single(answers, message => message.FromBot && message.Text.Contains("Settings", StringComparison.Ordinal));
    }

    private static Installation Node(string store, EmulatorBench telegram) => new Installation()
        .Set("Storage:Provider", "PostgreSql").Set("Storage:ConnectionString", store)
        .Set("Telegram:Token", telegram.Server.Token).Set("Telegram:ApiBaseUrl", telegram.Server.BaseUrl.ToString());
}
