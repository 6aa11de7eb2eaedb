using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>Topics as buttons.</summary>
internal static class TopicButtons
{
    public const int PageSize = 20;
    private const int PerRow = 2;

    /// <summary>Topics this chat does not follow yet, each followed in one tap, and the way to anything else.</summary>
    public static async Task<Keyboard> OfferAsync(Session session, Turn turn, CancellationToken cancellationToken)
    {
        var followed = await FollowedAsync(session, turn, cancellationToken);
        var topics = (await turn.Desk.Topics.AllAsync(session, cancellationToken)).Where(topic => !followed.ContainsKey(topic.TopicKey)).Take(PageSize)
            .Select(topic => Buttons.Press(Labels.Of(turn, topic), Verbs.Follow, topic.TopicKey));
        return new Keyboard([.. Buttons.InRowsOf(PerRow, topics), [Buttons.Press(turn.Words.Say("button.own-link"), Verbs.OwnLink)]]);
    }

    /// <summary>All topics with their state as labels; each tap changes it.</summary>
    public static async Task<Keyboard> TogglesAsync(Session session, Turn turn, int page, CancellationToken cancellationToken)
    {
        var followed = await FollowedAsync(session, turn, cancellationToken);
        var topics = await turn.Desk.Topics.AllAsync(session, cancellationToken);
        var last = Math.Max(0, (topics.Count - 1) / PageSize);
        page = Math.Clamp(page, 0, last);
        var toggles = topics.Skip(page * PageSize).Take(PageSize).Select(topic =>
            Buttons.Press((followed.ContainsKey(topic.TopicKey) ? "✅ " : "") + Labels.Of(turn, topic), Verbs.ToggleTopic, topic.TopicKey, $"{page}"));
        return new Keyboard([.. Buttons.InRowsOf(PerRow, toggles), .. Buttons.Paging(turn, page, last, Verbs.TopicPage)]);
    }

    /// <summary>Live subscriptions to topics at this destination, by topic key.</summary>
    public static async Task<IReadOnlyDictionary<string, Subscription>> FollowedAsync(Session session, Turn turn, CancellationToken cancellationToken) =>
        (await turn.Desk.Subscriptions.ForDestinationAsync(session, turn.Destination.DestinationId, cancellationToken))
            .Where(subscription => subscription.TopicKey is not null)
            .ToDictionary(subscription => subscription.TopicKey!, StringComparer.Ordinal);
}
