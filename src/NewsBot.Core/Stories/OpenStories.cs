using Microsoft.Extensions.Logging;
using NewsBot.Core.Articles;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Stories;

/// <summary>
/// The open stories of this store, one book a process. It is read before a transaction, catches up inside with what other programs took
/// in, and grows with what the transaction stores. That happens under the lock of the intake
/// (<see cref="ArticleStore.LockAsync"/>); whether what the book holds was committed is asked of the store, whose last
/// arrivals tell (docs/decisions/0018-stories-in-the-intake.md).
/// </summary>
internal sealed class OpenStories(TimeProvider time, ILogger<OpenStories> logger) : IDisposable
{
    private const int ReadAtOnce = 500;

    // Whoever prepares waits outside of the store, whoever has the lock of the intake does not wait for them.
    private readonly SemaphoreSlim _preparing = new(1, 1);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private StoryBook _book = new();
    private Arrival? _last;
    private volatile bool _isCurrent;

    /// <summary>Whether the book is asked about such an article; one that is older than a story may be open, or a sample, is not.</summary>
    public static bool Knows(Article article) => IsKnown(article, MomentOf(article));

    /// <summary>The sort time that an article will have when it is stored.</summary>
    public static long MomentOf(Article article) => Article.SortTimeOf(Article.FirstIdOf(ArticleStore.SortTimeOf(article)));

    /// <summary>Reads the open stories where that is to be done: before the transaction, as many may wait for one.</summary>
    public async Task PrepareAsync(Database database, CancellationToken cancellationToken)
    {
        if (_isCurrent)
            return;
        await _preparing.WaitAsync(cancellationToken);
        try
        {
            if (!_isCurrent)
                await database.ReadAsync(session => LoadOnceAsync(session, cancellationToken), cancellationToken);
        }
        finally
        {
            _preparing.Release();
        }
    }

    /// <summary>
    /// The book as the store is now, for the rest of this unit of work, which holds the lock of the intake and ends the turn before
    /// it is committed.
    /// </summary>
    public async Task<StoryTurn> CatchUpAsync(Session session, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (!_isCurrent || !await TakeInAsync(session, cancellationToken))
                await LoadAsync(session, cancellationToken);
            return new StoryTurn(this, _book);
        }
        catch
        {
            _isCurrent = false;
            _gate.Release();
            throw;
        }
    }

    public void Dispose()
    {
        _preparing.Dispose();
        _gate.Dispose();
    }

    /// <summary>An article of the turn is stored.</summary>
    internal void Took(Article article) => _last = Arrival.Of(article);

    /// <summary>The book may hold what was not committed.</summary>
    internal void Doubt() => _isCurrent = false;

    /// <summary>The turn is over.</summary>
    internal void End() => _gate.Release();

    private async Task<bool> LoadOnceAsync(Session session, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (!_isCurrent)
                await LoadAsync(session, cancellationToken);
            return true;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task LoadAsync(Session session, CancellationToken cancellationToken)
    {
        _isCurrent = false;
        // First: what is committed meanwhile has a later number, and is taken in when the lock is held.
        var last = await session.FirstAsync<Article>(
            "SELECT article_id, story_id, arrival FROM article WHERE arrival IS NOT NULL ORDER BY arrival DESC LIMIT 1", null, cancellationToken);
        _book = await StoryWindow.LoadUntilAsync(session, time.NowMilliseconds(), last?.Arrival ?? 0, cancellationToken);
        _last = Arrival.Of(last);
        _isCurrent = true;
        Log.StoriesLoaded(logger, _book.Stories, _book.Articles);
    }

    /// <summary>What arrived since; false when the last that the book holds is not what the store holds.</summary>
    private async Task<bool> TakeInAsync(Session session, CancellationToken cancellationToken)
    {
        var rows = await session.QueryAsync<Article>(
            "SELECT article_id, story_id, first_seen_at, sample, arrival FROM article WHERE arrival >= @after ORDER BY arrival",
            new { after = _last?.Number ?? 0 }, cancellationToken);
        if (_last is not null && (rows.Count == 0 || Arrival.Of(rows[0]) != _last))
            return false;
        foreach (var chunk in rows.Skip(_last is null ? 0 : 1).Where(row => IsKnown(row, Article.SortTimeOf(row.ArticleId))).Chunk(ReadAtOnce))
        {
            var articles = (await StoryWindow.ReadAsync(session, [.. chunk.Select(row => row.ArticleId)], cancellationToken)).ToDictionary(article => article.ArticleId);
            foreach (var row in chunk.Where(row => articles.ContainsKey(row.ArticleId)))
            {
                _book.CloseUntil(row.FirstSeenAt);
                _book.Add(_book.Read(StoryWindow.Of(articles[row.ArticleId])), row.StoryId);
            }
        }

        _last = rows.Count == 0 ? null : Arrival.Of(rows[^1]);
        return true;
    }

    private static bool IsKnown(Article article, long at) => article.Sample == 0 && StoryWindow.IsRecent(at, article.FirstSeenAt);

    /// <summary>What tells an article that the store holds from one that was never committed.</summary>
    private sealed record Arrival(long Number, long ArticleId, long StoryId)
    {
        public static Arrival? Of(Article? article) => article?.Arrival is { } number ? new Arrival(number, article.ArticleId, article.StoryId) : null;
    }
}
