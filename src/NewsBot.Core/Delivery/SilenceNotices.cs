using NewsBot.Core.Chats;
using NewsBot.Core.Storage;
using NewsBot.Core.Wording;

namespace NewsBot.Core.Delivery;

/// <summary>
/// Tells those who set up a group or channel why its news does not arrive and what to do: in their private chats with the
/// bot, once a cause. What concerns a forum topic alone is said in the group where none of them talks to the bot.
/// </summary>
internal sealed class SilenceNotices(MessageStore messages, TimeProvider time)
{
    /// <summary>A cause that comes and goes is told of once in this time.</summary>
    public static readonly TimeSpan Again = TimeSpan.FromDays(1);

    private const int MostPeople = 3;

    /// <param name="session">The transaction in which the chat or the topic fell silent.</param>
    /// <param name="chatKey">The group or channel; nothing is told of a private chat.</param>
    /// <param name="threadId">The forum topic; 0: the chat itself.</param>
    /// <param name="cause">One of <see cref="SuspendReason"/>.</param>
    /// <param name="doer">Telegram user id of who did it: whoever removed the bot knows.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task TellAsync(Session session, long chatKey, long threadId, string cause, long? doer, CancellationToken cancellationToken)
    {
        var chat = await session.FirstAsync<Chat>("SELECT * FROM chat WHERE chat_key = @chatKey AND type <> 'private'", new { chatKey }, cancellationToken);
        if (chat is null || !await RememberAsync(session, chatKey, threadId, cause, cancellationToken))
            return;
        var people = await session.QueryAsync<Chat>(
            """
            SELECT p.* FROM chat p JOIN (
              SELECT s.created_by AS user_id FROM subscription s JOIN destination d ON d.destination_id = s.destination_id
              WHERE d.chat_key = @ChatKey AND s.ended_at IS NULL
              UNION ALL
              SELECT added_by FROM feed_chat WHERE chat_key = @ChatKey) made ON made.user_id = p.telegram_chat_id
            WHERE p.bot_id = @BotId AND p.type = 'private' AND p.state = 'active' AND p.telegram_chat_id <> @doer
            GROUP BY p.chat_key ORDER BY COUNT(*) DESC, p.chat_key LIMIT @MostPeople
            """, new { chat.ChatKey, chat.BotId, doer = cause == SuspendReason.Left ? doer ?? 0 : 0, MostPeople }, cancellationToken);
        foreach (var person in people)
            await SendAsync(session, person, chat.Title, cause, cancellationToken);
        if (people.Count == 0 && cause is SuspendReason.TopicClosed or SuspendReason.TopicDeleted && chat.State == "active")
            await SendAsync(session, chat, chat.Title, cause, cancellationToken);
    }

    private async Task SendAsync(Session session, Chat to, string title, string cause, CancellationToken cancellationToken)
    {
        var destination = await session.ScalarAsync<long>(
            """
            INSERT INTO destination (chat_key, thread_id) VALUES (@ChatKey, 0)
            ON CONFLICT (chat_key, thread_id) DO UPDATE SET thread_id = 0
            RETURNING destination_id
            """, to, cancellationToken);
        var html = Words.For(to.Language).Html("silence." + cause, ("chat", title));
        await messages.EnqueueNoticeAsync(session, to, destination, new ChatRequest.SendText(html, null, Silent: false), cancellationToken);
    }

    private async Task<bool> RememberAsync(Session session, long chatKey, long threadId, string cause, CancellationToken cancellationToken)
    {
        var now = time.NowMilliseconds();
        return await session.ExecuteAsync(
            """
            INSERT INTO silence_notice (chat_key, thread_id, cause, told_at) VALUES (@chatKey, @threadId, @cause, @now)
            ON CONFLICT (chat_key, thread_id, cause) DO UPDATE SET told_at = excluded.told_at WHERE silence_notice.told_at < @lately
            """, new { chatKey, threadId, cause, now, lately = now - (long)Again.TotalMilliseconds }, cancellationToken) > 0;
    }
}
