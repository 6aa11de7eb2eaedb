using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;
using NewsBot.Core.Wording;

namespace NewsBot.Core.Conversation;

/// <summary>/settings: one message whose labels are the state; each tap edits it.</summary>
internal static class SettingsCommand
{
    private const string Pictures = "pictures";
    private const string Summary = "summary";
    private const string Sound = "sound";
    private const string Interface = "lang";
    private const string Reading = "read";
    private const string Every = "all";
    private const int LanguagesPerRow = 2;
    private const int MostLanguages = 24;

    public static Task<Decision> RunAsync(Turn turn, string argument, CancellationToken cancellationToken) =>
        Task.FromResult(Decide.To(Answer.Show(Main(turn, turn.Chat))));

    /// <summary>Key: the setting; argument: the choice, or empty to open its choices.</summary>
    public static Task<Decision> PressAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) => Decide.In(async (session, cancellation) =>
    {
        // Read again in the transaction: two quick taps must not undo each other.
        var chat = await turn.Desk.Chats.GetAsync(session, turn.Chat.ChatKey, cancellation) ?? turn.Chat;
        switch (data.Key)
        {
            case "":
                return Answer.Show(Main(turn, chat));
            case Interface when data.Argument.Length == 0:
                return Answer.Show(InterfaceLanguages(turn, chat));
            case Reading when data.Argument.Length == 0:
                return Answer.Show(await ReadingLanguagesAsync(session, turn, chat, cancellation));
        }
        if (!Change(chat, data))
            return Answers.OldMenu(turn, "settings");
        await turn.Desk.Chats.UpdateSettingsAsync(session, chat, cancellation);
        turn.SpeakIn(chat.Language);
        return data.Key == Reading
            ? Answer.Show(await ReadingLanguagesAsync(session, turn, chat, cancellation))
            : Answer.Show(Main(turn, chat), turn.Words.Say("settings.saved"));
    });

    /// <summary>An owner makes an invitation for one person or group.</summary>
    public static Task<Decision> InviteAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) => Decide.In(async (session, cancellation) =>
    {
        if (turn.Desk.AccessOptions.Mode is not AccessMode.Invite)
            return Answer.OnlyToast(turn.Words.Say("invite.not-needed"), alert: true);
        var code = await turn.Desk.Access.CreateInviteAsync(session, turn.Bot.BotId, cancellation);
        var link = turn.StartLink("invite-" + code);
        return Answer.Say(new Screen(turn.Words.Html("invite.link", ("link", link), ("count", (long)AccessStore.InviteLifetime.TotalDays))));
    });

    private static bool Change(Chat chat, ButtonData data)
    {
        switch (data.Key)
        {
            case Pictures:
                chat.Pictures = 1 - chat.Pictures;
                return true;
            case Summary:
                chat.Summary = 1 - chat.Summary;
                return true;
            case Sound:
                chat.Sound = 1 - chat.Sound;
                return true;
            case Interface when Words.Languages.Contains(data.Argument):
                (chat.Language, chat.LanguageChosen) = (data.Argument, 1);
                return true;
            case Reading when data.Argument == Every:
                chat.ReadingLanguages = "";
                return true;
            case Reading when data.Argument.Length is >= 2 and <= 8:
                chat.ReadingLanguages = ReadingLanguages.Toggle(chat.ReadingLanguages, data.Argument);
                return true;
            default:
                return false;
        }
    }

    /// <summary>The settings as they are; with an Undo of what was just done, or null.</summary>
    public static Screen Main(Turn turn, Chat chat, string? undo = null)
    {
        var words = turn.Words;
        var reading = chat.Languages.Count == 0 ? words.Say("settings.every-language") : string.Join(", ", chat.Languages.Select(Words.NameOf));
        var rows = new List<IReadOnlyList<Button>>
        {
            new[] { Toggle(words.Say("settings.pictures"), Pictures, chat.Pictures), Toggle(words.Say("settings.summary"), Summary, chat.Summary) },
            new[] { Toggle(words.Say("settings.sound"), Sound, chat.Sound) },
            new[] { Buttons.Press(words.Say("settings.rhythm", ("rhythm", TimesText.Short(words, chat.Times.Rhythm))), Verbs.Digest), QuietScreen.Opener(turn, chat) },
            new[] { ZoneScreen.Opener(turn, chat, ZoneScreen.FromSettings) },
            new[] { Set("📖 " + words.Say("settings.reading", ("languages", reading)), Reading) },
            new[] { Set("🌍 " + words.Say("settings.interface", ("language", Words.NameOf(words.Language))), Interface) },
            new[] { Buttons.Open(turn, "subscriptions") },
        };
        if (turn.IsOwner && turn.Desk.AccessOptions.Mode is AccessMode.Invite)
            rows.Add([Buttons.Press(words.Say("button.invite"), Verbs.Invite)]);
        rows.Add([Buttons.Open(turn, "export"), DeleteDataCommand.Button(turn)]);
        if (undo is not null)
            rows.Insert(0, [Buttons.Undo(turn, undo)]);
        return new Screen(words.Html("settings.title"), new Keyboard(rows));
    }

    private static Screen InterfaceLanguages(Turn turn, Chat chat) => new(
        turn.Words.Html("settings.choose-interface"),
        new Keyboard(
        [
            [.. Words.Languages.Select(language => Set((language == chat.Language ? "✅ " : "") + Words.NameOf(language), Interface, language))],
            [Back(turn)],
        ]));

    private static async Task<Screen> ReadingLanguagesAsync(Session session, Turn turn, Chat chat, CancellationToken cancellationToken)
    {
        // What the sources here are written in, and what was chosen before.
        var feeds = await SourcesInSight.OfAsync(session, turn, cancellationToken);
        var offered = chat.Languages.Concat(Words.Languages).Concat(feeds.Select(feed => feed.Language).OfType<string>().Order(StringComparer.Ordinal))
            .Distinct().Take(MostLanguages)
            .Select(language => Toggle(Words.NameOf(language), Reading, chat.Languages.Contains(language) ? 1 : 0, language));
        return new Screen(turn.Words.Html("settings.choose-reading"), new Keyboard(
        [
            [Toggle(turn.Words.Say("settings.every-language"), Reading, chat.Languages.Count == 0 ? 1 : 0, Every)],
            .. Buttons.InRowsOf(LanguagesPerRow, offered),
            [Back(turn)],
        ]));
    }

    private static Button Toggle(string label, string setting, long on, string choice = "") => Set((on == 1 ? "✅ " : "⬜ ") + label, setting, choice);

    private static Button Set(string label, string setting, string choice = "") => Buttons.Press(label, Verbs.Setting, setting, choice);

    private static Button Back(Turn turn) => Buttons.Press(turn.Words.Say("button.back"), Verbs.Setting);
}
