using System.Diagnostics;

namespace NewsBot.Core.Search;

/// <summary>Prints for SQLite's FTS5 (sqlite.org/fts5.html, section 3: full-text query syntax).</summary>
internal sealed class Fts5Printer : SqlPrinter
{
    protected override string PrintText(Query query) => query switch
    {
        Query.Term term => Print(term),
        Query.And all => PrintConjunction(all),
        Query.Or any => $"({string.Join(" OR ", any.Parts.Select(PrintText))})",
        Query.Not or Query.Source or Query.Language => throw new UnreachableException(),
        _ => throw new UnreachableException(),
    };

    protected override string Match(string parameter) =>
        $"a.article_id IN (SELECT rowid FROM article_index WHERE article_index MATCH {parameter})";

    // FTS5 gives rows in the order of their ids without sorting when it is the outer loop, which CROSS JOIN sees to.
    protected override (string From, string Where, string Key) Search(string parameter) =>
        ("article_index i CROSS JOIN article a ON a.article_id = i.rowid", $"article_index MATCH {parameter}", "i.rowid");

    protected override string IsOneOf(string parameter) => $"a.feed_id IN (SELECT value FROM json_each({parameter}))";

    protected override string List(string numbers) => $"[{numbers}]";

    private string PrintConjunction(Query.And all)
    {
        var wanted = string.Join(" AND ", all.Parts.Where(part => part is not Query.Not).Select(PrintText));
        var unwanted = all.Parts.OfType<Query.Not>().Select(not => PrintText(not.Part)).ToList();
        return unwanted.Count == 0 ? $"({wanted})" : $"(({wanted}) NOT ({string.Join(" OR ", unwanted)}))";
    }

    private static string Print(Query.Term term)
    {
        var phrase = string.Join(' ', term.Tokens).Replace("\"", "\"\"", StringComparison.Ordinal);
        return $"{(term.InTitle ? "title : " : "")}\"{phrase}\"{(term.EndsOpen ? " *" : "")}";
    }
}
