using Dapper;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Articles;

/// <summary>
/// A scope, and perhaps a query, as the pieces of a statement: <c>FROM {From} WHERE {Where}</c>, with <c>article a</c> in it and
/// <c>{Key}</c> as the id that the engine reads in order.
/// </summary>
internal sealed class ArticleFilter
{
    private const string Visible =
        """
        +a.feed_id IN (SELECT feed.feed_id FROM feed WHERE feed.in_catalogue = 1
          OR EXISTS (SELECT 1 FROM feed_chat WHERE feed_chat.feed_id = feed.feed_id AND feed_chat.chat_key = @chatKey))
        """;

    private const string Samples =
        """
        (a.sample = 0 OR (@samples = 1 AND NOT EXISTS (SELECT 1 FROM feed AS polled
          WHERE polled.kind = 'polled' AND polled.last_success_at IS NOT NULL)))
        """;

    private readonly SqlPrinter _printer;
    private readonly FeedsOfSource _feedsOf;
    private readonly StemLanguages _readable;
    private readonly List<string> _conditions = [Visible, Samples];

    private readonly StemLanguages _all;

    private ArticleFilter(SqlPrinter printer, FeedsOfSource feedsOf, FormsOfStem forms, ArticleScope scope)
    {
        _readable = StemLanguages.Of(scope.Languages).With(forms);
        _all = StemLanguages.All.With(forms);
        _printer = printer;
        _feedsOf = feedsOf;
        From = printer.Articles;
    }

    /// <summary>See <see cref="SqlSearch.NewestHits"/>.</summary>
    public string? NewestHits { get; private set; }

    public string From { get; private set; }

    /// <summary>What of the query drives the list through the index; null where nothing does.</summary>
    public Query? Text { get; private set; }

    /// <summary>Those in which <see cref="Text"/> was printed.</summary>
    public StemLanguages TextLanguages { get; private set; } = StemLanguages.All;

    public string Key { get; private set; } = "a.article_id";

    public string Where => string.Join(" AND ", _conditions);

    public DynamicParameters Parameters { get; } = new();

    /// <summary>What of the scope the query finds; without a query, what the scope follows.</summary>
    public static Task<ArticleFilter> OfAsync(Session session, ArticleScope scope, Query? query, CancellationToken cancellationToken) =>
        OfAsync(session, ArticleIndex.Printer(session), scope, query, cancellationToken);

    /// <inheritdoc cref="OfAsync(Session, ArticleScope, Query?, CancellationToken)"/>
    public static async Task<ArticleFilter> OfAsync(Session session, SqlPrinter printer, ArticleScope scope, Query? query, CancellationToken cancellationToken)
    {
        IReadOnlyList<Query> queries = query is not null ? [query] : [.. scope.Following?.Queries ?? [], .. scope.Muted?.Queries ?? []];
        var feedsOf = queries.Any(NamesSource) ? await SourceDirectory.ReadAsync(session, cancellationToken) : _ => [];
        var filter = new ArticleFilter(printer, feedsOf, await WordForms.ReadAsync(session, queries, cancellationToken), scope);
        filter.Parameters.Add("chatKey", scope.ChatKey ?? 0L);
        filter.Parameters.Add("samples", scope.Samples ? 1L : 0L);
        if (scope.Languages.Count > 0)
            filter.Parameters.Add("languages", scope.Languages);
        if (!scope.Withdrawn)
            filter.Add("a.withdrawn_at IS NULL");
        if (scope.Through is { } through)
        {
            filter.Parameters.Add("through", through);
            filter.Add("(+a.arrival IS NULL OR +a.arrival <= @through)");
        }

        if (query is not null)
            filter.Search(query, scope);
        else if (scope.Following is { } following)
            filter.Follow(following, scope);
        else
            filter.Add(Readable(scope));
        if (query is null && scope.Muted is { } muted)
            filter.Mute(muted);
        if (scope.Arrived is { } arrived)
            filter.Arrive(arrived);
        return filter;
    }

    private void Search(Query query, ArticleScope scope)
    {
        TextLanguages = NamesLanguage(query) ? _all : _readable;
        var search = _printer.PrintSearch(query, _feedsOf, TextLanguages);
        (From, NewestHits, Key, Text) = (search.From, search.NewestHits, search.Key, search.Text);
        Add(search.Where);
        Add(search.Parameters);
        if (!NamesLanguage(query))
            Add(Readable(scope));
    }

    private void Follow(Following following, ArticleScope scope)
    {
        var inReadingLanguages = following.Queries.Where(query => !NamesLanguage(query)).ToList();
        var inLanguageOfTheirOwn = following.Queries.Where(NamesLanguage).ToList();
        if (following.Feeds.Count == 0 && inLanguageOfTheirOwn.Count == 0 && inReadingLanguages.Count > 0)
        {
            Search(AnyOf(inReadingLanguages), scope);
            return;
        }

        var alternatives = new List<string>();
        if (following.Feeds.Count > 0)
        {
            Parameters.Add("feeds", following.Feeds);
            alternatives.Add("a.feed_id IN @feeds");
        }

        if (inReadingLanguages.Count > 0)
            alternatives.Add(string.Join(" AND ", new[] { Print(inReadingLanguages, _readable, "read"), Readable(scope) }.OfType<string>()));
        if (inLanguageOfTheirOwn.Count > 0)
            alternatives.Add(Print(inLanguageOfTheirOwn, _all, "own"));
        Add(alternatives.Count == 0 ? "(1 = 0)" : $"({string.Join(" OR ", alternatives)})");
    }

    private void Mute(Following muted)
    {
        if (muted.Feeds.Count > 0)
        {
            Parameters.Add("muted", muted.Feeds);
            Add("a.feed_id NOT IN @muted");
        }

        if (muted.Queries.Count > 0)
        {
            var condition = _printer.PrintCondition(new Query.Not(AnyOf([.. muted.Queries])), _feedsOf, _all, "mute");
            Add(condition.Sql);
            Add(condition.Parameters);
        }
    }

    // The key is the sort time, so what can have arrived at that time lies close together.
    private void Arrive(ArrivalSpan span)
    {
        Parameters.Add("since", span.Since);
        Parameters.Add("until", span.Until);
        Parameters.Add("oldest", Article.FirstIdOf(span.Since - (long)span.Oldest.TotalMilliseconds));
        Parameters.Add("longest", (long)span.Oldest.TotalMilliseconds);
        Parameters.Add("place", span.DestinationId ?? 0L);
        Add("a.article_id >= @oldest AND a.first_seen_at >= @since AND a.first_seen_at < @until AND a.first_seen_at - (a.article_id >> 20) * 1000 <= @longest");
        Add(
            """
            NOT EXISTS (SELECT 1 FROM destination AS place JOIN delivery ON delivery.destination_id = place.destination_id
              WHERE place.chat_key = @chatKey AND (@place = 0 OR place.destination_id = @place) AND delivery.story_id = a.story_id AND delivery.state = 'sent')
            """);
    }

    private string Print(List<Query> queries, StemLanguages languages, string prefix)
    {
        var condition = _printer.PrintCondition(AnyOf(queries), _feedsOf, languages, prefix);
        Add(condition.Parameters);
        return condition.Sql;
    }

    private void Add(string? condition)
    {
        if (condition is not null)
            _conditions.Add(condition);
    }

    private void Add(IReadOnlyDictionary<string, object> parameters)
    {
        foreach (var (name, value) in parameters)
            Parameters.Add(name, value);
    }

    private static string? Readable(ArticleScope scope) =>
        scope.Languages.Count == 0 ? null : "(a.language IS NULL OR a.language IN @languages)";

    private static Query AnyOf(List<Query> queries) =>
        queries.Count == 1 ? queries[0] : QueryCanonicalizer.Canonicalize(new Query.Or(new ValueList<Query>(queries)));

    // lang: says in which language somebody wants to read here, whatever the chat reads otherwise.
    private static bool NamesLanguage(Query query) => query.WantedLeaves().Any(leaf => leaf is Query.Language);

    private static bool NamesSource(Query query) => query switch
    {
        Query.Source => true,
        Query.Not not => NamesSource(not.Part),
        Query.And all => all.Parts.Any(NamesSource),
        Query.Or any => any.Parts.Any(NamesSource),
        Query.Term or Query.Language => false,
        _ => throw new InvalidOperationException($"{query.GetType()} is no query."),
    };
}
