using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using NewsBot.HostTests.Documentation;
using NewsBot.HostTests.Support;

namespace NewsBot.HostTests.Upgrades;

/// <summary>
/// The store that a version left behind (Stores/README.md), unpacked and moved: its feeds stand at a server of the test,
/// and its moments count from now, as if that version had ended a moment ago.
/// </summary>
internal sealed class OldStore
{
    private readonly string _folder;
    private readonly FeedServer _server;

    private OldStore(string folder, FeedServer server)
    {
        _folder = folder;
        _server = server;
    }

    /// <summary>The paths of its feeds.</summary>
    public IReadOnlyList<string> Paths => [.. Directory.GetFiles(Path.Combine(_folder, "feeds")).Select(file => "/" + Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    /// <summary>Unpacks the store into an installation, whose settings become those it was written with, and serves its feeds.</summary>
    public static OldStore Unpack(string version, Installation installation, FeedServer server)
    {
        var old = new OldStore(Project.File("tests/NewsBot.HostTests/Upgrades/Stores/" + version), server);
        old.Serve();
        installation.WithFeeds(new[] { "/daily.xml", "/wire.xml", "/blog.xml", "/bulletin.xml", "/visnyk.xml" }.Select(path => server.BaseUrl + path))
            .Set("Topics:0:Key", "ceasefire").Set("Topics:0:Title", "Peace talks").Set("Topics:0:Emoji", "🕊").Set("Topics:0:Query", "ceasefire OR truce")
            .Set("Topics:1:Key", "trams").Set("Topics:1:Title", "Trams").Set("Topics:1:Query", "tram OR трамвай");
        Directory.CreateDirectory(installation.Folder.File("data"));
        foreach (var name in new[] { "newsbot.db", "emulator.db" })
            old.Unpack(name, installation.Folder.File("data/" + name));
        old.Move(installation.Folder.File("data/newsbot.db"));
        return old;
    }

    /// <summary>Serves the feeds as they were but for what <paramref name="change"/> does to them; every one of them is read anew.</summary>
    public void Serve(Func<string, string, string>? change = null)
    {
        foreach (var path in Paths)
        {
            // Another byte at the end, so that neither the validator nor the hash of the body says that nothing has changed.
            var document = File.ReadAllText(Path.Combine(_folder, "feeds", path[1..])) + "\n";
            _server.Put(path, Encoding.UTF8.GetBytes(change?.Invoke(path, document) ?? document), "application/rss+xml; charset=utf-8");
        }
    }

    /// <summary>Returns when what is served now has been taken in: each feed was asked for twice since.</summary>
    public async Task PolledAsync(CancellationToken cancellationToken)
    {
        foreach (var (path, asked) in Paths.Select(path => (path, _server.Requests(path))).ToList())
            await _server.WaitForRequestsAsync(path, asked + 2, cancellationToken);
    }

    private void Unpack(string name, string target)
    {
        using var packed = new GZipStream(File.OpenRead(Path.Combine(_folder, name + ".gz")), CompressionMode.Decompress);
        using var file = File.Create(target);
        packed.CopyTo(file);
    }

    private void Move(string database)
    {
        using var about = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, "store.json")));
        var later = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - about.RootElement.GetProperty("writtenAt").GetInt64();
        var (before, now) = (about.RootElement.GetProperty("feeds").GetString()!, _server.BaseUrl);
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        foreach (var (table, column) in Moments(connection))
            Execute(connection, $"UPDATE {table} SET {column} = {column} + $later WHERE {column} > 0", ("$later", later));
        Execute(connection, "UPDATE stored_view SET state = json_set(state, '$.At', json_extract(state, '$.At') + $later) WHERE kind = 'undo'", ("$later", later));
        foreach (var (table, column) in new[] { ("feed", "url"), ("setting", "value"), ("stored_view", "state") })
            Execute(connection, $"UPDATE {table} SET {column} = replace({column}, $before, $now)", ("$before", before), ("$now", now));
    }

    // What an article says of its own publishing, and its id, stay as they are.
    private static List<(string Table, string Column)> Moments(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c
            WHERE t.type = 'table' AND t.name NOT LIKE 'article_index%' AND c.name <> 'published_at'
              AND (c.name LIKE '%\_at' ESCAPE '\' OR c.name IN ('until', 'lease_until', 'not_before'))
            """;
        using var rows = command.ExecuteReader();
        var found = new List<(string, string)>();
        while (rows.Read())
            found.Add((rows.GetString(0), rows.GetString(1)));
        return found;
    }

    private static void Execute(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value);
        command.ExecuteNonQuery();
    }
}
