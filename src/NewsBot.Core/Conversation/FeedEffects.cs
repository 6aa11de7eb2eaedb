using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>How to take back what was done to a feed.</summary>
internal sealed class FeedStep
{
    /// <summary>pause, resume or return.</summary>
    public string Do { get; set; } = "";
    public long FeedId { get; set; }

    /// <summary>The chat whose own it is; 0: the catalogue's.</summary>
    public long OwnerKey { get; set; }

    /// <summary>It was paused when it was removed.</summary>
    public bool Paused { get; set; }

    /// <summary>Subscriptions that ended with it.</summary>
    public List<long> Subscriptions { get; set; } = [];
}

/// <summary>What buttons do to feeds, and how it is undone. Each returns the step back; null: it was so already.</summary>
internal static class FeedEffects
{
    public static async Task<FeedStep?> PauseAsync(Session session, Turn turn, FeedTarget target, CancellationToken cancellationToken)
    {
        var done = target.OwnerKey == 0
            ? await FeedPauses.PauseAsync(session, target.Feed.FeedId, cancellationToken)
            : await FeedPauses.PauseOwnAsync(session, target.OwnerKey, target.Feed.FeedId, turn.Desk.Time.NowMilliseconds(), cancellationToken);
        return done ? StepOf(target, "resume") : null;
    }

    public static async Task<FeedStep?> ResumeAsync(Session session, Turn turn, FeedTarget target, CancellationToken cancellationToken)
    {
        var now = turn.Desk.Time.NowMilliseconds();
        var done = target.OwnerKey == 0
            ? await FeedPauses.ResumeAsync(session, target.Feed.FeedId, now, cancellationToken)
            : await FeedPauses.ResumeOwnAsync(session, target.OwnerKey, target.Feed.FeedId, now, cancellationToken);
        return done ? StepOf(target, "pause") : null;
    }

    /// <summary>What the chat followed of its own feed ends; who follows a feed of the catalogue keeps that for its return.</summary>
    public static async Task<FeedStep?> RemoveAsync(Session session, Turn turn, FeedTarget target, CancellationToken cancellationToken)
    {
        var step = StepOf(target, "return");
        if (target.OwnerKey == 0)
            return await FeedPauses.RemoveAsync(session, target.Feed.FeedId, turn.Desk.Time.NowMilliseconds(), cancellationToken) ? step : null;
        if (!await FeedStore.RemoveOwnAsync(session, target.OwnerKey, target.Feed.FeedId, cancellationToken))
            return null;
        foreach (var subscription in await turn.Desk.Subscriptions.ForChatAsync(session, target.OwnerKey, cancellationToken))
        {
            if (subscription.FeedId != target.Feed.FeedId)
                continue;
            await turn.Desk.Subscriptions.EndAsync(session, subscription.SubscriptionId, cancellationToken);
            await turn.Desk.Deliveries.WithdrawSubscriptionAsync(session, subscription.SubscriptionId, cancellationToken);
            step.Subscriptions.Add(subscription.SubscriptionId);
        }

        return step;
    }

    /// <summary>The way back. What is an owner's to do, only an owner takes back.</summary>
    public static async Task UndoAsync(Session session, Turn turn, FeedStep step, CancellationToken cancellationToken)
    {
        if (step.OwnerKey == 0 && !turn.IsOwner)
            return;
        var now = turn.Desk.Time.NowMilliseconds();
        if (step.Do == "return")
        {
            await ReturnAsync(session, turn, step, now, cancellationToken);
            return;
        }

        if (await FeedTarget.FindAsync(session, step.FeedId, step.OwnerKey, "", cancellationToken) is not { } target)
            return;
        if (step.Do == "pause")
            await PauseAsync(session, turn, target, cancellationToken);
        else
            await FeedPauses.UnpauseAsync(session, target.OwnerKey, target.Feed.FeedId, cancellationToken);
    }

    private static async Task ReturnAsync(Session session, Turn turn, FeedStep step, long now, CancellationToken cancellationToken)
    {
        if (step.OwnerKey == 0)
        {
            await FeedPauses.ReturnAsync(session, step.FeedId, step.Paused, cancellationToken);
            return;
        }

        await FeedStore.AddOwnAsync(session, step.OwnerKey, step.FeedId, turn.UserId, now, cancellationToken);
        if (step.Paused)
            await FeedPauses.PauseOwnAsync(session, step.OwnerKey, step.FeedId, now, cancellationToken);
        foreach (var id in step.Subscriptions)
            await Effects.RestoreSubscriptionAsync(session, turn, id, cancellationToken);
    }

    private static FeedStep StepOf(FeedTarget target, string back) =>
        new() { Do = back, FeedId = target.Feed.FeedId, OwnerKey = target.OwnerKey, Paused = target.Paused };
}
