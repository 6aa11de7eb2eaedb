using System.Data.Common;
using Dapper;

namespace NewsBot.Core.Storage;

/// <summary>
/// One unit of work: a connection and, for writes, its transaction. Stores take a session as their first argument,
/// so what belongs together is committed together.
/// </summary>
internal sealed class Session(DbConnection connection, DbTransaction? transaction, ISqlDialect dialect)
{
    private readonly HashSet<WorkKind> _announced = [];
    private readonly List<Action> _committed = [];
    private readonly HashSet<object> _done = [];

    public ISqlDialect Dialect => dialect;

    /// <summary>What this session announced; raised after the commit.</summary>
    public IReadOnlyCollection<WorkKind> Announced => _announced;

    /// <summary>Whether this is the first time that the unit of work does this.</summary>
    public bool IsFirst(object what) => _done.Add(what);

    /// <summary>What is to be done once the work is committed; a work that fails or runs again leaves nothing.</summary>
    public IReadOnlyCollection<Action> Committed => _committed;

    /// <summary>Does this after the commit, in this process. It must not fail.</summary>
    public void AfterCommit(Action action) => _committed.Add(action);

    /// <summary>Wakes, after the commit, whoever waits for this kind of work, in this process and in the others.</summary>
    public void Announce(WorkKind kind) => _announced.Add(kind);

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<T>(Command(sql, parameters, cancellationToken))).AsList();

    /// <summary>The first row, or null when there is none.</summary>
    public Task<T?> FirstAsync<T>(string sql, object? parameters, CancellationToken cancellationToken) =>
        connection.QueryFirstOrDefaultAsync<T>(Command(sql, parameters, cancellationToken));

    /// <summary>The first column of the first row; the default of the type when there is none.</summary>
    public Task<T?> ScalarAsync<T>(string sql, object? parameters, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<T>(Command(sql, parameters, cancellationToken));

    /// <summary>Number of rows changed.</summary>
    public Task<int> ExecuteAsync(string sql, object? parameters, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(Command(sql, parameters, cancellationToken));

    private CommandDefinition Command(string sql, object? parameters, CancellationToken cancellationToken) =>
        new(DialectWords.Expand(sql, dialect), parameters, transaction, cancellationToken: cancellationToken);
}
