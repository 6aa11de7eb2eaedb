using Microsoft.Extensions.Logging;

namespace NewsBot.Tests.Support;

/// <summary>A log that remembers warnings and errors; a test that did not announce them fails.</summary>
internal sealed class TestLog : ILoggerFactory
{
    private readonly List<string> _alarms = [];

    /// <summary>Warnings and errors so far: level, message, exception.</summary>
    public IReadOnlyList<string> Alarms
    {
        get
        {
            lock (_alarms)
                return [.. _alarms];
        }
    }

    /// <summary>These warnings were expected.</summary>
    public void Announce()
    {
        lock (_alarms)
            _alarms.Clear();
    }

    public ILogger<T> For<T>() => new Logger<T>(this);

    public ILogger CreateLogger(string categoryName) => new Writer(this);

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }

    private sealed class Writer(TestLog log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
                return;
            lock (log._alarms)
                log._alarms.Add($"{logLevel}: {formatter(state, exception)} {exception}");
        }
    }
}
