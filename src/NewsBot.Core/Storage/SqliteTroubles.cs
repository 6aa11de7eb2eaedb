using Microsoft.Data.Sqlite;

namespace NewsBot.Core.Storage;

/// <summary>Which failures of SQLite are the store's own (sqlite.org/rescode.html).</summary>
internal static class SqliteTroubles
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    /// <summary>Null: it was what was asked, and not the store.</summary>
    public static StoreTrouble? Of(Exception exception) =>
        exception is SqliteException sqlite && KindOf(sqlite.SqliteErrorCode) is { } kind
            ? new StoreTrouble(kind, $"SQLite error {sqlite.SqliteExtendedErrorCode}")
            : null;

    private static StoreTroubleKind? KindOf(int code) => code switch
    {
        Busy or Locked => StoreTroubleKind.Locked,
        Full => StoreTroubleKind.DiskFull,
        ReadOnly or InputOutput or CannotOpen => StoreTroubleKind.Unwritable,
        Corrupt or NotADatabase => StoreTroubleKind.Damaged,
        _ => null,
    };
}
