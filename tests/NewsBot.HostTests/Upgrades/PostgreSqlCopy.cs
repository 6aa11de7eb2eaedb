using DbUp;
using DbUp.Engine;
using DbUp.Engine.Output;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using NewsBot.Core.Articles;
using NewsBot.Core.Feeds;
using NewsBot.Core.Intake;
using NewsBot.Core.Storage;
using NewsBot.Core.Text;
using Npgsql;

namespace NewsBot.HostTests.Upgrades;

/// <summary>Copies a SQLite store, row by row, into a PostgreSQL database of the same schema: the store as that version would have left it there.</summary>
internal static class PostgreSqlCopy
{
    /// <summary>Fills an empty database; the index of the articles is written anew, as that of SQLite cannot be read back. Articles of an older analyser are left to the program.</summary>
    public static async Task FillAsync(string database, string connectionString, CancellationToken cancellationToken)
    {
        await using var source = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        await source.OpenAsync(cancellationToken);
        await using var dialect = new PostgreSqlDialect(connectionString);
        Migrate(dialect, Read(source, "SELECT ScriptName FROM SchemaVersions ORDER BY SchemaVersionID").Select(row => (string)row[0]!));
        await using var target = (NpgsqlConnection)await dialect.OpenAsync(cancellationToken);
        // In the order of creation, so that what a row refers to is there.
        foreach (var table in Read(source, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'article_index%' AND name <> 'SchemaVersions' ORDER BY rowid"))
            await CopyAsync(source, target, (string)table[0]!, cancellationToken);
        await IndexAsync(new Database(dialect, new Signals(), new StoreWatch(TimeProvider.System, NullLogger<StoreWatch>.Instance)), cancellationToken);
    }

    private static void Migrate(PostgreSqlDialect dialect, IEnumerable<string> scripts)
    {
        var result = DeployChanges.To.PostgresqlDatabase(dialect.ConnectionString)
            .WithScripts(scripts.Select(name => new SqlScript(name, DialectWords.Expand(Text(name), dialect))).ToArray())
            .WithTransactionPerScript().WithVariablesDisabled().LogTo(new NoOpUpgradeLog()).Build().PerformUpgrade();
        if (!result.Successful)
            throw result.Error;
    }

    private static string Text(string resource)
    {
        using var reader = new StreamReader(typeof(Migrator).Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    private static async Task CopyAsync(SqliteConnection source, NpgsqlConnection target, string table, CancellationToken cancellationToken)
    {
        var columns = Read(source, $"SELECT name FROM pragma_table_info('{table}')").Select(row => (string)row[0]!).ToList();
        foreach (var row in Read(source, $"SELECT {string.Join(',', columns)} FROM {table}"))
        {
            await using var insert = new NpgsqlCommand($"INSERT INTO {table} ({string.Join(',', columns)}) VALUES ({string.Join(',', columns.Select((_, index) => $"${index + 1}"))})", target);
            foreach (var value in row)
                insert.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
            await insert.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var counter = new NpgsqlCommand(
            $"""
            SELECT setval(sequence::regclass, highest::bigint)
            FROM (SELECT pg_get_serial_sequence('{table}', '{columns[0]}') AS sequence, max({columns[0]})::text AS highest FROM {table}) AS counted
            WHERE sequence IS NOT NULL AND highest IS NOT NULL
            """, target);
        await counter.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task IndexAsync(Database store, CancellationToken cancellationToken)
    {
        await using var closing = store;
        await store.WriteAsync(async session =>
        {
            foreach (var article in await session.QueryAsync<Article>("SELECT * FROM article WHERE analyzer_version = @Version", new { Analyzer.Version }, cancellationToken))
            {
                var feed = await session.FirstAsync<Feed>("SELECT * FROM feed WHERE feed_id = @FeedId", article, cancellationToken);
                var tokens = ArticleComposer.Analyze(article, new ItemKeys(0, []), feed!).Tokens;
                await ArticleIndex.ReplaceAsync(session, article.ArticleId, tokens, cancellationToken);
            }

            return true;
        }, cancellationToken);
    }

    private static List<object?[]> Read(SqliteConnection source, string sql)
    {
        using var command = source.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(column => reader.IsDBNull(column) ? null : reader.GetValue(column))]);
        return rows;
    }
}
