using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>/subscriptions: what this chat follows and what it muted, each removable by a tap.</summary>
internal static class SubscriptionsCommand
{
    private const int PageSize = 8;

    public static Task<Decision> RunAsync(Turn turn, string argument, CancellationToken cancellationToken) => Decide.In(
        async (session, cancellation) => Answer.Show(await ScreenAsync(session, turn, 0, null, null, cancellation)));

    public static Task<Decision> PageAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) => Decide.In(
        async (session, cancellation) => Answer.Show(await ScreenAsync(session, turn, Buttons.PageIn(data.Key), null, null, cancellation)));

    public static Task<Decision> RemoveAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) => Decide.In(async (session, cancellation) =>
    {
        if (ButtonKey.Parse(data.Key) is not { } id || await Effects.EndSubscriptionAsync(session, turn, id, cancellation) is not { } subscription)
            return Answer.Show(await ScreenAsync(session, turn, Buttons.PageIn(data.Argument), null, null, cancellation), turn.Words.Say("subscriptions.gone"));
        var stopped = turn.Words.Html("subscriptions.stopped", ("name", await Labels.OfAsync(session, turn, subscription, cancellation)));
        var undo = await Undo.SaveAsync(session, turn, new UndoSteps { RestoreSubscriptions = [id] }, cancellation);
        return Answer.Show(await ScreenAsync(session, turn, Buttons.PageIn(data.Argument), stopped, undo, cancellation), TelegramHtml.ToPlain(stopped));
    });

    public static Task<Decision> RemoveMuteAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) => Decide.In(async (session, cancellation) =>
    {
        if (ButtonKey.Parse(data.Key) is not { } id || await Effects.EndMuteAsync(session, turn, id, cancellation) is not { } mute)
            return Answer.Show(await ScreenAsync(session, turn, Buttons.PageIn(data.Argument), null, null, cancellation), turn.Words.Say("subscriptions.gone"));
        var unmuted = turn.Words.Html("mute.ended", ("name", await Labels.OfAsync(session, turn, mute, cancellation)));
        var undo = await Undo.SaveAsync(session, turn, new UndoSteps { RestoreMutes = [id] }, cancellation);
        return Answer.Show(await ScreenAsync(session, turn, Buttons.PageIn(data.Argument), unmuted, undo, cancellation), TelegramHtml.ToPlain(unmuted));
    });

    /// <summary>
    /// The list; with what was just done above it, and its Undo.
    /// <paramref name="done"/>: HTML, or null.
    /// <paramref name="undo"/>: key of the Undo, or null.
    /// </summary>
    public static async Task<Screen> ScreenAsync(Session session, Turn turn, int page, string? done, string? undo, CancellationToken cancellationToken)
    {
        var words = turn.Words;
        var entries = await EntriesAsync(session, turn, cancellationToken);
        var first = done is null ? "" : done + "\n\n";
        IReadOnlyList<IReadOnlyList<Button>> undoRow = undo is null ? [] : [[Buttons.Undo(turn, undo)]];
        if (entries.Count == 0)
            return new Screen(first + words.Html(turn.Chat.IsPrivate ? "subscriptions.none" : "subscriptions.none-group"), new Keyboard([.. undoRow, [Buttons.Open(turn, "topics"), Buttons.Open(turn, "sources")]]));

        var last = (entries.Count - 1) / PageSize;
        page = Math.Clamp(page, 0, last);
        var shown = entries.Skip(page * PageSize).Take(PageSize).ToList();
        var title = words.Html(turn.Chat.State == "stopped" ? "subscriptions.title-stopped" : "subscriptions.title", ("count", (long)entries.Count(entry => !entry.IsMute)));
        var rows = shown.Select(entry => Row(turn, entry, page));
        return new Screen($"{first}{title}\n\n{string.Join('\n', Lines(turn, shown))}", new Keyboard(
            [.. undoRow, .. rows, .. Buttons.Paging(turn, page, last, Verbs.Subscriptions), [Buttons.Open(turn, "topics"), Buttons.Open(turn, "latest")]]));
    }

    // A tap on a line removes it; beside a subscription stands when it comes.
    private static IReadOnlyList<Button> Row(Turn turn, Entry entry, int page)
    {
        var remove = Buttons.Press($"{(entry.IsMute ? "🔇" : "✖")} {entry.Label}", entry.IsMute ? Verbs.Unmute : Verbs.Unsubscribe, ButtonKey.Of(entry.Id), $"{page}");
        return entry.Subscription is { } subscription ? [remove, SubscriptionTimes.Opener(turn, subscription, page)] : [remove];
    }

    private static IEnumerable<string> Lines(Turn turn, IReadOnlyList<Entry> entries)
    {
        foreach (var entry in entries.Where(entry => !entry.IsMute))
            yield return "• " + TelegramHtml.Escape(entry.Label);
        if (!entries.Any(entry => entry.IsMute))
            yield break;
        yield return (entries.Any(entry => !entry.IsMute) ? "\n" : "") + turn.Words.Html("subscriptions.muted");
        foreach (var entry in entries.Where(entry => entry.IsMute))
            yield return "• " + TelegramHtml.Escape(entry.Label);
    }

    private static async Task<IReadOnlyList<Entry>> EntriesAsync(Session session, Turn turn, CancellationToken cancellationToken)
    {
        var entries = new List<Entry>();
        foreach (var subscription in await turn.Desk.Subscriptions.ForChatAsync(session, turn.Chat.ChatKey, cancellationToken))
            entries.Add(new Entry(subscription.SubscriptionId, TelegramHtml.TruncatePlain(await Labels.OfAsync(session, turn, subscription, cancellationToken), 200), subscription));
        foreach (var mute in await turn.Desk.Mutes.ForChatAsync(session, turn.Chat.ChatKey, cancellationToken))
            entries.Add(new Entry(mute.MuteId, TelegramHtml.TruncatePlain(await Labels.OfAsync(session, turn, mute, cancellationToken), 200), null));
        return entries;
    }

    private sealed record Entry(long Id, string Label, Subscription? Subscription)
    {
        public bool IsMute => Subscription is null;
    }
}
