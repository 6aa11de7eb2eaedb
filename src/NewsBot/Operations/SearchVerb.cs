using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using NewsBot.Core.Articles;
using NewsBot.Core.Conversation;
using NewsBot.Core.Storage;
using NewsBot.Options;

namespace NewsBot.Operations;

/// <summary><c>search QUERY [--limit N] [--json]</c>: what /search would find in the catalogue, newest first.</summary>
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
            return await articles.SearchAsync(session, scope, query, null, limit, cancellationToken);
        }, cancellationToken);
        foreach (var article in found.Articles)
            Console.WriteLine(line.Options.ContainsKey("json") ? Json(article) : ArticleLine.Of(article));
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
}
