using System.Globalization;
using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>Quiet hours: on and off, from and until in a tap each; other hours one tap further.</summary>
internal static class QuietScreen
{
    private const string On = "on";
    private const string Off = "off";
    private const string More = "more";
    private const char From = 'f';
    private const char Until = 'u';
    private const char ThenUntil = 'm';
    private const int PerRow = 6;

    private static readonly int[] Evenings = [20, 21, 22, 23, 0];
    private static readonly int[] Mornings = [5, 6, 7, 8, 9];

    /// <summary>The button that opens it, with how it is.</summary>
    public static Button Opener(Turn turn, Chat chat) => Buttons.Press(
        chat.Times.Quiet is { } quiet ? turn.Words.Say("quiet.button", ("hours", TimesText.Of(quiet))) : turn.Words.Say("quiet.button-off"), Verbs.Quiet);

    /// <summary>Key: on, off, more, or a letter and a minute of the day; the argument says which of all hours is the first.</summary>
    public static Task<Decision> PressAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) => Decide.In(async (session, cancellation) =>
    {
        switch (data.Key)
        {
            case "":
                return Answer.Show(Main(turn, await TimesChange.ReadAsync(session, turn, cancellation)));
            case More:
                return Answer.Show(AllHours(turn, null));
        }
        if (data.Key[0] == ThenUntil && MinuteIn(data.Key[1..]) is { } from)
        {
            if (data.Argument.Length == 0)
                return Answer.Show(AllHours(turn, from));
            if (MinuteIn(data.Argument) is not { } until || until == from)
                return Answers.OldMenu(turn, "settings");
            return await ChangeAsync(chat => (chat.QuietFrom, chat.QuietUntil) = (from, until));
        }
        if (Change(data.Key) is not { } change)
            return Answers.OldMenu(turn, "settings");
        return await ChangeAsync(change);

        async Task<Answer> ChangeAsync(Action<Chat> change)
        {
            var (chat, before) = await TimesChange.ApplyAsync(session, turn, change, cancellation);
            var toast = chat.Times.Quiet is { } quiet
                ? turn.Words.Say("quiet.set", ("from", TimesText.Clock(quiet.From)), ("until", TimesText.Clock(quiet.Until)))
                : turn.Words.Say("quiet.unset");
            return Answer.Show(Main(turn, chat, TimesChange.GuessNote(turn, chat, before)), toast);
        }
    });

    // One end at a time; the other is the usual one where there was none, or where both would be the same.
    private static Action<Chat>? Change(string key) => key switch
    {
        On => chat => Set(chat, chat.Times.Quiet ?? NightOffer.Night),
        Off => chat => (chat.QuietFrom, chat.QuietUntil) = (null, null),
        [From, .. var minute] when MinuteIn(minute) is { } from => chat =>
            Set(chat, (chat.Times.Quiet is { } quiet && quiet.Until != from ? quiet : NightOffer.Night) with { From = from }),
        [Until, .. var minute] when MinuteIn(minute) is { } until => chat =>
            Set(chat, (chat.Times.Quiet is { } quiet && quiet.From != until ? quiet : NightOffer.Night) with { Until = until }),
        _ => null,
    };

    private static void Set(Chat chat, QuietHours quiet)
    {
        if (quiet.From != quiet.Until)
            (chat.QuietFrom, chat.QuietUntil) = (quiet.From, quiet.Until);
    }

    private static Screen Main(Turn turn, Chat chat, string guessed = "")
    {
        var (words, quiet, now) = (turn.Words, chat.Times.Quiet, turn.Desk.Time.NowMilliseconds());
        var text = quiet is { } hours
            ? words.Html("quiet.title", ("from", TimesText.Clock(hours.From)), ("until", TimesText.Clock(hours.Until)))
            : words.Html("quiet.title-off");
        if (guessed.Length > 0)
            text += "\n" + guessed;
        else if (chat.TimeZone is not null)
            text += "\n" + words.Html("zone.line", ("place", TimesText.Place(words, chat.TimeZone)), ("clock", TimesText.Now(chat.TimeZone, now)));
        return new Screen(text, new Keyboard(
        [
            [Buttons.Press((quiet is null ? "⬜ " : "✅ ") + words.Say("quiet.switch"), Verbs.Quiet, quiet is null ? On : Off)],
            [.. Evenings.Select(hour => Hour("🌙", hour, From, quiet?.From))],
            [.. Mornings.Select(hour => Hour("☀️", hour, Until, quiet?.Until))],
            [Buttons.Press(words.Say("quiet.more"), Verbs.Quiet, More)],
            [ZoneScreen.Opener(turn, chat, ZoneScreen.FromQuiet)],
            [Buttons.Press(words.Say("button.back"), Verbs.Setting), Buttons.Press(words.Say("open.digest"), Verbs.Digest)],
        ]));
    }

    // First the hour they begin, then that of their end: every hour of the day, for those who sleep when others wake.
    private static Screen AllHours(Turn turn, int? from)
    {
        var hours = Enumerable.Range(0, 24).Select(hour => hour * 60).Where(minute => minute != from)
            .Select(minute => from is { } begin
                ? Buttons.Press(TimesText.Clock(minute), Verbs.Quiet, $"{ThenUntil}{begin}", $"{minute}")
                : Buttons.Press(TimesText.Clock(minute), Verbs.Quiet, $"{ThenUntil}{minute}"));
        var text = from is { } chosen ? turn.Words.Html("quiet.choose-until", ("from", TimesText.Clock(chosen))) : turn.Words.Html("quiet.choose-from");
        return new Screen(text, new Keyboard([.. Buttons.InRowsOf(PerRow, hours), [Buttons.Press(turn.Words.Say("button.back"), Verbs.Quiet, from is null ? "" : More)]]));
    }

    private static Button Hour(string sign, int hour, char end, int? chosen) => Buttons.Press(
        (chosen == hour * 60 ? "✅ " : sign + " ") + hour.ToString("00", CultureInfo.InvariantCulture), Verbs.Quiet, $"{end}{hour * 60}");

    private static int? MinuteIn(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minute) && minute < 24 * 60 ? minute : null;
}
