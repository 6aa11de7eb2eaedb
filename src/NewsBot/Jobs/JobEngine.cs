using Hangfire;
using Hangfire.InMemory;
using Hangfire.PostgreSql;
using NewsBot.Core.Storage;

namespace NewsBot.Jobs;

/// <summary>Hangfire: in memory on one machine, on PostgreSQL for several nodes.</summary>
internal static class JobEngine
{
    // The default of 15 s is too coarse for feeds that are due each second.
    private static readonly TimeSpan _tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _shutdown = TimeSpan.FromSeconds(10);
    private const int Workers = 3;

    public static void AddJobEngine(this IServiceCollection services, StorageOptions storage)
    {
        services.AddHangfire((provider, configuration) =>
        {
            configuration.UseLogProvider(new QuietJobLog(
                new Hangfire.AspNetCore.AspNetCoreLogProvider(provider.GetRequiredService<ILoggerFactory>()),
                provider.GetRequiredService<ISqlDialect>(), provider.GetRequiredService<StoreWatch>()));
            configuration.UseSimpleAssemblyNameTypeSerializer().UseRecommendedSerializerSettings();
            configuration.UseFilter(new SkipWhileRunning(provider.GetRequiredService<TimeProvider>()));
            switch (storage.Provider)
            {
                case StorageProvider.Sqlite:
                    configuration.UseInMemoryStorage(new InMemoryStorageOptions { MaxExpirationTime = TimeSpan.FromHours(1) });
                    break;
                case StorageProvider.PostgreSql:
                    configuration.UsePostgreSqlStorage(
                        postgres => postgres.UseNpgsqlConnection(storage.ConnectionString),
                        new PostgreSqlStorageOptions
                        {
                            EnableLongPolling = true,
                            UseSlidingInvisibilityTimeout = true,
                            InvisibilityTimeout = TimeSpan.FromSeconds(30),
                            QueuePollInterval = _tick,
                        });
                    break;
                default:
                    throw new InvalidOperationException($"No job storage for {storage.Provider}.");
            }
        });
        services.AddHangfireServer(server =>
        {
            server.SchedulePollingInterval = _tick;
            server.WorkerCount = Workers;
            server.StopTimeout = _shutdown;
            server.ShutdownTimeout = _shutdown;
        });
    }
}
