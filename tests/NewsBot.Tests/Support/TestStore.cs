using Microsoft.Extensions.Logging.Abstractions;
using NewsBot.Core.Storage;

namespace NewsBot.Tests.Support;

/// <summary>Both engines, for <c>[Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]</c>.</summary>
public static class Engines
{
    public static TheoryData<StorageProvider> Both { get; } = [StorageProvider.Sqlite, StorageProvider.PostgreSql];
}

/// <summary>A private, migrated store on one engine. Skips the test, with the reason, where the engine is missing.</summary>
internal sealed class TestStore : IAsyncDisposable
{
    private static readonly SemaphoreSlim TemplateGate = new(1, 1);
    private static string? template;
    private readonly string? _folder;

    private TestStore(Database database, ISqlDialect dialect, Signals signals, string? folder, string connectionString)
    {
        Database = database;
        Dialect = dialect;
        Signals = signals;
        _folder = folder;
        ConnectionString = connectionString;
    }

    public Database Database { get; }

    public ISqlDialect Dialect { get; }

    public Signals Signals { get; }

    public string ConnectionString { get; }

    public static async Task<TestStore> CreateAsync(StorageProvider provider)
    {
        if (provider == StorageProvider.Sqlite)
        {
            var folder = Directory.CreateTempSubdirectory("newsbot-test-").FullName;
            var connectionString = $"Data Source={folder}/newsbot.db";
            var dialect = new SqliteDialect(connectionString);
            await new Migrator(dialect, TimeProvider.System).MigrateAsync(TestContext.Current.CancellationToken);
            return Open(dialect, folder, connectionString);
        }

        if (PostgreSqlCluster.MissingReason is { } reason)
            Assert.Skip(reason);
        var copy = await PostgreSqlCluster.CreateDatabaseAsync(await TemplateAsync());
        return Open(new PostgreSqlDialect(copy), null, copy);
    }

    /// <summary>A second program on the same store, as another node would be.</summary>
    public TestStore OpenAgain() =>
        Open(Dialect is SqliteDialect ? new SqliteDialect(ConnectionString) : new PostgreSqlDialect(ConnectionString), null, ConnectionString);

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        if (_folder is null)
            return;
        Microsoft.Data.Sqlite.SqliteConnection.ClearPool(new Microsoft.Data.Sqlite.SqliteConnection(((SqliteDialect)Dialect).ConnectionString));
        Directory.Delete(_folder, recursive: true);
    }

    private static TestStore Open(ISqlDialect dialect, string? folder, string connectionString)
    {
        var signals = new Signals();
        return new TestStore(new Database(dialect, signals, new StoreWatch(TimeProvider.System, NullLogger<StoreWatch>.Instance)), dialect, signals, folder, connectionString);
    }

    // Migrated once a run: a copy of a template is several times faster than the migrations.
    private static async Task<string> TemplateAsync()
    {
        await TemplateGate.WaitAsync();
        try
        {
            if (template is null)
            {
                var connectionString = await PostgreSqlCluster.CreateDatabaseAsync();
                await using var dialect = new PostgreSqlDialect(connectionString + ";Pooling=false");
                await new Migrator(dialect, TimeProvider.System).MigrateAsync(TestContext.Current.CancellationToken);
                Npgsql.NpgsqlConnection.ClearAllPools();
                template = new Npgsql.NpgsqlConnectionStringBuilder(connectionString).Database;
            }
            return template!;
        }
        finally
        {
            TemplateGate.Release();
        }
    }
}
