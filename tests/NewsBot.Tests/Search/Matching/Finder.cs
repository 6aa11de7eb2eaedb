using NewsBot.Core.Search;

namespace NewsBot.Tests.Search.Matching;

/// <summary>An index with the queries beside it, to ask both: what it finds must be what the evaluator finds one by one.</summary>
internal sealed class Finder
{
    private readonly Dictionary<QueryOwner, Query> _queries = [];
    private readonly MatchResult _result = new();

    public StandingQueryIndex Index { get; } = new();

    public Finder Set(long id, string query, OwnerKind kind = OwnerKind.Subscription) => Set(new QueryOwner(kind, id), Samples.Parse(query));

    public Finder Set(QueryOwner owner, Query query)
    {
        _queries[owner] = query;
        Index.Set(owner.Kind, owner.Id, query);
        return this;
    }

    public Finder Remove(long id, OwnerKind kind = OwnerKind.Subscription)
    {
        _queries.Remove(new QueryOwner(kind, id));
        Index.Remove(kind, id);
        return this;
    }

    /// <summary>Ids of subscriptions that the article answers, in ascending order.</summary>
    public IReadOnlyList<long> Find(string title, string? body = null, string? language = null, string? source = null) =>
        [.. Find(ArticleTokens.Of(title, body, source is null ? null : SourceNames.Of(source, null, null), language)).Select(owner => owner.Id)];

    public IReadOnlyList<QueryOwner> Find(ArticleTokens article)
    {
        Index.Match(article, _result);
        var found = _result.Owners.ToArray().OrderBy(owner => owner.Key).ToList();
        Assert.Equal(_result.Queries.ToArray().Sum(query => query.OwnerCount), found.Count);
        return found;
    }

    /// <summary>What the evaluator finds.</summary>
    public IReadOnlyList<QueryOwner> Evaluate(ArticleTokens article) =>
        [.. _queries.Where(pair => QueryEvaluator.Matches(pair.Value, article)).Select(pair => pair.Key).OrderBy(owner => owner.Key)];

    /// <summary>The queries of one text that were found, with whether each names a language.</summary>
    public IReadOnlyList<bool> NamingLanguages(string title, string? language)
    {
        Index.Match(ArticleTokens.Of(title, null, null, language), _result);
        return [.. _result.Queries.ToArray().Select(query => query.NamesLanguage)];
    }
}
