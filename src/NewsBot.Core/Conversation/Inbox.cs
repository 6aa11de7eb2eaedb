using Microsoft.Extensions.Logging;
using NewsBot.Core.Chats;
using NewsBot.Core.Storage;
using NewsBot.Core.Text;

namespace NewsBot.Core.Conversation;

/// <summary>One update as it came: Telegram's number and its JSON.</summary>
internal readonly record struct ReceivedUpdate(long UpdateId, string Payload);

/// <summary>
/// What came in (table <c>inbox</c>). An update is stored here before it is acknowledged, so that none is lost with a
/// process; what was not finished runs again after a restart.
/// </summary>
internal sealed class Inbox(Database database, ChatStore chats, UpdateReader reader, TimeProvider time, ILogger<Inbox> logger)
{
    /// <summary>How many times an update is tried before it is given up with an apology.</summary>
    public const int Attempts = 3;

    private const int Batch = 256;

    /// <summary>
    /// Stores what was received, in one transaction; when it returns, the updates may be acknowledged. Repeats are
    /// dropped, and so is talk in a group that is not meant for the bot. Returns how many are new.
    /// </summary>
    public Task<int> AcceptAsync(BotIdentity bot, IReadOnlyList<ReceivedUpdate> updates, CancellationToken cancellationToken) =>
        database.WriteAsync(async session =>
        {
            var added = 0;
            foreach (var update in updates)
            {
                if (await AcceptAsync(session, bot, update, cancellationToken))
                    added++;
            }
            return added;
        }, cancellationToken);

    /// <summary>The same for one update in the caller's transaction. False: a repeat, or not meant for the bot.</summary>
    public async Task<bool> AcceptAsync(Session session, BotIdentity bot, ReceivedUpdate update, CancellationToken cancellationToken)
    {
        if (Read(bot.BotId, update) is not { } incoming)
            return await AddAsync(session, bot.BotId, update, null, null, cancellationToken);
        if (!Addressing.Concerns(incoming, bot.Username))
            return false;
        // Whoever left without having been here, or was forgotten, is not written down for leaving.
        if (incoming.Content is IncomingContent.Membership { IsMember: false }
            && await chats.FindAsync(session, bot.BotId, incoming.Chat.TelegramChatId, cancellationToken) is null or { State: ChatErasure.Leaving })
            return false;
        var (chat, _) = await chats.FindOrAddAsync(session, bot.BotId, Introduce(incoming), cancellationToken);
        long? asker = Addressing.Asks(incoming, bot.Username) ? incoming.Sender.UserId : null;
        return await AddAsync(session, bot.BotId, update, chat.ChatKey, asker, cancellationToken);
    }

    /// <summary>New rows of the bot in the order of arrival, those of the given chats left out.</summary>
    public static Task<IReadOnlyList<InboxRow>> WaitingAsync(Session session, long botId, IReadOnlyCollection<long> busyChats, CancellationToken cancellationToken)
    {
        long[] busy = [.. busyChats.DefaultIfEmpty(-1)];
        return session.QueryAsync<InboxRow>(
            $"""
            SELECT * FROM inbox
            WHERE bot_id = @botId AND state = 'new' AND COALESCE(chat_key, 0) NOT IN @busy
            ORDER BY sequence LIMIT {Batch}
            """, new { botId, busy }, cancellationToken);
    }

    /// <summary>How many questions of the same person in the same chat came in the minute before this one.</summary>
    public static Task<long> CountMinuteBeforeAsync(Session session, InboxRow row, CancellationToken cancellationToken) =>
        session.ScalarAsync<long>(
            """
            SELECT COUNT(*) FROM inbox
            WHERE chat_key = @ChatKey AND bot_id = @BotId AND user_id = @UserId
              AND received_at > @since AND received_at <= @ReceivedAt AND sequence < @Sequence
            """, new { row.ChatKey, row.BotId, row.UserId, row.Sequence, row.ReceivedAt, since = row.ReceivedAt - 60_000 }, cancellationToken);

    /// <summary>Marks the row as done; false when somebody else has finished it, and then nothing may follow from it here.</summary>
    public async Task<bool> FinishAsync(Session session, InboxRow row, CancellationToken cancellationToken) =>
        await session.ExecuteAsync(
            "UPDATE inbox SET state = 'done', done_at = @now WHERE bot_id = @BotId AND update_id = @UpdateId AND state = 'new'",
            new { row.BotId, row.UpdateId, now = time.NowMilliseconds() }, cancellationToken) > 0;

    /// <summary>Counts a failed attempt.</summary>
    public static Task CountAttemptAsync(Session session, InboxRow row, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            "UPDATE inbox SET attempts = attempts + 1 WHERE bot_id = @BotId AND update_id = @UpdateId AND state = 'new'",
            new { row.BotId, row.UpdateId }, cancellationToken);

    /// <summary>Gives the row up, with the reference code that the apology carries. False when it is not new any more.</summary>
    public async Task<bool> FailAsync(Session session, InboxRow row, string reference, CancellationToken cancellationToken) =>
        await session.ExecuteAsync(
            """
            UPDATE inbox SET state = 'failed', attempts = attempts + 1, done_at = @now, reference = @reference
            WHERE bot_id = @BotId AND update_id = @UpdateId AND state = 'new'
            """, new { row.BotId, row.UpdateId, reference, now = time.NowMilliseconds() }, cancellationToken) > 0;

    private async Task<bool> AddAsync(Session session, long botId, ReceivedUpdate update, long? chatKey, long? userId, CancellationToken cancellationToken)
    {
        var added = await session.ExecuteAsync(
            """
            INSERT INTO inbox (bot_id, update_id, chat_key, user_id, payload, received_at, sequence)
            VALUES (@botId, @UpdateId, @chatKey, @userId, @payload, @now,
                    (SELECT COALESCE(MAX(sequence), 0) + 1 FROM inbox WHERE bot_id = @botId))
            ON CONFLICT (bot_id, update_id) DO NOTHING
            """,
            new { botId, update.UpdateId, chatKey, userId, payload = TextCleaner.Clean(update.Payload), now = time.NowMilliseconds() },
            cancellationToken) > 0;
        if (added)
            session.Announce(WorkKind.Inbox);
        return added;
    }

    // An update that cannot be read must not hold up those behind it: it is stored, and fails where failures are told.
    private Incoming? Read(long botId, ReceivedUpdate update)
    {
        try
        {
            return reader(botId, update.Payload);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.UpdateUnreadable(logger, update.UpdateId, exception);
            return null;
        }
    }

    /// <summary>The chat of an update as it is first met.</summary>
    public static ChatIntroduction Introduce(Incoming incoming)
    {
        var language = Wording.Words.For(incoming.Sender.LanguageCode).Language;
        return new ChatIntroduction(
            incoming.Chat.TelegramChatId, incoming.Chat.Type, incoming.Chat.Title, incoming.Chat.Username,
            language, ReadingLanguages.FirstGuess(incoming.Sender.LanguageCode));
    }
}
