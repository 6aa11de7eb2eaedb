using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>A tap on [🌙 Not at night] under an alert: quiet from 22:00 to 07:00 by the clock that is guessed, which can be corrected.</summary>
internal static class NightChoice
{
    public static Task<Decision> PressAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) => Decide.In(async (session, cancellation) =>
    {
        if (ButtonKey.Parse(data.Key) is not { } messageId)
            return Answers.OldMenu(turn, "settings");
        // A list has no other button than the one for what it folds.
        var isList = await turn.Desk.Messages.GetAsync(session, messageId, cancellation) is { Kind: MessageKind.List };
        var isFolded = isList && await MessageStories.ReadAsync(session, turn, messageId, cancellation) is { Stories: var stories } && stories.Any(story => story.Reports.Count > 1);
        var without = new Reply.Rebutton(isList ? new Keyboard(isFolded ? [[ListComposer.AllReports(messageId, turn.Words)]] : []) : await NewsChoices.ClosedAsync(session, turn, data.Key, cancellation, isOfferSettled: true));
        var words = turn.Words;
        var chat = await TimesChange.ReadAsync(session, turn, cancellation);
        if (chat.Times.Quiet is { } already)
            return new Answer([without], words.Say("quiet.set", ("from", TimesText.Clock(already.From)), ("until", TimesText.Clock(already.Until))));

        ChatTimes before;
        (chat, before) = await TimesChange.ApplyAsync(session, turn, chat => (chat.QuietFrom, chat.QuietUntil) = (NightOffer.Night.From, NightOffer.Night.Until), cancellation);
        var undo = await TimesChange.UndoAsync(session, turn, before, "settings", cancellation);
        var hours = new (string, object)[] { ("from", TimesText.Clock(NightOffer.Night.From)), ("until", TimesText.Clock(NightOffer.Night.Until)) };
        var text = words.Html("quiet.title", hours) + "\n" + words.Html(
            "night.clock", ("place", TimesText.Place(words, chat.TimeZone)), ("clock", TimesText.Now(chat.TimeZone, turn.Desk.Time.NowMilliseconds())));
        var screen = new Screen(text, Keyboard.Of(
            [Buttons.Press(words.Say("night.other-clock"), Verbs.Zone, "", ZoneScreen.FromQuiet)],
            [Buttons.Press(words.Say("night.other-hours"), Verbs.Quiet)],
            [Buttons.Undo(turn, undo)]));
        return new Answer([without, new Reply.Say(screen)], words.Say("quiet.set", hours));
    });
}
