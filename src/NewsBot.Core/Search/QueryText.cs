using System.Diagnostics;
using NewsBot.Core.Text;

namespace NewsBot.Core.Search;

/// <summary>Prints a tree in the query language.</summary>
internal static class QueryText
{
    public static string Print(Query query) => query switch
    {
        Query.Term term => (term.InTitle ? "title:" : "") + Print(term),
        Query.Source source => "source:" + (source.EndsOpen
            ? Analyzer.Join(source.Tokens, '-') + "*"
            : source.Tokens.Count == 1 ? source.Tokens[0] : Quote(source.Tokens)),
        Query.Language language => "lang:" + language.Tag,
        Query.And all => string.Join(' ', all.Parts.Select(part => part is Query.And or Query.Or ? $"({part})" : part.ToString())),
        Query.Or any => string.Join(" OR ", any.Parts.Select(part => part is Query.Or ? $"({part})" : part.ToString())),
        Query.Not not => not.Part is Query.And or Query.Or or Query.Not ? $"-({not.Part})" : $"-{not.Part}",
        _ => throw new UnreachableException(),
    };

    private static string Print(Query.Term term) => term.Form switch
    {
        TermForm.Word => Analyzer.Join(term.Tokens, '-'),
        TermForm.Quoted => Quote(term.Tokens),
        TermForm.Beginning => Analyzer.Join(term.Tokens, '-') + "*",
        _ => throw new UnreachableException(),
    };

    private static string Quote(ValueList<string> tokens) => $"\"{Analyzer.Join(tokens, ' ')}\"";
}
