using NewsBot.Core.Storage;

namespace NewsBot.Core.Chats;

/// <summary>
/// Forgets a chat that wants to be forgotten: everything that names it or hangs on it. A bare row stays until its farewell
/// has been sent, in the state 'leaving'; whoever writes again meanwhile is met as for the first time.
/// </summary>
internal static class ChatErasure
{
    public const string Leaving = "leaving";

    private const string Places = "(SELECT destination_id FROM destination WHERE chat_key = @chatKey)";

    private static readonly string[] Everything =
    [
        $"DELETE FROM delivery WHERE destination_id IN {Places}",
        $"DELETE FROM message WHERE destination_id IN {Places}",
        $"DELETE FROM mute WHERE destination_id IN {Places}",
        $"DELETE FROM subscription WHERE destination_id IN {Places}",
        "DELETE FROM destination WHERE chat_key = @chatKey",
        "DELETE FROM feed_chat WHERE chat_key = @chatKey",
        "DELETE FROM feed_name WHERE chat_key = @chatKey",
        "DELETE FROM feed_notice WHERE chat_key = @chatKey OR owner_key = @chatKey",
        "DELETE FROM feed_try WHERE chat_key = @chatKey OR owner_key = @chatKey",
        "DELETE FROM silence_notice WHERE chat_key = @chatKey",
        "DELETE FROM chat_absence WHERE chat_key = @chatKey",
        "DELETE FROM stored_view WHERE chat_key = @chatKey",
        // What it said about stories stays, for whoever judges them, without who said it.
        "UPDATE story_split SET chat_key = NULL WHERE chat_key = @chatKey",
        "DELETE FROM pause WHERE chat_key = @chatKey",
    ];

    // A private chat is a person, whose number stands beside what they did in groups.
    private static readonly string[] Elsewhere =
    [
        "UPDATE subscription SET created_by = NULL WHERE created_by = @TelegramChatId",
        "UPDATE feed_chat SET added_by = NULL WHERE added_by = @TelegramChatId",
        "UPDATE access_link SET used_by = NULL WHERE used_by = @TelegramChatId AND bot_id = @BotId",
        "UPDATE inbox SET user_id = NULL, payload = '{}' WHERE user_id = @TelegramChatId AND bot_id = @BotId AND state <> 'new'",
    ];

    /// <summary>
    /// Forgets all of the chat and gives the bare row for the farewell, with the language of its interface and the place to
    /// send it to. Feeds that nobody else has go later (<c>feed.forget_at</c>).
    /// <paramref name="updateId"/>: the update that asks for it; its row goes with the farewell, so that a repeat is known.
    /// </summary>
    public static async Task<(Chat Chat, Destination Destination)> EraseAsync(Session session, Chat chat, long updateId, long now, CancellationToken cancellationToken)
    {
        var row = new { chatKey = chat.ChatKey, chat.BotId, chat.TelegramChatId, chat.Type, chat.Language, updateId, now };
        foreach (var destinationId in await session.QueryAsync<long>("SELECT destination_id FROM destination WHERE chat_key = @chatKey", row, cancellationToken))
            await SubscriptionChanges.NoteDestinationAsync(session, destinationId, now, cancellationToken);
        await session.ExecuteAsync(
            """
            UPDATE feed SET forget_at = @now WHERE in_catalogue = 0 AND kind = 'polled'
              AND (feed_id IN (SELECT feed_id FROM feed_chat WHERE chat_key = @chatKey) OR feed_id IN (SELECT feed_id FROM feed_name WHERE chat_key = @chatKey))
              AND NOT EXISTS (SELECT 1 FROM feed_chat o WHERE o.feed_id = feed.feed_id AND o.chat_key <> @chatKey)
            """, row, cancellationToken);
        foreach (var statement in Everything)
            await session.ExecuteAsync(statement, row, cancellationToken);
        if (chat.IsPrivate)
        {
            foreach (var statement in Elsewhere)
                await session.ExecuteAsync(statement, row, cancellationToken);
        }

        await session.ExecuteAsync("DELETE FROM inbox WHERE chat_key = @chatKey AND state <> 'new' AND update_id <> @updateId", row, cancellationToken);
        // What was written after it is answered as to a newcomer.
        await session.ExecuteAsync("UPDATE inbox SET chat_key = NULL WHERE chat_key = @chatKey AND state = 'new'", row, cancellationToken);
        await session.ExecuteAsync("DELETE FROM chat WHERE chat_key = @chatKey", row, cancellationToken);
        var bare = (await session.FirstAsync<Chat>(
            """
            INSERT INTO chat (bot_id, telegram_chat_id, type, language, reading_languages, state, created_at, last_seen_at)
            VALUES (@BotId, @TelegramChatId, @Type, @Language, '', 'leaving', @now, @now)
            RETURNING *
            """, row, cancellationToken))!;
        await session.ExecuteAsync(
            "UPDATE inbox SET chat_key = @ChatKey, user_id = NULL, payload = '{}' WHERE bot_id = @BotId AND update_id = @updateId AND state <> 'new'",
            new { bare.ChatKey, bare.BotId, updateId }, cancellationToken);
        var place = (await session.FirstAsync<Destination>(
            "INSERT INTO destination (chat_key, thread_id) VALUES (@ChatKey, 0) RETURNING *", bare, cancellationToken))!;
        return (bare, place);
    }

    /// <summary>Removes what is left of chats whose farewell is settled; returns how many.</summary>
    public static async Task<int> FinishAsync(Session session, CancellationToken cancellationToken)
    {
        const string Settled =
            """
            SELECT c.chat_key FROM chat c WHERE c.state = 'leaving' AND NOT EXISTS (
              SELECT 1 FROM message m JOIN destination d ON d.destination_id = m.destination_id
              WHERE d.chat_key = c.chat_key AND m.state IN ('queued', 'flight', 'unsure'))
            """;
        var keys = await session.QueryAsync<long>(Settled, null, cancellationToken);
        foreach (var chatKey in keys)
        {
            foreach (var statement in Everything)
                await session.ExecuteAsync(statement, new { chatKey }, cancellationToken);
            await session.ExecuteAsync("DELETE FROM inbox WHERE chat_key = @chatKey", new { chatKey }, cancellationToken);
            await session.ExecuteAsync("DELETE FROM chat WHERE chat_key = @chatKey", new { chatKey }, cancellationToken);
        }
        return keys.Count;
    }
}
