using System.Net.Sockets;
using Npgsql;

namespace NewsBot.Core.Storage;

/// <summary>Which failures of PostgreSQL and the way to it are the store's own (PostgreSQL's documentation, appendix A: error codes).</summary>
internal static class PostgreSqlTroubles
{
    /// <summary>Null: it was what was asked, and not the store.</summary>
    public static StoreTrouble? Of(Exception exception) => exception switch
    {
        PostgresException postgres => KindOf(postgres.SqlState) is { } kind ? new StoreTrouble(kind, postgres.MessageText) : null,
        // The client's own words name the server, never the password.
        NpgsqlException { InnerException: TimeoutException } slow => new StoreTrouble(StoreTroubleKind.Slow, Line(slow)),
        NpgsqlException { InnerException: IOException or SocketException } lost => new StoreTrouble(StoreTroubleKind.NotReached, Line(lost)),
        NpgsqlException { IsTransient: true } lost => new StoreTrouble(StoreTroubleKind.NotReached, Line(lost)),
        SocketException lost => new StoreTrouble(StoreTroubleKind.NotReached, Line(lost)),
        _ => null,
    };

    private static StoreTroubleKind? KindOf(string state) => state switch
    {
        PostgresErrorCodes.DiskFull => StoreTroubleKind.DiskFull,
        PostgresErrorCodes.LockNotAvailable => StoreTroubleKind.Locked,
        PostgresErrorCodes.IoError or PostgresErrorCodes.ReadOnlySqlTransaction => StoreTroubleKind.Unwritable,
        PostgresErrorCodes.QueryCanceled => StoreTroubleKind.Slow,
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted => StoreTroubleKind.Damaged,
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow => StoreTroubleKind.NotReached,
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification or PostgresErrorCodes.InvalidCatalogName => StoreTroubleKind.NotReached,
        // Connection exceptions; insufficient resources (too many connections, out of memory).
        _ => state.StartsWith("08", StringComparison.Ordinal) || state.StartsWith("53", StringComparison.Ordinal) ? StoreTroubleKind.NotReached : null,
    };

    private static string Line(Exception exception) => exception.Message.ReplaceLineEndings(" ");
}
