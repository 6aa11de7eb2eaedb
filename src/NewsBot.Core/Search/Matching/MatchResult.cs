namespace NewsBot.Core.Search;

/// <summary>A standing query that finds the article.</summary>
/// <param name="FirstOwner">Where its owners begin in the result.</param>
/// <param name="OwnerCount">At least one.</param>
/// <param name="NamesLanguage">Whether it names a language it wants, and so overrides the reading languages of a chat.</param>
internal readonly record struct MatchedQuery(int FirstOwner, int OwnerCount, bool NamesLanguage);

/// <summary>
/// The standing queries that find one article and all who have them. To be used again for the next article: it grows to
/// what the busiest article needed and allocates nothing after that.
/// </summary>
internal sealed class MatchResult
{
    private MatchedQuery[] _queries = [];
    private QueryOwner[] _owners = [];
    private int _queryCount;
    private int _ownerCount;

    public ReadOnlySpan<MatchedQuery> Queries => _queries.AsSpan(0, _queryCount);

    /// <summary>The owners of all of them; each once.</summary>
    public ReadOnlySpan<QueryOwner> Owners => _owners.AsSpan(0, _ownerCount);

    public ReadOnlySpan<QueryOwner> OwnersOf(MatchedQuery query) => _owners.AsSpan(query.FirstOwner, query.OwnerCount);

    public void Clear() => _queryCount = _ownerCount = 0;

    /// <summary>Adds a query with its owners.</summary>
    public void Add(ReadOnlySpan<QueryOwner> owners, bool namesLanguage)
    {
        Begin(owners.Length, namesLanguage);
        owners.CopyTo(_owners.AsSpan(_ownerCount));
        _ownerCount += owners.Length;
        End();
    }

    /// <summary>Begins a query of at most so many owners, which are appended one by one.</summary>
    public void Begin(int owners, bool namesLanguage)
    {
        if (_queryCount == _queries.Length)
            Array.Resize(ref _queries, Math.Max(64, _queries.Length * 2));
        if (_ownerCount + owners > _owners.Length)
            Array.Resize(ref _owners, Math.Max(_ownerCount + owners, _owners.Length * 2));
        _queries[_queryCount] = new MatchedQuery(_ownerCount, 0, namesLanguage);
    }

    public void Append(QueryOwner owner) => _owners[_ownerCount++] = owner;

    /// <summary>Ends the query; one that has no owners was not found.</summary>
    public void End()
    {
        ref var query = ref _queries[_queryCount];
        if (_ownerCount > query.FirstOwner)
        {
            query = query with { OwnerCount = _ownerCount - query.FirstOwner };
            _queryCount++;
        }
    }
}
