using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;
using NewsBot.Core.Wording;

namespace NewsBot.Core.Conversation;

/// <summary>/status: how the bot is, for its owners. For everybody else there is no such command.</summary>
internal static class StatusCommand
{
    private const double Megabyte = 1024 * 1024;

    public static async Task<Decision> RunAsync(Turn turn, string argument, CancellationToken cancellationToken)
    {
        var now = turn.Desk.Time.NowMilliseconds();
        // Read before the transaction: counting must not keep writers waiting.
        var (figures, store) = await turn.Desk.Database.ReadAsync(async session => (
            await BotFigures.ReadAsync(session, turn.Bot.BotId, now, turn.Chat.TimeZone, turn.Desk.Sending, cancellationToken),
            await StoreFigures.ReadAsync(session, cancellationToken)), cancellationToken);
        return async (session, cancellation) => Answer.Show(new Screen(
            string.Join('\n', Lines(turn, figures, store, now)), new Keyboard(await ButtonsAsync(session, turn, cancellation))));
    }

    private static IEnumerable<string> Lines(Turn turn, BotFigures figures, StoreFigures store, long now)
    {
        var words = turn.Words;
        yield return words.Html("status.title", ("version", BotFigures.Version));
        yield return "";
        yield return words.Html("status.readers", ("active", figures.Readers.In("active")), ("new", figures.Readers.New), ("blocked", figures.Readers.Blocked));
        if (figures.Readers.In("stopped") + figures.Readers.In("suspended") > 0)
            yield return words.Html("status.away", ("stopped", figures.Readers.In("stopped")), ("suspended", figures.Readers.In("suspended")));
        yield return "";
        foreach (var line in Queue(turn, figures.Ledger, now))
            yield return line;
        yield return "";
        yield return words.Html("status.feeds", ("feeds", figures.Feeds.All), ("failing", figures.Feeds.Failing));
        foreach (var feed in figures.Feeds.Worst)
            yield return "• " + (feed.Since is { } since
                ? words.Html("status.feed-since", ("name", FeedLine.Of(feed.Title)), ("moment", Moment(turn, since)))
                : TelegramHtml.Escape(FeedLine.Of(feed.Title)));
        yield return "";
        yield return figures.Ledger.Waits is [var last, ..]
            ? words.Html(last.WholeBot ? "status.flood-bot" : "status.flood-chat", ("moment", Moment(turn, last.AskedAt)), ("span", TimeSpan.FromMilliseconds(last.Until - last.AskedAt)))
            : words.Html("status.flood-none");
        yield return figures.Ledger.Leader is { } leader ? words.Html("status.leader", ("node", leader)) : words.Html("status.leader-none");
        yield return words.Html("status.store", ("size", (long)Math.Ceiling(store.Bytes / Megabyte)), ("articles", store.Articles));
    }

    private static IEnumerable<string> Queue(Turn turn, LedgerFigures ledger, long now)
    {
        var words = turn.Words;
        if (ledger.BotPausedUntil is { } nothing)
            yield return words.Html("status.bot-paused", ("moment", Moment(turn, nothing)));
        yield return ledger.Now.Oldest is { } oldest
            ? words.Html(
                "status.queue", ("due", ledger.Now.Due), ("places", ledger.Now.Places), ("oldest", Moment(turn, oldest)),
                ("span", ledger.Now.ForAll + TimeSpan.FromMilliseconds(Math.Max(0, (ledger.BotPausedUntil ?? now) - now))))
            : words.Html("status.queue-empty");
        if (ledger.HeldUntil is { } held)
            yield return words.Html("status.held", ("held", ledger.Held), ("moment", Moment(turn, held)));
        if (ledger.PausedUntil is { } paused)
            yield return words.Html("status.paused", ("paused", ledger.Paused), ("chats", ledger.PausedChats), ("moment", Moment(turn, paused)));
        if (ledger.Queued + ledger.Flight + ledger.Unsure > 0)
            yield return words.Html("status.messages", ("queued", ledger.Queued), ("flight", ledger.Flight), ("unsure", ledger.Unsure));
        if (ledger.Dropped + ledger.DroppedUnsure > 0)
            yield return words.Html("status.dropped", ("unsure", ledger.DroppedUnsure), ("dropped", ledger.Dropped));
    }

    private static async Task<IReadOnlyList<IReadOnlyList<Button>>> ButtonsAsync(Session session, Turn turn, CancellationToken cancellationToken)
    {
        var rows = new List<IReadOnlyList<Button>>();
        if (await SourcesCommand.TroubledButtonAsync(session, turn, cancellationToken) is { } troubled)
            rows.Add([troubled]);
        rows.Add([Buttons.Press(turn.Words.Say("button.refresh"), Verbs.Go, "status"), Buttons.Open(turn, "sources")]);
        return rows;
    }

    private static Markup Moment(Turn turn, long at) => MomentMarkup.Of(turn.Words, turn.Chat, at, "dt");
}
