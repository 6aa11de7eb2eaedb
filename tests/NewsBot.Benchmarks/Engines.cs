using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NewsBot.Core;
using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;
using NewsBot.HostTests.Support;
using NewsBot.Tests.Support;

namespace NewsBot.Benchmarks;

/// <summary>The engines that are there, and Core over a new store on one of them, in this process.</summary>
internal static class Engines
{
    public const long Bot = 777;

    /// <summary>Those named on the command line, or all; says so where PostgreSQL is missing.</summary>
    public static IEnumerable<StorageProvider> Wanted(string[] arguments)
    {
        if (!arguments.Contains("postgresql"))
            yield return StorageProvider.Sqlite;
        if (arguments.Contains("sqlite"))
            yield break;
        if (PostgreSqlCluster.MissingReason is { } reason)
            Console.WriteLine($"  without PostgreSQL: {reason}");
        else
            yield return StorageProvider.PostgreSql;
    }

    /// <summary>A new, empty store.</summary>
    public static async Task<string> NewStoreAsync(StorageProvider provider, TemporaryFolder folder) =>
        provider == StorageProvider.Sqlite ? $"Data Source={folder.File($"{Guid.NewGuid():N}.db")}" : await PostgreSqlCluster.CreateDatabaseAsync();

    /// <summary>Core as the host wires it, over a new store.</summary>
    public static async Task<ServiceProvider> CoreAsync(StorageProvider provider, TemporaryFolder folder, CancellationToken cancellationToken) =>
        await OpenAsync(provider, await NewStoreAsync(provider, folder), cancellationToken);

    /// <summary>The same over this store, which is migrated where it is new.</summary>
    public static async Task<ServiceProvider> OpenAsync(StorageProvider provider, string connectionString, CancellationToken cancellationToken)
    {
        var storage = new StorageOptions { Provider = provider, ConnectionString = connectionString };
        var services = new ServiceCollection()
            .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance).AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddNewsBotCore(new CoreOptions(storage, new FeedOptions(), new DeliveryOptions(), new AccessOptions()))
            .BuildServiceProvider();
        await services.GetRequiredService<Migrator>().MigrateAsync(cancellationToken);
        services.GetRequiredService<CurrentBot>().Set(Bot);
        return services;
    }
}
