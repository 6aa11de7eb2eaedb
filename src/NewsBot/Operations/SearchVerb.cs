using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using NewsBot.Core.Articles;
using NewsBot.Core.Conversation;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;
using NewsBot.Options;

namespace NewsBot.Operations;

/// <summary><c>search QUERY [--limit N] [--best] [--json]</c>: what /search would find in the catalogue, newest or best first.</summary>
internal static class SearchVerb
{
    private const int StandardLimit = 20;
    private const int MostLimit = 1000;
    private static readonly JsonSerializerOptions _json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task<int> RunAsync(Settings settings, CommandLine line, CancellationToken cancellationToken)
    {
        var query = QueryOfLine.Read(line);
        var limit = Limit(line);
        await using var services = await VerbServices.OpenAsync(settings, cancellationToken);
        var samples = new SampleArticles { InEmulator = settings.Telegram.Token is null };
        var articles = services.GetRequiredService<ArticleStore>();
        var found = await services.GetRequiredService<Database>().ReadAsync(async session =>
        {
            var scope = new ArticleScope(null, []) { Samples = await samples.AreShownAsync(session, cancellationToken) };
            var page = await articles.SearchAsync(session, scope, query, line.Options.ContainsKey("best") ? SearchOrder.BestFirst : SearchOrder.NewestFirst, null, limit, cancellationToken);
            var advice = page.Articles.Count == 0 ? await articles.AdviseAsync(session, scope, query, cancellationToken) : null;
            return (page.Articles, Advice: advice, Indexed: await ArticleStore.IndexedPercentAsync(session, cancellationToken));
        }, cancellationToken);
        foreach (var article in found.Articles)
            Console.WriteLine(line.Options.ContainsKey("json") ? Json(article) : Line(article, query));
        Advise(found.Advice, found.Indexed);
        return ExitCodes.Done;
    }

    private static int Limit(CommandLine line)
    {
        if (!line.Options.TryGetValue("limit", out var text))
            return StandardLimit;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= MostLimit
            ? limit
            : throw new UsageException($"--limit {text}: expected a whole number from 1 to {MostLimit}, for example --limit 5");
    }

    // Standard output holds what was found and nothing else.
    private static void Advise(SearchAdvice? advice, int? indexed)
    {
        if (advice is { Missing: [_, ..] missing })
            Console.Error.WriteLine($"Found nowhere, even alone: {string.Join(", ", missing)}");
        if (advice?.Corrected is { } corrected)
            Console.Error.WriteLine($"Did you mean: {corrected}");
        if (indexed is { } percent)
            Console.Error.WriteLine($"The search index is being renewed: {percent} % done, older articles follow.");
    }

    private static string Json(Article article) => JsonSerializer.Serialize(
        new
        {
            id = article.ArticleId,
            title = article.Title,
            url = article.Url,
            source = article.FeedTitle,
            published = ArticleLine.Published(article),
            language = article.Language,
        }, _json);

    private static string Line(Article article, Query query) =>
        Text(article, query) is { Length: > 0 } snippet ? $"{ArticleLine.Of(article)}  | {snippet}" : ArticleLine.Of(article);

    private static string Text(Article article, Query query) => string.Concat(Snippet.Of(article, query).Select(part => part.Text)).Trim();
}
