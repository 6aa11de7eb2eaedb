using System.Globalization;
using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>
/// The time zone in two taps: first what the clock on the wall shows, then the place among those with that clock, which keeps it
/// right over the changes to summer time. The likeliest by the chat's languages come first; nothing is typed.
/// </summary>
internal static class ZoneScreen
{
    /// <summary>Where it was opened from, and goes back to.</summary>
    public const string FromSettings = "s";
    public const string FromDigest = "d";
    public const string FromQuiet = "q";

    private const string All = "all";
    private const char OfClock = 'c';
    private const char Chosen = 'z';
    private const int Likely = 13;
    private const int ClocksPerRow = 4;
    private const int PlacesPerPage = 8;

    /// <summary>A screen of clocks that is older than this shows other times than there are.</summary>
    private const int MinutesOfUse = 30;

    /// <summary>The button that opens it, with the clock as it is.</summary>
    public static Button Opener(Turn turn, Chat chat, string from) =>
        Buttons.Press(TimesText.ZoneLabel(turn.Words, chat.TimeZone, turn.Desk.Time.NowMilliseconds()), Verbs.Zone, "", from);

    /// <summary>Key: empty, all, a clock or a zone. Argument: where from, then the page, then when the clocks were shown.</summary>
    public static Task<Decision> PressAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) => Decide.In(async (session, cancellation) =>
    {
        var parts = data.Argument.Split('.');
        var from = parts[0];
        if (data.Key is "" or All)
            return Answer.Show(Clocks(turn, from, data.Key == All));
        if (data.Key[0] == Chosen && LocalClock.Knows(data.Key[1..]) && Places.Find(data.Key[1..]) is { } place)
            return await ChooseAsync(session, turn, place, from, cancellation);
        if (data.Key[0] != OfClock || !int.TryParse(data.Key.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var ahead))
            return Answers.OldMenu(turn, "settings");
        // The clocks on the buttons had stopped; where they stood says nothing any more.
        if (ButtonKey.Parse(parts.ElementAtOrDefault(2) ?? "") is not { } shown || Math.Abs(MinuteNow(turn) - shown) > MinutesOfUse)
            return Answer.Show(Clocks(turn, from, false), turn.Words.Say("zone.stopped"));
        var face = ClockFaces.At(turn.Desk.Time.NowMilliseconds(), LanguagesOf(turn)).FirstOrDefault(face => face.Ahead == ahead);
        return face is null ? Answer.Show(Clocks(turn, from, false)) : Answer.Show(PlacesOf(turn, face, from, Buttons.PageIn(parts.ElementAtOrDefault(1) ?? ""), shown));
    });

    private static async Task<Answer> ChooseAsync(Session session, Turn turn, Place place, string from, CancellationToken cancellationToken)
    {
        var (chat, before) = await TimesChange.ApplyAsync(session, turn, chat => chat.TimeZone = place.Zone, cancellationToken);
        var said = turn.Words.Say("zone.set", ("place", place.NameIn(turn.Words.Language)), ("clock", TimesText.Now(place.Zone, turn.Desk.Time.NowMilliseconds())));
        var undo = await TimesChange.UndoAsync(session, turn, before, from == FromSettings ? "settings" : "digest", cancellationToken);
        var screen = from == FromSettings
            ? SettingsCommand.Main(turn, chat, undo)
            : await TimesScreen.MainAsync(session, turn, chat, "", undo, cancellationToken);
        return Answer.Show(screen, said);
    }

    private static Screen Clocks(Turn turn, string from, bool all)
    {
        var words = turn.Words;
        var faces = ClockFaces.At(turn.Desk.Time.NowMilliseconds(), LanguagesOf(turn));
        if (faces.Count == 0)
            return new Screen(words.Html("zone.none"), Keyboard.Of([Back(turn, from)]));
        // The likeliest on its own, the others along the day, as one looks for a time.
        var rows = new List<IReadOnlyList<Button>>();
        if (!all)
            rows.Add([Clock(turn, faces[0], from)]);
        rows.AddRange(Buttons.InRowsOf(ClocksPerRow, (all ? faces : faces.Skip(1).Take(Likely - 1)).OrderBy(face => face.Minute).Select(face => Clock(turn, face, from))));
        if (!all && faces.Count > Likely)
            rows.Add([Buttons.Press(words.Say("zone.more"), Verbs.Zone, All, from)]);
        rows.Add([all ? Buttons.Press(words.Say("button.back"), Verbs.Zone, "", from) : Back(turn, from)]);
        return new Screen(words.Html("zone.ask"), new Keyboard(rows));
    }

    private static Screen PlacesOf(Turn turn, ClockFace face, string from, int page, long shown)
    {
        var words = turn.Words;
        var last = (face.Places.Count - 1) / PlacesPerPage;
        page = Math.Clamp(page, 0, last);
        var buttons = face.Places.Skip(page * PlacesPerPage).Take(PlacesPerPage)
            .Select(place => Buttons.Press($"{place.Flag} {place.NameIn(words.Language)}", Verbs.Zone, Chosen + place.Zone, from));
        var paging = new List<Button>();
        if (page > 0)
            paging.Add(Page(turn, face, from, page - 1, shown, "button.previous"));
        if (page < last)
            paging.Add(Page(turn, face, from, page + 1, shown, "zone.more"));
        IReadOnlyList<IReadOnlyList<Button>> pagingRow = paging.Count == 0 ? [] : [paging];
        return new Screen(words.Html("zone.ask-place", ("clock", TimesText.Clock(face.Minute))), new Keyboard(
            [.. Buttons.InRowsOf(2, buttons), .. pagingRow, [Buttons.Press(words.Say("button.back"), Verbs.Zone, "", from)]]));
    }

    private static Button Clock(Turn turn, ClockFace face, string from) =>
        Buttons.Press(TimesText.Clock(face.Minute), Verbs.Zone, $"{OfClock}{face.Ahead}", $"{from}.0.{ButtonKey.Of(MinuteNow(turn))}");

    private static Button Page(Turn turn, ClockFace face, string from, int page, long shown, string label) =>
        Buttons.Press(turn.Words.Say(label), Verbs.Zone, $"{OfClock}{face.Ahead}", $"{from}.{page}.{ButtonKey.Of(shown)}");

    private static Button Back(Turn turn, string from) =>
        Buttons.Press(turn.Words.Say("button.back"), from switch { FromDigest => Verbs.Digest, FromQuiet => Verbs.Quiet, _ => Verbs.Setting });

    private static IReadOnlyList<string> LanguagesOf(Turn turn) => Places.LanguagesOf(turn.Chat, turn.Incoming.Sender.LanguageCode);

    private static long MinuteNow(Turn turn) => turn.Desk.Time.NowMilliseconds() / 60_000;
}
