using NewsBot.Core.Search;
using NewsBot.Core.Storage;
using NewsBot.Core.Text;

namespace NewsBot.Core.Articles;

/// <summary>The stored articles, with their rows in the search index. Lists, and what tells known items from new ones, are in other parts of this class.</summary>
internal sealed partial class ArticleStore
{
    private readonly WordForms _forms = new();

    private const int SequencesOfASecond = 1 << 20;
    private static readonly long EarliestSortTime = new DateTimeOffset(1990, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    /// <summary>Takes turns with other writers of articles until the transaction ends; ids and stories depend on their neighbours.</summary>
    public static Task LockAsync(Session session, CancellationToken cancellationToken) =>
        session.IsFirst("{{lock_intake}}") ? session.ScalarAsync<long>("{{lock_intake}}", null, cancellationToken) : Task.CompletedTask;

    /// <summary>
    /// What an article is sorted by: when it was published, or first seen where the source gives no moment, one of
    /// before 1990 or one that has not come yet. Unix milliseconds.
    /// </summary>
    public static long SortTimeOf(Article article) =>
        article.PublishedAt is { } published && published >= EarliestSortTime && published <= article.FirstSeenAt
            ? published
            : article.FirstSeenAt;

    /// <summary>The moments that a feed's latest articles are sorted by, the latest first.</summary>
    public async Task<IReadOnlyList<DateTimeOffset>> MomentsOfAsync(Session session, long feedId, int limit, CancellationToken cancellationToken) =>
        [.. (await session.QueryAsync<long>("SELECT article_id FROM article WHERE feed_id = @feedId ORDER BY article_id DESC LIMIT @limit", new { feedId, limit }, cancellationToken))
            .Select(id => DateTimeOffset.FromUnixTimeSeconds(id >> 20))];

    /// <summary>
    /// Stores a new article and its row in the index; sets <see cref="Article.ArticleId"/>, <see cref="Article.Arrival"/> and, where it
    /// is 0, <see cref="Article.StoryId"/>: the article begins a story of its own.
    /// </summary>
    public async Task AddAsync(Session session, Article article, ArticleTokens tokens, CancellationToken cancellationToken)
    {
        await LockAsync(session, cancellationToken);
        (article.ArticleId, article.Arrival) = await NextAsync(session, SortTimeOf(article), cancellationToken);
        if (article.StoryId == 0)
            article.StoryId = await NewStoryAsync(session, article.FirstSeenAt, cancellationToken);
        article.AnalyzerVersion = Analyzer.Version;
        await _forms.AddAsync(session, tokens, cancellationToken);
        // One way to the server and back for all rows of the article.
        var row = ArticleIndex.RowOf(session, tokens);
        row.Parameters.AddDynamicParams(article);
        await session.ExecuteAsync(
            $"""
            INSERT INTO article (article_id, feed_id, story_id, item_key, url, url_key, title, summary, body, body_complete, kind,
              section, author, language, published_at, first_seen_at, reading_minutes, picture_url, picture_caption,
              picture_credit, sample, quiet, content_hash, analyzer_version, arrival)
            VALUES (@ArticleId, @FeedId, @StoryId, @ItemKey, @Url, @UrlKey, @Title, @Summary, @Body, @BodyComplete, @Kind,
              @Section, @Author, @Language, @PublishedAt, @FirstSeenAt, @ReadingMinutes, @PictureUrl, @PictureCaption,
              @PictureCredit, @Sample, @Quiet, @ContentHash, @AnalyzerVersion, @Arrival);
            {row.Insert}
            """,
            row.Parameters, cancellationToken);
    }

    /// <summary>Removes articles, their rows in the index and the stories that are empty then. Returns how many articles went.</summary>
    public async Task<int> RemoveAsync(Session session, IReadOnlyCollection<long> articleIds, CancellationToken cancellationToken)
    {
        if (articleIds.Count == 0)
            return 0;
        var stories = await session.QueryAsync<long>(
            "SELECT DISTINCT story_id FROM article WHERE article_id IN @articleIds", new { articleIds }, cancellationToken);
        await ArticleIndex.RemoveAsync(session, articleIds, cancellationToken);
        var removed = await session.ExecuteAsync(
            "DELETE FROM article WHERE article_id IN @articleIds", new { articleIds }, cancellationToken);
        await session.ExecuteAsync(
            """
            DELETE FROM story WHERE story_id IN @stories
              AND NOT EXISTS (SELECT 1 FROM article a WHERE a.story_id = story.story_id)
            """,
            new { stories }, cancellationToken);
        return removed;
    }

    /// <summary>One article; null when it is not stored (any more).</summary>
    public Task<Article?> GetAsync(Session session, long articleId, CancellationToken cancellationToken) =>
        session.FirstAsync<Article>(
            "SELECT a.*, f.title AS feed_title FROM article a JOIN feed f ON f.feed_id = a.feed_id WHERE a.article_id = @articleId",
            new { articleId }, cancellationToken);

    private static Task<long> NewStoryAsync(Session session, long createdAt, CancellationToken cancellationToken) =>
        session.ScalarAsync<long>("INSERT INTO story (created_at) VALUES (@createdAt) RETURNING story_id", new { createdAt }, cancellationToken);

    // Numbers given in order: whoever takes them in meanwhile waits for the lock, so that what is committed has no gaps that fill later.
    private static async Task<(long ArticleId, long Arrival)> NextAsync(Session session, long sortTime, CancellationToken cancellationToken)
    {
        for (var first = Article.FirstIdOf(sortTime); ; first += SequencesOfASecond)
        {
            var last = (await session.FirstAsync<Article>(
                """
                SELECT COALESCE((SELECT max(article_id) FROM article WHERE article_id >= @first AND article_id < @next), 0) AS article_id,
                  COALESCE((SELECT max(arrival) FROM article WHERE arrival IS NOT NULL), 0) AS arrival
                """,
                new { first, next = first + SequencesOfASecond }, cancellationToken))!;
            var id = last.ArticleId == 0 ? first : last.ArticleId + 1;
            if (id < first + SequencesOfASecond)
                return (id, last.Arrival!.Value + 1);
        }
    }
}
