using NewsBot.Core.Articles;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Delivery;

/// <summary>Notes which messages are to be made anew because what they tell has grown or changed.</summary>
internal sealed class StoryEdits(TimeProvider time)
{
    /// <summary>An article joined a story: messages about it name one source more.</summary>
    public Task GrownAsync(Session session, Article article, CancellationToken cancellationToken) =>
        MarkAsync(session, "v.story_id = @subject AND v.article_id <> @except", article.StoryId, article.ArticleId, cancellationToken);

    /// <summary>The source of an article changed its headline.</summary>
    public Task CorrectedAsync(Session session, long articleId, CancellationToken cancellationToken) =>
        MarkAsync(session, "v.article_id = @subject", articleId, 0, cancellationToken);

    private Task<int> MarkAsync(Session session, string condition, long subject, long except, CancellationToken cancellationToken) => session.ExecuteAsync(
        $"""
        UPDATE message SET edit_at = @now WHERE edit_at IS NULL AND state IN ('flight', 'sent') AND kind IN ('news', 'list', 'digest')
          AND message_id IN (SELECT v.message_id FROM delivery v WHERE {condition})
        """, new { now = time.NowMilliseconds(), subject, except }, cancellationToken);
}
