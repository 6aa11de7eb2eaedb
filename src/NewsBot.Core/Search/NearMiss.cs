using System.Diagnostics;

namespace NewsBot.Core.Search;

/// <summary>How near a query comes to an article that it does not find.</summary>
/// <param name="Found">Terms, sources and languages of it that hold.</param>
/// <param name="Missing">What would have to hold too: terms, sources, languages, or alternatives of which one would do.</param>
/// <param name="Excluded">What holds, and must not.</param>
internal sealed record NearMiss(IReadOnlyList<Query> Found, IReadOnlyList<Query> Missing, IReadOnlyList<Query> Excluded)
{
    private static readonly NearMiss Nothing = new([], [], []);

    /// <summary>How much would have to be otherwise.</summary>
    public int Distance => Missing.Count + Excluded.Count;

    /// <summary>Null for a query that finds the article, and for one of which nothing holds.</summary>
    public static NearMiss? Of(Query query, ArticleTokens article) =>
        QueryEvaluator.Matches(query, article) || Weigh(query, article) is not { Found.Count: > 0 } near ? null : near;

    private static NearMiss Weigh(Query query, ArticleTokens article) => query switch
    {
        Query.And all => all.Parts.Select(part => Weigh(part, article)).Aggregate(Nothing, (sum, part) => sum.And(part)),
        Query.Or any when QueryEvaluator.Matches(any, article) => new NearMiss(QueryEvaluator.MatchedLeaves(any, article), [], []),
        Query.Or any => Nearest(any, article),
        Query.Not not when !QueryEvaluator.Matches(not.Part, article) => Nothing,
        Query.Not not => new NearMiss([], [], QueryEvaluator.MatchedLeaves(not.Part, article) is { Count: > 0 } held ? held : [not.Part]),
        Query.Term or Query.Source or Query.Language => QueryEvaluator.Matches(query, article) ? new NearMiss([query], [], []) : new NearMiss([], [query], []),
        _ => throw new UnreachableException(),
    };

    // Of alternatives the one that comes nearest speaks for all; where none has anything, any of them would do.
    private static NearMiss Nearest(Query.Or any, ArticleTokens article) =>
        any.Parts.Select(part => Weigh(part, article)).Where(part => part.Found.Count > 0).OrderBy(part => part.Distance).ThenByDescending(part => part.Found.Count).FirstOrDefault()
        ?? new NearMiss([], [any], []);

    private NearMiss And(NearMiss other) => new(
        [.. Found.Concat(other.Found).Distinct()], [.. Missing.Concat(other.Missing).Distinct()], [.. Excluded.Concat(other.Excluded).Distinct()]);
}
