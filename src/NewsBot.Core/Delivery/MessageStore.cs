using NewsBot.Core.Chats;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Delivery;

/// <summary>What Telegram is asked to do: the rows of <c>message</c>.</summary>
internal sealed class MessageStore(TimeProvider time)
{
    /// <summary>
    /// Queues an answer to the update (if it answers one) ahead of all news; it goes out after the commit. Of several edits
    /// of one message that wait only the last goes. Returns the row's id.
    /// </summary>
    public async Task<long> EnqueueReplyAsync(Session session, Chat chat, long destinationId, ChatRequest request, long? updateId, CancellationToken cancellationToken)
    {
        var edited = request.EditedMessageId();
        var now = time.NowMilliseconds();
        if (edited is { } earlier)
            await WithdrawEditsAsync(session, destinationId, earlier, request is not ChatRequest.EditButtons, cancellationToken);
        var id = await session.ScalarAsync<long>(
            """
            INSERT INTO message (bot_id, destination_id, kind, form, language, content, priority, not_before, edits_message_id, update_id, created_at)
            VALUES (@BotId, @destinationId, @kind, @form, @Language, @content, @priority, @now,
                    (SELECT MAX(o.message_id) FROM message o WHERE o.destination_id = @destinationId AND o.telegram_message_id = @edited AND o.kind <> 'edit'),
                    @updateId, @now)
            RETURNING message_id
            """,
            new
            {
                chat.BotId,
                destinationId,
                kind = edited is null ? MessageKind.Reply : MessageKind.Edit,
                form = request.Form(),
                chat.Language,
                content = Message.Write(request),
                priority = MessagePriority.Reply,
                now,
                edited,
                updateId,
            }, cancellationToken);
        session.Announce(WorkKind.Outbox);
        return id;
    }

    /// <summary>Queues what nobody asked for, among the news: it waits its turn, and a chat that has stopped does not get it.</summary>
    public async Task<long> EnqueueNoticeAsync(Session session, Chat chat, long destinationId, ChatRequest request, CancellationToken cancellationToken)
    {
        var id = await session.ScalarAsync<long>(
            """
            INSERT INTO message (bot_id, destination_id, kind, form, language, content, priority, not_before, created_at)
            VALUES (@BotId, @destinationId, @kind, @form, @Language, @content, @priority, @now, @now)
            RETURNING message_id
            """,
            new
            {
                chat.BotId, destinationId, kind = MessageKind.News, form = request.Form(), chat.Language, content = Message.Write(request),
                priority = MessagePriority.News, now = time.NowMilliseconds(),
            }, cancellationToken);
        session.Announce(WorkKind.Outbox);
        return id;
    }

    public Task<Message?> GetAsync(Session session, long messageId, CancellationToken cancellationToken) =>
        session.FirstAsync<Message>("SELECT * FROM message WHERE message_id = @messageId", new { messageId }, cancellationToken);

    /// <summary>The row whose message Telegram shows under this id; null when it is no longer in the ledger.</summary>
    public Task<Message?> FindAsync(Session session, long chatKey, long telegramMessageId, CancellationToken cancellationToken) =>
        session.FirstAsync<Message>(
            """
            SELECT m.* FROM message m JOIN destination d ON d.destination_id = m.destination_id
            WHERE d.chat_key = @chatKey AND m.telegram_message_id = @telegramMessageId AND m.kind <> 'edit'
            ORDER BY m.message_id DESC
            """, new { chatKey, telegramMessageId }, cancellationToken);

    /// <summary>What the alert in this row carries; null when the row is not this chat's or is no longer in the ledger.</summary>
    public async Task<Alert?> AlertAsync(Session session, long chatKey, long messageId, CancellationToken cancellationToken)
    {
        var rows = await session.QueryAsync<AlertRow>(
            """
            SELECT v.destination_id, v.subscriptions, v.article_id, a.feed_id, f.title AS feed_title
            FROM message m JOIN delivery v ON v.message_id = m.message_id JOIN destination d ON d.destination_id = m.destination_id
            LEFT JOIN article a ON a.article_id = v.article_id LEFT JOIN feed f ON f.feed_id = a.feed_id
            WHERE m.message_id = @messageId AND d.chat_key = @chatKey ORDER BY v.delivery_id
            """, new { messageId, chatKey }, cancellationToken);
        return rows.Count == 0
            ? null
            : new Alert(
                messageId,
                rows[0].DestinationId,
                [.. rows.Where(row => row.FeedId is not null).Select(row => new AlertArticle(row.ArticleId, row.FeedId!.Value, row.FeedTitle ?? ""))],
                [.. rows.SelectMany(row => new DeliveryRecord { Subscriptions = row.Subscriptions }.SubscriptionIds).Distinct()]);
    }

    /// <summary>
    /// Withdraws edits of the message that have not gone out yet: what comes after them says more. Returns how many.
    /// </summary>
    public Task<int> WithdrawEditsAsync(Session session, long destinationId, long telegramMessageId, CancellationToken cancellationToken) =>
        WithdrawEditsAsync(session, destinationId, telegramMessageId, ofTexts: true, cancellationToken);

    // New buttons alone say nothing about the text that an edit before them brings.
    private static Task<int> WithdrawEditsAsync(Session session, long destinationId, long telegramMessageId, bool ofTexts, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            """
            UPDATE message SET state = 'withdrawn', reason = 'overtaken'
            WHERE destination_id = @destinationId AND kind = 'edit' AND state IN ('queued', 'unsure') AND edits_message_id = (
              SELECT MAX(o.message_id) FROM message o
              WHERE o.destination_id = @destinationId AND o.telegram_message_id = @telegramMessageId AND o.kind <> 'edit')
              AND (@ofTexts = 1 OR content LIKE '{"$type":"edit-buttons"%')
            """, new { destinationId, telegramMessageId, ofTexts = ofTexts ? 1L : 0L }, cancellationToken);

    /// <summary>Removes settled rows made before the moment; returns how many.</summary>
    public Task<int> PruneAsync(Session session, long before, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            "DELETE FROM message WHERE created_at < @before AND state IN ('sent', 'dropped', 'withdrawn')", new { before }, cancellationToken);

    private sealed class AlertRow
    {
        public long DestinationId { get; set; }
        public string Subscriptions { get; set; } = "";
        public long ArticleId { get; set; }
        public long? FeedId { get; set; }
        public string? FeedTitle { get; set; }
    }
}
