namespace NewsBot.Core.Storage;

/// <summary>
/// The store: runs units of work. Reads see committed data; a write is one transaction that commits when the
/// work returns and rolls back when it throws. What the store itself does not do is told to <see cref="StoreWatch"/>
/// and thrown as <see cref="StoreUnavailableException"/>.
/// </summary>
internal sealed class Database(ISqlDialect dialect, Signals signals, StoreWatch watch) : IAsyncDisposable
{
    private const int Attempts = 4;

    /// <summary>Connections of the embedded engine each keep a schema and a page cache of their own.</summary>
    private const int EmbeddedReaders = 8;
    private readonly SemaphoreSlim _writer = new(1, 1);
    private readonly SemaphoreSlim? _readers = dialect.SingleWriter ? new SemaphoreSlim(EmbeddedReaders, EmbeddedReaders) : null;

    public ISqlDialect Dialect => dialect;

    /// <summary>Runs the work on committed data. It opens no session of its own inside.</summary>
    public Task<T> ReadAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellationToken) =>
        WatchAsync(() => ReadOnceAsync(work, cancellationToken), writing: false);

    /// <summary>Runs the work in a transaction. It may run more than once (deadlock), so it changes nothing but the store.</summary>
    public Task<T> WriteAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellationToken) =>
        WatchAsync(() => WriteRepeatedlyAsync(work, cancellationToken), writing: true);

    public Task WriteAsync(Func<Session, Task> work, CancellationToken cancellationToken) =>
        WriteAsync(async session =>
        {
            await work(session);
            return true;
        }, cancellationToken);

    private async Task<T> WatchAsync<T>(Func<Task<T>> run, bool writing)
    {
        try
        {
            var result = await run();
            watch.Succeeded(writing);
            return result;
        }
        catch (Exception exception) when (dialect.TroubleOf(exception) is { } trouble && watch.Failed(trouble, writing))
        {
            throw new StoreUnavailableException(trouble, exception);
        }
    }

    private async Task<T> ReadOnceAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellationToken)
    {
        if (_readers is not null)
            await _readers.WaitAsync(cancellationToken);
        try
        {
            await using var connection = await dialect.OpenAsync(cancellationToken);
            return await work(new Session(connection, null, dialect));
        }
        finally
        {
            _readers?.Release();
        }
    }

    private async Task<T> WriteRepeatedlyAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellationToken)
    {
        if (dialect.SingleWriter)
            await _writer.WaitAsync(cancellationToken);
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await WriteOnceAsync(work, cancellationToken);
                }
                catch (Exception exception) when (attempt < Attempts && dialect.IsTransient(exception))
                {
                }
            }
        }
        finally
        {
            if (dialect.SingleWriter)
                _writer.Release();
        }
    }

    private async Task<T> WriteOnceAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellationToken)
    {
        Session session;
        T result;
        await using (var connection = await dialect.OpenAsync(cancellationToken))
        await using (var transaction = await dialect.BeginWriteAsync(connection, cancellationToken))
        {
            session = new Session(connection, transaction, dialect);
            result = await work(session);
            if (dialect.NotifyStatement is { } notify)
            {
                foreach (var kind in session.Announced)
                    await session.ExecuteAsync(notify, new { channel = kind.ToString() }, cancellationToken);
            }
            await transaction.CommitAsync(cancellationToken);
        }
        foreach (var action in session.Committed)
            action();
        foreach (var kind in session.Announced)
            signals.Raise(kind);
        return result;
    }

    public async ValueTask DisposeAsync()
    {
        _writer.Dispose();
        _readers?.Dispose();
        if (dialect is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
    }
}
