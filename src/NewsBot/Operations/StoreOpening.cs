using NewsBot.Core.Storage;

namespace NewsBot.Operations;

/// <summary>Opens the store for the bot or for a verb beside it.</summary>
internal sealed class StoreOpening(ISqlDialect dialect, Migrator migrator, Database database, TimeProvider time)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan _step = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Migrates, and on SQLite holds the lock that keeps a second bot away for as long as the result lives.
    /// Throws <see cref="StartException"/> when another bot holds it.
    /// </summary>
    public async Task<IDisposable?> ForBotAsync(CancellationToken cancellationToken)
    {
        if (dialect is not SqliteDialect sqlite)
        {
            await migrator.MigrateAsync(cancellationToken);
            return null;
        }
        // A verb holds the lock for a moment while it migrates, and a bot that was just stopped while it ends.
        var until = time.GetUtcNow() + _patience;
        ProcessLock? taken;
        while ((taken = ProcessLock.TryTake(sqlite)) is null)
        {
            if (time.GetUtcNow() >= until)
                throw new StartException($"Another bot runs on the store {Path.GetFullPath(sqlite.DataSource)}: stop it, or give this one its own Storage:ConnectionString.");
            await Task.Delay(_step, time, cancellationToken);
        }
        try
        {
            await migrator.MigrateAsync(cancellationToken);
            return taken;
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    /// <summary>Migrates when no bot runs; beside a running bot refuses a store of another version.</summary>
    public async Task ForVerbAsync(CancellationToken cancellationToken)
    {
        using var alone = dialect is SqliteDialect sqlite ? ProcessLock.TryTake(sqlite) : null;
        if (alone is not null || (!dialect.SingleWriter && !await BotRunsAsync(cancellationToken)))
            await migrator.MigrateAsync(cancellationToken);
        else
            migrator.RequireCurrent();
    }

    // On PostgreSQL a running bot shows in its lease.
    private async Task<bool> BotRunsAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await database.ReadAsync(
                session => session.ScalarAsync<long>(
                    "SELECT COUNT(*) FROM leader WHERE lease_until > @now", new { now = time.NowMilliseconds() }, cancellationToken),
                cancellationToken) > 0;
        }
        catch (Npgsql.PostgresException exception) when (exception.SqlState == Npgsql.PostgresErrorCodes.UndefinedTable)
        {
            return false;
        }
        catch (Exception exception) when (StoreErrors.Explain(exception, dialect) is { } line)
        {
            throw new StoreException(line, exception);
        }
    }
}
