using System.Globalization;
using NewsBot.Core.Articles;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;
using NewsBot.Core.Stories;
using NewsBot.Options;

namespace NewsBot.Operations;

/// <summary><c>story why ID ID</c>: why two stored articles are or are not one story.</summary>
internal static class StoryWhyVerb
{
    public static async Task<int> RunAsync(Settings settings, CommandLine line, CancellationToken cancellationToken)
    {
        var ids = Read(line.Words);
        await using var services = await VerbServices.OpenAsync(settings, cancellationToken);
        var store = services.GetRequiredService<ArticleStore>();
        return await services.GetRequiredService<Database>().ReadAsync(async session =>
        {
            var articles = new List<Article>();
            foreach (var id in ids)
            {
                if (await store.GetAsync(session, id, cancellationToken) is { } article)
                    articles.Add(article);
                else
                    await Console.Error.WriteLineAsync($"There is no article {id} in the store. \"newsbot search QUERY --json\" prints the ids of articles.");
            }

            if (articles.Count < ids.Count)
                return ExitCodes.Failed;
            // As they came; the first of a story is what later ones are compared with.
            articles.Sort((left, right) => (left.FirstSeenAt, left.ArticleId).CompareTo((right.FirstSeenAt, right.ArticleId)));
            var reason = await StoryReason.OfAsync(session, articles[0], articles[1], cancellationToken);
            var apart = await StorySplits.CountAsync(session, articles[0].ArticleId, articles[1].ArticleId, cancellationToken);
            foreach (var text in StoryWhyText.Of(articles[0], articles[1], reason, apart))
                Console.WriteLine(text);
            return ExitCodes.Done;
        }, cancellationToken);
    }

    private static List<long> Read(IReadOnlyList<string> words)
    {
        if (words.Count != 2)
            throw new UsageException("story why needs the ids of two articles, as \"newsbot search QUERY --json\" prints them.");
        var ids = words.Select(word => long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0
            ? id
            : throw new UsageException($"\"{word}\" is not the id of an article; \"newsbot search QUERY --json\" prints ids.")).ToList();
        return ids[0] != ids[1] ? ids : throw new UsageException("story why compares two articles; both ids are the same.");
    }
}
