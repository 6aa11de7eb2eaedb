namespace NewsBot.Core.Search;

/// <summary>Who has a standing query.</summary>
internal enum OwnerKind
{
    Subscription,
    Topic,
    Mute,
}

/// <summary>The owner of a standing query, in eight bytes: there are as many of them as subscriptions.</summary>
internal readonly record struct QueryOwner
{
    private const int KindShift = 61;

    /// <param name="kind">What it is.</param>
    /// <param name="id">Its number among its kind, at least 0 and below 2^61.</param>
    public QueryOwner(OwnerKind kind, long id)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(id);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(id, 1L << KindShift);
        Key = ((long)kind << KindShift) | id;
    }

    /// <summary>Kind and id in one number, by which owners are ordered.</summary>
    public long Key { get; private init; }

    public OwnerKind Kind => (OwnerKind)(Key >> KindShift);

    public long Id => Key & ((1L << KindShift) - 1);
}

/// <summary>A change of a standing query: the owner's new query, or null when it has none any more.</summary>
internal readonly record struct QueryChange(QueryOwner Owner, Query? Query);
