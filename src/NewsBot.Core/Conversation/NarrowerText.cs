using System.Diagnostics;
using NewsBot.Core.Search;

namespace NewsBot.Core.Conversation;

/// <summary>Narrower queries in the words of the one that was written, where they read the same; else in those of the tree.</summary>
internal static class NarrowerText
{
    /// <summary>Every wanted word in the title only; null where that changes nothing.</summary>
    public static string? InTitle(Query query, string written)
    {
        var narrower = Each(query, term => term with { InTitle = true });
        return narrower == query ? null : Written(narrower, IsOneWord(query) ? $"title:{written}" : $"title:({written})");
    }

    /// <summary>Every plain wanted word exactly as it was written; null where there is none, or too many to read.</summary>
    public static string? AsWritten(Query query, string written)
    {
        var narrower = Each(query, term => term.Form == TermForm.Word ? term with { Form = TermForm.Quoted } : term);
        return narrower == query || query.WantedLeaves().Count() > MostQuoted ? null : Written(narrower, $"\"{written}\"");
    }

    /// <summary>With one thing more that it must or must not be.</summary>
    public static string With(Query query, string written, Query more) =>
        Written(new Query.And(new ValueList<Query>([query, more])), query is Query.Or ? $"({written}) {more}" : $"{written} {more}");

    private const int MostQuoted = 6;

    private static bool IsOneWord(Query query) => query is Query.Term;

    private static string Written(Query wanted, string text)
    {
        var canonical = QueryCanonicalizer.Canonicalize(wanted);
        return QueryParser.Parse(text) is QueryParseResult.Parsed parsed && parsed.Query == canonical ? text : canonical.ToString();
    }

    private static Query Each(Query query, Func<Query.Term, Query.Term> change) => query switch
    {
        Query.Term term => change(term),
        Query.And all => new Query.And(new ValueList<Query>(all.Parts.Select(part => Each(part, change)))),
        Query.Or any => new Query.Or(new ValueList<Query>(any.Parts.Select(part => Each(part, change)))),
        // What is not wanted stays unwanted wherever it stands.
        Query.Not or Query.Source or Query.Language => query,
        _ => throw new UnreachableException(),
    };
}
