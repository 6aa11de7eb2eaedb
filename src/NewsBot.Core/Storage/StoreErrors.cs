using Microsoft.Data.Sqlite;
using Npgsql;

namespace NewsBot.Core.Storage;

/// <summary>Says in one line why a store cannot be opened.</summary>
internal static class StoreErrors
{
    /// <summary>The line, or null when the exception is not about reaching or opening the store.</summary>
    public static string? Explain(Exception exception, ISqlDialect dialect) => exception switch
    {
        StoreException => null,
        SqliteException sqlite when dialect is SqliteDialect store =>
            $"The store {Path.GetFullPath(store.DataSource)} cannot be opened: {Reason(sqlite)}",
        IOException or UnauthorizedAccessException when dialect is SqliteDialect store =>
            $"The store {Path.GetFullPath(store.DataSource)} cannot be opened: {exception.Message} Check Storage:ConnectionString and the rights of the folder.",
        PostgresException postgres => $"PostgreSQL refused the store: {postgres.MessageText}. Check Storage:ConnectionString.",
        NpgsqlException => $"PostgreSQL cannot be reached: {exception.Message}. Check Storage:ConnectionString and that the server runs.",
        _ => null,
    };

    private static string Reason(SqliteException exception) => exception.SqliteErrorCode switch
    {
        8 => "it is read-only. Give the user of the bot the right to write the file and its folder.",
        11 or 26 => "the file is not a SQLite database, or it is damaged. Restore a copy, or name another file in Storage:ConnectionString.",
        13 => "the disk is full. Make room, then start again.",
        14 => "the file or its folder cannot be opened. Check Storage:ConnectionString and the rights of the folder.",
        5 or 6 => "another program holds it. Stop that program, then start again.",
        _ => $"{exception.Message}.",
    };
}
