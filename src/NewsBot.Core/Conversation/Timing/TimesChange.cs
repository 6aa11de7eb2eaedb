using NewsBot.Core.Chats;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>
/// A change of when news comes to a chat, with what waits moved along. Times need a clock: who sets them before telling a
/// zone gets the one its languages let guess, and is shown what that clock says.
/// </summary>
internal static class TimesChange
{
    /// <summary>The chat as it is now, read again in the transaction: two quick taps must not undo each other.</summary>
    public static async Task<Chat> ReadAsync(Session session, Turn turn, CancellationToken cancellationToken) =>
        await turn.Desk.Chats.GetAsync(session, turn.Chat.ChatKey, cancellationToken) ?? turn.Chat;

    /// <summary>Changes the times of the chat. Returns it as it is then, and how it was.</summary>
    public static async Task<(Chat Chat, ChatTimes Before)> ApplyAsync(Session session, Turn turn, Action<Chat> change, CancellationToken cancellationToken)
    {
        var chat = await ReadAsync(session, turn, cancellationToken);
        var before = ChatTimes.Of(chat);
        change(chat);
        if (chat.TimeZone is null && (chat.Times.Quiet is not null || chat.Times.Rhythm is Rhythm.Daily or Rhythm.Weekdays))
            chat.TimeZone = Places.GuessFor(chat, turn.Incoming.Sender.LanguageCode);
        await SaveAsync(session, turn, chat, cancellationToken);
        return (chat, before);
    }

    /// <summary>As it was before.</summary>
    public static async Task RestoreAsync(Session session, Turn turn, ChatTimes before, CancellationToken cancellationToken)
    {
        var chat = await ReadAsync(session, turn, cancellationToken);
        before.PutInto(chat);
        await SaveAsync(session, turn, chat, cancellationToken);
    }

    /// <summary>Keeps how it was, for ten minutes.</summary>
    public static Task<string> UndoAsync(Session session, Turn turn, ChatTimes before, string then, CancellationToken cancellationToken) =>
        Undo.SaveAsync(session, turn, new UndoSteps { Times = before, Then = then }, cancellationToken);

    /// <summary>HTML that says which clock was taken where none was told before; empty: none was.</summary>
    public static string GuessNote(Turn turn, Chat chat, ChatTimes before) => before.TimeZone is not null || chat.TimeZone is null
        ? ""
        : turn.Words.Html("night.clock", ("place", TimesText.Place(turn.Words, chat.TimeZone)), ("clock", TimesText.Now(chat.TimeZone, turn.Desk.Time.NowMilliseconds())));

    private static async Task SaveAsync(Session session, Turn turn, Chat chat, CancellationToken cancellationToken)
    {
        await ChatTimes.SaveAsync(session, chat, cancellationToken);
        await turn.Desk.Rescheduling.ChatAsync(session, chat.ChatKey, cancellationToken);
    }
}
