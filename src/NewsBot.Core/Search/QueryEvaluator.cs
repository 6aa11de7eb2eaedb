using System.Diagnostics;

namespace NewsBot.Core.Search;

/// <summary>
/// Says whether a query finds an article, by looking. It is the measure for the full-text indexes and for every faster
/// matcher: they must find the same.
/// </summary>
internal static class QueryEvaluator
{
    /// <summary>Whether the query finds the article.</summary>
    public static bool Matches(Query query, ArticleTokens article) => query switch
    {
        Query.Term term => article.Holds(term),
        Query.Source source => article.Source.Match(source),
        Query.Language language => article.Language == language.Tag,
        Query.And all => !AnyIs(false, all.Parts, article),
        Query.Or any => AnyIs(true, any.Parts, article),
        Query.Not not => !Matches(not.Part, article),
        _ => throw new UnreachableException(),
    };

    /// <summary>
    /// Why the query finds the article: the terms, sources and languages that made it so, in the order of the tree; none
    /// when it does not find it. Of alternatives only those that hold are named.
    /// </summary>
    public static IReadOnlyList<Query> MatchedLeaves(Query query, ArticleTokens article) =>
        Matches(query, article) ? [.. Reasons(query, article).Distinct()] : [];

    // A loop: this runs for every query and every new article.
    private static bool AnyIs(bool wanted, ValueList<Query> parts, ArticleTokens article)
    {
        for (var index = 0; index < parts.Count; index++)
        {
            if (Matches(parts[index], article) == wanted)
                return true;
        }

        return false;
    }

    private static IEnumerable<Query> Reasons(Query query, ArticleTokens article) => query switch
    {
        Query.And all => all.Parts.SelectMany(part => Reasons(part, article)),
        Query.Or any => any.Parts.Where(part => Matches(part, article)).SelectMany(part => Reasons(part, article)),
        Query.Not => [],
        Query.Term or Query.Source or Query.Language => [query],
        _ => throw new UnreachableException(),
    };
}
