using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using NewsBot.Core.Feeds;
using NewsBot.Core.Intake;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;
using NewsBot.HostTests.Support;
using static NewsBot.Benchmarks.SyntheticNews;

namespace NewsBot.Benchmarks;

/// <summary>What a new article costs: stored alone, and with the standing queries of many chats asked.</summary>
internal static class RoutingScenario
{
    private const int Articles = 200;
    private const int QueriesPerChat = 50;
    private static readonly int[] Subscriptions = [0, 1_000, 20_000];

    private const int Crowd = 20_000;

    public static async Task RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        foreach (var engine in Engines.Wanted(arguments))
            await RouteToCrowdAsync(engine, cancellationToken);
        if (arguments.Contains("crowd"))
            return;
        Evaluate();
        foreach (var engine in Engines.Wanted(arguments))
        {
            using var folder = new TemporaryFolder();
            // The first store warms up what both measurements run through.
            await StoreAsync(engine, folder, IntakeMode.Send, 100, cancellationToken);
            var (alone, _) = await StoreAsync(engine, folder, IntakeMode.Quiet, 0, cancellationToken);
            Print($"{engine}, stored, nobody asked", alone, alone, 0);
            foreach (var count in Subscriptions)
            {
                var (time, deliveries) = await StoreAsync(engine, folder, IntakeMode.Send, count, cancellationToken);
                Print($"{engine}, {count} subscriptions", time, alone, deliveries);
            }
        }
    }

    // Articles that thousands of chats follow.
    private static async Task RouteToCrowdAsync(StorageProvider engine, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        await using var core = await Engines.CoreAsync(engine, folder, cancellationToken);
        var database = core.GetRequiredService<Database>();
        await database.WriteAsync(async session =>
        {
            for (var chat = 1L; chat <= Crowd; chat++)
            {
                await session.ExecuteAsync(
                    """
                    INSERT INTO chat (chat_key, bot_id, telegram_chat_id, type, language, reading_languages, created_at, last_seen_at)
                    VALUES (@chat, @bot, @chat, 'private', 'en', 'en', 0, 0)
                    """, new { chat, bot = Engines.Bot }, cancellationToken);
                await session.ExecuteAsync("INSERT INTO destination (destination_id, chat_key) VALUES (@chat, @chat)", new { chat }, cancellationToken);
                await session.ExecuteAsync(
                    "INSERT INTO subscription (destination_id, kind, subject, query, created_at) VALUES (@chat, 'query', 'query:story', 'story', 0)", new { chat }, cancellationToken);
            }
        }, cancellationToken);
        var feed = (await database.WriteAsync(session => FeedStore.AddAsync(
            session, DocumentSource.Of("Source 0", "en", "import", TimeProvider.System.NowMilliseconds()), cancellationToken), cancellationToken)).Feed;
        foreach (var items in new[] { 1 })
        {
            var document = ((ParseResult.Parsed)FeedParser.Parse(Encoding.UTF8.GetBytes(new SyntheticNews().Rss(items, items, TimeSpan.FromMinutes(1)).Replace(".example/", $"-{items}.example/", StringComparison.Ordinal)))).Feed;
            var (clock, processor) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            var result = await core.GetRequiredService<ArticleIntake>().AddAsync(feed, document, IntakeMode.Send, cancellationToken);
            Console.WriteLine($"  {engine}, {items} articles to {Crowd} chats: {result.Deliveries} deliveries in {clock.Elapsed.TotalSeconds:0.00} s, {(Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / result.Deliveries:0.0} µs of this process each");
        }
    }

    private static void Print(string name, TimeSpan time, TimeSpan alone, int deliveries) =>
        Console.WriteLine($"  {name,-36} {time.TotalMilliseconds / Articles,7:0.00} ms an article, {Articles / time.TotalSeconds,6:0} a second, {time / alone,6:0.0} × storing alone, {deliveries} deliveries");

    private static async Task<(TimeSpan Time, int Deliveries)> StoreAsync(
        StorageProvider engine, TemporaryFolder folder, IntakeMode mode, int subscriptions, CancellationToken cancellationToken)
    {
        await using var core = await Engines.CoreAsync(engine, folder, cancellationToken);
        var database = core.GetRequiredService<Database>();
        await database.WriteAsync(session => SubscribeAsync(session, subscriptions, cancellationToken), cancellationToken);
        var feed = (await database.WriteAsync(session => FeedStore.AddAsync(
            session, DocumentSource.Of("Source 0", "en", "import", TimeProvider.System.NowMilliseconds()), cancellationToken), cancellationToken)).Feed;
        var document = Document();
        var clock = Stopwatch.StartNew();
        var result = await core.GetRequiredService<ArticleIntake>().AddAsync(feed, document, mode, cancellationToken);
        clock.Stop();
        return result.Added == Articles ? (clock.Elapsed, result.Deliveries) : throw new InvalidOperationException($"{result.Added} of {Articles} articles were stored.");
    }

    private static async Task SubscribeAsync(Session session, int subscriptions, CancellationToken cancellationToken)
    {
        var queries = Queries(subscriptions);
        for (var chat = 1; chat <= queries.Count / QueriesPerChat; chat++)
        {
            await session.ExecuteAsync(
                """
                INSERT INTO chat (chat_key, bot_id, telegram_chat_id, type, language, reading_languages, created_at, last_seen_at)
                VALUES (@chat, @bot, @chat, 'private', 'en', 'en', 0, 0)
                """, new { chat = (long)chat, bot = Engines.Bot }, cancellationToken);
            await session.ExecuteAsync("INSERT INTO destination (destination_id, chat_key) VALUES (@chat, @chat)", new { chat = (long)chat }, cancellationToken);
            foreach (var query in queries.Skip((chat - 1) * QueriesPerChat).Take(QueriesPerChat))
                await session.ExecuteAsync(
                    "INSERT INTO subscription (destination_id, kind, subject, query, created_at) VALUES (@chat, 'query', @subject, @query, 0)",
                    new { chat = (long)chat, subject = "query:" + query, query }, cancellationToken);
        }
    }

    // All different: a rare word, two words, a phrase, the beginning of a word, one without another.
    private static List<string> Queries(int count) =>
        [.. Enumerable.Range(0, count).Select(number => (number % 5) switch
        {
            0 => Word(1000 + number),
            1 => $"{Word(50 + number % 3000)} {Word(1000 + number)}",
            2 => $"\"{Word(10 + number % 500)} {Word(1000 + number)}\"",
            3 => $"{Word(10_000 + number)}*",
            _ => $"{Word(500 + number)} -{Word(number % 300)}",
        })];

    private static ParsedFeed Document() =>
        ((ParseResult.Parsed)FeedParser.Parse(Encoding.UTF8.GetBytes(new SyntheticNews().Rss(0, Articles, TimeSpan.FromMinutes(1))))).Feed;

    // The comparison alone: no store, no reading of queries.
    private static void Evaluate()
    {
        var articles = Document().Items.Select(item => ArticleTokens.Of(item.Title ?? "", item.Summary)).ToList();
        foreach (var count in Subscriptions.Where(count => count > 0))
        {
            var queries = Queries(count).Select(text => ((QueryParseResult.Parsed)QueryParser.Parse(text)).Query).ToList();
            _ = Count(articles, queries);
            var clock = Stopwatch.StartNew();
            var found = Count(articles, queries);
            Console.WriteLine($"  {count} queries compared with one article: {clock.Elapsed.TotalMilliseconds / articles.Count:0.00} ms, {clock.Elapsed.TotalNanoseconds / articles.Count / count:0} ns each ({found / (double)articles.Count:0.0} found)");
        }
    }

    private static int Count(List<ArticleTokens> articles, List<Query> queries) =>
        articles.Sum(article => queries.Count(query => QueryEvaluator.Matches(query, article)));
}
