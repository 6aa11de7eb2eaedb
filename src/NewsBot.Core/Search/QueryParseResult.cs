namespace NewsBot.Core.Search;

/// <summary>What became of the text of a query: a tree, or the reason why there is none.</summary>
internal abstract record QueryParseResult
{
    private QueryParseResult()
    {
    }

    /// <summary>The text was read.</summary>
    /// <param name="Query">In canonical form: queries that are equal by their form print equally.</param>
    internal sealed record Parsed(Query Query) : QueryParseResult;

    /// <summary>The text could not be read.</summary>
    /// <param name="Error">The first thing that is wrong.</param>
    /// <param name="Repaired">A query that can be read and is probably meant; null when there is none to offer.</param>
    internal sealed record Failed(QueryError Error, string? Repaired) : QueryParseResult;
}

/// <summary>What can be wrong with a query.</summary>
internal enum QueryProblem
{
    Empty,
    TooLong,
    TooManyTerms,
    TooDeep,
    OpenQuote,
    OpenParenthesis,
    StrayParenthesis,
    EmptyParentheses,
    DanglingOperator,
    MissingValue,
    NoWords,
    BeginningTooShort,
    MisplacedStar,
    UnknownLanguage,
    OnlyNegation,
}

/// <summary>The place of a problem in the text of a query and what it is.</summary>
/// <param name="Problem">The kind of problem.</param>
/// <param name="Position">UTF-16 offset from the beginning of the text as it was written.</param>
/// <param name="Length">UTF-16 length of what is wrong.</param>
/// <param name="Arguments">Values for the text: <c>piece</c> (what was written there) and, of limits, <c>limit</c>.</param>
internal sealed record QueryError(QueryProblem Problem, int Position, int Length, ValueList<(string Name, object Value)> Arguments)
{
    /// <summary>The key of the text that says it.</summary>
    public string TextKey => Problem switch
    {
        QueryProblem.Empty => "query.empty",
        QueryProblem.TooLong => "query.too-long",
        QueryProblem.TooManyTerms => "query.too-many-terms",
        QueryProblem.TooDeep => "query.too-deep",
        QueryProblem.OpenQuote => "query.open-quote",
        QueryProblem.OpenParenthesis => "query.open-parenthesis",
        QueryProblem.StrayParenthesis => "query.stray-parenthesis",
        QueryProblem.EmptyParentheses => "query.empty-parentheses",
        QueryProblem.DanglingOperator => "query.dangling-operator",
        QueryProblem.MissingValue => "query.missing-value",
        QueryProblem.NoWords => "query.no-words",
        QueryProblem.BeginningTooShort => "query.beginning-too-short",
        QueryProblem.MisplacedStar => "query.misplaced-star",
        QueryProblem.UnknownLanguage => "query.unknown-language",
        QueryProblem.OnlyNegation => "query.only-negation",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
