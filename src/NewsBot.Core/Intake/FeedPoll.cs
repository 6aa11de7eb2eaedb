using Microsoft.Extensions.Logging;
using NewsBot.Core.Articles;
using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;
using NewsBot.Core.Text;

namespace NewsBot.Core.Intake;

/// <summary>One poll of one feed: asked, read, taken in. What it came to is told, not yet recorded.</summary>
internal sealed class FeedPoll(
    Database database, FeedFetcher fetcher, FirstBodies firstBodies, UserAgent agent, ArticleIntake intake, ArticleStore articles, TimeProvider time,
    ILogger<FeedPoll> logger)
    : IDisposable
{
    /// <summary>Documents read and stored at once: this is work for the processor and the writer, not waiting.</summary>
    private const int MaximumReads = 2;

    private const int LongestTitle = 200;

    private readonly SemaphoreSlim _reads = new(MaximumReads, MaximumReads);

    /// <summary>Polls a claimed feed; its row is changed to what the poll found, but for state, failures and next check.</summary>
    /// <param name="feed">The row as claimed.</param>
    /// <param name="subscribers">How many chats the poll serves.</param>
    /// <param name="cancellationToken">Ends the poll.</param>
    public async Task<PollOutcome> RunAsync(Feed feed, int subscribers, CancellationToken cancellationToken)
    {
        var before = feed.Copy();
        var fetched = await FetchAsync(feed, subscribers, cancellationToken);
        switch (fetched)
        {
            case FetchResult.Failed failed:
                return new PollOutcome(before, feed, fetched, failed.Error, null);
            case FetchResult.NotModified unchanged:
                Keep(feed, unchanged.Validators);
                FeedMove.Note(feed, unchanged.MovedTo, isRead: false, time.NowMilliseconds());
                return new PollOutcome(before, feed, fetched, null, null);
            case FetchResult.Fresh fresh:
                await _reads.WaitAsync(cancellationToken);
                try
                {
                    var (error, brought) = await ReadAsync(feed, fresh, cancellationToken);
                    return new PollOutcome(before, feed, fetched, error, brought);
                }
                finally
                {
                    _reads.Release();
                }

            default:
                throw new InvalidOperationException($"{fetched.GetType()} is no result of a fetch.");
        }
    }

    public void Dispose() => _reads.Dispose();

    private async Task<FetchResult> FetchAsync(Feed feed, int subscribers, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(feed.Url, UriKind.Absolute, out var address))
            return new FetchResult.Failed(new FeedError.BadAddress(feed.Url));
        // Validators say something only about the address, and to the user agent and name, that they were given for. And a
        // feed whose back catalogue has to be marked is asked for its whole document.
        var key = StableHash.Of($"{feed.Url}\n{feed.UserAgent ?? agent.For(null)}");
        if (feed.ValidatorKey != key || feed.FirstFetchedAt is null)
            (feed.ValidatorKey, feed.Etag, feed.LastModified, feed.BodyHash) = (key, null, null, null);
        // Whoever added the feed has just read it: it is not asked a second time.
        if (feed.FirstFetchedAt is null && firstBodies.Take(feed.Url) is { } justRead)
            return justRead;
        return await fetcher.FetchAsync(
            new FetchRequest(address, feed.Validators, subscribers > 0 ? subscribers : null) 
            {
                AvoidHttp2 = feed.AvoidHttp2 == 1, UserAgent = feed.UserAgent, AcceptAnyCertificate = feed.AcceptAnyCertificate == 1,
            }, cancellationToken);
    }

    private async Task<(FeedError? Error, IntakeResult? Brought)> ReadAsync(Feed feed, FetchResult.Fresh fresh, CancellationToken cancellationToken)
    {
        var hash = StableHash.Of(fresh.Bytes.Span);
        if (feed.FirstFetchedAt is not null && feed.BodyHash == hash)
        {
            Keep(feed, fresh.Validators);
            FeedMove.Note(feed, fresh.MovedTo, isRead: true, time.NowMilliseconds());
            return (null, null);
        }

        // Until this one has been read to its end there is nothing to compare the next with.
        (feed.Etag, feed.LastModified, feed.BodyHash) = (null, null, null);
        switch (FeedParser.Parse(fresh.Bytes.Span, fresh.ContentType, fresh.FinalAddress))
        {
            case ParseResult.NotAFeed other:
                return (fresh.CutOff ?? (FeedError)new FeedError.NotAFeed(other.Found), null);
            case ParseResult.Unreadable broken:
                return (fresh.CutOff ?? (FeedError)new FeedError.Unreadable(broken.Defect), null);
            case ParseResult.Parsed { Feed.Items.Count: 0 } when fresh.CutOff is { } tooLarge:
                return (tooLarge, null);
            case ParseResult.Parsed parsed:
                Adopt(feed, parsed.Feed);
                var brought = await TakeInAsync(feed, parsed.Feed, cancellationToken);
                FeedMove.Note(feed, fresh.MovedTo, isRead: true, time.NowMilliseconds());
                // What broke off is asked for again: the next answer may be whole.
                if (parsed.Defect is null && fresh.CutOff is null)
                {
                    Keep(feed, fresh.Validators);
                    feed.BodyHash = hash;
                }

                return (null, brought);
            case var result:
                throw new InvalidOperationException($"{result.GetType()} is no result of a parse.");
        }
    }

    private async Task<IntakeResult> TakeInAsync(Feed feed, ParsedFeed document, CancellationToken cancellationToken)
    {
        var isFirst = feed.FirstFetchedAt is null;
        var result = await intake.AddAsync(feed, document, isFirst ? IntakeMode.Quiet : IntakeMode.Send, cancellationToken);
        var now = time.NowMilliseconds();
        feed.FirstFetchedAt ??= now;
        if (result.Added > 0)
            feed.LastNewAt = now;
        if (result.Added > 0 || feed.Rhythm is null)
            feed.Rhythm = await RhythmAsync(feed, cancellationToken);
        if (isFirst)
            Log.BackCatalogue(logger, feed.FeedId, feed.Title, result.Added);
        else if (result.Added > 0)
            Log.FeedBrought(logger, feed.FeedId, feed.Title, result.Added, result.Deliveries);
        return result;
    }

    private async Task<string?> RhythmAsync(Feed feed, CancellationToken cancellationToken)
    {
        var moments = await database.ReadAsync(session => articles.MomentsOfAsync(session, feed.FeedId, FeedRhythm.Kept, cancellationToken), cancellationToken);
        return moments.Count == 0 ? null : new FeedRhythm(moments).ToText();
    }

    private static void Keep(Feed feed, Validators validators)
    {
        feed.Etag = TextCleaner.Clean(validators.ETag);
        feed.LastModified = TextCleaner.Clean(validators.LastModified);
    }

    private static void Adopt(Feed feed, ParsedFeed document)
    {
        if (feed.TitleFixed == 0 && TextCleaner.Clean(document.Title)?.Trim() is { Length: > 0 } title)
            feed.Title = ArticleText.Cut(title, LongestTitle);
        feed.Language = Text.LanguageTag.Normalize(document.Language) ?? feed.Language;
        if (Uri.TryCreate(document.SiteLink, UriKind.Absolute, out var site) && site.Scheme is "http" or "https")
            feed.SiteUrl = TextCleaner.Clean(document.SiteLink);
        feed.TakeWishes(document);
    }
}
