using NewsBot.Core.Articles;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;
using static NewsBot.Tests.Articles.ArticleShelf;

namespace NewsBot.Tests.Articles;

public sealed class BestFirstTests
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task SearchAsync_BestFirst_PutsTitleThenOftenThenShortFirst(StorageProvider provider)
    {
        await using var shelf = await CreateAsync(provider);
        var feed = await shelf.FeedAsync("https://one.example/feed");
        var rest = string.Join(' ', Enumerable.Repeat("other words of the day", 30));
        await shelf.AddAsync(feed, "Ceasefires in sight", 0, rest);
        await shelf.AddAsync(feed, "Often", 1, "ceasefire " + rest + " ceasefires ceasefire");
        await shelf.AddAsync(feed, "Short", 2, rest + " ceasefire");
        await shelf.AddAsync(feed, "Long", 3, rest + rest + " ceasefire");
        await shelf.AddAsync(feed, "Newest and without", 4, rest);

        Assert.Equal(["Ceasefires in sight", "Often", "Short", "Long"], await BestAsync(shelf, "ceasefire"));
        Assert.Equal(["Ceasefires in sight", "Often", "Short", "Long"], await BestAsync(shelf, "ceasefire -football"));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task SearchAsync_BestFirstOfAlternatives_TheRarerWordCountsMore(StorageProvider provider)
    {
        await using var shelf = await CreateAsync(provider);
        var feed = await shelf.FeedAsync("https://one.example/feed");
        await shelf.AddAsync(feed, "A", 0, "the strike and more");
        for (var number = 1; number < 20; number++)
            await shelf.AddAsync(feed, $"B{number}", number, "the harbour and more");

        Assert.Equal("A", (await BestAsync(shelf, "harbour OR strike"))[0]);
    }

    [Fact]
    public async Task SearchAsync_BestFirstBehindThousandsOfHitsThatTheChatMayNotSee_FindsItsOwn()
    {
        await using var shelf = await CreateAsync(StorageProvider.PostgreSql);
        await shelf.AddAsync(await shelf.FeedAsync("https://one.example/feed"), "Ceasefire in sight", 0);
        var others = await shelf.FeedAsync("https://other.example/feed", await shelf.ChatAsync(7));
        await shelf.Store.Database.WriteAsync(async session =>
        {
            var row = new { others.FeedId, first = Article.FirstIdOf(At(60)), vector = "'en_ceasefire':1A" };
            await session.ExecuteAsync(
                """
                INSERT INTO article (article_id, feed_id, story_id, item_key, title, language, first_seen_at, analyzer_version)
                SELECT @first + n, @FeedId, (SELECT min(story_id) FROM story), n, 'Ceasefire', 'en', 0, 2 FROM generate_series(1, 9000) n
                """, row, Ct);
            await session.ExecuteAsync("INSERT INTO article_index (article_id, tokens) SELECT @first + n, @vector::tsvector FROM generate_series(1, 9000) n", row, Ct);
            await session.ExecuteAsync(
                "INSERT INTO article_codes (article_id, codes) SELECT @first + n, (SELECT codes FROM article_codes LIMIT 1) FROM generate_series(1, 9000) n", row, Ct);
            return true;
        }, Ct);

        Assert.Equal(["Ceasefire in sight"], await BestAsync(shelf, "ceasefire"));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task SearchAsync_BestFirst_PagesHoldTogetherWhileNewsComesIn(StorageProvider provider)
    {
        await using var shelf = await CreateAsync(provider);
        var feed = await shelf.FeedAsync("https://one.example/feed");
        for (var number = 0; number < 23; number++)
        {
            var article = await shelf.AddAsync(feed, $"{number}", number, string.Join(' ', Enumerable.Repeat("harbour", 1 + (number % 7))));
            if (number % 5 == 0)
                await shelf.AddAsync(feed, $"{number} copy", number - 30, "harbour news", story: article.StoryId);
        }

        var expected = await BestAsync(shelf, "harbour");
        var found = new List<string>();
        long? cursor = null;
        do
        {
            var page = await shelf.Store.Database.ReadAsync(session => shelf.Articles.SearchAsync(session, Everything, Parse("harbour"), SearchOrder.BestFirst, cursor, 4, Ct), Ct);
            found.AddRange(page.Articles.Select(article => article.Title));
            cursor = page.Before;
            await shelf.AddAsync(feed, "Harbour harbour", 100 + found.Count, "harbour harbour harbour");
        }
        while (cursor is not null);

        Assert.Equal(23, found.Count);
        Assert.Equal(expected, found);
    }

    [Fact]
    public async Task SearchAsync_BestFirst_IsTheSameOnBothStores()
    {
        await using var first = await CreateAsync(StorageProvider.Sqlite);
        await using var second = await CreateAsync(StorageProvider.PostgreSql);
        string[] words = ["harbour", "harbours", "strike", "strikes", "covid-19", "covid19", "порт", "порту", "портом", "AT&T", "中国人", "ports"];
        var random = new Random(4);
        foreach (var (shelf, feed) in new[] { (first, await first.FeedAsync("https://one.example/feed")), (second, await second.FeedAsync("https://one.example/feed")) })
        {
            random = new Random(4);
            for (var number = 0; number < 150; number++)
            {
                string Text(int count) => string.Join(random.Next(5) == 0 ? "\n" : " ", Enumerable.Range(0, count).Select(_ => words[random.Next(words.Length)]));
                await shelf.AddAsync(feed, Text(random.Next(4)), number, Text(random.Next(40)), new[] { "en", "ru", "de", null }[random.Next(4)]);
            }
        }

        foreach (var query in new[]
        {
            "harbour", "strike harbour", "\"harbours strike\"", "harbours OR порт", "title:strike", "title:(strike OR port) harbour", "covid19 -strike", "порт", "harb*", "strike OR cov*",
            "title:str* OR \"at&t\"", "中国", "国", "harbour source:one", "(harbour OR source:one) strike", "source:one", "source:one OR harbour", "lang:ru порт", "harbour (strike OR -covid19)",
        })
        {
            var found = await BestAsync(first, query);
            Assert.Equal(found, await BestAsync(second, query));
            Assert.Equal((await first.TitlesAsync(Everything, query, 500)).Count, found.Count);
        }
    }

    private static Task<List<string>> BestAsync(ArticleShelf shelf, string query) => shelf.Store.Database.ReadAsync(
        async session => (await shelf.Articles.SearchAsync(session, Everything, Parse(query), SearchOrder.BestFirst, null, 500, Ct)).Articles.Select(article => article.Title).ToList(), Ct);
}
