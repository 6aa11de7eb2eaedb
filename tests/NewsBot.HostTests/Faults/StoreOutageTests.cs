using Microsoft.Data.Sqlite;
using NewsBot.HostTests.Support;
using NewsBot.Tests.Support;
using Npgsql;

namespace NewsBot.HostTests.Faults;

/// <summary>The store is locked by another program, out of room, or gone for a while.</summary>
public sealed class StoreOutageTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sqlite_LockedByAnotherProgram_GoesOnByItselfAndLosesNothing()
    {
        await using var scene = await FaultScene.SetAsync(("Storage:ConnectionString", "Data Source=data/newsbot.db;Default Timeout=1"));
        await using var bot = await scene.StartAsync();
        await using var other = new SqliteConnection($"Data Source={scene.Installation.Folder.File("data/newsbot.db")};Pooling=False");
        await other.OpenAsync(Cancellation);

        await new StoreOutage(scene, bot).ProveAsync(() => RunAsync(other, "BEGIN IMMEDIATE"), () => RunAsync(other, "ROLLBACK"), "another program holds it locked");
    }

    [Fact]
    public async Task Sqlite_DiskFull_GoesOnByItselfAndLosesNothing()
    {
        await using var scene = await FaultScene.SetAsync();
        using var disk = SmallDisk.At(Path.Combine(scene.Installation.Folder.Path, "data"));
        Assert.SkipWhen(disk is null, SmallDisk.MissingReason);
        await using var bot = await scene.StartAsync();
        await using var other = new SqliteConnection($"Data Source={scene.Installation.Folder.File("data/newsbot.db")};Pooling=False");
        await other.OpenAsync(Cancellation);

        await new StoreOutage(scene, bot).ProveAsync(FillAsync, EmptyAsync, "its disk is full");
        await bot.StopAsync(Cancellation);

        // What the log of changes has taken already is written over without asking for room: it begins anew.
        async Task FillAsync()
        {
            await RunAsync(other, "PRAGMA wal_checkpoint(TRUNCATE)");
            disk.Fill();
        }

        Task EmptyAsync()
        {
            disk.Empty();
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task PostgreSql_StoppedAndStarted_GoesOnByItselfAndLosesNothing()
    {
        Assert.SkipWhen(PostgreSqlCluster.MissingReason is not null, PostgreSqlCluster.MissingReason ?? "");
        await using var server = await PostgreSqlCluster.StartOwnAsync();
        await using var scene = await FaultScene.SetAsync(("Storage:Provider", "PostgreSql"), ("Storage:ConnectionString", await server.AddDatabaseAsync()));
        await using var bot = await scene.StartAsync();

        await new StoreOutage(scene, bot).ProveAsync(server.ServerStopsAsync, server.ServerStartsAsync, "PostgreSQL cannot be reached");
    }

    [Fact]
    public async Task PostgreSql_EveryQueryHangs_HealthSaysSoWithinItsPatience()
    {
        Assert.SkipWhen(PostgreSqlCluster.MissingReason is not null, PostgreSqlCluster.MissingReason ?? "");
        var store = await PostgreSqlCluster.CreateDatabaseAsync();
        await using var scene = await FaultScene.SetAsync(("Storage:Provider", "PostgreSql"), ("Storage:ConnectionString", store));
        await using var bot = await scene.StartAsync();
        var reader = await scene.FollowerAsync("Reader");
        await using var other = new NpgsqlConnection(store);
        await other.OpenAsync(Cancellation);
        await using (var held = await other.BeginTransactionAsync(Cancellation))
        {
            await using var hold = new NpgsqlCommand("LOCK TABLE leader IN ACCESS EXCLUSIVE MODE", other, held);
            await hold.ExecuteNonQueryAsync(Cancellation);
            Assert.Contains("Store: it does not answer", (await scene.HealthAsync()).Text, StringComparison.Ordinal);
            Assert.Equal(System.Net.HttpStatusCode.OK, await scene.LiveAsync());
        }

        await scene.CaughtUpAsync(reader);
        Assert.Equal(System.Net.HttpStatusCode.OK, (await scene.HealthAsync()).Status);
    }

    private static async Task RunAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
