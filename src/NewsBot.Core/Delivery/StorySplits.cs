using NewsBot.Core.Storage;

namespace NewsBot.Core.Delivery;

/// <summary>
/// What readers say is not the same story: the report is apart in their chat and comes as an alert of its own, messages that named it are
/// made anew, and nothing changes for other chats. Kept as a label for whoever judges stories (<c>story why</c>).
/// </summary>
internal sealed class StorySplits(StoryEdits edits, TimeProvider time)
{
    /// <summary>Splits reports off the story of a delivery. Whether the first of them comes now; not where it was sent before, or to a chat that wants no news.</summary>
    /// <param name="session">The unit of work.</param>
    /// <param name="chatKey">For whom.</param>
    /// <param name="beside">The delivery of the story in this chat; the first report goes where it went, for the same subscriptions.</param>
    /// <param name="articleIds">Reports of one outlet, at least one; the first of them comes as an alert, at once.</param>
    /// <param name="sends">Whether the chat wants news at all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<bool> SplitAsync(
        Session session, long chatKey, DeliveryRecord beside, IReadOnlyList<long> articleIds, bool sends, CancellationToken cancellationToken)
    {
        var now = time.NowMilliseconds();
        var split = 0;
        foreach (var articleId in articleIds)
            split += await session.ExecuteAsync(
                """
                INSERT INTO story_split (chat_key, story_id, article_id, beside_id, split_at)
                VALUES (@chatKey, @StoryId, @articleId, @besideId, @now) ON CONFLICT DO NOTHING
                """,
                new { chatKey, beside.StoryId, articleId, besideId = beside.ArticleId, now }, cancellationToken);
        if (split == 0)
            return false;
        var comes = sends && await AlertAsync(session, beside, articleIds[0], now, cancellationToken);
        await MakeAnewAsync(session, chatKey, beside.StoryId, cancellationToken);
        return comes;
    }

    /// <summary>Undo: they are one story again and the label goes. An alert that was sent meanwhile stays, one that waits does not go.</summary>
    public async Task JoinAsync(Session session, long chatKey, long storyId, IReadOnlyCollection<long> articleIds, CancellationToken cancellationToken)
    {
        var row = new { chatKey, storyId, articleIds, now = time.NowMilliseconds(), reason = WithdrawReason.Joined };
        if (await session.ExecuteAsync("DELETE FROM story_split WHERE chat_key = @chatKey AND story_id = @storyId AND article_id IN @articleIds", row, cancellationToken) == 0)
            return;
        await session.ExecuteAsync(
            """
            UPDATE delivery SET state = 'withdrawn', reason = @reason, settled_at = @now
            WHERE story_id = @storyId AND sequence > 0 AND article_id IN @articleIds AND state = 'due'
              AND destination_id IN (SELECT destination_id FROM destination WHERE chat_key = @chatKey)
            """, row, cancellationToken);
        await MakeAnewAsync(session, chatKey, storyId, cancellationToken);
    }

    /// <summary>How many readers said of these two articles that they are not the same story.</summary>
    public static Task<long> CountAsync(Session session, long oneId, long otherId, CancellationToken cancellationToken) =>
        session.ScalarAsync<long>(
            "SELECT COUNT(*) FROM story_split WHERE (article_id = @oneId AND beside_id = @otherId) OR (article_id = @otherId AND beside_id = @oneId)",
            new { oneId, otherId }, cancellationToken);

    // Once: who splits, joins and splits again has it already.
    private static async Task<bool> AlertAsync(Session session, DeliveryRecord beside, long articleId, long now, CancellationToken cancellationToken)
    {
        var place = new { beside.DestinationId, beside.StoryId, articleId, beside.Subscriptions, MessagePriority.News, now };
        var due = await session.ExecuteAsync(
            """
            UPDATE delivery SET state = 'due', reason = NULL, message_id = NULL, settled_at = NULL, not_before = @now
            WHERE destination_id = @DestinationId AND story_id = @StoryId AND sequence > 0 AND article_id = @articleId AND state = 'withdrawn'
            """, place, cancellationToken);
        due += await session.ExecuteAsync(
            """
            INSERT INTO delivery (destination_id, story_id, sequence, article_id, subscriptions, priority, not_before, created_at)
            SELECT @DestinationId, @StoryId, (SELECT COALESCE(MAX(v.sequence), 0) + 1 FROM delivery v WHERE v.destination_id = @DestinationId AND v.story_id = @StoryId),
              @articleId, @Subscriptions, @News, @now, @now
            WHERE NOT EXISTS (SELECT 1 FROM delivery v WHERE v.destination_id = @DestinationId AND v.story_id = @StoryId AND v.article_id = @articleId)
            """, place, cancellationToken);
        if (due > 0)
            session.Announce(WorkKind.Outbox);
        return due > 0;
    }

    // In every thread of the chat, and in lists too.
    private async Task MakeAnewAsync(Session session, long chatKey, long storyId, CancellationToken cancellationToken)
    {
        var messages = await session.QueryAsync<long>(
            """
            SELECT DISTINCT v.message_id FROM delivery v JOIN destination d ON d.destination_id = v.destination_id
            WHERE d.chat_key = @chatKey AND v.story_id = @storyId AND v.message_id IS NOT NULL
            """, new { chatKey, storyId }, cancellationToken);
        foreach (var messageId in messages)
            await edits.AtOnceAsync(session, messageId, cancellationToken);
    }
}
