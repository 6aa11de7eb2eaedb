using Hangfire.Logging;
using NewsBot.Core.Storage;

namespace NewsBot.Jobs;

/// <summary>
/// Hangfire's log without what the store says already: each of its loops would write every failure of an outage down with
/// its stack. Hangfire sees an outage like everybody else, and what it sees counts.
/// </summary>
internal sealed class QuietJobLog(ILogProvider provider, ISqlDialect dialect, StoreWatch watch) : ILogProvider
{
    public ILog GetLogger(string name) => new Quiet(provider.GetLogger(name), dialect, watch);

    private sealed class Quiet(ILog log, ISqlDialect dialect, StoreWatch watch) : ILog
    {
        public bool Log(Hangfire.Logging.LogLevel logLevel, Func<string>? messageFunc, Exception? exception = null)
        {
            if (messageFunc is not null && (watch.IsAway || IsTheStores(exception)))
                return true;
            return log.Log(logLevel, messageFunc, exception);
        }

        private bool IsTheStores(Exception? exception)
        {
            for (var cause = exception; cause is not null; cause = cause.InnerException)
            {
                if (dialect.TroubleOf(cause) is { } trouble)
                    return watch.Failed(trouble, writing: false);
            }

            return false;
        }
    }
}
