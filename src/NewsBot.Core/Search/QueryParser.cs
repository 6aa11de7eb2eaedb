namespace NewsBot.Core.Search;

/// <summary>
/// Reads the query language. NOT binds tighter than AND, AND tighter than OR; words side by side are joined by AND. The
/// parser goes on after a mistake, so that what it could read is the repaired query it offers.
/// </summary>
internal sealed class QueryParser
{
    /// <summary>Characters (UTF-16) of a query.</summary>
    public const int MaximumLength = 2_000;

    /// <summary>Words, quoted or not, sources and languages of a query.</summary>
    public const int MaximumTerms = 200;

    /// <summary>Parentheses inside each other.</summary>
    public const int MaximumDepth = 20;

    private readonly string _text;
    private readonly IReadOnlyList<Lexeme> _lexemes;
    private readonly QueryLeafReader _leaves;
    private QueryError? _error;
    private int _next;
    private int _depth;

    private QueryParser(string text)
    {
        _text = text;
        var lexer = new QueryLexer(text);
        _lexemes = lexer.Read();
        _leaves = new QueryLeafReader(text, Report);
        if (lexer.OpenQuote >= 0)
            Report(QueryProblem.OpenQuote, lexer.OpenQuote, 1);
    }

    private Lexeme Current => _lexemes[_next];

    /// <summary>The tree of a query in canonical form, or where and why it cannot be read, with a repaired query.</summary>
    public static QueryParseResult Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return new QueryParseResult.Failed(new QueryError(QueryProblem.Empty, 0, text?.Length ?? 0, new([])), null);
        if (text.Length > MaximumLength)
            return TooMuch(QueryProblem.TooLong, MaximumLength, text, MaximumLength);

        var parser = new QueryParser(text);
        var beyond = parser._lexemes.Where(lexeme => lexeme.Kind is LexemeKind.Word or LexemeKind.Quoted).Skip(MaximumTerms).Take(1).ToList();
        return beyond is [var first] ? TooMuch(QueryProblem.TooManyTerms, MaximumTerms, text, first.Position) : parser.Parse();
    }

    private QueryParseResult Parse()
    {
        var query = ParseAll();
        if (query is not null && !QueryCanonicalizer.Canonicalize(query).AsksForSomething)
        {
            var negation = _lexemes.First(lexeme => lexeme.Kind == LexemeKind.Not);
            Report(QueryProblem.OnlyNegation, negation.Position, negation.Length);
            query = QueryRepair.AskForSomething(QueryCanonicalizer.Canonicalize(query));
        }

        if (_error is null && query is not null)
            return new QueryParseResult.Parsed(QueryCanonicalizer.Canonicalize(query));

        // A repair that is itself refused (two mistakes that met) is no help. Without needless parentheses it may be shallow enough.
        var repaired = (_error?.Problem == QueryProblem.TooDeep && query is not null ? QueryCanonicalizer.Canonicalize(query) : query)?.ToString();
        if (_error?.Problem == QueryProblem.TooDeep && Parse(repaired) is not QueryParseResult.Parsed)
            repaired = null;
        return new QueryParseResult.Failed(
            _error ?? new QueryError(QueryProblem.Empty, 0, Current.Position, new([])),
            repaired is { Length: <= MaximumLength } ? repaired : null);
    }

    private Query? ParseAll()
    {
        var parts = new List<Query>();
        while (true)
        {
            if (ParseAlternatives(field: null) is { } query)
                parts.Add(query);
            if (Current.Kind == LexemeKind.End)
                return Join(parts, list => new Query.And(list));
            Report(QueryProblem.StrayParenthesis, Current.Position, 1);
            _next++;
        }
    }

    private Query? ParseAlternatives(string? field)
    {
        var parts = new List<Query>();
        Lexeme? operation = null;
        while (true)
        {
            var part = ParseConjunction(field);
            if (part is not null)
                parts.Add(part);
            if (Current.Kind != LexemeKind.Or)
            {
                if (part is null && operation is { } last)
                    ReportDangling(last);
                return Join(parts, list => new Query.Or(list));
            }

            operation = Current;
            if (part is null)
                ReportDangling(Current);
            _next++;
        }
    }

    private Query? ParseConjunction(string? field)
    {
        var parts = new List<Query>();
        Lexeme? operation = null;
        while (Current.Kind is not (LexemeKind.Or or LexemeKind.Close or LexemeKind.End))
        {
            if (Current.Kind == LexemeKind.And)
            {
                if (parts.Count == 0 || operation is not null)
                    ReportDangling(Current);
                operation = Current;
                _next++;
                continue;
            }

            operation = null;
            if (ParseOperand(field) is { } part)
                parts.Add(part);
        }

        if (operation is { } last)
            ReportDangling(last);
        return Join(parts, list => new Query.And(list));
    }

    private Query? ParseOperand(string? field)
    {
        var lexeme = Current;
        _next++;
        switch (lexeme.Kind)
        {
            case LexemeKind.Not when Current.Kind is LexemeKind.End or LexemeKind.Close or LexemeKind.Or or LexemeKind.And:
                ReportDangling(lexeme);
                return null;
            case LexemeKind.Not:
                if (lexeme.Text == "-" && Current.Position > lexeme.Position + 1)
                    ReportDangling(lexeme);
                return ParseOperand(field) is { } part ? new Query.Not(part) : null;
            case LexemeKind.Field when Current.Kind is not (LexemeKind.Word or LexemeKind.Quoted or LexemeKind.Open):
                Report(QueryProblem.MissingValue, lexeme.Position, lexeme.Length);
                return null;
            case LexemeKind.Field:
                // Blanks after the colon: the repaired query is without them.
                if (Current.Position > lexeme.Position + lexeme.Length)
                    Report(QueryProblem.MissingValue, lexeme.Position, lexeme.Length);
                return ParseOperand(lexeme.Text);
            case LexemeKind.Open:
                return ParseGroup(lexeme, field);
            case LexemeKind.Word or LexemeKind.Quoted:
                return _leaves.Read(lexeme, field);
            case LexemeKind.Close or LexemeKind.And or LexemeKind.Or or LexemeKind.End:
                break;
        }

        throw new System.Diagnostics.UnreachableException();
    }

    private Query? ParseGroup(Lexeme open, string? field)
    {
        if (++_depth > MaximumDepth)
            Report(QueryProblem.TooDeep, open.Position, 1, limit: MaximumDepth);
        var first = _next;
        var inner = ParseAlternatives(field);
        _depth--;
        if (Current.Kind == LexemeKind.Close)
        {
            if (_next == first)
                Report(QueryProblem.EmptyParentheses, open.Position, Current.Position + 1 - open.Position);
            _next++;
        }
        else
        {
            Report(QueryProblem.OpenParenthesis, open.Position, 1);
        }

        return inner;
    }

    private static Query? Join(List<Query> parts, Func<ValueList<Query>, Query> group) => parts.Count switch
    {
        0 => null,
        1 => parts[0],
        _ => group(new ValueList<Query>(parts)),
    };

    private void ReportDangling(Lexeme operation) =>
        Report(QueryProblem.DanglingOperator, operation.Position, operation.Length);

    private void Report(QueryProblem problem, int position, int length, int? limit = null) =>
        _error ??= new QueryError(
            problem, position, length, new([("piece", _text.Substring(position, length)), .. limit is { } most ? [("limit", most)] : Array.Empty<(string, object)>()]));

    // What goes beyond the limit is wrong; offered is what stands before it, up to the last whole word.
    private static QueryParseResult.Failed TooMuch(QueryProblem problem, int limit, string text, int beyond)
    {
        var blank = text.AsSpan(0, beyond).LastIndexOfAny(' ', '\t', '\n');
        var repaired = blank <= 0 ? null : Parse(text[..blank]) switch
        {
            QueryParseResult.Parsed parsed => parsed.Query.ToString(),
            QueryParseResult.Failed failed => failed.Repaired,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return new QueryParseResult.Failed(
            new QueryError(problem, beyond, text.Length - beyond, new([("limit", limit)])), repaired is { Length: <= MaximumLength } ? repaired : null);
    }
}
