using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using NewsBot.Core.Articles;
using NewsBot.Core.Feeds;
using NewsBot.Core.Intake;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;
using NewsBot.HostTests.Support;
using static NewsBot.Benchmarks.SyntheticNews;

namespace NewsBot.Benchmarks;

/// <summary>The lists behind /latest and /search as the store gives them, without the way there and back.</summary>
internal static class ListsScenario
{
    private const int Sources = 20;
    private const int Articles = 10_000;
    private const int Runs = 100;
    private const int PageSize = 5;

    public static async Task RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        foreach (var engine in Engines.Wanted(arguments))
        {
            Console.WriteLine($" {engine}");
            using var folder = new TemporaryFolder();
            await using var core = await Engines.CoreAsync(engine, folder, cancellationToken);
            var clock = Stopwatch.StartNew();
            await FillAsync(core, cancellationToken);
            Console.WriteLine($"  {Articles} articles stored: {Articles / clock.Elapsed.TotalSeconds:0} a second");
            await MeasureAsync(core, cancellationToken);
        }
    }

    private static async Task FillAsync(ServiceProvider core, CancellationToken cancellationToken)
    {
        var news = new SyntheticNews();
        for (var source = 0; source < Sources; source++)
        {
            var document = ((ParseResult.Parsed)FeedParser.Parse(Encoding.UTF8.GetBytes(news.Rss(source, Articles / Sources, TimeSpan.FromMinutes(Sources))))).Feed;
            var row = DocumentSource.Of(document.Title!, document.Language, "import", TimeProvider.System.NowMilliseconds());
            var (feed, _) = await core.GetRequiredService<Database>().WriteAsync(session => FeedStore.AddAsync(session, row, cancellationToken), cancellationToken);
            await core.GetRequiredService<ArticleIntake>().AddAsync(feed, document, IntakeMode.Quiet, cancellationToken);
        }
    }

    private static async Task MeasureAsync(ServiceProvider core, CancellationToken cancellationToken)
    {
        var everything = new ArticleScope(1, ["en"]);
        var news = new SyntheticNews();
        await ListAsync(core, "everything", everything, null, cancellationToken);
        await ListAsync(core, "following three queries", Following(everything, Word(400), $"{Word(50)} OR {Word(51)}", $"\"{Word(60)} {Word(61)}\""), null, cancellationToken);
        await ListAsync(core, "following the topics", Following(everything, [.. news.TopicQueries]), null, cancellationToken);
        await ListAsync(core, "following the topics and two sources", WithSources(Following(everything, [.. news.TopicQueries])), null, cancellationToken);
        await ListAsync(core, "a topic", everything, Read(news.TopicQueries[0]), cancellationToken);
        await ListAsync(core, "the longest topic", everything, Read(news.TopicQueries.MaxBy(query => query.Length)!), cancellationToken);
        await ListAsync(core, "a common word", everything, Read(Word(5)), cancellationToken);
        await ListAsync(core, "a word of some hundred articles", everything, Read(Word(400)), cancellationToken);
        await ListAsync(core, "a rare word", everything, Read(Word(7001)), cancellationToken);
        await ListAsync(core, "a phrase that stands everywhere", everything, Read($"\"{Word(20)} {Word(21)}\""), cancellationToken);
        await ListAsync(core, "the beginning of many words", everything, Read($"{Word(77)}*"), cancellationToken);
        await ListAsync(core, "a common word of one source", everything, Read($"{Word(5)} source:\"source 10\""), cancellationToken);
        await ListAsync(core, "nothing", everything, Read("unheardof"), cancellationToken);
    }

    private static async Task ListAsync(ServiceProvider core, string name, ArticleScope scope, Query? query, CancellationToken cancellationToken)
    {
        var (database, articles) = (core.GetRequiredService<Database>(), core.GetRequiredService<ArticleStore>());
        var page = new Timings(name);
        var preview = new Timings($"{name}: preview of 7 days");
        var now = TimeProvider.System.NowMilliseconds();
        var since = now - (long)TimeSpan.FromDays(7).TotalMilliseconds;
        var followed = query is null ? scope : scope with { Following = new Following([], [query]) };
        var (found, alerts) = (0, 0);
        for (var run = -3; run < Runs; run++)
        {
            var clock = Stopwatch.StartNew();
            var read = await database.ReadAsync(session => query is null
                ? articles.LatestAsync(session, scope, null, PageSize, cancellationToken)
                : articles.SearchAsync(session, scope, query, null, PageSize, cancellationToken), cancellationToken);
            if (run >= 0)
                page.Add(clock.Elapsed);
            found = read.Articles.Count;
            clock.Restart();
            alerts = (await database.ReadAsync(session => articles.PreviewAsync(session, followed, since, now, 3, cancellationToken), cancellationToken)).Alerts.Count;
            if (run >= 0)
                preview.Add(clock.Elapsed);
        }
        page.Print($"{found} on the page");
        preview.Print($"{alerts} alerts");
    }

    private static ArticleScope Following(ArticleScope scope, params string[] queries) => scope with { Following = new Following([], [.. queries.Select(Read)]) };

    private static ArticleScope WithSources(ArticleScope scope) => scope with { Following = scope.Following! with { Feeds = [1, 2] } };

    private static Query Read(string text) => ((QueryParseResult.Parsed)QueryParser.Parse(text)).Query;
}
