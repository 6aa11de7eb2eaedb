using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace NewsBot.TelegramEmulator.Store;

/// <summary>
/// The emulator's file: one connection, used under the emulator's gate only. It holds every message, so that memory
/// does not grow with the chats; WAL without a sync per commit makes a write cost some tens of microseconds.
/// </summary>
internal sealed class EmulatorStore : IDisposable
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS counter(bot_id INTEGER NOT NULL, name TEXT NOT NULL, value INTEGER NOT NULL, PRIMARY KEY(bot_id, name)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS document(bot_id INTEGER NOT NULL, kind TEXT NOT NULL, id INTEGER NOT NULL, json TEXT NOT NULL,
          PRIMARY KEY(bot_id, kind, id)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS message(bot_id INTEGER NOT NULL, chat_id INTEGER NOT NULL, id INTEGER NOT NULL, json TEXT NOT NULL,
          PRIMARY KEY(bot_id, chat_id, id)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS pending_update(bot_id INTEGER NOT NULL, id INTEGER NOT NULL, at INTEGER NOT NULL, json TEXT NOT NULL,
          PRIMARY KEY(bot_id, id)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS file(bot_id INTEGER NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL, content BLOB NOT NULL,
          PRIMARY KEY(bot_id, id));
        """;

    private readonly SqliteConnection connection;
    private readonly Dictionary<string, SqliteCommand> prepared = [];
    private SqliteTransaction? transaction;

    public EmulatorStore(string? path)
    {
        if (path is not null && Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            Directory.CreateDirectory(folder);
        connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path is null ? ":memory:" : Path.GetFullPath(path),
            Pooling = false,
        }.ToString());
        connection.Open();
        Execute("PRAGMA journal_mode=WAL");
        Execute("PRAGMA synchronous=NORMAL");
        Execute("PRAGMA busy_timeout=5000");
        Execute("PRAGMA cache_size=-1000");
        Execute(Schema);
    }

    /// <summary>Runs the work as one transaction; an exception takes back what it wrote.</summary>
    public T InTransaction<T>(Func<T> work)
    {
        if (transaction is not null)
            return work();
        transaction = connection.BeginTransaction(deferred: true);
        try
        {
            var result = work();
            transaction.Commit();
            return result;
        }
        catch
        {
            transaction.Rollback();
            throw;
        }
        finally
        {
            transaction.Dispose();
            transaction = null;
        }
    }

    public int Execute(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteNonQuery();

    public T? Single<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var reader = Prepare(sql, values).ExecuteReader();
        return reader.Read() ? read(reader) : default;
    }

    public List<T> All<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var reader = Prepare(sql, values).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }

    /// <summary>A setting of the installation; made and kept when it is not there yet.</summary>
    public string Setting(string name, Func<string> make)
    {
        if (Single("SELECT value FROM setting WHERE name = $0", r => r.GetString(0), name) is { } found)
            return found;
        var value = make();
        Execute("INSERT INTO setting(name, value) VALUES($0, $1)", name, value);
        return value;
    }

    /// <summary>The next value of a counter, which never goes back.</summary>
    public long Next(long botId, string name) => Single(
        "INSERT INTO counter(bot_id, name, value) VALUES($0, $1, 1) ON CONFLICT DO UPDATE SET value = value + 1 RETURNING value",
        r => r.GetInt64(0), botId, name);

    /// <summary>A secret of 32 hexadecimal digits.</summary>
    public static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public void Dispose()
    {
        foreach (var command in prepared.Values)
            command.Dispose();
        connection.Dispose();
    }

    // Parameters are $0, $1… in the order of the values; each statement is prepared once.
    private SqliteCommand Prepare(string sql, ReadOnlySpan<object?> values)
    {
        if (!prepared.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            prepared.Add(sql, command);
            for (var i = 0; i < values.Length; i++)
                command.Parameters.Add(new SqliteParameter { ParameterName = "$" + i });
        }
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        command.Transaction = transaction;
        return command;
    }
}
