using System.Data.Common;
using Dapper;
using FsCheck;
using FsCheck.Fluent;
using NewsBot.Core.Articles;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Search;

/// <summary>The two full-text indexes and the evaluator, asked the same.</summary>
public sealed class SqlPrinterTests
{
    private const int Count = 120;

    [Theory]
    [MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Query_OfAnyForm_FindsInTheStoreWhatTheEvaluatorFinds(StorageProvider provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        await using var connection = await store.Dialect.OpenAsync(TestContext.Current.CancellationToken);
        var articles = Samples.Title.Zip(Samples.Article).Sample(Count)
            .Select((text, index) => Sample(index, text.Item1, text.Item2)).ToArray();
        await FillAsync(connection, provider, articles);
        var found = 0;

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Samples.Query.ToArbitrary(), query =>
        {
            var expected = Expected(query, articles);
            found += expected.Length;

            Assert.Equal(expected, ByCondition(connection, provider, query));
            Assert.Equal(expected, BySearch(connection, provider, query));
        }));

        Assert.True(found > 1_000, $"The words hardly ever met: {found}.");
    }

    [Theory]
    [MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Query_WithSignsOfTheEngine_IsOnlyWords(StorageProvider provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        await using var connection = await store.Dialect.OpenAsync(TestContext.Current.CancellationToken);
        ArticleTokens[] articles =
        [
            Sample(0, "near foo bar", "title body rowid"),
            Sample(1, "x y", "drop table article"),
            Sample(2, "power plants", "it's a \\ back_slash 'quoted' \"text\" & | ! <-> :A *"),
            Sample(3, "a", new string('ж', 500) + " " + string.Join(' ', Enumerable.Repeat("again", 600)) + " end"),
        ];
        await FillAsync(connection, provider, articles);

        foreach (var text in new[]
        {
            "NEAR(foo bar)", "NEAR/2 foo", "title:near", "body:rowid", "{title}:near", "^near", "near*", "x' OR y", "x'y", "'; DROP TABLE article; --",
            "\"foo\"\"bar\"", "back\\slash", "\\' OR back", "quoted & text", "power | plants", "!power plants", "pow:*", "power <-> plants", "a:A power",
            "(x) -y", "it's", new string('ж', 200), "again", "end", "\"again end\"", "\"again again\"", "title:again OR pow*",
        })
        {
            var query = QueryParser.Parse(text) switch
            {
                QueryParseResult.Parsed parsed => parsed.Query,
                QueryParseResult.Failed { Repaired: { } repaired } => Samples.Parse(repaired),
                QueryParseResult.Failed => null,
                _ => throw new System.Diagnostics.UnreachableException(),
            };
            if (query is null)
                continue;

            Assert.Equal(Expected(query, articles), ByCondition(connection, provider, query));
            Assert.Equal(Expected(query, articles), BySearch(connection, provider, query));
        }
    }

    [Theory]
    [MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Article_BeyondTheLimitsOfTheIndexes_IsFoundByWhatIsWithinThem(StorageProvider provider)
    {
        await using var store = await TestStore.CreateAsync(provider);
        await using var connection = await store.Dialect.OpenAsync(TestContext.Current.CancellationToken);
        ArticleTokens[] articles =
        [
            Sample(0, "long", string.Join(' ', Enumerable.Range(0, 20_000).Select(number => $"w{(char)('a' + (number % 26))}x {number}"))),
            Sample(1, "heavy", string.Join(' ', Enumerable.Range(0, 9_000).Select(number => new string((char)(0x4E00 + number), 1) + new string('語', 20)))),
            Sample(2, "wide", string.Join(' ', Enumerable.Range(0, 12_000).Select(number => $"{new string('ж', 60)}{(char)('а' + (number % 30))}"))),
        ];

        await FillAsync(connection, provider, articles);

        foreach (var text in new[] { "8190", "8191", "19999", "\"wax 0\"", "wax", "語語", "語", "long", new string('ж', 60) + "*" })
            Assert.Equal(Expected(Samples.Parse(text), articles), ByCondition(connection, provider, Samples.Parse(text)));
    }

    private static ArticleTokens Sample(int index, string title, string body)
    {
        var (name, site) = Samples.Sources[index % Samples.Sources.Length];
        return ArticleTokens.Of(title, body, SourceNames.Of(name, site, null), (index % 4) is var slot && slot < 3 ? Samples.Languages[slot] : null);
    }

    private static long[] Expected(Query query, ArticleTokens[] articles) =>
        [.. articles.Index().Where(pair => QueryEvaluator.Matches(query, pair.Item)).Select(pair => pair.Index + 1L).OrderDescending()];

    private static long[] ByCondition(DbConnection connection, StorageProvider provider, Query query)
    {
        var condition = Printer(provider).PrintCondition(query, FeedsOf, Languages(connection));
        return [.. connection.Query<long>(
            $"SELECT a.article_id FROM article a WHERE {condition.Sql} ORDER BY a.article_id DESC", new DynamicParameters(condition.Parameters))];
    }

    private static long[] BySearch(DbConnection connection, StorageProvider provider, Query query)
    {
        var search = Printer(provider).PrintSearch(query, FeedsOf, Languages(connection));
        return [.. connection.Query<long>(
            $"SELECT a.article_id FROM {search.From} WHERE {search.Where} AND {search.Key} < 1000 ORDER BY {search.Key} DESC LIMIT 500",
            new DynamicParameters(search.Parameters))];
    }

    private static StemLanguages Languages(DbConnection connection)
    {
        var forms = connection.Query<(string Stem, string Word)>("SELECT stem, word FROM word_form").ToLookup(row => row.Stem, row => row.Word);
        return StemLanguages.All.With(stem => forms[stem]);
    }

    private static long[] FeedsOf(Query.Source source) =>
        [.. Samples.Sources.Index().Where(pair => SourceNames.Of(pair.Item.Title, pair.Item.Site, null).Match(source)).Select(pair => pair.Index + 1L)];

    private static SqlPrinter Printer(StorageProvider provider) =>
        provider == StorageProvider.Sqlite ? SqlPrinter.Fts5 : SqlPrinter.TsQuery;

    private static async Task FillAsync(DbConnection connection, StorageProvider provider, ArticleTokens[] articles)
    {
        for (var feed = 1; feed <= Samples.Sources.Length; feed++)
        {
            await connection.ExecuteAsync(
                "INSERT INTO feed (feed_id, kind, url, title, origin, created_at) VALUES (@feed, 'polled', @url, 'x', 'seed', 0)", new { feed, url = $"u{feed}" });
        }

        var forms = new WordForms();
        await connection.ExecuteAsync("INSERT INTO story (story_id, created_at) VALUES (1, 0)");
        foreach (var (index, article) in articles.Index())
        {
            await connection.ExecuteAsync(
                """
                INSERT INTO article (article_id, feed_id, story_id, item_key, title, language, first_seen_at, analyzer_version)
                VALUES (@id, @feed, 1, @id, 'x', @language, 0, 1)
                """,
                new { id = index + 1L, feed = (index % Samples.Sources.Length) + 1L, language = article.Language });
            var session = new Session(connection, null, provider == StorageProvider.Sqlite ? new SqliteDialect(connection.ConnectionString) : new PostgreSqlDialect(connection.ConnectionString));
            await forms.AddAsync(session, article, TestContext.Current.CancellationToken);
            await ArticleIndex.ReplaceAsync(session, index + 1, article, TestContext.Current.CancellationToken);
        }
    }
}
