using Microsoft.Extensions.Time.Testing;
using NewsBot.Core.Feeds;

namespace NewsBot.Tests.Feeds;

public sealed class NetworkWatchTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly NetworkWatch _network;

    public NetworkWatchTests() => _network = new NetworkWatch(_time);

    [Fact]
    public void Note_EveryHostUnreached_IsAnOutageAndTakesBackWhatWasCounted()
    {
        Assert.IsType<NetworkState.Works>(Fail(1));
        Assert.IsType<NetworkState.Works>(Fail(2));
        _time.Advance(TimeSpan.FromMinutes(2));

        var down = Assert.IsType<NetworkState.Down>(Fail(3));

        Assert.Equal([1L, 2L], down.Wrongly);
        Assert.Equal(TimeSpan.FromMinutes(2), down.Lasts);
        Assert.Empty(Assert.IsType<NetworkState.Down>(Fail(4)).Wrongly);
        Assert.IsType<NetworkState.Returned>(_network.Note("host4", 4, null));
        Assert.IsType<NetworkState.Works>(_network.Note("host4", 4, null));
    }

    [Fact]
    public void Note_OneHostWithManyFeeds_IsNoOutage() =>
        Assert.All(Enumerable.Range(0, 100), feed => Assert.IsType<NetworkState.Works>(_network.Note("one", feed, Unreachable("one"))));

    [Fact]
    public void Note_AnswerOfAnyKindBetween_IsNoOutage()
    {
        for (var host = 0; host < 100; host++)
        {
            Assert.IsType<NetworkState.Works>(Fail(host));
            if (host % 2 == 1)
                _network.Note("up", 1000, new FeedError.HttpStatus("up", 500));
        }
    }

    [Fact]
    public void Note_FewDeadHostsOfMany_AreNoOutage()
    {
        for (var host = 0; host < 1000; host++)
            _network.Note($"host{host}", host, null);

        Assert.All(Enumerable.Range(0, 15), host => Assert.IsType<NetworkState.Works>(Fail(host)));
    }

    private NetworkState Fail(int host) => _network.Note($"host{host}", host, Unreachable($"host{host}"));

    private static FeedError.Unreachable Unreachable(string host) => new(host, UnreachableReason.NameNotFound);
}
