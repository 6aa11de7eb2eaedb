using NewsBot.Tests.Support;

[assembly: AssemblyFixture(typeof(TestRun))]

namespace NewsBot.Tests.Support;

/// <summary>Ends what a test run started.</summary>
public sealed class TestRun : IAsyncDisposable
{
    public ValueTask DisposeAsync() => PostgreSqlCluster.StopAsync();
}
