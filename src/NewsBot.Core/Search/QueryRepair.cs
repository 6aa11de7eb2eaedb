using System.Diagnostics;

namespace NewsBot.Core.Search;

/// <summary>Turns a query that only says what is not wanted into one that asks for something.</summary>
internal static class QueryRepair
{
    /// <summary>
    /// A negation alone becomes what it negates; a negation among alternatives goes with all of them: <c>a OR -b</c> becomes <c>a -b</c>.
    /// </summary>
    public static Query AskForSomething(Query query)
    {
        if (query.AsksForSomething)
            return query;
        return query switch
        {
            Query.Not not => AskForSomething(not.Part),
            Query.And all => new Query.And(new(all.Parts.Select(AskForSomething))),
            Query.Or any when any.Parts.Any(part => part.AsksForSomething) => new Query.And(any.Parts),
            Query.Or any => new Query.Or(new(any.Parts.Select(AskForSomething))),
            Query.Term or Query.Source or Query.Language => query,
            _ => throw new UnreachableException(),
        };
    }
}
