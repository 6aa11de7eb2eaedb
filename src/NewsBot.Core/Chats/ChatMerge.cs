using NewsBot.Core.Storage;

namespace NewsBot.Core.Chats;

/// <summary>Moves everything that hangs on one chat to another and removes the first. What the second already has stays.</summary>
internal static class ChatMerge
{
    public static async Task MoveAsync(Session session, long from, long to, long now, CancellationToken cancellationToken)
    {
        foreach (var destination in await session.QueryAsync<Destination>(
            "SELECT * FROM destination WHERE chat_key = @from", new { from }, cancellationToken))
            await MoveDestinationAsync(session, destination, to, now, cancellationToken);

        foreach (var statement in (string[])
        [
            """
            INSERT INTO feed_chat (chat_key, feed_id, added_by, added_at, paused_at)
            SELECT @to, feed_id, added_by, added_at, paused_at FROM feed_chat WHERE chat_key = @from
            ON CONFLICT (chat_key, feed_id) DO NOTHING
            """,
            "DELETE FROM feed_chat WHERE chat_key = @from",
            "UPDATE feed_notice SET chat_key = @to WHERE chat_key = @from AND NOT EXISTS (SELECT 1 FROM feed_notice o WHERE o.chat_key = @to AND o.feed_id = feed_notice.feed_id AND o.owner_key = feed_notice.owner_key)",
            "UPDATE feed_notice SET owner_key = @to WHERE owner_key = @from AND NOT EXISTS (SELECT 1 FROM feed_notice o WHERE o.owner_key = @to AND o.feed_id = feed_notice.feed_id AND o.chat_key = feed_notice.chat_key)",
            "DELETE FROM feed_notice WHERE chat_key = @from OR owner_key = @from",
            "DELETE FROM feed_try WHERE chat_key = @from OR owner_key = @from",
            "UPDATE inbox SET chat_key = @to WHERE chat_key = @from",
            "UPDATE stored_view SET chat_key = @to WHERE chat_key = @from",
            "UPDATE story_split SET chat_key = @to WHERE chat_key = @from AND NOT EXISTS (SELECT 1 FROM story_split o WHERE o.chat_key = @to AND o.story_id = story_split.story_id AND o.article_id = story_split.article_id)",
            "DELETE FROM story_split WHERE chat_key = @from",
            "DELETE FROM pause WHERE chat_key = @from",
            "DELETE FROM silence_notice WHERE chat_key = @from",
            "DELETE FROM chat_absence WHERE chat_key = @from",
            "UPDATE feed_name SET chat_key = @to WHERE chat_key = @from AND NOT EXISTS (SELECT 1 FROM feed_name o WHERE o.chat_key = @to AND o.feed_id = feed_name.feed_id)",
            "DELETE FROM feed_name WHERE chat_key = @from",
            "UPDATE chat SET invited = 1 WHERE chat_key = @to AND EXISTS (SELECT 1 FROM chat c WHERE c.chat_key = @from AND c.invited = 1)",
            "DELETE FROM chat WHERE chat_key = @from",
        ])
            await session.ExecuteAsync(statement, new { from, to }, cancellationToken);
    }

    /// <summary>A supergroup numbers its messages anew: an id of the old group would name a stranger's message.</summary>
    public static async Task ForgetMessagesAsync(Session session, long chatKey, CancellationToken cancellationToken)
    {
        foreach (var statement in (string[])
        [
            """
            UPDATE message SET state = 'withdrawn', reason = 'migrated' WHERE kind = 'edit' AND state IN ('queued', 'unsure')
            AND destination_id IN (SELECT destination_id FROM destination WHERE chat_key = @chatKey)
            """,
            "UPDATE message SET telegram_message_id = NULL WHERE destination_id IN (SELECT destination_id FROM destination WHERE chat_key = @chatKey)",
        ])
            await session.ExecuteAsync(statement, new { chatKey }, cancellationToken);
    }

    private static async Task MoveDestinationAsync(Session session, Destination destination, long to, long now, CancellationToken cancellationToken)
    {
        var from = destination.DestinationId;
        var target = await session.FirstAsync<Destination>(
            "SELECT * FROM destination WHERE chat_key = @to AND thread_id = @ThreadId",
            new { to, destination.ThreadId }, cancellationToken);
        if (target is null)
        {
            await session.ExecuteAsync("UPDATE destination SET chat_key = @to WHERE destination_id = @from", new { to, from }, cancellationToken);
            return;
        }

        // What is followed twice goes.
        await SubscriptionChanges.NoteDestinationAsync(session, from, now, cancellationToken);
        foreach (var statement in (string[])
        [
            "UPDATE subscription SET destination_id = @there WHERE destination_id = @from AND NOT EXISTS (SELECT 1 FROM subscription o WHERE o.destination_id = @there AND o.subject = subscription.subject)",
            "DELETE FROM subscription WHERE destination_id = @from",
            "UPDATE mute SET destination_id = @there WHERE destination_id = @from AND NOT EXISTS (SELECT 1 FROM mute o WHERE o.destination_id = @there AND o.subject = mute.subject)",
            "DELETE FROM mute WHERE destination_id = @from",
            "UPDATE delivery SET destination_id = @there WHERE destination_id = @from AND NOT EXISTS (SELECT 1 FROM delivery o WHERE o.destination_id = @there AND o.story_id = delivery.story_id AND o.sequence = delivery.sequence)",
            "DELETE FROM delivery WHERE destination_id = @from",
            "UPDATE message SET destination_id = @there WHERE destination_id = @from",
            "DELETE FROM destination WHERE destination_id = @from",
        ])
            await session.ExecuteAsync(statement, new { from, there = target.DestinationId }, cancellationToken);
    }
}
