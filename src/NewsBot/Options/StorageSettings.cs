using System.Data.Common;
using Microsoft.Data.Sqlite;
using NewsBot.Core.Storage;
using Npgsql;

namespace NewsBot.Options;

/// <summary>Reads the settings <c>Storage:*</c>; a relative SQLite path becomes absolute.</summary>
internal static class StorageSettings
{
    private const string Key = "Storage:ConnectionString";

    public static StorageOptions Read(SettingReader reader, string folder)
    {
        var standard = new StorageOptions();
        var provider = reader.Choice("Storage:Provider", standard.Provider);
        var connection = reader.Text(Key) ?? standard.ConnectionString;
        return new StorageOptions
        {
            Provider = provider,
            ConnectionString = provider switch
            {
                StorageProvider.Sqlite => Sqlite(connection, folder),
                StorageProvider.PostgreSql => PostgreSql(connection),
                _ => throw new InvalidOperationException($"No settings for {provider}."),
            },
            KeepArticles = reader.Span("Storage:KeepArticles", standard.KeepArticles, TimeSpan.FromDays(1), TimeSpan.FromDays(36500)),
            KeepDeliveries = reader.Span("Storage:KeepDeliveries", standard.KeepDeliveries, TimeSpan.FromDays(2), TimeSpan.FromDays(36500)),
        };
    }

    private static string Sqlite(string text, string folder)
    {
        var connection = Parse(() => new SqliteConnectionStringBuilder(text), "a SQLite connection string", "Data Source=data/newsbot.db");
        if (connection.DataSource.Length == 0 || connection.DataSource == ":memory:" || connection.Mode == SqliteOpenMode.Memory)
            throw SettingException.WrongSecret(Key, "a SQLite connection string that names a file", "Data Source=data/newsbot.db");
        connection.DataSource = Path.GetFullPath(connection.DataSource, folder);
        return connection.ToString();
    }

    private static string PostgreSql(string text)
    {
        const string Example = "Host=localhost;Database=newsbot;Username=newsbot;Password=…";
        var connection = Parse(() => new NpgsqlConnectionStringBuilder(text), "a PostgreSQL connection string", Example);
        return string.IsNullOrEmpty(connection.Host)
            ? throw SettingException.WrongSecret(Key, "a PostgreSQL connection string that names a host", Example)
            : connection.ToString();
    }

    // Its value is never shown: it may hold a password.
    private static T Parse<T>(Func<T> parse, string expected, string example) where T : DbConnectionStringBuilder
    {
        try
        {
            return parse();
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            throw SettingException.WrongSecret(Key, expected, example);
        }
    }
}
