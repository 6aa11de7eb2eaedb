using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using NewsBot.Core.Articles;
using NewsBot.Core.Storage;
using NewsBot.Core.Stories;
using NewsBot.HostTests.Support;
using NewsBot.Tests.Stories;

namespace NewsBot.Benchmarks.Stories;

/// <summary>
/// <c>stories cost</c>: time for each article among so many open ones, the memory that they take, and a restart: the book made
/// again from the store, and whether it decides as the one that went on.
/// </summary>
internal static class StoryCost
{
    private const int OpenArticles = 50_000;
    private const int Measured = 3_000;
    private const int Words = 120;
    private const int Outlets = 400;
    private const int SecondsApart = 5;
    private const int InOneTransaction = 1_000;
    private static readonly long Start = new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        await using var core = await Engines.CoreAsync(StorageProvider.Sqlite, folder, cancellationToken);
        var database = core.GetRequiredService<Database>();
        await database.WriteAsync(session => session.ExecuteAsync(
            "INSERT INTO feed (feed_id, kind, url, title, origin, created_at) VALUES (1, 'polled', 'https://feed.example', 'Feed', 'import', 0)", null, cancellationToken), cancellationToken);

        var before = GC.GetTotalMemory(forceFullCollection: true);
        var stream = new ArticleStream();
        var book = new StoryBook();
        var fill = Stopwatch.StartNew();
        for (var batch = 0; batch < OpenArticles / InOneTransaction; batch++)
        {
            var rows = Enumerable.Range(0, InOneTransaction).Select(_ => Take(book, stream.Next())).ToList();
            await StoreAsync(database, rows, cancellationToken);
        }

        Console.WriteLine($"  {book.Articles:N0} open articles of {Words} words in {book.Stories:N0} stories, filled and stored in {fill.Elapsed.TotalSeconds:0} s");
        Console.WriteLine($"  memory               {(GC.GetTotalMemory(forceFullCollection: true) - before - stream.Kept) / 1e6:0} MB");

        var processor = Environment.CpuUsage.TotalTime;
        var restart = Stopwatch.StartNew();
        var again = await database.ReadAsync(session => StoryWindow.LoadAsync(session, stream.Now, null, null, cancellationToken), cancellationToken);
        Console.WriteLine($"  made again           {restart.Elapsed.TotalSeconds:0.0} s, {(Environment.CpuUsage.TotalTime - processor).TotalSeconds:0.0} s of processor time, {again.Articles:N0} articles in {again.Stories:N0} stories");

        var times = new List<double>(Measured);
        var joined = 0;
        var otherwise = 0;
        for (var index = 0; index < Measured; index++)
        {
            var article = StoryWindow.Of(stream.Next());
            var clock = Stopwatch.StartNew();
            book.CloseUntil(article.At);
            var verdict = book.Assign(book.Read(article));
            times.Add(clock.Elapsed.TotalMilliseconds);
            again.CloseUntil(article.At);
            var second = again.Assign(again.Read(article));
            joined += verdict.Story is null ? 0 : 1;
            otherwise += IsSame(verdict, second) ? 0 : 1;
        }

        times.Sort();
        Console.WriteLine($"  an article           p50 {times[Measured / 2]:0.00} ms, p99 {times[Measured * 99 / 100]:0.00} ms, max {times[^1]:0.00} ms; {joined} of {Measured} joined a story");
        Console.WriteLine($"  after the restart    {otherwise} of {Measured} decided otherwise than without it");
    }

    private static bool IsSame(StoryVerdict one, StoryVerdict other) =>
        one.GetType() == other.GetType() && one.Story?.Id == other.Story?.Id
        && (one, other) switch
        {
            (StoryVerdict.New { Nearest: { } first }, StoryVerdict.New { Nearest: { } second }) => first.Story.Id == second.Story.Id && first.Probability.Equals(second.Probability),
            (StoryVerdict.Related first, StoryVerdict.Related second) => first.By.Probability.Equals(second.By.Probability),
            _ => true,
        };

    private static Article Take(StoryBook book, Article row)
    {
        var text = book.Read(StoryWindow.Of(row));
        book.CloseUntil(text.Article.At);
        row.StoryId = book.Assign(text).Story?.Id ?? row.ArticleId;
        return row;
    }

    // The rows alone: the index has no part in this.
    private static Task StoreAsync(Database database, List<Article> rows, CancellationToken cancellationToken) => database.WriteAsync(async session =>
    {
        foreach (var row in rows)
        {
            if (row.StoryId == row.ArticleId)
                await session.ExecuteAsync("INSERT INTO story (story_id, created_at) VALUES (@StoryId, @FirstSeenAt)", row, cancellationToken);
            await session.ExecuteAsync(
                """
                INSERT INTO article (article_id, feed_id, story_id, item_key, url, url_key, title, body, language, first_seen_at, analyzer_version)
                VALUES (@ArticleId, @FeedId, @StoryId, @ItemKey, @Url, @UrlKey, @Title, @Body, @Language, @FirstSeenAt, 0)
                """,
                row, cancellationToken);
        }
    }, cancellationToken);

    /// <summary>Two of three articles are news of their own, the third is an edited report of one of the last hours.</summary>
    private sealed class ArticleStream
    {
        private const int Remembered = 500;

        private readonly MadeUpTexts _texts = new(seed: 3);
        private readonly Random _random = new(4);
        private readonly Queue<string> _last = new();
        private int _count;

        public long Now { get; private set; } = Start;

        /// <summary>Bytes of the texts that it remembers itself.</summary>
        public long Kept => _last.Sum(text => text.Length * 2L);

        public Article Next()
        {
            Now += SecondsApart * 1000;
            var number = ++_count;
            var outlet = $"outlet{_random.Next(Outlets)}.example";
            var made = _texts.Next(outlet, Now, Words);
            var isReport = _random.Next(3) == 0 && _last.Count > 0;
            if (!isReport)
                _last.Enqueue(made.Body);
            if (_last.Count > Remembered)
                _last.Dequeue();
            return new Article
            {
                ArticleId = Article.FirstIdOf(Now), FeedId = 1, ItemKey = number, Url = $"https://{outlet}/{number}", UrlKey = number, Language = "en", FirstSeenAt = Now,
                Title = isReport ? _texts.Headline() : made.Title,
                Body = isReport ? _texts.Edited(_last.ElementAt(_random.Next(_last.Count)), 0.05) : made.Body,
            };
        }
    }
}
