using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>How far the adding of a file's feeds is. Stored, so that it goes on after a restart and is done once only.</summary>
internal sealed class OpmlProgress
{
    /// <summary>How many of the chosen feeds have been dealt with.</summary>
    public int Done { get; set; }
    public int Added { get; set; }
    public int There { get; set; }
    public int NoPlaceForFeed { get; set; }
    public int NoPlaceForSubscription { get; set; }
    public UndoSteps Undo { get; set; } = new() { Then = "sources" };
    public bool Finished { get; set; }
}

/// <summary>
/// Adds the chosen feeds of a file: a long list in steps, each in a transaction of its own, with the message saying how
/// far it is. Nothing is fetched here: the poller comes to new feeds in its own time, and their back catalogue is not sent.
/// </summary>
internal static class OpmlAdding
{
    /// <summary>Feeds in one transaction: others wait for it.</summary>
    public const int Step = 100;

    private const string Kind = "opml-progress";

    /// <summary>Keeps that nothing was added yet, and returns the key.</summary>
    public static Task<string> BeginAsync(Session session, Turn turn, CancellationToken cancellationToken) =>
        turn.Desk.Views.SaveAsync(session, turn.Chat.ChatKey, Kind, new OpmlProgress(), cancellationToken);

    public static async Task<bool> IsFinishedAsync(Session session, Turn turn, OpmlOffer offer, CancellationToken cancellationToken) =>
        await LoadAsync(session, turn, offer, cancellationToken) is null or { Finished: true };

    public static async Task<Decision> PressAsync(Turn turn, ButtonData data, CancellationToken cancellationToken)
    {
        var database = turn.Desk.Database;
        if (await database.ReadAsync(session => OpmlOfferScreen.LoadAsync(session, turn, data.Key, cancellationToken), cancellationToken) is not { } offer)
            return Decide.To(Answers.OldMenu(turn, "sources"));
        var chosen = offer.Chosen;
        while (await database.WriteAsync(session => GoOnAsync(session, turn, offer, chosen, cancellationToken), cancellationToken))
        {
        }
        return (session, cancellation) => FinishAsync(session, turn, offer, chosen, cancellation);
    }

    // A step that is not the last; false when only the last is left. What it did is part of the same transaction.
    private static async Task<bool> GoOnAsync(Session session, Turn turn, OpmlOffer offer, IReadOnlyList<OpmlEntry> chosen, CancellationToken cancellationToken)
    {
        if (await LoadAsync(session, turn, offer, cancellationToken) is not { Finished: false } progress || chosen.Count - progress.Done <= Step)
            return false;
        await AddAsync(session, turn, progress, chosen.Skip(progress.Done).Take(Step), cancellationToken);
        await SaveAsync(session, turn, offer, progress, cancellationToken);
        await ShowAsync(session, turn, turn.Words.Html("opml.progress", ("done", progress.Done), ("total", chosen.Count)), cancellationToken);
        return true;
    }

    private static async Task<Answer> FinishAsync(Session session, Turn turn, OpmlOffer offer, IReadOnlyList<OpmlEntry> chosen, CancellationToken cancellationToken)
    {
        if (await LoadAsync(session, turn, offer, cancellationToken) is not { Finished: false } progress)
            return Answer.OnlyToast(turn.Words.Say("opml.finished"));
        await AddAsync(session, turn, progress, chosen.Skip(progress.Done), cancellationToken);
        progress.Finished = true;
        await SaveAsync(session, turn, offer, progress, cancellationToken);
        // A chat that had stopped and follows something again wants news again.
        if (progress.Added > 0 && turn.Chat.State == "stopped")
            await Effects.ResumeAsync(session, turn, cancellationToken);
        await ForgetShownAsync(session, turn, cancellationToken);
        var rows = new List<IReadOnlyList<Button>>();
        if (progress.Added > 0)
            rows.Add([Buttons.Undo(turn, await Undo.SaveAsync(session, turn, progress.Undo, cancellationToken))]);
        rows.Add([Buttons.Open(turn, "sources"), Buttons.Open(turn, "subscriptions")]);
        return Answer.Show(new Screen(Result(turn, progress) + OpmlOfferScreen.Problems(turn, offer), new Keyboard(rows)));
    }

    private static string Result(Turn turn, OpmlProgress progress)
    {
        var (words, limits) = (turn.Words, turn.Desk.Limits);
        var lines = new List<string> { words.Html("opml.added", ("count", (long)progress.Added)) };
        if (progress.There > 0)
            lines.Add(words.Html("opml.there", ("count", (long)progress.There)));
        if (progress.NoPlaceForFeed > 0)
            lines.Add(words.Html("opml.no-place-feeds", ("count", (long)progress.NoPlaceForFeed), ("limit", limits.Feeds)));
        if (progress.NoPlaceForSubscription > 0)
            lines.Add(words.Html("opml.no-place-subscriptions", ("count", (long)progress.NoPlaceForSubscription), ("limit", limits.Subscriptions)));
        return string.Join('\n', lines);
    }

    private static async Task AddAsync(Session session, Turn turn, OpmlProgress progress, IEnumerable<OpmlEntry> entries, CancellationToken cancellationToken)
    {
        foreach (var step in OpmlPlan.Of(entries, await OpmlSituation.OfAsync(session, turn, cancellationToken)))
        {
            progress.Done++;
            switch (step.Fate)
            {
                case OpmlFate.Add:
                    await FollowAsync(session, turn, progress, await AddOwnAsync(session, turn, progress, step.Entry, cancellationToken), cancellationToken);
                    break;
                case OpmlFate.Follow:
                    await FollowAsync(session, turn, progress, step.Known!.FeedId, cancellationToken);
                    break;
                case OpmlFate.There:
                    progress.There++;
                    break;
                case OpmlFate.NoPlaceForFeed:
                    progress.NoPlaceForFeed++;
                    break;
                case OpmlFate.NoPlaceForSubscription:
                    progress.NoPlaceForSubscription++;
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }
    }

    private static async Task<long> AddOwnAsync(Session session, Turn turn, OpmlProgress progress, OpmlEntry entry, CancellationToken cancellationToken)
    {
        var (feedId, added) = await OwnFeeds.AddAsync(session, turn, new Uri(entry.Url), entry.Title, entry.Folder, cancellationToken);
        if (added)
            progress.Undo.RemoveFeeds.Add(feedId);
        return feedId;
    }

    private static async Task FollowAsync(Session session, Turn turn, OpmlProgress progress, long feedId, CancellationToken cancellationToken)
    {
        switch (await Effects.SubscribeAsync(session, turn, Subject.Feed(feedId), cancellationToken))
        {
            case SubscribeResult.Added added:
                progress.Added++;
                progress.Undo.EndSubscriptions.Add(added.Subscription.SubscriptionId);
                break;
            case SubscribeResult.AlreadyThere:
                progress.There++;
                break;
            case SubscribeResult.LimitReached:
                progress.NoPlaceForSubscription++;
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static async Task ShowAsync(Session session, Turn turn, string html, CancellationToken cancellationToken)
    {
        await ForgetShownAsync(session, turn, cancellationToken);
        await turn.Desk.Messages.EnqueueReplyAsync(
            session, turn.Chat, turn.Destination.DestinationId, new ChatRequest.EditText(turn.PressedMessageId!.Value, html, null), null, cancellationToken);
    }

    // Only the latest state is worth a call to Telegram.
    private static Task<int> ForgetShownAsync(Session session, Turn turn, CancellationToken cancellationToken) =>
        turn.Desk.Messages.WithdrawEditsAsync(session, turn.Destination.DestinationId, turn.PressedMessageId!.Value, cancellationToken);

    private static Task<OpmlProgress?> LoadAsync(Session session, Turn turn, OpmlOffer offer, CancellationToken cancellationToken) =>
        turn.Desk.Views.LoadAsync<OpmlProgress>(session, turn.Chat.ChatKey, Kind, offer.ProgressKey, cancellationToken);

    private static Task<bool> SaveAsync(Session session, Turn turn, OpmlOffer offer, OpmlProgress progress, CancellationToken cancellationToken) =>
        turn.Desk.Views.UpdateAsync(session, turn.Chat.ChatKey, Kind, offer.ProgressKey, progress, cancellationToken);
}
