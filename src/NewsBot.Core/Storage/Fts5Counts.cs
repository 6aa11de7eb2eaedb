using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace NewsBot.Core.Storage;

/// <summary>
/// The SQL function <c>word_counts(TABLE)</c> for full-text tables (sqlite.org/fts5.html, section 7: auxiliary functions): where the phrases of the
/// query stand in a row, which FTS5 tells only to functions in C. A blob of 32-bit integers of this machine: the words of
/// the row, then for each place its phrase (from 0, in the order of the query) times 2, plus 1 in the second column.
/// </summary>
internal static unsafe partial class Fts5Counts
{
    private const string Library = "e_sqlite3";
    private const int Row = 100;

    // Places of the functions behind the version number of their tables (fts5.h: fts5_api, Fts5ExtensionApi).
    private const int CreateFunction = 3;
    private const int InstanceCount = 8;
    private const int Instance = 9;
    private const int ColumnSize = 12;

    private static readonly nint Transient = -1;
    private static readonly ConditionalWeakTable<object, object> _prepared = [];

    /// <summary>Gives the function to a connection that is open. A pooled one keeps it.</summary>
    public static void AddTo(SqliteConnection connection)
    {
        var handle = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
        if (!_prepared.TryAdd(handle, handle))
            return;
        void** api = null;
        nint statement;
        Check(Prepare(handle.DangerousGetHandle(), "SELECT fts5(?1)", -1, &statement, 0));
        // SQLite keeps the pointer to the name of the type.
        fixed (byte* type = "fts5_api_ptr\0"u8, name = "word_counts\0"u8)
        {
            var result = BindPointer(statement, 1, &api, type, 0) is var bound and not 0 ? bound : Step(statement);
            _ = Finish(statement);
            if (result != Row || api is null)
                throw new SqliteException("SQLite has no full-text search.", result);
            Check(((delegate* unmanaged[Cdecl]<void**, byte*, void*, delegate* unmanaged[Cdecl]<void**, void*, nint, int, void**, void>, void*, int>)api[CreateFunction])(api, name, null, &Count, null));
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Count(void** api, void* context, nint result, int values, void** value)
    {
        int length, count;
        var code = ((delegate* unmanaged[Cdecl]<void*, int, int*, int>)api[ColumnSize])(context, -1, &length);
        if (code == 0)
            code = ((delegate* unmanaged[Cdecl]<void*, int*, int>)api[InstanceCount])(context, &count);
        else
            count = 0;
        if (code != 0)
        {
            ResultError(result, code);
            return;
        }

        const int Few = 256;
        var few = stackalloc int[Few];
        var places = count < Few ? few : (int*)NativeMemory.Alloc((nuint)(count + 1), sizeof(int));
        places[0] = length;
        for (var index = 0; index < count; index++)
        {
            int phrase, column, offset;
            _ = ((delegate* unmanaged[Cdecl]<void*, int, int*, int*, int*, int>)api[Instance])(context, index, &phrase, &column, &offset);
            places[index + 1] = (phrase * 2) + column;
        }

        ResultBlob(result, (nint)places, (count + 1) * sizeof(int), Transient);
        if (places != few)
            NativeMemory.Free(places);
    }

    private static void Check(int result)
    {
        if (result != 0)
            throw new SqliteException("The function word_counts could not be added.", result);
    }

    [LibraryImport(Library, EntryPoint = "sqlite3_prepare_v2", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Prepare(nint connection, string sql, int length, nint* statement, nint tail);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_pointer")]
    private static partial int BindPointer(nint statement, int index, void* pointer, byte* type, nint destructor);

    [LibraryImport(Library, EntryPoint = "sqlite3_step")]
    private static partial int Step(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_finalize")]
    private static partial int Finish(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_result_blob")]
    private static partial void ResultBlob(nint context, nint value, int length, nint destructor);

    [LibraryImport(Library, EntryPoint = "sqlite3_result_error_code")]
    private static partial void ResultError(nint context, int code);
}
