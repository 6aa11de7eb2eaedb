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

    /// <summary>Accepted by Telegram. False when the row is not ours any more.</summary>
    public static async Task<bool> SentAsync(Session session, Claim claim, long telegramMessageId, long now, CancellationToken cancellationToken)
    {
        var hash = Message.HashOf(claim.Message.Content);
        var row = new { claim.Message.MessageId, claim.Lease.Epoch, claim.Message.EditsMessageId, telegramMessageId, hash, now };
        if (await session.ExecuteAsync(
            $"UPDATE message SET state = 'sent', reason = NULL, telegram_message_id = @telegramMessageId, content_hash = @hash, sent_at = @now WHERE {Ours}",
            row, cancellationToken) == 0)
            return false;
        if (claim.Message.EditsMessageId is not null)
            await session.ExecuteAsync("UPDATE message SET content_hash = @hash WHERE message_id = @EditsMessageId", row, cancellationToken);
        var delivered = await session.QueryAsync<DeliveryRecord>(
            "UPDATE delivery SET state = 'sent', reason = NULL, settled_at = @now WHERE message_id = @MessageId AND state = 'flight' RETURNING article_id, occasion", row, cancellationToken);
        foreach (var delivery in delivered)
            session.AfterCommit(() => DeliveryMeasures.Delivered(delivery.ArticleId, delivery.Occasion, now));
        return true;
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
