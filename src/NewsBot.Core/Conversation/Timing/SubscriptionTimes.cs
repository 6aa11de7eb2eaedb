using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>The screen of one subscription: a rhythm of its own, and whether it may wake. Opened from /subscriptions.</summary>
internal static class SubscriptionTimes
{
    private const string AsChat = "chat";
    private const string Wake = "wake";

    private static readonly Rhythm[] Rhythms = [Rhythm.AtOnce, Rhythm.Hourly, Rhythm.Daily, Rhythm.Weekdays];

    /// <summary>The button beside a subscription in the list, with what differs there from the chat.</summary>
    public static Button Opener(Turn turn, Subscription subscription, int page) =>
        Buttons.Press($"⏱ {Short(turn, subscription)}".TrimEnd(), Verbs.SubscriptionTimes, ButtonKey.Of(subscription.SubscriptionId), $"{page}");

    /// <summary>"Hourly, ⏰": what differs from the chat; empty: nothing.</summary>
    public static string Short(Turn turn, Subscription subscription)
    {
        var rhythm = RhythmNames.Read(subscription.Rhythm) is { } own ? TimesText.Short(turn.Words, own) : "";
        return subscription.MayWake == 0 ? rhythm : (rhythm + " ⏰").TrimStart();
    }

    /// <summary>Key: the subscription. Argument: the page of the list, and after a comma what to change.</summary>
    public static Task<Decision> PressAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) => Decide.In(async (session, cancellation) =>
    {
        var parts = data.Argument.Split(',', 2);
        var page = Buttons.PageIn(parts[0]);
        var mine = await turn.Desk.Subscriptions.ForChatAsync(session, turn.Chat.ChatKey, cancellation);
        if (ButtonKey.Parse(data.Key) is not { } id || mine.FirstOrDefault(each => each.SubscriptionId == id) is not { } subscription)
            return Answer.Show(await SubscriptionsCommand.ScreenAsync(session, turn, page, null, null, cancellation), turn.Words.Say("subscriptions.gone"));
        if (parts is not [_, var wish])
            return Answer.Show(await ScreenAsync(session, turn, subscription, page, cancellation));
        switch (wish)
        {
            case Wake:
                subscription.MayWake = 1 - subscription.MayWake;
                break;
            case AsChat:
                subscription.Rhythm = null;
                break;
            case var name when RhythmNames.Read(name) is { } rhythm:
                subscription.Rhythm = RhythmNames.Of(rhythm);
                break;
            default:
                return Answers.OldMenu(turn, "subscriptions");
        }
        await turn.Desk.Subscriptions.SetTimesAsync(session, subscription, cancellation);
        await turn.Desk.Rescheduling.ChatAsync(session, turn.Chat.ChatKey, cancellation);
        return Answer.Show(await ScreenAsync(session, turn, subscription, page, cancellation), turn.Words.Say("settings.saved"));
    });

    private static async Task<Screen> ScreenAsync(Session session, Turn turn, Subscription subscription, int page, CancellationToken cancellationToken)
    {
        var words = turn.Words;
        var times = turn.Chat.Times;
        var own = RhythmNames.Read(subscription.Rhythm);
        var mayWake = subscription.MayWake == 1;
        var lines = new List<string> { words.Html("subscription.title", ("name", TelegramHtml.TruncatePlain(await Labels.OfAsync(session, turn, subscription, cancellationToken), 200))) };
        // What may wake waits for no time at all.
        if (mayWake)
            lines.Add(words.Html(turn.Chat.IsPrivate ? "subscription.wakes" : "subscription.wakes-group"));
        else
        {
            lines.Add(TelegramHtml.Escape(TimesText.Sentence(words, own ?? times.Rhythm, times.DigestAt)));
            if (times.Quiet is { } quiet)
                lines.Add(words.Html("quiet.line", ("from", TimesText.Clock(quiet.From)), ("until", TimesText.Clock(quiet.Until))));
        }
        return new Screen(string.Join('\n', lines), new Keyboard(
        [
            [Choice(words.Say("subscription.as-chat", ("rhythm", TimesText.Short(words, times.Rhythm))), own is null, AsChat)],
            .. Buttons.InRowsOf(2, Rhythms.Select(rhythm => Choice(TimesText.Short(words, rhythm), own == rhythm, RhythmNames.Of(rhythm)))),
            [Press((mayWake ? "✅ " : "⬜ ") + words.Say(turn.Chat.IsPrivate ? "subscription.may-wake" : "subscription.may-wake-group"), Wake)],
            [Buttons.Press(words.Say("button.leave"), Verbs.Unsubscribe, ButtonKey.Of(subscription.SubscriptionId), $"{page}"), Buttons.Press(words.Say("button.back"), Verbs.Subscriptions, $"{page}")],
        ]));

        Button Choice(string label, bool chosen, string wish) => Press((chosen ? "✅ " : "") + label, wish);

        Button Press(string label, string wish) => Buttons.Press(label, Verbs.SubscriptionTimes, ButtonKey.Of(subscription.SubscriptionId), $"{page},{wish}");
    }
}
