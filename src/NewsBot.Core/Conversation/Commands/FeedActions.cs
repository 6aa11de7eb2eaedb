using NewsBot.Core.Delivery;
using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>What the buttons of a feed do: pause, resume, remove, open. From /sources its screen stays; a notice becomes the confirmation.</summary>
internal static class FeedActions
{
    public static Task<Decision> PauseAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) =>
        FeedTarget.ActAsync(turn, data, async (session, target, cancellation) =>
            await ConfirmAsync(session, turn, target, "health.paused", await FeedEffects.PauseAsync(session, turn, target, cancellation), cancellation), cancellationToken);

    public static Task<Decision> ResumeAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) =>
        FeedTarget.ActAsync(turn, data, async (session, target, cancellation) =>
            await ConfirmAsync(session, turn, target, "health.resumed", await FeedEffects.ResumeAsync(session, turn, target, cancellation), cancellation), cancellationToken);

    /// <summary>How it is, in a message of its own: the list of the notice stays.</summary>
    public static Task<Decision> OpenAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) =>
        FeedTarget.ActAsync(turn, data, async (session, target, cancellation) => Answer.Say(new Screen(
            string.Join('\n', await SourceState.LinesAsync(session, turn, target.Feed, target, cancellation)),
            new Keyboard(Rows(turn, target)))), cancellationToken);

    /// <summary>Takes it out of the catalogue, or from the chat's own.</summary>
    public static Task<Decision> RemoveAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) => FeedTarget.ActAsync(turn, data, async (session, target, cancellation) =>
    {
        var name = ("name", (object)target.Feed.Title);
        var html = turn.Words.Html(target.OwnerKey == 0 ? "health.removed" : "sources.removed", name);
        if (target.OwnerKey == 0)
        {
            var followers = await FollowersAsync(session, target.Feed.FeedId, cancellation);
            if (followers > 0)
                html += "\n" + turn.Words.Html("health.followers", ("count", followers));
            if (turn.Desk.FeedOptions.Sources.Any(source => Uri.TryCreate(source.Url, UriKind.Absolute, out var address) && address.AbsoluteUri == target.Feed.Url))
                html += "\n" + turn.Words.Html("health.in-settings");
        }

        var buttons = new List<IReadOnlyList<Button>>();
        if (await FeedEffects.RemoveAsync(session, turn, target, cancellation) is { } step)
            buttons.Add([Buttons.Undo(turn, await Undo.SaveAsync(session, turn, new UndoSteps { Feeds = [step], Then = "sources" }, cancellation))]);
        buttons.Add([Buttons.Go(turn, "sources")]);
        return Answer.Show(new Screen(html, new Keyboard(buttons)), turn.Words.Say("sources.removed-toast", name));
    }, cancellationToken);

    /// <summary>The buttons of a feed: a healthy one needs no try.</summary>
    public static List<IReadOnlyList<Button>> Rows(Turn turn, FeedTarget target)
    {
        var feed = target.Feed;
        var remove = FeedButtons.Remove(turn.Words, feed.FeedId, target.OwnerKey, target.From);
        if (feed.Kind != "polled")
            return [[remove]];
        var rows = new List<IReadOnlyList<Button>>();
        if (!target.Paused && SourceState.Of(feed, false) is not SourceHealth.Well)
            rows.Add([FeedButtons.Try(turn.Words, feed.FeedId, target.OwnerKey, target.From)]);
        rows.Add([FeedButtons.PauseOrResume(turn.Words, feed.FeedId, target.OwnerKey, target.Paused, target.From), remove]);
        return rows;
    }

    private static async Task<Answer> ConfirmAsync(Session session, Turn turn, FeedTarget target, string text, FeedStep? step, CancellationToken cancellationToken)
    {
        var toast = turn.Words.Say(text + "-toast", ("name", target.Feed.Title));
        var undo = step is null ? null : await Undo.SaveAsync(session, turn, new UndoSteps { Feeds = [step], Then = "sources" }, cancellationToken);
        if (target.From.Length > 0)
            return await SourceScreen.AfterAsync(session, turn, target.Feed.FeedId, target.From, undo, toast, cancellationToken);
        var now = (await FeedTarget.FindAsync(session, target.Feed.FeedId, target.OwnerKey, "", cancellationToken))!;
        var rows = Rows(turn, now);
        if (undo is not null)
            rows.Insert(0, [Buttons.Undo(turn, undo)]);
        return Answer.Show(new Screen(turn.Words.Html(text, ("name", target.Feed.Title)), new Keyboard(rows)), toast);
    }

    private static Task<long> FollowersAsync(Session session, long feedId, CancellationToken cancellationToken) => session.ScalarAsync<long>(
        """
        SELECT COUNT(DISTINCT d.chat_key) FROM subscription s JOIN destination d ON d.destination_id = s.destination_id
        WHERE s.feed_id = @feedId AND s.ended_at IS NULL
          AND NOT EXISTS (SELECT 1 FROM feed_chat fc WHERE fc.feed_id = @feedId AND fc.chat_key = d.chat_key)
        """, new { feedId }, cancellationToken);
}
