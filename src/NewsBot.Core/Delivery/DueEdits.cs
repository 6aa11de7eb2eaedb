using NewsBot.Core.Storage;

namespace NewsBot.Core.Delivery;

/// <summary>
/// Messages that stand in chats and are due to be made anew (<see cref="StoryEdits"/>): made at the moment at which they go, so that what
/// came in while they waited is one edit, and only where they differ from what the chat shows.
/// </summary>
internal sealed class DueEdits(MessageRemake remake, TimeProvider time)
{
    /// <summary>Messages that one reading looks at: more than go until the next.</summary>
    private const int Sight = 1_000;

    /// <summary>Chats in which a message is due, each with the one that waits longest.</summary>
    public static async Task<IReadOnlyList<DueChat>> ReadAsync(Session session, long botId, long now, CancellationToken cancellationToken)
    {
        var due = await session.QueryAsync<DueChat>(
            """
            SELECT d.chat_key, c.type, @Edit AS priority, m.edit_at AS not_before, 2 AS from_message, m.message_id AS place
            FROM (SELECT message_id, destination_id, edit_at FROM message
              WHERE edit_at <= @now AND bot_id = @botId AND state = 'sent' AND telegram_message_id IS NOT NULL ORDER BY edit_at LIMIT @Sight) m
            JOIN destination d ON d.destination_id = m.destination_id JOIN chat c ON c.chat_key = d.chat_key
            WHERE c.bot_id = @botId AND c.state = 'active' AND d.closed_at IS NULL
              AND NOT EXISTS (SELECT 1 FROM pause p WHERE p.bot_id = @botId AND p.chat_key = d.chat_key AND p.until > @now)
            ORDER BY m.edit_at, m.message_id
            """, new { botId, now, Sight, MessagePriority.Edit }, cancellationToken);
        return [.. due.DistinctBy(chat => chat.ChatKey)];
    }

    /// <summary>The edits of these messages, in flight under this lease; none where the chat shows already what there is to show.</summary>
    public async Task<IReadOnlyList<Claim>> NextAsync(Session session, IReadOnlyCollection<DueChat> due, Lease lease, CancellationToken cancellationToken)
    {
        if (due.Count == 0)
            return [];
        var now = time.NowMilliseconds();
        var standing = await session.QueryAsync<Message>(
            "UPDATE message SET edit_at = NULL WHERE message_id IN @ids AND edit_at <= @now AND state = 'sent' AND bot_id = @BotId RETURNING *",
            new { ids = due.Select(chat => chat.Place).ToList(), now, lease.BotId }, cancellationToken);
        var requests = await remake.RemakeAsync(session, standing, cancellationToken);
        var changed = standing.Where(message => requests.TryGetValue(message.MessageId, out var request) && !IsShown(message, request)).ToList();
        if (changed.Count == 0)
            return [];
        var places = await SendingPlace.OfAsync(session, changed, cancellationToken);
        var made = await WriteAsync(session, changed, requests, lease, now, cancellationToken);
        var chats = due.ToDictionary(chat => chat.Place);
        return
        [
            .. made.Select(edit => (Edit: edit, Place: places[edit.DestinationId], Due: chats[edit.EditsMessageId!.Value]))
                .Select(one => new Claim(one.Edit, one.Edit.Request, one.Place.Address, one.Due.ChatKey, one.Due.IsGroup, lease)),
        ];
    }

    // What waits of the same message says less than this one.
    private static async Task<IReadOnlyList<Message>> WriteAsync(
        Session session, List<Message> changed, IReadOnlyDictionary<long, ChatRequest> requests, Lease lease, long now, CancellationToken cancellationToken)
    {
        var ids = changed.Select(message => message.MessageId).ToList();
        await session.ExecuteAsync(
            "UPDATE message SET state = 'withdrawn', reason = 'overtaken' WHERE kind = 'edit' AND state IN ('queued', 'unsure') AND destination_id IN @places AND edits_message_id IN @ids",
            new { ids, places = changed.Select(message => message.DestinationId).Distinct().ToList() }, cancellationToken);
        await session.ExecuteAsync("UPDATE message SET edited_at = @now WHERE message_id IN @ids", new { ids, now }, cancellationToken);
        return await session.QueryAsync<Message>(
            """
            INSERT INTO message (bot_id, destination_id, kind, form, language, content, priority, not_before, attempts, state, lease_owner, lease_epoch, edits_message_id, created_at)
            SELECT @BotId, CAST(value ->> 0 AS BIGINT), @kind, value ->> 1, value ->> 2, value ->> 3, @priority, @now, 1, 'flight', @Owner, @Epoch, CAST(value ->> 4 AS BIGINT), @now
            FROM {{rows}}
            RETURNING *
            """,
            new
            {
                rows = JsonRows.Write(changed.Select(message => new object?[]
                {
                    message.DestinationId, requests[message.MessageId].Form(), message.Language, Message.Write(requests[message.MessageId]), message.MessageId,
                })),
                kind = MessageKind.Edit,
                priority = MessagePriority.Edit,
                lease.BotId,
                lease.Owner,
                lease.Epoch,
                now,
            }, cancellationToken);
    }

    // What Telegram accepted last is known by its hash; of a message that was never edited, by its own words.
    private static bool IsShown(Message message, ChatRequest request) =>
        message.ContentHash == Message.HashOf(message.Content)
            ? (message.Request, request) switch
            {
                (ChatRequest.SendText text, ChatRequest.EditText edit) => text.Html == edit.Html,
                (ChatRequest.SendPhoto photo, ChatRequest.EditCaption edit) => photo.CaptionHtml == edit.CaptionHtml,
                _ => false,
            }
            : message.ContentHash == Message.HashOf(Message.Write(request));
}
