using Microsoft.Extensions.Logging.Abstractions;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Storage;

public sealed class MigratorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Migrate_StoreIsCurrent_ChangesNothing(StorageProvider provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        await store.Database.WriteAsync(session => session.ExecuteAsync("INSERT INTO setting (name, value) VALUES ('a', '1')", null, Token), Token);

        await new Migrator(store.Dialect, TimeProvider.System).MigrateAsync(Token);

        Assert.Equal("1", await store.Database.ReadAsync(session => session.ScalarAsync<string>("SELECT value FROM setting WHERE name = 'a'", null, Token), Token));
        if (store.Dialect is SqliteDialect sqlite)
            Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(sqlite.DataSource)!, "*before*"));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Migrate_StoreIsNewer_RefusesWithOneLine(StorageProvider provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        await AddToJournalAsync(store, "NewsBot.Core.Storage.Migrations.9999_future.sql");

        var refusal = await Assert.ThrowsAsync<StoreException>(() => new Migrator(store.Dialect, TimeProvider.System).MigrateAsync(Token));

        Assert.Contains("9999_future.sql", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public async Task Migrate_OlderSqliteStore_IsCopiedFirst()
    {
        await using var store = await TestStore.CreateAsync(StorageProvider.Sqlite);
        var path = ((SqliteDialect)store.Dialect).DataSource;

        var copy = await SqliteCopy.BeforeMigrationAsync((SqliteDialect)store.Dialect, 1, TimeProvider.System, Token);

        Assert.Equal(Path.GetDirectoryName(path), Path.GetDirectoryName(copy));
        await using var opened = new TestCopy(copy);
        Assert.Equal(0L, await opened.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT count(*) FROM article", null, Token), Token));
    }

    [Fact]
    public async Task Migrate_TwoNodesOnEmptyPostgreSql_BothComeUp()
    {
        if (PostgreSqlCluster.MissingReason is { } reason)
            Assert.Skip(reason);
        var connectionString = await PostgreSqlCluster.CreateDatabaseAsync();
        await using var first = new PostgreSqlDialect(connectionString);
        await using var second = new PostgreSqlDialect(connectionString);

        await Task.WhenAll(
            new Migrator(first, TimeProvider.System).MigrateAsync(Token),
            new Migrator(second, TimeProvider.System).MigrateAsync(Token));

        new Migrator(first, TimeProvider.System).RequireCurrent();
    }

    [Fact]
    public async Task Migrate_FileIsNoDatabase_SaysSoInOneLine()
    {
        var folder = Directory.CreateTempSubdirectory("newsbot-test-").FullName;
        var path = Path.Combine(folder, "store.db");
        await File.WriteAllTextAsync(path, new string('x', 5000), Token);

        var refusal = await Assert.ThrowsAsync<StoreException>(() => new Migrator(new SqliteDialect($"Data Source={path};Pooling=false"), TimeProvider.System).MigrateAsync(Token));

        Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task ProcessLock_HeldByAnother_IsNotTaken()
    {
        await using var store = await TestStore.CreateAsync(StorageProvider.Sqlite);
        var dialect = (SqliteDialect)store.Dialect;

        using (ProcessLock.TryTake(dialect))
            Assert.Null(ProcessLock.TryTake(dialect));
        using var free = ProcessLock.TryTake(dialect);
        Assert.NotNull(free);
    }

    private static Task AddToJournalAsync(TestStore store, string name) =>
        store.Database.WriteAsync(session => session.ExecuteAsync(
            "INSERT INTO schemaversions (scriptname, applied) VALUES (@name, @applied)",
            new { name, applied = new DateTime(2026, 1, 1) }, Token), Token);

    private sealed class TestCopy(string path) : IAsyncDisposable
    {
        public Database Database { get; } = new(new SqliteDialect($"Data Source={path};Pooling=false"), new Signals(), new StoreWatch(TimeProvider.System, NullLogger<StoreWatch>.Instance));

        public ValueTask DisposeAsync() => Database.DisposeAsync();
    }
}
