using System.Diagnostics;
using System.Globalization;

namespace NewsBot.Core.Search;

/// <summary>
/// Prints queries as SQL. The largest parts that are only about text go to the full-text index as one expression each;
/// sources, languages and negations that stand alone are SQL around them. Values are parameters always.
/// </summary>
internal abstract class SqlPrinter
{
    /// <summary>For SQLite: FTS5.</summary>
    public static SqlPrinter Fts5 { get; } = new Fts5Printer();

    /// <summary>For PostgreSQL: tsvector and tsquery.</summary>
    public static SqlPrinter TsQuery { get; } = new TsQueryPrinter();

    /// <summary>For a handful of PostgreSQL's rows, see <see cref="TsQueryRowPrinter"/>.</summary>
    public static SqlPrinter TsQueryOnRows { get; } = new TsQueryRowPrinter();

    /// <summary>What conditions stand on: <c>article a</c>, and what else this printer needs beside it.</summary>
    public virtual string Articles => "article a";

    /// <summary>The query as a condition on <c>article a</c>.</summary>
    /// <param name="query">The query.</param>
    /// <param name="feedsOf">Finds the feeds of a source.</param>
    /// <param name="languages">Those that the articles at stake may be in.</param>
    /// <param name="parameterPrefix">Begins the names of the parameters; conditions in one statement need different ones.</param>
    public SqlCondition PrintCondition(Query query, FeedsOfSource feedsOf, StemLanguages languages, string parameterPrefix = "query")
    {
        var parameters = new SqlParameters(parameterPrefix, languages);
        return new SqlCondition(Print(query, feedsOf, parameters), parameters.Values);
    }

    /// <summary>The query as a list, newest first.</summary>
    /// <inheritdoc cref="PrintCondition"/>
    public SqlSearch PrintSearch(Query query, FeedsOfSource feedsOf, StemLanguages languages, string parameterPrefix = "query")
    {
        var parameters = new SqlParameters(parameterPrefix, languages);
        var (text, rest) = Split(query is Query.And all ? all.Parts : [query]);
        if (text is null)
            return new SqlSearch(Articles, Print(query, feedsOf, parameters), "a.article_id", parameters.Values);

        var conditions = rest.Select(part => Print(part, feedsOf, parameters)).ToList();
        var parameter = parameters.Add(PrintText(text, languages));
        var (from, where, key) = Search(parameter);
        return new SqlSearch(from, string.Join(" AND ", conditions.Prepend(where)), key, parameters.Values, text, SearchNewest(parameter));
    }

    /// <summary>An expression of the index for a query that is about text.</summary>
    protected abstract string PrintText(Query query, StemLanguages languages);

    /// <summary>The condition that the index finds the article with the expression in this parameter.</summary>
    protected abstract string Match(string parameter);

    /// <summary>The index as the driving table of a list.</summary>
    protected abstract (string From, string Where, string Key) Search(string parameter);

    /// <summary>See <see cref="SqlSearch.NewestHits"/>.</summary>
    protected virtual string? SearchNewest(string parameter) => null;

    /// <summary>The condition that the article's feed is one of those in this parameter.</summary>
    protected abstract string IsOneOf(string parameter);

    /// <summary>The list of numbers as <see cref="IsOneOf"/> reads it.</summary>
    protected abstract string List(string numbers);

    private string Print(Query query, FeedsOfSource feedsOf, SqlParameters parameters)
    {
        if (IsText(query))
            return Match(parameters.Add(PrintText(query, parameters.Languages)));
        return query switch
        {
            Query.Source source => PrintFeeds(feedsOf(source), parameters),
            // Under a negation NULL would not turn into true.
            Query.Language language => $"(a.language IS NOT NULL AND a.language = {parameters.Add(language.Tag)})",
            Query.Not not => $"NOT {Print(not.Part, feedsOf, parameters)}",
            Query.And all => PrintParts(all.Parts, " AND ", feedsOf, parameters),
            Query.Or any => PrintParts(any.Parts, " OR ", feedsOf, parameters),
            Query.Term => throw new UnreachableException(),
            _ => throw new UnreachableException(),
        };
    }

    private string PrintParts(ValueList<Query> parts, string operation, FeedsOfSource feedsOf, SqlParameters parameters)
    {
        Query? text;
        IReadOnlyList<Query> rest;
        if (operation == " AND ")
        {
            (text, rest) = Split(parts);
        }
        else
        {
            var texts = parts.Where(IsText).ToList();
            text = texts.Count == 0 ? null : texts.Count == 1 ? texts[0] : new Query.Or(new(texts));
            rest = [.. parts.Where(part => !IsText(part))];
        }

        var printed = rest.Select(part => Print(part, feedsOf, parameters)).ToList();
        if (text is not null)
            printed.Insert(0, Match(parameters.Add(PrintText(text, parameters.Languages))));
        return $"({string.Join(operation, printed)})";
    }

    private string PrintFeeds(IReadOnlyCollection<long> feeds, SqlParameters parameters) => feeds.Count == 0
        ? "(1 = 0)"
        : IsOneOf(parameters.Add(List(string.Join(',', feeds.Order().Select(feed => feed.ToString(CultureInfo.InvariantCulture))))));

    /// <summary>
    /// Whether one expression of the index can say it. A negation needs something wanted beside it: FTS5 knows only
    /// "this without that", and PostgreSQL would read its whole index for the other.
    /// </summary>
    private static bool IsText(Query query) => query switch
    {
        Query.Term => true,
        Query.And all => all.Parts.Any(IsText) && all.Parts.All(part => IsText(part) || IsNegatedText(part)),
        Query.Or any => any.Parts.All(IsText),
        Query.Source or Query.Language or Query.Not => false,
        _ => throw new UnreachableException(),
    };

    private static bool IsNegatedText(Query query) => query is Query.Not not && IsText(not.Part);

    /// <summary>The parts of a conjunction that one expression of the index can say together, and the others.</summary>
    private static (Query? Text, IReadOnlyList<Query> Others) Split(IReadOnlyList<Query> parts)
    {
        if (!parts.Any(IsText))
            return (null, parts);
        var text = parts.Where(part => IsText(part) || IsNegatedText(part)).ToList();
        return (text.Count == 1 ? text[0] : new Query.And(new(text)), [.. parts.Except(text)]);
    }

    private sealed class SqlParameters(string prefix, StemLanguages languages)
    {
        private readonly Dictionary<string, object> _values = [];

        public IReadOnlyDictionary<string, object> Values => _values;

        public StemLanguages Languages => languages;

        public string Add(string value)
        {
            var name = prefix + _values.Count.ToString(CultureInfo.InvariantCulture);
            _values.Add(name, value);
            return "@" + name;
        }
    }
}
