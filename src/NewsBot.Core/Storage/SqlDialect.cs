using System.Data.Common;

namespace NewsBot.Core.Storage;

/// <summary>What differs between SQLite and PostgreSQL. Everything else is one chain of SQL for both.</summary>
internal interface ISqlDialect
{
    /// <summary>The words that stand in double braces in migrations and queries, with their meaning on this engine.</summary>
    IReadOnlyDictionary<string, string> Words { get; }

    /// <summary>True for the embedded engine, whose writes go through one writer a process.</summary>
    bool SingleWriter { get; }

    /// <summary>True for an engine whose client takes a list as one parameter, an array.</summary>
    bool TakesArrays { get; }

    /// <summary>Opens a connection that is ready for use (pragmas set).</summary>
    Task<DbConnection> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Begins a transaction that may write.</summary>
    Task<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>True when the same work may succeed if it is run again from the start (deadlock, serialization failure).</summary>
    bool IsTransient(Exception exception);

    /// <summary>Why the store itself did not do what it was asked for; null when it is the work that failed.</summary>
    StoreTrouble? TroubleOf(Exception exception);

    /// <summary>Tells other processes, at commit, that there is work of this kind; null where no channel exists.</summary>
    string? NotifyStatement { get; }
}
