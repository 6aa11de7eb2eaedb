using Microsoft.Extensions.Logging;
using NewsBot.Core.Articles;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Intake;

/// <summary>
/// Writes anew what an older analyser wrote into the search index, the newest articles first. Texts, languages, stories and
/// deliveries stay as they are. What is left stands in the store, so that it goes on after a restart.
/// </summary>
internal sealed class Reindexing(Database database, ArticleStore articles, TimeProvider time, ILogger<Reindexing> logger)
{
    /// <summary>Articles of one transaction.</summary>
    private const int BatchSize = 50;

    /// <summary>Characters of one transaction: long articles must not keep other writers waiting either.</summary>
    private const int BatchLength = 400_000;

    /// <summary>A run ends then; the next one goes on.</summary>
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(5);

    /// <summary>So long a start may wait for it: the store of a person is ready by then, of a large one the news of the last days.</summary>
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(2);

    /// <summary>The first stretch, before anybody is answered.</summary>
    public Task BeginAsync(CancellationToken cancellationToken) => RunAsync(LongestStart, rests: false, cancellationToken);

    /// <summary>Goes on with it until nothing is left or the time of a run is over. Safe beside everything else, also beside itself on another node.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => RunAsync(LongestRun, rests: true, cancellationToken);

    private async Task RunAsync(TimeSpan longest, bool rests, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var total = 0;
        while (time.GetElapsedTime(start) < longest)
        {
            var clock = time.GetTimestamp();
            var batch = await NextAsync(cancellationToken);
            if (batch.Count == 0)
            {
                if (total > 0)
                    Log.Reindexed(logger, total);
                return;
            }

            total += await database.WriteAsync(session => articles.ReindexAsync(session, batch, cancellationToken), cancellationToken);
            // Half of one processor at most: people and polls come first.
            if (rests && time.GetElapsedTime(clock) is var worked && worked > TimeSpan.Zero)
                await Task.Delay(worked, time, cancellationToken);
        }

        Log.ReindexingGoesOn(logger, total);
    }

    // Analysed before the transaction begins, which only writes.
    private async Task<IReadOnlyList<(Article, ArticleTokens)>> NextAsync(CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(session => ArticleStore.OutdatedAsync(session, BatchSize, cancellationToken), cancellationToken);
        var batch = new List<(Article, ArticleTokens)>(rows.Count);
        var length = 0;
        foreach (var article in rows)
        {
            var text = ArticleIndex.SearchText(article.Summary, article.Body);
            length += text.Length;
            if (batch.Count > 0 && length > BatchLength)
                break;
            batch.Add((article, ArticleTokens.Of(article.Title, text, null, article.Language)));
        }

        return batch;
    }
}
