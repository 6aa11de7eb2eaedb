using System.Diagnostics;

namespace NewsBot.Core.Search;

/// <summary>Prints for SQLite's FTS5 (sqlite.org/fts5.html, section 3: full-text query syntax).</summary>
internal sealed class Fts5Printer : SqlPrinter
{
    protected override string PrintText(Query query, StemLanguages languages) => query switch
    {
        Query.Term term => Print(term, languages),
        Query.And all => PrintConjunction(all, languages),
        Query.Or any => $"({string.Join(" OR ", any.Parts.Select(part => PrintText(part, languages)))})",
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

    private string PrintConjunction(Query.And all, StemLanguages languages)
    {
        var wanted = string.Join(" AND ", all.Parts.Where(part => part is not Query.Not).Select(part => PrintText(part, languages)));
        var unwanted = all.Parts.OfType<Query.Not>().Select(not => PrintText(not.Part, languages)).ToList();
        return unwanted.Count == 0 ? $"({wanted})" : $"(({wanted}) NOT ({string.Join(" OR ", unwanted)}))";
    }

    private static string Print(Query.Term term, StemLanguages languages)
    {
        var phrases = languages.PhrasesOf(term).Select(phrase => Phrase(phrase, term.EndsOpen)).ToList();
        var any = phrases.Count == 1 ? phrases[0] : $"({string.Join(" OR ", phrases)})";
        return term.InTitle ? "title : " + any : any;
    }

    private static string Phrase(IEnumerable<string> tokens, bool endsOpen) =>
        $"\"{string.Join(' ', tokens).Replace("\"", "\"\"", StringComparison.Ordinal)}\"{(endsOpen ? " *" : "")}";
}
