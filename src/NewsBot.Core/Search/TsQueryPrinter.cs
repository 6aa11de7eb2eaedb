using System.Diagnostics;

namespace NewsBot.Core.Search;

/// <summary>Prints for PostgreSQL (manual, section 8.11.2: tsquery). The text is cast, which analyses nothing.</summary>
internal class TsQueryPrinter : SqlPrinter
{
    /// <summary>A token as a lexeme in quotes.</summary>
    public static string Quote(string token) => token.AsSpan().IndexOfAny('\\', '\'') < 0
        ? $"'{token}'"
        : $"'{token.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'";

    protected override string PrintText(Query query, StemLanguages languages) => query switch
    {
        Query.Term term => Print(term, languages),
        Query.And all => $"({string.Join(" & ", all.Parts.Select(part => PrintText(part, languages)))})",
        Query.Or any => $"({string.Join(" | ", any.Parts.Select(part => PrintText(part, languages)))})",
        Query.Not not => $"!{PrintText(not.Part, languages)}",
        Query.Source or Query.Language => throw new UnreachableException(),
        _ => throw new UnreachableException(),
    };

    protected override string Match(string parameter) =>
        $"a.article_id IN (SELECT i.article_id FROM article_index i WHERE i.tokens @@ {parameter}::tsquery)";

    // MATERIALIZED keeps the planner from walking the primary key and testing each row, which it takes for cheap and is not;
    // sorted ids let it stop when the page is full.
    protected override (string From, string Where, string Key) Search(string parameter) =>
        (
            $"""
            (WITH hit AS MATERIALIZED (SELECT article_id FROM article_index WHERE tokens @@ {parameter}::tsquery)
              SELECT article_id FROM hit ORDER BY article_id DESC OFFSET 0) i JOIN article a ON a.article_id = i.article_id
            """, "(1 = 1)", "i.article_id");

    protected override string? SearchNewest(string parameter) =>
        $"""
        SELECT article_id FROM (SELECT article_id FROM article_index WHERE tokens @@ {parameter}::tsquery OFFSET 0) found
        WHERE article_id <= @newest ORDER BY article_id DESC LIMIT @window
        """;

    protected override string IsOneOf(string parameter) => $"a.feed_id = ANY({parameter}::bigint[])";

    protected override string List(string numbers) => $"{{{numbers}}}";

    /// <summary>A term as a <c>tsquery</c> that only the body, or only the title, fulfils.</summary>
    public static string PrintIn(Query.Term term, StemLanguages languages, bool title) =>
        title ? Print(term with { InTitle = true }, languages) : Print(term, languages, "D");

    private static string Print(Query.Term term, StemLanguages languages, string weights = "") =>
        $"({string.Join(" | ", languages.PhrasesOf(term).Select(phrase => Phrase(term, phrase, weights)))})";

    private static string Phrase(Query.Term term, IReadOnlyList<string> tokens, string weights)
    {
        var lexemes = tokens.Select((token, index) =>
        {
            var marks = (term.EndsOpen && index == tokens.Count - 1 ? "*" : "") + (term.InTitle ? "A" : weights);
            return Quote(token) + (marks.Length == 0 ? "" : ":" + marks);
        });
        return $"({string.Join(" <-> ", lexemes)})";
    }
}

/// <summary>
/// Prints conditions on the index row that is joined as <c>i</c>: each row is looked at, the GIN index is not asked.
/// That is the quick way where few rows are at stake, however many words the query has and however much it finds.
/// </summary>
internal sealed class TsQueryRowPrinter : TsQueryPrinter
{
    public override string Articles => $"article_index i {Join}";

    /// <summary>So many of the newest articles before a cursor. LIMIT parts them from the planner's other ideas.</summary>
    public static string Newest(string cursor, int count) =>
        $"(SELECT article_id, tokens FROM article_index WHERE article_id < {cursor} ORDER BY article_id DESC LIMIT {count}) i {Join}";

    private const string Join = "JOIN article a ON a.article_id = i.article_id";

    protected override string Match(string parameter) => $"(i.tokens @@ {parameter}::tsquery)";

    protected override (string From, string Where, string Key) Search(string parameter) => (Articles, Match(parameter), "i.article_id");

    protected override string? SearchNewest(string parameter) => null;
}
