using System.Globalization;
using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>/digest: when news comes to this chat, shown and changed; what is held now, and [Send now].</summary>
internal static class DigestCommand
{
    /// <summary>Sends what is held.</summary>
    public const string Send = "send";

    /// <summary>Opens the times of the day.</summary>
    public const string Times = "times";

    /// <summary>Before a minute of the day: takes it in or out.</summary>
    public const char Toggle = 't';

    public static Task<Decision> RunAsync(Turn turn, string argument, CancellationToken cancellationToken) => Decide.In(async (session, cancellation) =>
    {
        switch (DigestArgument.Read(argument))
        {
            case DigestArgument.Nothing:
                return Answer.Show(await TimesScreen.MainAsync(session, turn, await TimesChange.ReadAsync(session, turn, cancellation), "", null, cancellation));
            case DigestArgument.Wish wish:
                var (chat, before) = await TimesChange.ApplyAsync(session, turn, chat => Set(chat, wish.Rhythm, wish.Times), cancellation);
                var undo = await TimesChange.UndoAsync(session, turn, before, "digest", cancellation);
                return Answer.Show(await TimesScreen.MainAsync(session, turn, chat, SavedNote(turn, chat, before), undo, cancellation));
            case DigestArgument.NoSuchTime wrong:
                return await WrongAsync(turn.Words.Html("digest.no-such-time", ("word", TelegramHtml.TruncatePlain(wrong.Word, 20))));
            case DigestArgument.Unreadable wrong:
                return await WrongAsync(turn.Words.Html("digest.unreadable", ("word", TelegramHtml.TruncatePlain(wrong.Word, 40))));
            case DigestArgument.TooMany:
                return await WrongAsync(turn.Words.Html("digest.too-many", ("count", (long)DigestArgument.MostTimes)));
            default:
                throw new System.Diagnostics.UnreachableException();
        }

        async Task<Answer> WrongAsync(string problem) => Answer.Show(await TimesScreen.MainAsync(
            session, turn, await TimesChange.ReadAsync(session, turn, cancellation), problem, null, cancellation));
    });

    /// <summary>Key: a rhythm's name, a time to take in or out, or what to open; empty: the screen itself.</summary>
    public static Task<Decision> PressAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) => Decide.In(async (session, cancellation) =>
    {
        if (data.Key == Send)
        {
            var sent = await turn.Desk.Rescheduling.SendNowAsync(session, turn.Chat.ChatKey, cancellation);
            var toast = sent == 0 ? turn.Words.Say("digest.nothing-held") : turn.Words.Say("digest.sending", ("count", (long)sent));
            return Answer.Show(await TimesScreen.MainAsync(session, turn, await TimesChange.ReadAsync(session, turn, cancellation), "", null, cancellation), toast);
        }
        if (data.Key == Times)
            return Answer.Show(TimesScreen.Times(turn, await TimesChange.ReadAsync(session, turn, cancellation)));
        if (data.Key.Length > 1 && data.Key[0] == Toggle && int.TryParse(data.Key.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var minute) && minute < 24 * 60)
            return await ToggleAsync(session, turn, minute, cancellation);
        if (data.Key.Length == 0)
            return Answer.Show(await TimesScreen.MainAsync(session, turn, await TimesChange.ReadAsync(session, turn, cancellation), "", null, cancellation));
        if (RhythmNames.Read(data.Key) is not { } rhythm)
            return Answers.OldMenu(turn, "digest");
        var (chat, before) = await TimesChange.ApplyAsync(session, turn, chat => Set(chat, rhythm, []), cancellation);
        return Answer.Show(await TimesScreen.MainAsync(session, turn, chat, TimesChange.GuessNote(turn, chat, before), null, cancellation), TimesText.Sentence(turn.Words, rhythm, chat.Times.DigestAt));
    });

    // The last one stays: a digest comes at some time.
    private static async Task<Answer> ToggleAsync(Session session, Turn turn, int minute, CancellationToken cancellationToken)
    {
        string? refused = null;
        var (chat, _) = await TimesChange.ApplyAsync(session, turn, chat =>
        {
            List<int> times = [.. chat.Times.DigestAt.DefaultIfEmpty(SendingTimes.UsualDigest[0])];
            if (times.Remove(minute))
                refused = times.Count == 0 ? turn.Words.Say("digest.last-time") : null;
            else if (times.Count == DigestArgument.MostTimes)
                refused = turn.Words.Say("digest.too-many", ("count", (long)DigestArgument.MostTimes));
            else
                times.Add(minute);
            if (refused is null)
                Set(chat, chat.Times.Rhythm is Rhythm.Weekdays ? Rhythm.Weekdays : Rhythm.Daily, times);
        }, cancellationToken);
        return Answer.Show(TimesScreen.Times(turn, chat), refused ?? TimesText.Sentence(turn.Words, chat.Times.Rhythm, chat.Times.DigestAt));
    }

    private static string SavedNote(Turn turn, Chat chat, ChatTimes before) =>
        TimesChange.GuessNote(turn, chat, before) is { Length: > 0 } guessed ? guessed : turn.Words.Html("settings.saved");

    private static void Set(Chat chat, Rhythm rhythm, IReadOnlyList<int> times)
    {
        chat.Rhythm = RhythmNames.Of(rhythm);
        if (times.Count > 0)
            chat.DigestAt = SendingTimes.WriteMinutes(times);
    }
}
