using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>The screen of /digest: when news comes to this chat, what differs, what is held; and the times of the day.</summary>
internal static class TimesScreen
{
    private const int MostDiffering = 10;
    private const int MostMoments = 3;
    private const int TimesPerRow = 4;

    private static readonly Rhythm[] Rhythms = [Rhythm.AtOnce, Rhythm.Hourly, Rhythm.Daily, Rhythm.Weekdays];

    /// <param name="session">Of the turn.</param>
    /// <param name="turn">Who asks.</param>
    /// <param name="chat">As it is now.</param>
    /// <param name="first">HTML of what is said before; empty: nothing.</param>
    /// <param name="undo">Key of an Undo, or null.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<Screen> MainAsync(Session session, Turn turn, Chat chat, string first, string? undo, CancellationToken cancellationToken)
    {
        var (words, times, now) = (turn.Words, chat.Times, turn.Desk.Time.NowMilliseconds());
        var held = await turn.Desk.Rescheduling.HeldAsync(session, chat.ChatKey, cancellationToken);
        var lines = new List<string> { words.Html("digest.title"), TelegramHtml.Escape(TimesText.Sentence(words, times.Rhythm, times.DigestAt)) };
        if (times.Quiet is { } quiet)
            lines.Add(words.Html("quiet.line", ("from", TimesText.Clock(quiet.From)), ("until", TimesText.Clock(quiet.Until))));
        if (chat.TimeZone is not null)
            lines.Add(words.Html("zone.line", ("place", TimesText.Place(words, chat.TimeZone)), ("clock", TimesText.Now(chat.TimeZone, now))));
        if (chat.State == "stopped")
            lines.Add(words.Html("why-not.stopped"));
        lines.AddRange(await DifferingAsync(session, turn, cancellationToken));
        lines.AddRange(Held(turn, chat, held, now));

        List<IReadOnlyList<Button>> rows = undo is null ? [] : [[Buttons.Undo(turn, undo)]];
        if (held.Sum(group => group.Count) is > 0 and var count)
            rows.Add([Buttons.Press(words.Say("digest.send-now", ("count", count)), Verbs.Digest, DigestCommand.Send, style: ButtonStyle.Primary)]);
        rows.AddRange(Buttons.InRowsOf(2, Rhythms.Select(rhythm =>
            Buttons.Press((rhythm == times.Rhythm ? "✅ " : "") + TimesText.Short(words, rhythm), Verbs.Digest, RhythmNames.Of(rhythm)))));
        if (times.Rhythm is Rhythm.Daily or Rhythm.Weekdays)
            rows.Add([Buttons.Press(words.Say("digest.times-button", ("times", TimesText.Of(words, times.DigestAt))), Verbs.Digest, DigestCommand.Times)]);
        rows.Add([QuietScreen.Opener(turn, chat), ZoneScreen.Opener(turn, chat, ZoneScreen.FromDigest)]);
        rows.Add([Buttons.Open(turn, "subscriptions")]);
        return new Screen((first.Length == 0 ? "" : first + "\n\n") + string.Join('\n', lines), new Keyboard(rows));
    }

    /// <summary>The full hours to tap, and other times that were typed; those chosen are marked.</summary>
    public static Screen Times(Turn turn, Chat chat)
    {
        var chosen = chat.Times.DigestAt.Count == 0 ? SendingTimes.UsualDigest : chat.Times.DigestAt;
        var buttons = Enumerable.Range(0, 24).Select(hour => (hour + 5) % 24 * 60).Concat(chosen.Where(minute => minute % 60 != 0))
            .Select(minute => Buttons.Press((chosen.Contains(minute) ? "✅ " : "") + TimesText.Clock(minute), Verbs.Digest, $"{DigestCommand.Toggle}{minute}"));
        return new Screen(turn.Words.Html("digest.choose-times"), new Keyboard(
            [.. Buttons.InRowsOf(TimesPerRow, buttons), [Buttons.Press(turn.Words.Say("button.back"), Verbs.Digest)]]));
    }

    // Subscriptions that come otherwise than the chat's.
    private static async Task<IReadOnlyList<string>> DifferingAsync(Session session, Turn turn, CancellationToken cancellationToken)
    {
        var differing = (await turn.Desk.Subscriptions.ForChatAsync(session, turn.Chat.ChatKey, cancellationToken))
            .Where(subscription => RhythmNames.Read(subscription.Rhythm) is not null || subscription.MayWake == 1).ToList();
        if (differing.Count == 0)
            return [];
        var lines = new List<string> { "", turn.Words.Html("digest.differing") };
        foreach (var subscription in differing.Take(MostDiffering))
        {
            var name = TelegramHtml.TruncatePlain(await Labels.OfAsync(session, turn, subscription, cancellationToken), 100);
            lines.Add($"• {TelegramHtml.Escape(name)}: {TelegramHtml.Escape(SubscriptionTimes.Short(turn, subscription))}");
        }
        if (differing.Count > MostDiffering)
            lines.Add(turn.Words.Html("digest.differing-more", ("count", (long)differing.Count - MostDiffering)));
        return lines;
    }

    private static IEnumerable<string> Held(Turn turn, Chat chat, IReadOnlyList<HeldDeliveries> held, long now)
    {
        if (held.Count == 0)
            yield break;
        yield return "";
        foreach (var group in held.Take(MostMoments))
            yield return turn.Words.Html("digest.held", ("count", group.Count), ("moment", TimesText.Moment(turn.Words, group.NotBefore, now, chat.TimeZone)));
        if (held.Count > MostMoments)
            yield return turn.Words.Html("digest.held-later", ("count", held.Skip(MostMoments).Sum(group => group.Count)));
    }
}
