using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using NewsBot.Core.Articles;
using NewsBot.Core.Conversation;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;
using NewsBot.Core.Wording;
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
        var query = Parse(string.Join(' ', line.Words));
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
            Console.WriteLine(line.Options.ContainsKey("json") ? Json(article) : Line(article));
        return ExitCodes.Done;
    }

    private static Query Parse(string text) => QueryParser.Parse(text) switch
    {
        QueryParseResult.Parsed parsed => parsed.Query,
        QueryParseResult.Failed failed => throw new UsageException(
            $"The query \"{text}\" cannot be read at character {failed.Error.Position + 1}: {Reason(failed.Error)}"
            + (failed.Repaired is null ? "" : $" Did you mean: {failed.Repaired}")),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Reason(QueryError error) =>
        Words.For("en").Say(error.TextKey, [.. error.Arguments]);

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
            published = Published(article),
            language = article.Language,
        }, _json);

    private static string Line(Article article) =>
        string.Join("  ", new[] { Published(article) ?? "-", article.Title, $"({article.FeedTitle})", article.Url }.OfType<string>());

    private static string? Published(Article article) =>
        article.PublishedAt is { } moment ? UnixTime.ToTime(moment).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) : null;
}
