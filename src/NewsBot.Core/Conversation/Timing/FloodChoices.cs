using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>What is offered where very much comes: one digest a day, narrower subscriptions, or to keep it so.</summary>
internal static class FloodChoices
{
    private const int MostShown = 6;
    private static readonly TimeSpan LookedBack = TimeSpan.FromDays(1);

    /// <summary>All of it once a day; the times can be changed at once.</summary>
    public static Task<Decision> DigestAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) => Decide.In(async (session, cancellation) =>
    {
        var (chat, before) = await TimesChange.ApplyAsync(session, turn, chat => chat.Rhythm = RhythmNames.Of(Rhythm.Daily), cancellation);
        var undo = await TimesChange.UndoAsync(session, turn, before, "digest", cancellation);
        return Answer.Show(await TimesScreen.MainAsync(session, turn, chat, TimesChange.GuessNote(turn, chat, before), undo, cancellation), TimesText.Sentence(turn.Words, Rhythm.Daily, chat.Times.DigestAt));
    });

    /// <summary>What brought the most, each to be made narrower; a source, which has no words, to come at other times.</summary>
    public static Task<Decision> NarrowAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) => Decide.In(async (session, cancellation) =>
    {
        var live = (await turn.Desk.Subscriptions.ForChatAsync(session, turn.Chat.ChatKey, cancellation)).ToDictionary(subscription => subscription.SubscriptionId);
        var since = turn.Desk.Time.NowMilliseconds() - (long)LookedBack.TotalMilliseconds;
        var most = (await turn.Desk.Deliveries.SinceAsync(session, turn.Chat.ChatKey, since, cancellation))
            .SelectMany(delivery => delivery.SubscriptionIds).Where(live.ContainsKey)
            .CountBy(id => id).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Take(MostShown).ToList();
        if (most.Count == 0)
            return Answer.Show(await SubscriptionsCommand.ScreenAsync(session, turn, 0, null, null, cancellation));
        var rows = new List<IReadOnlyList<Button>>();
        foreach (var (id, count) in most)
        {
            var label = $"{TelegramHtml.TruncatePlain(await Labels.OfAsync(session, turn, live[id], cancellation), 30)} · {count}";
            rows.Add([await ButtonAsync(session, turn, live[id], label, cancellation)]);
        }
        rows.Add([Buttons.Open(turn, "subscriptions"), Buttons.Open(turn, "digest")]);
        return Answer.Show(new Screen(turn.Words.Html("flood.which"), new Keyboard(rows)));
    });

    /// <summary>It stays as it is, and is not offered again for a while.</summary>
    public static Task<Decision> KeepAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) => Decide.In(async (session, cancellation) =>
    {
        var until = turn.Desk.Time.NowMilliseconds() + (long)FloodSilence.Kept.TotalMilliseconds;
        await session.ExecuteAsync("UPDATE chat SET flood_kept_until = @until WHERE chat_key = @ChatKey", new { until, turn.Chat.ChatKey }, cancellation);
        return Answer.Show(new Screen(
            turn.Words.Html("flood.kept", ("most", (long)FloodSilence.Most), ("count", (long)FloodSilence.Kept.TotalDays)), Keyboard.Of([Buttons.Open(turn, "digest")])));
    });

    private static async Task<Button> ButtonAsync(Session session, Turn turn, Subscription subscription, string label, CancellationToken cancellationToken)
    {
        var wish = subscription.TopicKey is { } key ? (await turn.Desk.Topics.GetAsync(session, key, cancellationToken))?.Query : subscription.Query;
        return wish is null
            ? Buttons.Press(label, Verbs.SubscriptionTimes, ButtonKey.Of(subscription.SubscriptionId), "0")
            : await NarrowChoices.OpenerAsync(session, turn, new NarrowState { SubscriptionId = subscription.SubscriptionId, Wish = wish }, cancellationToken, "✂️ " + label);
    }
}
