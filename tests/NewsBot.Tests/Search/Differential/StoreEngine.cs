using System.Data.Common;
using Dapper;
using NewsBot.Core.Articles;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Search.Differential;

/// <summary>The articles in a real store, in the order of the list: the first is the oldest.</summary>
internal sealed class StoreEngine : IAsyncDisposable
{
    private readonly TestStore _store;
    private readonly SqlPrinter _printer;
    private readonly DbConnection _connection;
    private readonly Dictionary<long, int> _numbers = [];
    private StemLanguages _languages = StemLanguages.All;

    private StoreEngine(TestStore store, StorageProvider provider, DbConnection connection)
    {
        _store = store;
        _printer = provider == StorageProvider.Sqlite ? SqlPrinter.Fts5 : SqlPrinter.TsQuery;
        _connection = connection;
    }

    public static async Task<StoreEngine> CreateAsync(StorageProvider provider, IReadOnlyList<NaiveArticle> articles, CancellationToken cancellationToken)
    {
        var store = await TestStore.CreateAsync(provider);
        var engine = new StoreEngine(store, provider, await store.Dialect.OpenAsync(cancellationToken));
        await store.Database.WriteAsync(session => engine.FillAsync(session, articles, cancellationToken), cancellationToken);
        return engine;
    }

    /// <summary>Numbers of the articles that the index finds, newest first: as a list does, and as a condition among others.</summary>
    public (int[] List, int[] Condition) Find(Query query)
    {
        var search = _printer.PrintSearch(query, FeedsOf, _languages);
        var list = _connection.Query<long>(
            $"SELECT a.article_id FROM {search.From} WHERE {search.Where} ORDER BY {search.Key} DESC", new DynamicParameters(search.Parameters));
        var condition = _printer.PrintCondition(query, FeedsOf, _languages);
        var found = _connection.Query<long>(
            $"SELECT a.article_id FROM {_printer.Articles} WHERE {condition.Sql} ORDER BY a.article_id DESC", new DynamicParameters(condition.Parameters));
        return ([.. list.Select(id => _numbers[id])], [.. found.Select(id => _numbers[id])]);
    }

    /// <summary>The same through all of the article store, page by page, as /search does.</summary>
    public async Task<int[]> SearchAsync(Query query, CancellationToken cancellationToken)
    {
        var found = new List<int>();
        for (long? before = null; ;)
        {
            var page = await _store.Database.ReadAsync(
                session => new ArticleStore().SearchAsync(session, new ArticleScope(null, []), query, before, 7, cancellationToken), cancellationToken);
            found.AddRange(page.Articles.Select(article => _numbers[article.ArticleId]));
            if (page.Before is null)
                return [.. found];
            before = page.Before;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _store.DisposeAsync();
    }

    private static long[] FeedsOf(Query.Source source) =>
        [.. ArticleSamples.Feeds.Index().Where(pair => SourceNames.Of(pair.Item.Title, pair.Item.Site, pair.Item.Url).Match(source)).Select(pair => pair.Index + 1L)];

    private async Task<bool> FillAsync(Session session, IReadOnlyList<NaiveArticle> articles, CancellationToken cancellationToken)
    {
        foreach (var (index, (title, site, url)) in ArticleSamples.Feeds.Index())
            await session.ExecuteAsync(
                "INSERT INTO feed (feed_id, kind, url, title, site_url, in_catalogue, origin, created_at) VALUES (@id, 'polled', @url, @title, @site, 1, 'seed', 0)",
                new { id = index + 1L, url, title, site }, cancellationToken);

        var store = new ArticleStore();
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        foreach (var (number, sample) in articles.Index())
        {
            var article = new Article
            {
                FeedId = sample.Feed + 1,
                ItemKey = number,
                Title = sample.Title,
                Body = sample.Body,
                Language = sample.Language,
                FirstSeenAt = start + (number * 60_000L),
            };
            await store.AddAsync(session, article, sample.Tokens, cancellationToken);
            _numbers.Add(article.ArticleId, number);
        }

        var forms = (await session.QueryAsync<(string Stem, string Word)>("SELECT stem, word FROM word_form", null, cancellationToken)).ToLookup(row => row.Stem, row => row.Word);
        _languages = StemLanguages.All.With(stem => forms[stem]);
        return true;
    }
}
