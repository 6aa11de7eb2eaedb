using System.Diagnostics;

namespace NewsBot.Core.Search;

/// <summary>
/// Brings queries that mean the same by their form into one form: nested groups of one kind are joined, the parts
/// sorted and doubles dropped, and a negation of alternatives becomes negations.
/// </summary>
internal static class QueryCanonicalizer
{
    public static Query Canonicalize(Query query) => query switch
    {
        Query.Term or Query.Source or Query.Language => query,
        Query.Not not => Negate(Canonicalize(not.Part)),
        Query.And all => Join(Flatten<Query.And>(all.Parts.Select(Canonicalize), part => part.Parts), parts => new Query.And(parts)),
        Query.Or any => Join(Flatten<Query.Or>(any.Parts.Select(Canonicalize), part => part.Parts), parts => new Query.Or(parts)),
        _ => throw new UnreachableException(),
    };

    private static Query Negate(Query part) => part switch
    {
        Query.Not not => not.Part,
        Query.Or any => Join(Flatten<Query.And>(any.Parts.Select(Negate), negated => negated.Parts), parts => new Query.And(parts)),
        Query.And all when all.Parts.All(inner => inner is Query.Not) =>
            Join(Flatten<Query.Or>(all.Parts.Select(Negate), inner => inner.Parts), parts => new Query.Or(parts)),
        _ => new Query.Not(part),
    };

    private static List<Query> Flatten<TGroup>(IEnumerable<Query> parts, Func<TGroup, IEnumerable<Query>> inner)
        where TGroup : Query =>
        [.. parts.SelectMany(part => part is TGroup group ? inner(group) : [part])];

    private static Query Join(List<Query> parts, Func<ValueList<Query>, Query> group)
    {
        var ordered = parts
            .Select(part => (Part: part, Text: part.ToString()))
            .DistinctBy(pair => pair.Text, StringComparer.Ordinal)
            // What is wanted stands before what is not.
            .OrderBy(pair => pair.Part is Query.Not)
            .ThenBy(pair => pair.Text, StringComparer.Ordinal)
            .Select(pair => pair.Part)
            .ToList();
        return ordered.Count == 1 ? ordered[0] : group(new ValueList<Query>(ordered));
    }
}
