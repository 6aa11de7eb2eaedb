using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>What several commands do to a chat. What ends also withdraws what is queued for it.</summary>
internal static class Effects
{
    /// <summary>
    /// Follows something. A chat that had stopped and follows something again wants news again, and one that follows a source
    /// of its own that it had paused wants it read again.
    /// </summary>
    public static async Task<SubscribeResult> SubscribeAsync(Session session, Turn turn, Subject subject, CancellationToken cancellationToken)
    {
        if (subject.FeedId is { } feedId)
            await FeedPauses.ResumeOwnAsync(session, turn.Chat.ChatKey, feedId, turn.Desk.Time.NowMilliseconds(), cancellationToken);
        var result = await turn.Desk.Subscriptions.AddAsync(session, turn.Destination, subject, turn.UserId, cancellationToken);
        return result is SubscribeResult.Added added
            ? added with { Resumed = await ResumeAsync(session, turn, cancellationToken) }
            : result;
    }

    /// <summary>Null when it is not this chat's, or had ended.</summary>
    public static async Task<Subscription?> EndSubscriptionAsync(Session session, Turn turn, long subscriptionId, CancellationToken cancellationToken)
    {
        var mine = await turn.Desk.Subscriptions.ForChatAsync(session, turn.Chat.ChatKey, cancellationToken);
        if (mine.FirstOrDefault(subscription => subscription.SubscriptionId == subscriptionId) is not { } subscription)
            return null;
        await turn.Desk.Subscriptions.EndAsync(session, subscriptionId, cancellationToken);
        await turn.Desk.Deliveries.WithdrawSubscriptionAsync(session, subscriptionId, cancellationToken);
        return subscription;
    }

    /// <summary>Those of them that are this chat's and have not ended.</summary>
    public static async Task EndSubscriptionsAsync(Session session, Turn turn, IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
            return;
        var ending = (await turn.Desk.Subscriptions.ForChatAsync(session, turn.Chat.ChatKey, cancellationToken)).Select(subscription => subscription.SubscriptionId).ToHashSet();
        ending.IntersectWith(ids);
        foreach (var id in ending)
            await turn.Desk.Subscriptions.EndAsync(session, id, cancellationToken);
        await turn.Desk.Deliveries.WithdrawSubscriptionsAsync(session, turn.Chat.ChatKey, ending, cancellationToken);
    }

    /// <summary>Null when it is not this chat's, or had ended.</summary>
    public static async Task<Mute?> EndMuteAsync(Session session, Turn turn, long muteId, CancellationToken cancellationToken)
    {
        var mine = await turn.Desk.Mutes.ForChatAsync(session, turn.Chat.ChatKey, cancellationToken);
        if (mine.FirstOrDefault(mute => mute.MuteId == muteId) is not { } mute)
            return null;
        await turn.Desk.Mutes.EndAsync(session, muteId, cancellationToken);
        await turn.Desk.Deliveries.RestoreMutedAsync(session, mute, cancellationToken);
        return mute;
    }

    /// <summary>Mutes a source or a query here, and takes back what waits of it.</summary>
    public static async Task<Mute> MuteAsync(Session session, Turn turn, Subject subject, CancellationToken cancellationToken)
    {
        var mute = await turn.Desk.Mutes.AddAsync(session, turn.Destination.DestinationId, subject, cancellationToken);
        await turn.Desk.Deliveries.WithdrawMutedAsync(session, mute, cancellationToken);
        return mute;
    }

    /// <summary>Undo of an end: as if it had never ended, with what waited for it.</summary>
    public static async Task RestoreSubscriptionAsync(Session session, Turn turn, long subscriptionId, CancellationToken cancellationToken)
    {
        if (await turn.Desk.Subscriptions.RestoreAsync(session, subscriptionId, cancellationToken))
            await turn.Desk.Deliveries.RestoreSubscriptionAsync(session, subscriptionId, cancellationToken);
    }

    /// <summary>Silence: everything is kept, what waits is taken back.</summary>
    public static async Task StopAsync(Session session, Turn turn, CancellationToken cancellationToken)
    {
        await turn.Desk.Chats.StopAsync(session, turn.Chat.ChatKey, cancellationToken);
        await turn.Desk.Deliveries.WithdrawChatAsync(session, turn.Chat.ChatKey, WithdrawReason.Stopped, cancellationToken);
    }

    /// <summary>News again, with what waited when it stopped and is still fresh. False where it had not stopped.</summary>
    public static async Task<bool> ResumeAsync(Session session, Turn turn, CancellationToken cancellationToken)
    {
        if (!await turn.Desk.Chats.RestoreAsync(session, turn.Chat.ChatKey, cancellationToken))
            return false;
        await turn.Desk.Deliveries.RestoreChatAsync(session, turn.Chat.ChatKey, cancellationToken);
        return true;
    }

    /// <summary>The feed is no longer the chat's own, and what the chat followed of it ends; the undo gives both back.</summary>
    public static async Task RemoveOwnFeedAsync(Session session, Turn turn, long feedId, UndoSteps undo, CancellationToken cancellationToken)
    {
        if (await FeedStore.RemoveOwnAsync(session, turn.Chat.ChatKey, feedId, cancellationToken))
            undo.AddFeeds.Add(feedId);
        foreach (var subscription in await turn.Desk.Subscriptions.ForChatAsync(session, turn.Chat.ChatKey, cancellationToken))
        {
            if (subscription.FeedId != feedId)
                continue;
            await EndSubscriptionAsync(session, turn, subscription.SubscriptionId, cancellationToken);
            undo.RestoreSubscriptions.Add(subscription.SubscriptionId);
        }
    }
}
