using NewsBot.Core.Delivery;
using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>
/// The feed that a button of <see cref="FeedButtons"/> acts on, and for whom: the catalogue (owners only), this chat, or a
/// group whose administrator is told in private. Rights are asked for on every tap: they change.
/// </summary>
/// <param name="Feed">As it is now.</param>
/// <param name="OwnerKey">The chat whose own it is; 0: the catalogue's.</param>
/// <param name="Paused">By that chat, or by the owner.</param>
/// <param name="From">The list it was opened from; empty: a notice.</param>
internal sealed record FeedTarget(Feed Feed, long OwnerKey, bool Paused, string From)
{
    /// <summary>Acts, if the feed is there and the person may.</summary>
    public static async Task<Decision> ActAsync(Turn turn, ButtonData data, Func<Session, FeedTarget, CancellationToken, Task<Answer>> act, CancellationToken cancellationToken)
    {
        var (owner, from) = data.Argument.Split(',', 2) is [var first, var second] ? (first, second) : (data.Argument, "");
        if (ButtonKey.Parse(data.Key) is not { } feedId || (owner.Length == 0 ? 0 : ButtonKey.Parse(owner)) is not { } ownerKey)
            return Decide.To(Answers.OldMenu(turn, "sources"));
        if (await RefusalAsync(turn, ownerKey, cancellationToken) is { } refusal)
            return Decide.To(refusal);
        return async (session, cancellation) =>
            await FindAsync(session, feedId, ownerKey, from, cancellation) is { } target
                ? await act(session, target, cancellation)
                : Answers.OldMenu(turn, "sources");
    }

    /// <summary>Null when the feed is no longer theirs.</summary>
    public static async Task<FeedTarget?> FindAsync(Session session, long feedId, long ownerKey, string from, CancellationToken cancellationToken)
    {
        if (await ChatFeedNames.FindFeedAsync(session, ownerKey, feedId, cancellationToken) is not { } feed)
            return null;
        if (ownerKey == 0)
            return feed.InCatalogue == 1 ? new FeedTarget(feed, 0, feed.State == "paused", from) : null;
        return await FeedPauses.IsOwnPausedAsync(session, ownerKey, feedId, cancellationToken) is { } paused ? new FeedTarget(feed, ownerKey, paused, from) : null;
    }

    private static async Task<Answer?> RefusalAsync(Turn turn, long ownerKey, CancellationToken cancellationToken)
    {
        if (ownerKey == 0)
            return turn.IsOwner ? null : Answer.OnlyToast(turn.Words.Say("access.owners-only"));
        // Of this chat's own the gate has asked already.
        if (ownerKey == turn.Chat.ChatKey)
            return null;
        var group = await turn.Desk.Database.ReadAsync(session => turn.Desk.Chats.GetAsync(session, ownerKey, cancellationToken), cancellationToken);
        if (group is null || group.IsPrivate || group.BotId != turn.Bot.BotId)
            return Answers.OldMenu(turn, "sources");
        var role = await turn.Desk.Transport.GetRoleAsync(group.TelegramChatId, turn.UserId, cancellationToken);
        return role is ChatRole.Administrator ? null : Answer.OnlyToast(turn.Words.Say(role is ChatRole.Unknown ? "group.role-unknown" : "health.administrators-only", ("group", group.Title)), alert: true);
    }
}
