using NewsBot.Core.Articles;
using NewsBot.Core.Conversation;
using NewsBot.Core.Storage;
using NewsBot.Core.Wording;
using NewsBot.Options;

namespace NewsBot.Operations;

/// <summary><c>topic test QUERY</c>: how many alerts the query would have made of the stored articles of the last 7 days, and which.</summary>
internal static class TopicTestVerb
{
    private static readonly TimeSpan Span = TimeSpan.FromDays(7);

    public static async Task<int> RunAsync(Settings settings, CommandLine line, CancellationToken cancellationToken)
    {
        var query = QueryOfLine.Read(line);
        await using var services = await VerbServices.OpenAsync(settings, cancellationToken);
        var samples = new SampleArticles { InEmulator = settings.Telegram.Token is null };
        var articles = services.GetRequiredService<ArticleStore>();
        var now = TimeProvider.System.NowMilliseconds();
        var preview = await services.GetRequiredService<Database>().ReadAsync(async session =>
        {
            var scope = new ArticleScope(null, []) { Following = new Following([], [query]), Samples = await samples.AreShownAsync(session, cancellationToken) };
            return await articles.PreviewAsync(session, scope, now - (long)Span.TotalMilliseconds, now, ArticleStore.MostPreviewed, cancellationToken);
        }, cancellationToken);
        Console.WriteLine(Count(preview));
        foreach (var article in preview.Newest)
            Console.WriteLine(ArticleLine.Of(article));
        return ExitCodes.Done;
    }

    private static string Count(ArticlePreview preview)
    {
        var words = Words.For("en");
        var alerts = words.Say(preview.IsCut ? "preview.more-alerts" : "preview.alerts", ("count", (long)preview.Alerts.Count));
        return preview.Alerts.Count < 2
            ? $"{alerts} in the last 7 days"
            : $"{words.Say("preview.most", ("alerts", alerts), ("most", (long)preview.MostOnOneDay(TimeZoneInfo.Utc)))} (UTC), in the last 7 days";
    }
}
