using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace NewsBot.Core.Storage;

/// <summary>SQLite, embedded: WAL, one writer a process, busy timeout between processes.</summary>
internal sealed class SqliteDialect : ISqlDialect
{
    private readonly string _connectionString;

    // Longer than any transaction of a program of ours takes. (The client tries again for as long, by itself.)
    private const int SecondsForOtherPrograms = 15;

    private readonly string _pragmas;

    /// <param name="connectionString">
    /// As Microsoft.Data.Sqlite reads it; the data source already absolute. <c>Default Timeout</c> is how many seconds a
    /// write waits for another program.
    /// </param>
    public SqliteDialect(string connectionString)
    {
        var own = new SqliteConnectionStringBuilder(connectionString) { Pooling = true };
        if (!own.ShouldSerialize("Default Timeout"))
            own.DefaultTimeout = SecondsForOtherPrograms;
        _connectionString = own.ToString();
        _pragmas = $"PRAGMA foreign_keys=ON; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout={own.DefaultTimeout * 1000};";
    }

    public string ConnectionString => _connectionString;

    /// <summary>Path of the database file.</summary>
    public string DataSource => new SqliteConnectionStringBuilder(_connectionString).DataSource;

    public IReadOnlyDictionary<string, string> Words { get; } = new Dictionary<string, string>
    {
        ["id"] = "INTEGER PRIMARY KEY AUTOINCREMENT",
        ["key"] = "INTEGER PRIMARY KEY",
        ["skip_locked"] = "",
        ["rows"] = "json_each(@rows)",
        ["lock_intake"] = "SELECT 1",
        ["lock_claims"] = "SELECT 1",
        // One writer: what is visible is in the order of its ids, and transactions need no numbers.
        ["transaction_number"] = "0",
        ["oldest_transaction"] = "0",
        ["store_bytes"] = "(SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size())",
        ["article_codes"] = "",
        ["without_rowid"] = "WITHOUT ROWID",
        // The body comes first: FTS5 spends two bytes more on each word of any other column. Tokens
        // are made in C#; `ascii` only splits at blanks, and every non-ASCII character is part of a token.
        ["article_index"] =
            """CREATE VIRTUAL TABLE article_index USING fts5(body, title, content='', contentless_delete=1, tokenize="ascii tokenchars '&+#.,_'");""",
    };

    public bool SingleWriter => true;

    public bool TakesArrays => false;

    public string? NotifyStatement => null;

    public async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var pragmas = connection.CreateCommand();
            pragmas.CommandText = _pragmas;
            await pragmas.ExecuteNonQueryAsync(cancellationToken);
            Fts5Counts.AddTo(connection);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    // BEGIN IMMEDIATE: a deferred transaction that turns into a writer half-way fails with SQLITE_BUSY at once.
    public Task<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellationToken) =>
        Task.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(deferred: false));

    public bool IsTransient(Exception exception) => false;

    public StoreTrouble? TroubleOf(Exception exception) => SqliteTroubles.Of(exception);
}
