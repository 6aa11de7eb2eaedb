namespace NewsBot.Core.Search;

/// <summary>Puts the owners of queries side by side, so that telling all of one query is copying a piece of memory.</summary>
internal static class OwnerPacking
{
    /// <summary>The owners in the order of their queries, and where those of each query begin.</summary>
    public static (int[] Starts, QueryOwner[] Owners) Pack(QuerySegmentBuilder builder)
    {
        var starts = new int[builder.QueryCount + 1];
        foreach (var query in builder.QueriesOfOwners)
            starts[query + 1]++;
        foreach (var copied in builder.Copied)
            foreach (var (query, _) in Taken(copied))
                starts[query + 1]++;
        for (var index = 1; index < starts.Length; index++)
            starts[index] += starts[index - 1];

        var owners = new QueryOwner[starts[^1]];
        var next = starts.AsSpan(0, builder.QueryCount).ToArray();
        foreach (var copied in builder.Copied)
            foreach (var (query, place) in Taken(copied))
                owners[next[query]++] = copied.Segment.Owners[place];
        for (var index = 0; index < builder.Owners.Length; index++)
            owners[next[builder.QueriesOfOwners[index]]++] = builder.Owners[index];
        return (starts, owners);
    }

    /// <summary>Places of the owners in the order of their keys.</summary>
    public static int[] Order(QueryOwner[] owners)
    {
        var keys = new long[owners.Length];
        var places = new int[owners.Length];
        for (var place = 0; place < owners.Length; place++)
        {
            keys[place] = owners[place].Key;
            places[place] = place;
        }

        Array.Sort(keys, places);
        return places;
    }

    private static IEnumerable<(int Query, int Place)> Taken(CopiedSegment copied)
    {
        var segment = copied.Segment;
        for (var query = 0; query < segment.QueryCount; query++)
        {
            if (copied.Queries[query] < 0)
                continue;
            for (var place = segment.OwnerStarts[query]; place < segment.OwnerStarts[query + 1]; place++)
            {
                if (copied.Takes(place))
                    yield return (copied.Queries[query], place);
            }
        }
    }
}
