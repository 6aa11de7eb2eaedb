using System.Runtime.CompilerServices;

namespace NewsBot.Core.Storage;

/// <summary>Columns are snake_case, properties PascalCase: told to Dapper once, before any row is read.</summary>
internal static class StorageSetup
{
    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2255", Justification = "Dapper keeps this setting per process; a row read before it is set would map wrongly.")]
    internal static void Initialize() => Dapper.DefaultTypeMap.MatchNamesWithUnderscores = true;
}
