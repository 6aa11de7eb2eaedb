using NewsBot.Core.Storage;
using Npgsql;

namespace NewsBot.Operations;

/// <summary>
/// Hears over PostgreSQL (LISTEN/NOTIFY) that another node committed work. While the connection is away the loops find
/// it by looking themselves.
/// </summary>
internal sealed class StoreListener(StorageOptions options, ISqlDialect dialect, Signals signals, StoreWatch watch, TimeProvider time, ILogger<StoreListener> logger) : BackgroundService
{
    private const string Channel = "newsbot";
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is NpgsqlException or System.Net.Sockets.SocketException)
            {
                if (dialect.TroubleOf(exception) is not { } trouble || !watch.Failed(trouble, writing: false))
                    Log.ListenerLost(logger, exception.Message);
                await Task.Delay(_pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        // A connection of its own that notices a server that is gone.
        var own = new NpgsqlConnectionStringBuilder(options.ConnectionString) { Pooling = false, KeepAlive = 15 };
        await using var connection = new NpgsqlConnection(own.ToString());
        await connection.OpenAsync(cancellationToken);
        connection.Notification += (_, notification) =>
        {
            if (Enum.TryParse<WorkKind>(notification.Payload, out var kind))
                signals.Raise(kind);
        };
        await using (var listen = new NpgsqlCommand($"LISTEN {Channel}", connection))
            await listen.ExecuteNonQueryAsync(cancellationToken);
        // What was announced while nobody listened.
        foreach (var kind in Enum.GetValues<WorkKind>())
            signals.Raise(kind);
        while (true)
            await connection.WaitAsync(cancellationToken);
    }
}
