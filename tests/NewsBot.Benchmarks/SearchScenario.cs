using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using NewsBot.Core.Articles;
using NewsBot.Core.Feeds;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;
using NewsBot.HostTests.Support;

namespace NewsBot.Benchmarks;

/// <summary>Search in a large store of made-up articles (<see cref="SearchCorpus"/>), through the store's own methods and tables.</summary>
internal static class SearchScenario
{
    private const int PageSize = 10;
    private const int BatchSize = 400;
    private const int Sources = 20;
    private const int Writers = 3;
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(100);

    public static async Task RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var count = arguments is [var first, ..] && int.TryParse(first, out var number) ? number : 300_000;
        var language = Option(arguments, "--language");
        using var folder = new TemporaryFolder();
        foreach (var engine in Engines.Wanted(arguments))
        {
            Console.WriteLine($" {engine}: {count} articles of 400 words, {(language is null ? "of no known language" : "in " + language)}");
            var kept = engine == StorageProvider.Sqlite ? Kept(Option(arguments, "--folder"), count, language) : Option(arguments, "--connection");
            await using var core = await Engines.OpenAsync(engine, kept ?? await Engines.NewStoreAsync(engine, folder), cancellationToken);
            var corpus = new SearchCorpus();
            if (await StoredAsync(core, cancellationToken) is var stored && stored < count)
                await FillAsync(core, corpus, stored, count, language, cancellationToken);
            await SizeAsync(core, engine, count, cancellationToken);
            var scope = new ArticleScope(null, language is null ? [] : [language]);
            foreach (var (kind, queries) in corpus.Queries())
                await MeasureAsync(core, kind, [.. queries.Select(Read)], scope, cancellationToken);
        }
    }

    private static string? Kept(string? folder, int count, string? language)
    {
        if (folder is null)
            return null;
        Directory.CreateDirectory(folder);
        return $"Data Source={Path.Combine(folder, $"search-{count}{(language is null ? "" : "-" + language)}.db")}";
    }

    private static string? Option(string[] arguments, string name) =>
        Array.IndexOf(arguments, name) is >= 0 and var index && index + 1 < arguments.Length ? arguments[index + 1] : null;

    private static async Task<int> StoredAsync(ServiceProvider core, CancellationToken cancellationToken) =>
        await core.GetRequiredService<Database>().ReadAsync(session => session.ScalarAsync<int>("SELECT count(*) FROM article", null, cancellationToken), cancellationToken);

    private static async Task FillAsync(ServiceProvider core, SearchCorpus corpus, int stored, int count, string? language, CancellationToken cancellationToken)
    {
        var (database, articles) = (core.GetRequiredService<Database>(), core.GetRequiredService<ArticleStore>());
        var feeds = await FeedsAsync(database, cancellationToken);
        var first = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) - Apart * 1_000_000;
        var clock = Stopwatch.StartNew();
        // As polls do: while one feed's articles are written, those of the next are analysed; PostgreSQL takes from several at once.
        await Parallel.ForEachAsync(
            Enumerable.Range(0, (count - stored + BatchSize - 1) / BatchSize),
            new ParallelOptions { MaxDegreeOfParallelism = database.Dialect.SingleWriter ? 2 : Writers, CancellationToken = cancellationToken },
            async (batch, token) =>
            {
                var analysed = Analyzed(stored + (batch * BatchSize));
                await database.WriteAsync(async session =>
                {
                    foreach (var (article, tokens) in analysed)
                        await articles.AddAsync(session, article, tokens, token);
                }, token);
            });
        clock.Stop();

        // As the server does by itself within minutes.
        if (database.Dialect is PostgreSqlDialect)
            await database.ReadAsync(session => session.ExecuteAsync("VACUUM ANALYZE", null, cancellationToken), cancellationToken);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  indexed with analysis: {(count - stored) / clock.Elapsed.TotalSeconds:0} articles a second"));

        List<(Article Article, ArticleTokens Tokens)> Analyzed(int start) =>
            [.. Enumerable.Range(start, Math.Min(BatchSize, count - start)).Select(number => Compose(corpus.Text(number), number, feeds, first, language))
                .Select(article => (article, ArticleTokens.Of(article.Title, article.Body, null, article.Language)))];
    }

    private static Article Compose(string text, int number, IReadOnlyList<long> feeds, DateTimeOffset first, string? language)
    {
        var words = text.Split(' ', 11);
        var published = (first + Apart * number).ToUnixTimeMilliseconds();
        return new Article
        {
            FeedId = feeds[number % feeds.Count],
            ItemKey = number,
            Url = $"https://source{number % feeds.Count}.example/{number}",
            Title = string.Join(' ', words[..10]),
            Body = words[10],
            Language = language,
            PublishedAt = published,
            FirstSeenAt = published + 60_000,
        };
    }

    private static Task<IReadOnlyList<long>> FeedsAsync(Database database, CancellationToken cancellationToken) => database.WriteAsync(async session =>
    {
        var feeds = new List<long>();
        for (var number = 0; number < Sources; number++)
        {
            var feed = Feed.New(new Uri($"https://source{number}.example/feed"), "owner", 0, $"Source {number}");
            feeds.Add((await FeedStore.AddAsync(session, feed, cancellationToken)).Feed.FeedId);
        }

        return (IReadOnlyList<long>)feeds;
    }, cancellationToken);

    private static async Task SizeAsync(ServiceProvider core, StorageProvider engine, int count, CancellationToken cancellationToken)
    {
        var bytes = await core.GetRequiredService<Database>().ReadAsync(session => session.ScalarAsync<long>(
            engine == StorageProvider.Sqlite
                // A block of FTS5 is made to fill a page.
                ? "SELECT (SELECT count(*) FROM article_index_data) * 4096 + (SELECT sum(length(sz) + 16) FROM article_index_docsize)"
                    + " + (SELECT coalesce(sum(length(stem) + length(word) + 8), 0) FROM word_form)"
                : "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relkind = 'r' AND relname IN ('article_index', 'article_codes', 'word_form')",
            null, cancellationToken), cancellationToken);
        Console.WriteLine($"  index: {bytes / count} bytes an article");
    }

    private static async Task MeasureAsync(ServiceProvider core, string kind, IReadOnlyList<Query> queries, ArticleScope scope, CancellationToken cancellationToken)
    {
        var (database, articles) = (core.GetRequiredService<Database>(), core.GetRequiredService<ArticleStore>());
        foreach (var order in new[] { SearchOrder.NewestFirst, SearchOrder.BestFirst })
        {
            var timings = new Timings($"{kind}, {(order == SearchOrder.NewestFirst ? "newest" : "best")} first");
            var found = 0;
            // The first round only warms up.
            for (var round = 0; round < 2; round++)
            {
                found = 0;
                foreach (var query in queries)
                {
                    var clock = Stopwatch.StartNew();
                    var page = await database.ReadAsync(session => articles.SearchAsync(session, scope, query, order, null, PageSize, cancellationToken), cancellationToken);
                    if (round > 0)
                        timings.Add(clock.Elapsed);
                    found += page.Articles.Count;
                }
            }

            timings.Print(string.Create(CultureInfo.InvariantCulture, $"{found / (double)queries.Count:0.0} on a page"));
        }
    }

    private static Query Read(string text) => ((QueryParseResult.Parsed)QueryParser.Parse(text)).Query;
}
