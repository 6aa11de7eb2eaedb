namespace NewsBot.Core.Storage;

/// <summary>
/// One bot a SQLite store: an open file beside it, which the operating system releases when the process ends,
/// however it ends. Verbs take it only while they migrate.
/// </summary>
internal sealed class ProcessLock : IDisposable
{
    private readonly FileStream _file;

    private ProcessLock(FileStream file) => _file = file;

    /// <summary>The lock, or null when another process holds it.</summary>
    public static ProcessLock? TryTake(SqliteDialect dialect)
    {
        var path = Path.GetFullPath(dialect.DataSource) + ".lock";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return new ProcessLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new StoreException(StoreErrors.Explain(exception, dialect)!, exception);
        }
        catch (IOException exception) when (!IsHeld(exception))
        {
            throw new StoreException(StoreErrors.Explain(exception, dialect)!, exception);
        }
        catch (IOException)
        {
            return null;
        }
    }

    // The operating system's number: ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION on Windows, EWOULDBLOCK on Linux and macOS.
    private static bool IsHeld(IOException exception) => (exception.HResult & 0xFFFF) is 32 or 33 or 11 or 35;

    public void Dispose() => _file.Dispose();
}
