using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace NewsBot.Tests.Support;

/// <summary>
/// A private PostgreSQL server for one test run: data and socket in a temporary folder, a free port on loopback, no
/// fsync. It starts with the first test that needs it. Where the server's programs are missing,
/// <see cref="MissingReason"/> says so and the tests are skipped by name.
/// </summary>
public sealed class PostgreSqlCluster : IAsyncDisposable
{
    private static readonly SemaphoreSlim Gate = new(1, 1);
    private static PostgreSqlCluster? shared;
    private readonly string _folder;
    private readonly int _port;
    private int _databases;

    private PostgreSqlCluster(string folder, int port)
    {
        _folder = folder;
        _port = port;
    }

    /// <summary>Why no server can be started here; null when one can.</summary>
    public static string? MissingReason { get; } =
        Programs() is null ? "PostgreSQL's server programs (package postgresql) are not installed" : null;

    /// <summary>Connection string of a new, empty database.</summary>
    public static async Task<string> CreateDatabaseAsync(string? template = null)
    {
        await Gate.WaitAsync();
        try
        {
            shared ??= await StartAsync();
            return await shared.AddDatabaseAsync(template);
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>A server of the test's own, for tests that stop it.</summary>
    public static Task<PostgreSqlCluster> StartOwnAsync() => StartAsync();

    /// <summary>Connection string of a new database on this server; empty, or a copy.</summary>
    public async Task<string> AddDatabaseAsync(string? template = null)
    {
        var name = $"test_{++_databases}";
        await ExecuteAsync($"CREATE DATABASE {name}" + (template is null ? "" : $" TEMPLATE {template}"));
        return ConnectionString(name);
    }

    /// <summary>The server goes; who is connected is thrown out.</summary>
    public Task ServerStopsAsync() => RunAsync("pg_ctl", $"stop -D {_folder}/data -m fast -w");

    /// <summary>The server comes back at the same address.</summary>
    public Task ServerStartsAsync() => RunAsync("pg_ctl", $"start -D {_folder}/data -w -l {_folder}/log -o '{Options(_folder, _port)}'");

    /// <summary>Stops the server of this run, if one was started.</summary>
    public static async ValueTask StopAsync()
    {
        if (shared is not null)
            await shared.DisposeAsync();
        shared = null;
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await RunAsync("pg_ctl", $"stop -D {_folder}/data -m immediate -w");
        Directory.Delete(_folder, recursive: true);
    }

    private string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={_port};Username=newsbot;Database={database};Maximum Pool Size=20;Include Error Detail=true";

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<PostgreSqlCluster> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("newsbot-pg-").FullName;
        if (Environment.UserName == "root")
            await RunProcessAsync("chown", ["postgres", folder]);
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        await RunAsync("initdb", $"-D {folder}/data -U newsbot -A trust -E UTF8 --locale=C --no-sync");
        // A port that was free a moment ago may be taken by the time the server binds it.
        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort();
            try
            {
                await RunAsync("pg_ctl", $"start -D {folder}/data -w -l {folder}/log -o '{Options(folder, port)}'");
                return new PostgreSqlCluster(folder, port);
            }
            catch (InvalidOperationException) when (attempt < 5)
            {
            }
        }
    }

    private static string Options(string folder, int port) =>
        $"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200";

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // initdb and postgres refuse to run as root.
    private static Task RunAsync(string program, string arguments)
    {
        var command = $"{Programs()}/{program} {arguments}";
        return Environment.UserName == "root"
            ? RunProcessAsync("runuser", ["-u", "postgres", "--", "sh", "-c", $"cd / && {command}"])
            : RunProcessAsync("sh", ["-c", command]);
    }

    private static async Task RunProcessAsync(string program, string[] arguments)
    {
        // The server inherits these streams and outlives pg_ctl: nothing is redirected to a pipe that would have to close.
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", "exec \"$0\" \"$@\" >/dev/null 2>&1 </dev/null", program, .. arguments]))!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }

    private static string? Programs() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending()
                .Select(folder => Path.Combine(folder, "bin"))
                .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
            : null;
}
