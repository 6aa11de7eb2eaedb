using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Core.Storage;

namespace NewsBot.Tests.Storage;

public sealed class StoreWatchTests
{
    private static readonly StoreTrouble Full = new(StoreTroubleKind.DiskFull, "SQLite error 13");

    private readonly FakeTimeProvider _time = new();
    private readonly Lines _log = new();
    private readonly StoreWatch _watch;

    public StoreWatchTests() => _watch = new StoreWatch(_time, _log);

    [Fact]
    public void Failures_EachSecondForThreeMinutes_SayOneLineAMinute()
    {
        for (var second = 0; second < 180; second++)
        {
            _watch.Failed(Full, writing: true);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(
            [
                "The store cannot be written: its disk is full. Make room on it. Nothing is lost: the bot waits and goes on by itself.",
                "The store cannot be written, for 60 s now: its disk is full. Make room on it.",
                "The store cannot be written, for 2 min now: its disk is full. Make room on it.",
            ],
            _log.Said);
        Assert.Equal("it cannot be written for 3 min: its disk is full. Make room on it.", _watch.Problem);
    }

    [Fact]
    public void Write_ThatGoesWell_EndsItOnceNothingFailedForAWhile()
    {
        _watch.Failed(Full, writing: true);
        _time.Advance(TimeSpan.FromSeconds(70));
        _watch.Failed(Full, writing: true);
        _watch.Succeeded(writing: true);
        Assert.True(_watch.IsAway);

        _time.Advance(StoreWatch.Settled);
        _watch.Succeeded(writing: false);
        Assert.True(_watch.IsAway);
        _watch.Succeeded(writing: true);

        Assert.False(_watch.IsAway);
        Assert.Null(_watch.Problem);
        Assert.Equal("The store works again, after 75 s.", _log.Said[^1]);
    }

    [Fact]
    public void Read_ThatGoesWell_EndsWhatOnlyReadsMet()
    {
        _watch.Failed(new StoreTrouble(StoreTroubleKind.NotReached, "refused"), writing: false);
        Assert.Contains("cannot be used", _watch.Problem, StringComparison.Ordinal);
        _time.Advance(StoreWatch.Settled);
        _watch.Succeeded(writing: false);

        Assert.False(_watch.IsAway);
    }

    [Fact]
    public void Outages_OneAfterAnother_SayNoMoreThanTwoLinesAMinute()
    {
        for (var second = 0; second < 600; second += 10)
        {
            _watch.Failed(Full, writing: true);
            _time.Advance(TimeSpan.FromSeconds(10));
            _watch.Succeeded(writing: true);
        }

        Assert.InRange(_log.Said.Count, 10, 20);
    }

    [Fact]
    public void Slow_WhileOtherWorkGoesWell_IsNotTheStore()
    {
        var slow = new StoreTrouble(StoreTroubleKind.Slow, "timeout");
        _watch.Succeeded(writing: false);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.False(_watch.Failed(slow, writing: false));
        Assert.False(_watch.IsAway);

        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.True(_watch.Failed(slow, writing: false));
        Assert.True(_watch.IsAway);
    }

    private sealed class Lines : ILogger<StoreWatch>
    {
        public List<string> Said { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Said.Add(formatter(state, exception));
    }
}
