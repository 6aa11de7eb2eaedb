using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using NewsBot.Core.Search;

namespace NewsBot.Core.Delivery;

/// <summary>The queries that wait for articles, read once and kept.</summary>
internal sealed class StandingQueries(ILogger<StandingQueries> logger)
{
    private const int Most = 20_000;
    private readonly ConcurrentDictionary<string, Query?> _read = new(StringComparer.Ordinal);

    /// <summary>Whether the query finds the article; a query that cannot be read (any more) finds none.</summary>
    public bool Matches(string text, ArticleTokens article) => Read(text) is { } query && QueryEvaluator.Matches(query, article);

    /// <summary>Whether the query names a language it wants, and so overrides the reading languages of a chat.</summary>
    public bool NamesLanguage(string text) => Read(text) is { } query && query.WantedLeaves().Any(leaf => leaf is Query.Language);

    private Query? Read(string text)
    {
        if (_read.TryGetValue(text, out var known))
            return known;
        if (_read.Count >= Most)
            _read.Clear();
        return _read[text] = QueryParser.Parse(text) switch
        {
            QueryParseResult.Parsed parsed => parsed.Query,
            QueryParseResult.Failed failed => Unreadable(failed),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private Query? Unreadable(QueryParseResult.Failed failed)
    {
        Log.QueryNotRead(logger, failed.Error.TextKey);
        return null;
    }
}
