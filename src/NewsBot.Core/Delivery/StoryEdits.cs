using NewsBot.Core.Articles;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Delivery;

/// <summary>
/// Says which messages are to be made anew, because a story has grown or its source has changed or taken back what it said, and when:
/// <c>message.edit_at</c>. What waits is not made twice: the message is composed when its turn comes (DueEdits).
/// </summary>
internal sealed class StoryEdits(TimeProvider time)
{
    /// <summary>Reports that come within seconds are one edit.</summary>
    public const long Breath = 5_000;

    /// <summary>A message that has just come may still change at once: its reader looks at it.</summary>
    public const long Fresh = 60_000;

    /// <summary>Later it changes so often at most.</summary>
    public const long Apart = 10 * 60_000;

    /// <summary>Who told it half a day later told another news: such a message grows no more.</summary>
    public const long Grows = 12 * 3_600_000;

    /// <summary>A headline that its source changes to and fro is not followed faster than this.</summary>
    private const long BetweenCorrections = 10_000;

    /// <summary>An article joined a story: messages about it in chats that may see its source name one report more.</summary>
    public async Task GrownAsync(Session session, Article article, CancellationToken cancellationToken)
    {
        var now = time.NowMilliseconds();
        var catalogue = await session.ScalarAsync<long>("SELECT in_catalogue FROM feed WHERE feed_id = @FeedId", article, cancellationToken);
        var due = await session.ExecuteAsync(
            $"""
            UPDATE message SET edit_at = CASE
              WHEN COALESCE(sent_at, @now) + {Fresh} >= @now OR COALESCE(edited_at, 0) + {Apart} <= @soon
                THEN CASE WHEN edit_at <= @soon THEN edit_at ELSE @soon END
              ELSE CASE WHEN edit_at <= edited_at + {Apart} THEN edit_at ELSE edited_at + {Apart} END END
            WHERE {Stands} AND (edit_at IS NULL OR edit_at > @soon) AND COALESCE(sent_at, @now) > @now - {Grows} AND message_id IN (
              SELECT v.message_id FROM article a JOIN delivery v ON v.article_id = a.article_id JOIN destination d ON d.destination_id = v.destination_id
              WHERE a.story_id = @StoryId AND v.story_id = @StoryId AND v.article_id <> @ArticleId AND v.state IN ('flight', 'sent')
                AND (@catalogue = 1 OR EXISTS (SELECT 1 FROM feed_chat fc WHERE fc.feed_id = @FeedId AND fc.chat_key = d.chat_key)))
            """, new { now, soon = now + Breath, catalogue, article.StoryId, article.ArticleId, article.FeedId }, cancellationToken);
        if (due > 0)
            session.Announce(WorkKind.Outbox);
    }

    /// <summary>The source of an article changed its headline: however old a message is, it says what the source says.</summary>
    public Task CorrectedAsync(Session session, long articleId, CancellationToken cancellationToken) =>
        SoonAsync(session, "SELECT v.message_id FROM delivery v WHERE v.article_id = @subject AND v.state IN ('flight', 'sent')", articleId, cancellationToken);

    /// <summary>The source of an article took it back: messages about it say so, and those that name it beside others do no longer. How many.</summary>
    public Task<int> WithdrawnAsync(Session session, long articleId, CancellationToken cancellationToken) =>
        SoonAsync(
            session,
            """
            SELECT v.message_id FROM article w JOIN article a ON a.story_id = w.story_id JOIN delivery v ON v.article_id = a.article_id
            WHERE w.article_id = @subject AND v.state IN ('flight', 'sent')
            """, articleId, cancellationToken);

    /// <summary>A message that stands in a chat is made anew at once: somebody there asked for it.</summary>
    public async Task AtOnceAsync(Session session, long messageId, CancellationToken cancellationToken)
    {
        if (await session.ExecuteAsync(
            $"UPDATE message SET edit_at = @now WHERE message_id = @messageId AND {Stands}", new { messageId, now = time.NowMilliseconds() }, cancellationToken) > 0)
            session.Announce(WorkKind.Outbox);
    }

    /// <summary>Forgets edits in chats to which nothing goes any more. Nothing to do is the rule, and costs nothing.</summary>
    public static Task<int> ForgetAsync(Session session, long botId, long now, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            """
            UPDATE message SET edit_at = NULL WHERE message_id IN (
              SELECT m.message_id FROM message m JOIN destination d ON d.destination_id = m.destination_id JOIN chat c ON c.chat_key = d.chat_key
              WHERE m.edit_at <= @now AND m.bot_id = @botId
                AND (c.state <> 'active' OR d.closed_at IS NOT NULL OR c.bot_id <> @botId OR m.state IN ('dropped', 'withdrawn') OR (m.state = 'sent' AND m.telegram_message_id IS NULL)))
            """, new { botId, now }, cancellationToken);

    // On its way too: it was composed before.
    private const string Stands = "kind IN ('news', 'list', 'digest') AND state IN ('queued', 'unsure', 'flight', 'sent')";

    private async Task<int> SoonAsync(Session session, string messages, long subject, CancellationToken cancellationToken)
    {
        var due = await session.ExecuteAsync(
            $"""
            UPDATE message SET edit_at = CASE WHEN COALESCE(edited_at, 0) + {BetweenCorrections} <= @now THEN @now ELSE edited_at + {BetweenCorrections} END
            WHERE {Stands} AND message_id IN ({messages})
            """, new { subject, now = time.NowMilliseconds() }, cancellationToken);
        if (due > 0)
            session.Announce(WorkKind.Outbox);
        return due;
    }
}
