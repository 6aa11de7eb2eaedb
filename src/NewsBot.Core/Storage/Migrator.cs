using System.Reflection;
using DbUp;
using DbUp.Builder;
using DbUp.Engine;
using DbUp.Engine.Output;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace NewsBot.Core.Storage;

/// <summary>
/// Brings a store to this program's schema: one chain of numbered SQL files for both engines. Two nodes may start
/// together (PostgreSQL: an advisory lock; SQLite: the process lock). A non-empty SQLite store is copied first.
/// </summary>
internal sealed class Migrator(ISqlDialect dialect, TimeProvider time)
{
    private const long LockKey = 7825102;
    private const string Prefix = "NewsBot.Core.Storage.Migrations.";

    /// <summary>Names of the migrations this program knows, in order.</summary>
    public static IReadOnlyList<string> Known { get; } =
        Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).ToArray();

    /// <summary>Migrates where needed. Throws <see cref="StoreException"/> when the store is newer or cannot be opened.</summary>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        try
        {
            switch (dialect)
            {
                case SqliteDialect sqlite:
                    await MigrateSqliteAsync(sqlite, cancellationToken);
                    break;
                case PostgreSqlDialect postgres:
                    await MigratePostgreSqlAsync(postgres, cancellationToken);
                    break;
                default:
                    throw new InvalidOperationException($"No migrations for {dialect.GetType().Name}.");
            }
        }
        catch (Exception exception) when (StoreErrors.Explain(exception, dialect) is { } line)
        {
            throw new StoreException(line, exception);
        }
    }

    /// <summary>Refuses a store whose schema is not exactly this program's, for a verb beside a running bot.</summary>
    public void RequireCurrent()
    {
        try
        {
            var executed = Executed();
            RefuseNewer(executed);
            if (executed.Count < Known.Count)
                throw new StoreException("The running bot uses an older store than this program: stop the bot, start the new version, then run this again.");
        }
        catch (Exception exception) when (StoreErrors.Explain(exception, dialect) is { } line)
        {
            throw new StoreException(line, exception);
        }
    }

    private async Task MigrateSqliteAsync(SqliteDialect sqlite, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(sqlite.DataSource);
        if (!string.IsNullOrEmpty(folder))
            Directory.CreateDirectory(folder);
        var executed = Executed();
        RefuseNewer(executed);
        if (executed.Count == Known.Count)
            return;
        if (executed.Count > 0)
            await SqliteCopy.BeforeMigrationAsync(sqlite, executed.Count, time, cancellationToken);
        Upgrade();
        await using var connection = await sqlite.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL";
        await command.ExecuteScalarAsync(cancellationToken);
    }

    private async Task MigratePostgreSqlAsync(PostgreSqlDialect postgres, CancellationToken cancellationToken)
    {
        await using var guard = (NpgsqlConnection)await postgres.OpenAsync(cancellationToken);
        await using (var take = new NpgsqlCommand($"SELECT pg_advisory_lock({LockKey})", guard))
            await take.ExecuteNonQueryAsync(cancellationToken);
        try
        {
            var executed = Executed();
            RefuseNewer(executed);
            if (executed.Count < Known.Count)
                Upgrade();
        }
        finally
        {
            await using var release = new NpgsqlCommand($"SELECT pg_advisory_unlock({LockKey})", guard);
            await release.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    private List<string> Executed() => Engine().GetExecutedScripts();

    private void Upgrade()
    {
        var result = Engine().PerformUpgrade();
        if (!result.Successful)
            throw result.Error;
    }

    private static void RefuseNewer(List<string> executed)
    {
        if (executed.FirstOrDefault(name => !Known.Contains(name)) is { } unknown)
            throw new StoreException($"The store was made by a newer version of NewsBot (it has the migration {unknown[Prefix.Length..]}): start that version, or restore a copy from before the upgrade.");
    }

    private UpgradeEngine Engine()
    {
        UpgradeEngineBuilder builder = dialect switch
        {
            SqliteDialect sqlite => DeployChanges.To.SqliteDatabase(sqlite.ConnectionString),
            PostgreSqlDialect postgres => DeployChanges.To.PostgresqlDatabase(postgres.ConnectionString),
            _ => throw new InvalidOperationException($"No migrations for {dialect.GetType().Name}."),
        };
        return builder
            .WithScripts(Known.Select(name => new SqlScript(name, DialectWords.Expand(Read(name), dialect))).ToArray())
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .LogTo(new NoOpUpgradeLog())
            .Build();
    }

    private static string Read(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
