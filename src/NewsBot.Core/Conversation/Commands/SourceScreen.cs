using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>One source: how it is doing, and buttons to follow, mute or remove it. The argument says which list it was opened from.</summary>
internal static class SourceScreen
{
    public static Task<Decision> OpenAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) =>
        WithFeed(turn, data, async (session, feed, cancellation) => Answer.Show(await ScreenAsync(session, turn, feed, data.Argument, null, cancellation)));

    /// <summary>Follows the source, or leaves it.</summary>
    public static Task<Decision> FollowAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) => WithFeed(turn, data, async (session, feed, cancellation) =>
    {
        var name = ("name", (object)feed.Title);
        var subject = Subject.Feed(feed.FeedId);
        if (await turn.Desk.Subscriptions.FindAsync(session, turn.Destination.DestinationId, subject, cancellation) is { } subscription)
        {
            await Effects.EndSubscriptionAsync(session, turn, subscription.SubscriptionId, cancellation);
            return await ShowAsync(session, turn, feed, data, turn.Words.Say("topics.left", name), new UndoSteps { RestoreSubscriptions = [subscription.SubscriptionId], Then = "sources" }, cancellation);
        }
        switch (await Effects.SubscribeAsync(session, turn, subject, cancellation))
        {
            case SubscribeResult.LimitReached limit:
                return Answer.OnlyToast(turn.Words.Say("subscribe.limit", ("count", (long)limit.Limit)), alert: true);
            case SubscribeResult.Added added:
                return await ShowAsync(session, turn, feed, data, turn.Words.Say("topics.followed", name), new UndoSteps { EndSubscriptions = [added.Subscription.SubscriptionId], Stop = added.Resumed, Then = "sources" }, cancellation);
            case SubscribeResult.AlreadyThere:
                return await ShowAsync(session, turn, feed, data, turn.Words.Say("topics.followed", name), null, cancellation);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    });

    /// <summary>Mutes the source here, or ends that.</summary>
    public static Task<Decision> MuteAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) => WithFeed(turn, data, async (session, feed, cancellation) =>
    {
        var name = ("name", (object)feed.Title);
        if (await MuteOfAsync(session, turn, feed, cancellation) is { } mute)
        {
            await Effects.EndMuteAsync(session, turn, mute.MuteId, cancellation);
            return await ShowAsync(session, turn, feed, data, turn.Words.Say("sources.unmuted", name), new UndoSteps { RestoreMutes = [mute.MuteId], Then = "sources" }, cancellation);
        }
        var muted = await Effects.MuteAsync(session, turn, Subject.Feed(feed.FeedId), cancellation);
        return await ShowAsync(session, turn, feed, data, turn.Words.Say("sources.muted", name), new UndoSteps { EndMutes = [muted.MuteId], Then = "sources" }, cancellation);
    });

    /// <summary>Takes an own feed away.</summary>
    public static Task<Decision> RemoveAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) => WithFeed(turn, data, async (session, feed, cancellation) =>
    {
        var undo = new UndoSteps { Then = "sources" };
        await Effects.RemoveOwnFeedAsync(session, turn, feed.FeedId, undo, cancellation);
        var key = await Undo.SaveAsync(session, turn, undo, cancellation);
        var said = turn.Words.Say("sources.removed", ("name", feed.Title));
        return Answer.Show(new Screen(TelegramHtml.Escape(said), Keyboard.Of([Buttons.Undo(turn, key)], [Buttons.Go(turn, "sources")])), said);
    });

    /// <summary>The source after something was done to it.</summary>
    public static async Task<Answer> AfterAsync(Session session, Turn turn, long feedId, string from, string? undo, string toast, CancellationToken cancellationToken) =>
        await ChatFeedNames.FindFeedAsync(session, turn.Chat.ChatKey, feedId, cancellationToken) is { } feed
            ? Answer.Show(await ScreenAsync(session, turn, feed, from, undo, cancellationToken), toast)
            : Answers.OldMenu(turn, "sources");

    private static async Task<Answer> ShowAsync(Session session, Turn turn, Feed feed, ButtonData data, string toast, UndoSteps? undo, CancellationToken cancellationToken)
    {
        var key = undo is null ? null : await Undo.SaveAsync(session, turn, undo, cancellationToken);
        return Answer.Show(await ScreenAsync(session, turn, feed, data.Argument, key, cancellationToken), toast);
    }

    // A source that this chat may not see (any more) is not there for it.
    private static Task<Decision> WithFeed(Turn turn, ButtonData data, Func<Session, Feed, CancellationToken, Task<Answer>> act) => Decide.In(async (session, cancellation) =>
        ButtonKey.Parse(data.Key) is { } named && (await FeedStore.FindAsync(session, named, cancellation))?.FeedId is { } id
            && (await SourcesInSight.OfAsync(session, turn, cancellation)).FirstOrDefault(feed => feed.FeedId == id) is { } feed
            ? await act(session, feed, cancellation)
            : Answers.OldMenu(turn, "sources"));

    private static async Task<Screen> ScreenAsync(Session session, Turn turn, Feed feed, string from, string? undo, CancellationToken cancellationToken)
    {
        var words = turn.Words;
        var key = ButtonKey.Of(feed.FeedId);
        var follows = await turn.Desk.Subscriptions.FindAsync(session, turn.Destination.DestinationId, Subject.Feed(feed.FeedId), cancellationToken) is not null;
        var mutes = await MuteOfAsync(session, turn, feed, cancellationToken) is not null;
        var target = await TargetAsync(session, turn, feed, from, cancellationToken);
        var rows = new List<IReadOnlyList<Button>>();
        if (undo is not null)
            rows.Add([Buttons.Undo(turn, undo)]);
        rows.Add(
        [
            Buttons.Press(words.Say(follows ? "button.leave" : "button.follow"), Verbs.FollowSource, key, from),
            Buttons.Press(words.Say(mutes ? "button.unmute" : "button.mute"), Verbs.MuteSource, key, from),
        ]);
        if (target is not null)
            rows.AddRange(FeedActions.Rows(turn, target));
        var list = from.Split('.', 2);
        rows.Add([Buttons.Press(words.Say("button.back"), Verbs.Sources, list[0], list.ElementAtOrDefault(1) ?? "")]);
        return new Screen(string.Join('\n', await SourceState.LinesAsync(session, turn, feed, target, cancellationToken)), new Keyboard(rows));
    }

    // What the person may do with the feed itself: an owner with one of the catalogue, in private; a chat with its own.
    private static async Task<FeedTarget?> TargetAsync(Session session, Turn turn, Feed feed, string from, CancellationToken cancellationToken) =>
        turn.IsOwner && turn.Chat.IsPrivate && feed.InCatalogue == 1
            ? await FeedTarget.FindAsync(session, feed.FeedId, 0, from, cancellationToken)
            : await FeedTarget.FindAsync(session, feed.FeedId, turn.Chat.ChatKey, from, cancellationToken);

    private static async Task<Mute?> MuteOfAsync(Session session, Turn turn, Feed feed, CancellationToken cancellationToken) =>
        (await turn.Desk.Mutes.ForDestinationAsync(session, turn.Destination.DestinationId, cancellationToken)).FirstOrDefault(mute => mute.FeedId == feed.FeedId);
}
