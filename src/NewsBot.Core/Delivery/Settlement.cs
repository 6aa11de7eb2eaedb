using NewsBot.Core.Storage;

namespace NewsBot.Core.Delivery;

/// <summary>The one way in which the outcome of a send is written: only where the lease epoch is still the writer's.</summary>
internal static class Settlement
{
    private const string Ours =
        """
        message_id = @MessageId AND state = 'flight' AND lease_epoch = @Epoch
        AND EXISTS (SELECT 1 FROM leader l WHERE l.bot_id = message.bot_id AND l.epoch = @Epoch)
        """;

    /// <summary>Accepted by Telegram: many at once, in few statements. The ids of the rows that were ours.</summary>
    public static async Task<IReadOnlySet<long>> SentAsync(
        Session session, IReadOnlyCollection<(Claim Claim, long TelegramMessageId)> sent, long now, CancellationToken cancellationToken)
    {
        var written = (await session.QueryAsync<long>(
            """
            UPDATE message SET state = 'sent', reason = NULL, telegram_message_id = p.telegram_message_id, content_hash = p.content_hash, sent_at = @now
            FROM (
              SELECT CAST(value ->> 0 AS BIGINT) AS id, CAST(value ->> 1 AS BIGINT) AS epoch, CAST(value ->> 2 AS BIGINT) AS telegram_message_id,
                CAST(value ->> 3 AS BIGINT) AS content_hash
              FROM {{rows}}) p
            WHERE message.message_id = p.id AND message.state = 'flight' AND message.lease_epoch = p.epoch
              AND EXISTS (SELECT 1 FROM leader l WHERE l.bot_id = message.bot_id AND l.epoch = p.epoch)
            RETURNING message_id
            """,
            new
            {
                now,
                rows = JsonRows.Write(sent.Select(one => new object?[]
                {
                    one.Claim.Message.MessageId, one.Claim.Lease.Epoch, one.TelegramMessageId, Message.HashOf(one.Claim.Message.Content),
                })),
            }, cancellationToken)).ToHashSet();
        foreach (var edit in sent.Select(one => one.Claim.Message).Where(message => message.EditsMessageId is not null && written.Contains(message.MessageId)))
            await session.ExecuteAsync(
                "UPDATE message SET content_hash = @hash WHERE message_id = @EditsMessageId", new { edit.EditsMessageId, hash = Message.HashOf(edit.Content) }, cancellationToken);
        if (written.Count == 0)
            return written;
        var delivered = await session.QueryAsync<DeliveryRecord>(
            "UPDATE delivery SET state = 'sent', reason = NULL, settled_at = @now WHERE message_id IN @ids AND state = 'flight' RETURNING article_id, occasion",
            new { ids = written.ToList(), now }, cancellationToken);
        session.AfterCommit(() =>
        {
            foreach (var delivery in delivered)
                DeliveryMeasures.Delivered(delivery.ArticleId, delivery.Occasion, now);
        });
        return written;
    }

    /// <summary>Never to be sent. False when the row is not ours any more.</summary>
    public static async Task<bool> DroppedAsync(Session session, Claim claim, string reason, long now, CancellationToken cancellationToken)
    {
        if (await session.ExecuteAsync(
            $"UPDATE message SET state = 'dropped', reason = @reason WHERE {Ours}",
            new { claim.Message.MessageId, claim.Lease.Epoch, reason }, cancellationToken) == 0)
            return false;
        await session.ExecuteAsync(
            "UPDATE delivery SET state = 'dropped', reason = @reason, settled_at = @now WHERE message_id = @MessageId AND state = 'flight'",
            new { claim.Message.MessageId, reason, now }, cancellationToken);
        return true;
    }

    /// <summary>To be sent (again) from the moment on, perhaps in another form. False when the row is not ours any more.</summary>
    public static async Task<bool> AgainAsync(Session session, Claim claim, long notBefore, string? reason, CancellationToken cancellationToken, ChatRequest? request = null, bool mayHaveArrived = false) =>
        await session.ExecuteAsync(
            $"""
            UPDATE message SET state = @state, not_before = @notBefore, reason = @reason, content = @content, form = @form, doubts = doubts + @doubt
            WHERE {Ours}
            """,
            new
            {
                claim.Message.MessageId,
                claim.Lease.Epoch,
                state = mayHaveArrived ? "unsure" : "queued",
                notBefore,
                reason,
                content = request is null ? claim.Message.Content : Message.Write(request),
                form = request is null ? claim.Message.Form : request.Form(),
                doubt = mayHaveArrived ? 1L : 0L,
            }, cancellationToken) > 0;
}
