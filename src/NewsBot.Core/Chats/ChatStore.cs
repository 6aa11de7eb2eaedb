using NewsBot.Core.Storage;
using NewsBot.Core.Text;

namespace NewsBot.Core.Chats;

/// <summary>
/// A chat as it is first met. Type: private, group, supergroup or channel. Languages are the first guess, the chat may
/// choose others; the reading languages are comma-separated, empty for every language.
/// </summary>
internal sealed record ChatIntroduction(
    long TelegramChatId,
    string Type,
    string Title,
    string? Username,
    string Language,
    string ReadingLanguages);

/// <summary>The chats of every bot that ever used this store, and their destinations.</summary>
internal sealed class ChatStore(TimeProvider time)
{
    /// <summary>
    /// The chat with this id, added when it is new. Title, name and type follow Telegram; settings stay. One that was forgotten
    /// and whose farewell is on its way is new.
    /// </summary>
    public async Task<(Chat Chat, bool Added)> FindOrAddAsync(Session session, long botId, ChatIntroduction introduction, CancellationToken cancellationToken)
    {
        var row = new
        {
            botId,
            introduction.TelegramChatId,
            introduction.Type,
            Title = TextCleaner.Clean(introduction.Title),
            Username = TextCleaner.Clean(introduction.Username),
            introduction.Language,
            introduction.ReadingLanguages,
            now = time.NowMilliseconds(),
        };
        var added = await session.ExecuteAsync(
            """
            INSERT INTO chat (bot_id, telegram_chat_id, type, title, username, language, reading_languages, created_at, last_seen_at)
            VALUES (@botId, @TelegramChatId, @Type, @Title, @Username, @Language, @ReadingLanguages, @now, @now)
            ON CONFLICT (bot_id, telegram_chat_id) DO NOTHING
            """, row, cancellationToken);
        var chat = await session.FirstAsync<Chat>(
            """
            UPDATE chat SET type = @Type, title = @Title, username = @Username, last_seen_at = @now,
              language = CASE WHEN state = 'leaving' THEN @Language ELSE language END,
              reading_languages = CASE WHEN state = 'leaving' THEN @ReadingLanguages ELSE reading_languages END,
              state = CASE WHEN state = 'leaving' THEN 'active' ELSE state END
            WHERE bot_id = @botId AND telegram_chat_id = @TelegramChatId
            RETURNING *
            """, row, cancellationToken);
        return (chat!, added > 0);
    }

    public Task<Chat?> GetAsync(Session session, long chatKey, CancellationToken cancellationToken) =>
        session.FirstAsync<Chat>("SELECT * FROM chat WHERE chat_key = @chatKey", new { chatKey }, cancellationToken);

    public Task<Chat?> FindAsync(Session session, long botId, long telegramChatId, CancellationToken cancellationToken) =>
        session.FirstAsync<Chat>(
            "SELECT * FROM chat WHERE bot_id = @botId AND telegram_chat_id = @telegramChatId",
            new { botId, telegramChatId }, cancellationToken);

    /// <summary>Writes what the chat may choose: languages, pictures, summary, sound, time zone.</summary>
    public Task UpdateSettingsAsync(Session session, Chat chat, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            """
            UPDATE chat SET language = @Language, language_chosen = @LanguageChosen, reading_languages = @ReadingLanguages,
                   pictures = @Pictures, summary = @Summary, sound = @Sound, time_zone = @TimeZone
            WHERE chat_key = @ChatKey
            """, chat, cancellationToken);

    /// <summary>Lets the chat in where <c>Access:Mode</c> asks for an invitation.</summary>
    public Task InviteAsync(Session session, long chatKey, CancellationToken cancellationToken) =>
        session.ExecuteAsync("UPDATE chat SET invited = 1 WHERE chat_key = @chatKey", new { chatKey }, cancellationToken);

    /// <summary>Remembers that the chat was told once that it is not let in. False when it had been told.</summary>
    public async Task<bool> RememberRefusalAsync(Session session, long chatKey, CancellationToken cancellationToken) =>
        await session.ExecuteAsync(
            "UPDATE chat SET state_reason = 'uninvited' WHERE chat_key = @chatKey AND COALESCE(state_reason, '') <> 'uninvited'",
            new { chatKey }, cancellationToken) > 0;

    /// <summary>
    /// Telegram refuses messages to this chat: nothing is sent, everything is kept. False when it was not active.
    /// <paramref name="reason"/>: one of <see cref="SuspendReason"/>.
    /// <paramref name="missedSince"/>: when the oldest of what waits had come in; null: nothing waits.
    /// </summary>
    public async Task<bool> SuspendAsync(Session session, long chatKey, string reason, long? missedSince, CancellationToken cancellationToken) =>
        await BeginAsync(session, chatKey, "suspended", reason, await session.ExecuteAsync(
            """
            UPDATE chat SET state = 'suspended', state_reason = @reason, suspended_at = @now, missed_since = @missedSince
            WHERE chat_key = @chatKey AND state = 'active'
            """, new { chatKey, reason, now = time.NowMilliseconds(), missedSince }, cancellationToken) > 0, cancellationToken);

    /// <summary>The chat asked for silence. Its subscriptions stay for its return.</summary>
    public async Task<bool> StopAsync(Session session, long chatKey, CancellationToken cancellationToken) =>
        await BeginAsync(session, chatKey, "stopped", null, await session.ExecuteAsync(
            "UPDATE chat SET state = 'stopped', state_reason = NULL, suspended_at = NULL, missed_since = NULL WHERE chat_key = @chatKey AND state <> 'stopped'",
            new { chatKey }, cancellationToken) > 0, cancellationToken);

    /// <summary>Back from suspended or stopped. False when it was active already.</summary>
    public async Task<bool> RestoreAsync(Session session, long chatKey, CancellationToken cancellationToken)
    {
        await ChatAbsences.EndAsync(session, chatKey, time.NowMilliseconds(), cancellationToken);
        return await session.ExecuteAsync(
            "UPDATE chat SET state = 'active', state_reason = NULL, suspended_at = NULL, missed_since = NULL WHERE chat_key = @chatKey AND state <> 'active'",
            new { chatKey }, cancellationToken) > 0;
    }

    /// <summary>
    /// The destination of a chat and one of its threads (0: none), added when it is new. To be called when somebody
    /// wrote there: a thread that was thought gone is not.
    /// </summary>
    public async Task<Destination> DestinationAsync(Session session, long chatKey, long threadId, CancellationToken cancellationToken) =>
        (await session.FirstAsync<Destination>(
            """
            INSERT INTO destination (chat_key, thread_id) VALUES (@chatKey, @threadId)
            ON CONFLICT (chat_key, thread_id) DO UPDATE SET thread_gone = 0
            RETURNING *
            """, new { chatKey, threadId }, cancellationToken))!;

    /// <summary>Telegram does not know this thread any more: from now on its messages go to the chat itself. False when that was known.</summary>
    public async Task<bool> ForgetThreadAsync(Session session, long destinationId, CancellationToken cancellationToken) =>
        await session.ExecuteAsync(
            "UPDATE destination SET thread_gone = 1 WHERE destination_id = @destinationId AND thread_gone = 0", new { destinationId }, cancellationToken) > 0;

    /// <summary>
    /// The forum topic is closed: nothing goes there until it is opened again, and the rest of the chat goes on. False when
    /// that was known. <paramref name="missedSince"/>: as in <see cref="SuspendAsync"/>.
    /// </summary>
    public async Task<bool> CloseThreadAsync(Session session, long destinationId, long? missedSince, CancellationToken cancellationToken) =>
        await session.ExecuteAsync(
            "UPDATE destination SET closed_at = @now, missed_since = @missedSince WHERE destination_id = @destinationId AND closed_at IS NULL",
            new { destinationId, now = time.NowMilliseconds(), missedSince }, cancellationToken) > 0;

    /// <summary>The forum topic is open again. False when it was.</summary>
    public async Task<bool> OpenThreadAsync(Session session, long destinationId, CancellationToken cancellationToken) =>
        await session.ExecuteAsync(
            "UPDATE destination SET closed_at = NULL, missed_since = NULL WHERE destination_id = @destinationId AND closed_at IS NOT NULL",
            new { destinationId }, cancellationToken) > 0;

    public Task<IReadOnlyList<Destination>> DestinationsAsync(Session session, long chatKey, CancellationToken cancellationToken) =>
        session.QueryAsync<Destination>(
            "SELECT * FROM destination WHERE chat_key = @chatKey ORDER BY thread_id", new { chatKey }, cancellationToken);

    /// <summary>
    /// The group became the supergroup with the new id: the chat keeps its key and everything that hangs on it.
    /// A row that already stands under the new id is newer and poorer; what it has is moved over and it goes. That the old group
    /// could not be written to says nothing of the new one: Telegram takes the bot out of the one and into the other.
    /// Null when no chat has the old id (the migration was already recorded, or the chat is unknown).
    /// </summary>
    public async Task<Chat?> MigrateAsync(Session session, long botId, long oldTelegramChatId, long newTelegramChatId, CancellationToken cancellationToken)
    {
        if (await FindAsync(session, botId, oldTelegramChatId, cancellationToken) is not { } chat)
            return null;
        if (await FindAsync(session, botId, newTelegramChatId, cancellationToken) is { } newer && newer.ChatKey != chat.ChatKey)
            await ChatMerge.MoveAsync(session, newer.ChatKey, chat.ChatKey, time.NowMilliseconds(), cancellationToken);
        await ChatMerge.ForgetMessagesAsync(session, chat.ChatKey, cancellationToken);
        if (chat.State == "suspended")
            await ChatAbsences.EndAsync(session, chat.ChatKey, time.NowMilliseconds(), cancellationToken);
        return await session.FirstAsync<Chat>(
            """
            UPDATE chat SET telegram_chat_id = @newTelegramChatId, type = 'supergroup', suspended_at = NULL, missed_since = NULL,
              state_reason = CASE WHEN state = 'suspended' THEN NULL ELSE state_reason END,
              state = CASE WHEN state = 'suspended' THEN 'active' ELSE state END
            WHERE chat_key = @ChatKey
            RETURNING *
            """, new { newTelegramChatId, chat.ChatKey }, cancellationToken);
    }

    // Passes on whether there was a change.
    private async Task<bool> BeginAsync(Session session, long chatKey, string state, string? reason, bool changed, CancellationToken cancellationToken)
    {
        if (changed)
            await ChatAbsences.BeginAsync(session, chatKey, state, reason, time.NowMilliseconds(), cancellationToken);
        return changed;
    }

    /// <summary>How many chats of the bot are active.</summary>
    public Task<long> CountActiveAsync(Session session, long botId, CancellationToken cancellationToken) =>
        session.ScalarAsync<long>(
            "SELECT COUNT(*) FROM chat WHERE bot_id = @botId AND state = 'active'", new { botId }, cancellationToken);
}
