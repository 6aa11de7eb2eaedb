using Microsoft.Data.Sqlite;

namespace NewsBot.Core.Storage;

/// <summary>The copy of a SQLite store that is made before its schema changes.</summary>
internal static class SqliteCopy
{
    /// <summary>
    /// Writes <c>NAME.before-NNNN.db</c> beside the store with VACUUM INTO, which is safe on a live store.
    /// Throws <see cref="StoreException"/> when the disk has less room than twice the store.
    /// </summary>
    public static async Task<string> BeforeMigrationAsync(
        SqliteDialect dialect, int migrations, TimeProvider time, CancellationToken cancellationToken)
    {
        var source = Path.GetFullPath(dialect.DataSource);
        var size = new FileInfo(source).Length;
        var free = new DriveInfo(Path.GetDirectoryName(source)!).AvailableFreeSpace;
        if (free < 2 * size)
            throw new StoreException($"The store {source} ({size / 1_048_576} MB) has to be copied before the upgrade, and its disk has only {free / 1_048_576} MB free: make room for {2 * size / 1_048_576} MB, then start again. Nothing was changed.");
        var stamp = time.GetUtcNow().ToString("yyyyMMdd-HHmmss", System.Globalization.CultureInfo.InvariantCulture);
        var copy = Path.Combine(
            Path.GetDirectoryName(source)!,
            $"{Path.GetFileNameWithoutExtension(source)}.before-{migrations + 1:0000}.{stamp}.db");
        await using var connection = (SqliteConnection)await dialect.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "VACUUM INTO $copy";
        command.Parameters.AddWithValue("$copy", copy);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return copy;
    }
}
