using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;
using NewsBot.Core.Text;

namespace NewsBot.Core.Intake;

/// <summary>
/// Brings the feeds of an OPML file into the catalogue, a few hundred at a time, so that a running bot beside it can write
/// too. What the catalogue has already keeps the name and folder it has there.
/// </summary>
internal sealed class OpmlImport(Database database, TimeProvider time)
{
    private const int Batch = 250;
    private const int LongestTitle = 200;

    /// <summary>Imports a file.</summary>
    /// <param name="path">Its name, for the report.</param>
    /// <param name="bytes">What it holds.</param>
    /// <param name="origin">seed or import.</param>
    /// <param name="progress">Told after each part of a long file.</param>
    /// <param name="cancellationToken">Ends the wait; what was imported until then stays.</param>
    public async Task<ImportReport> ImportAsync(string path, byte[] bytes, string origin, IProgress<ImportStep>? progress, CancellationToken cancellationToken)
    {
        var document = OpmlReader.Read(bytes);
        int added = 0, done = 0;
        foreach (var batch in document.Feeds.Chunk(Batch))
        {
            added += await database.WriteAsync(session => AddAsync(session, batch, origin, cancellationToken), cancellationToken);
            done += batch.Length;
            if (document.Feeds.Count > Batch)
                progress?.Report(new ImportStep.Part(path, done, document.Feeds.Count));
        }

        var kind = document.Feeds.Count == 0 && document.Problems.Count > 0 ? ImportKind.Refused : ImportKind.Opml;
        return new ImportReport(path, kind, added, document.Feeds.Count - added, 0, [.. document.Problems.Select(problem => $"line {problem.Line}: {problem.Reason}")])
        {
            Repeated = document.Repeated,
        };
    }

    private async Task<int> AddAsync(Session session, IReadOnlyList<OpmlFeed> outlines, string origin, CancellationToken cancellationToken)
    {
        var added = 0;
        foreach (var outline in outlines)
        {
            if (await IsThereAsync(session, outline.Address, cancellationToken))
                continue;
            var title = TextCleaner.Clean(outline.Title);
            var feed = Feed.New(outline.Address, origin, time.NowMilliseconds(), title is null ? null : ArticleText.Cut(title, LongestTitle));
            feed.Folder = TextCleaner.Clean(outline.Folder);
            feed.SiteUrl = TextCleaner.Clean(outline.SiteAddress);
            feed.Language = outline.Language;
            await FeedStore.AddAsync(session, feed, cancellationToken);
            added++;
        }

        return added;
    }

    // One site with http and https is one feed.
    private static async Task<bool> IsThereAsync(Session session, Uri address, CancellationToken cancellationToken)
    {
        if (await FeedStore.FindByAddressAsync(session, address.AbsoluteUri, cancellationToken) is { } known)
            return known.InCatalogue == 1;
        return FeedAddress.WithOtherScheme(address) is { } other && await FeedStore.FindByAddressAsync(session, other, cancellationToken) is { InCatalogue: 1 };
    }
}
