using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;
using Npgsql;

namespace NewsBot.Tests.Storage;

/// <summary>What a store that does not work looks like to whoever uses it.</summary>
public sealed class StoreTroubleTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("newsbot-test-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sqlite_LockedByAnotherProgram_CannotBeWrittenAndIsReadOn()
    {
        await using var store = await OpenAsync("Default Timeout=1");
        await using var other = new SqliteConnection($"Data Source={_folder}/newsbot.db;Pooling=False");
        await other.OpenAsync(Ct);
        await using var held = other.BeginTransaction(deferred: false);

        var unavailable = await Assert.ThrowsAsync<StoreUnavailableException>(() => WriteAsync(store));
        Assert.Equal(StoreTroubleKind.Locked, unavailable.Trouble.Kind);
        Assert.Equal("The store cannot be used: another program holds it locked. End the program that has it open for writing.", unavailable.Message);
        Assert.Equal(0, await ReadAsync(store));

        await held.RollbackAsync(Ct);
        await WriteAsync(store);
        Assert.Equal(1, await ReadAsync(store));
    }

    [Fact]
    public async Task Sqlite_NoRoomLeft_CannotBeWrittenAndIsReadOn()
    {
        await using var store = await OpenAsync("");
        var unavailable = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync("PRAGMA max_page_count = 1", null, Ct);
                await session.ExecuteAsync("INSERT INTO setting (name, value) VALUES ('large', @value)", new { value = new string('x', 1_000_000) }, Ct);
            }, Ct));

        Assert.Equal(StoreTroubleKind.DiskFull, unavailable.Trouble.Kind);
        Assert.Equal(0, await ReadAsync(store));
    }

    [Fact]
    public async Task Sqlite_FolderGone_SaysWhatToCheck()
    {
        await using var store = new Database(new SqliteDialect($"Data Source={_folder}/none/newsbot.db"), new Signals(), Watch());

        var unavailable = await Assert.ThrowsAsync<StoreUnavailableException>(() => ReadAsync(store));
        Assert.Equal(StoreTroubleKind.Unwritable, unavailable.Trouble.Kind);
    }

    [Fact]
    public async Task PostgreSql_NobodyListens_CannotBeReached()
    {
        await using var dialect = new PostgreSqlDialect("Host=127.0.0.1;Port=1;Username=nobody;Password=secret;Database=none");
        await using var store = new Database(dialect, new Signals(), Watch());

        var unavailable = await Assert.ThrowsAsync<StoreUnavailableException>(() => ReadAsync(store));
        Assert.Equal(StoreTroubleKind.NotReached, unavailable.Trouble.Kind);
        Assert.DoesNotContain("secret", unavailable.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PostgreSql_ConnectionCutInTheMiddle_CannotBeReachedAndTheNextWorks()
    {
        await using var store = await TestStore.CreateAsync(StorageProvider.PostgreSql);

        var unavailable = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.Database.WriteAsync(
            async session =>
            {
                var self = await session.ScalarAsync<int>("SELECT pg_backend_pid()", null, Ct);
                await TerminateAsync(store.ConnectionString, self);
                await session.ExecuteAsync("SELECT 1", null, Ct);
            }, Ct));

        Assert.Equal(StoreTroubleKind.NotReached, unavailable.Trouble.Kind);
        Assert.Equal(0, await ReadAsync(store.Database));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Mistake_InTheWork_IsNotTheStores(StorageProvider provider)
    {
        await using var store = await TestStore.CreateAsync(provider);

        var exception = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => store.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT 1 FROM nowhere", null, Ct), Ct));
        Assert.Null(store.Dialect.TroubleOf(exception));
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static StoreWatch Watch() => new(TimeProvider.System, NullLogger<StoreWatch>.Instance);

    private async Task<Database> OpenAsync(string more)
    {
        var dialect = new SqliteDialect($"Data Source={_folder}/newsbot.db;{more}");
        await new Migrator(dialect, TimeProvider.System).MigrateAsync(Ct);
        return new Database(dialect, new Signals(), Watch());
    }

    private static Task WriteAsync(Database store) =>
        store.WriteAsync(session => session.ExecuteAsync("INSERT INTO setting (name, value) VALUES ('test', '1')", null, Ct), Ct);

    private static Task<long> ReadAsync(Database store) =>
        store.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM setting WHERE name IN ('test', 'large')", null, Ct), Ct);

    private static async Task TerminateAsync(string connectionString, int backend)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand($"SELECT pg_terminate_backend({backend}, 10000)", connection);
        await command.ExecuteNonQueryAsync(Ct);
    }
}
