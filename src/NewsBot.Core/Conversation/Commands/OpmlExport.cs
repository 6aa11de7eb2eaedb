using System.Globalization;
using NewsBot.Core.Delivery;
using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>The feeds of a chat as an OPML file: its own, and the sources it follows by name; groups are folders in it.</summary>
internal static class OpmlExport
{
    /// <summary>The button for it; nothing where there is nothing to put into a file.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<Button>>> RowsAsync(Session session, Turn turn, CancellationToken cancellationToken) =>
        (await FeedsAsync(session, turn, cancellationToken)).Count == 0 ? [] : [[Buttons.Press(turn.Words.Say("button.opml"), Verbs.OpmlExport)]];

    public static Task<Decision> PressAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) => Decide.In(async (session, cancellation) =>
    {
        var words = turn.Words;
        var feeds = await FeedsAsync(session, turn, cancellation);
        // Everybody in a group can read a file that is sent there.
        var shown = turn.Chat.IsPrivate ? feeds : [.. feeds.Where(feed => feed.HasSecret == 0)];
        if (feeds.Count == 0)
            return Answer.OnlyToast(words.Say("opml.nothing"), alert: true);
        if (shown.Count == 0)
            return Answer.OnlyToast(words.Say("opml.exported-secrets", ("count", (long)feeds.Count)), alert: true);
        var now = turn.Desk.Time.GetUtcNow();
        var caption = words.Html("opml.exported", ("count", (long)shown.Count));
        if (feeds.Count > shown.Count)
            caption += "\n" + words.Html("opml.exported-secrets", ("count", (long)(feeds.Count - shown.Count)));
        return new Answer([new Reply.Post(new ChatRequest.SendDocument(
            $"newsbot-{now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.opml",
            OpmlWriter.Write(words.Say("opml.title", ("name", turn.Chat.Title)), now, shown.Select(OpmlFeed.Of).OfType<OpmlFeed>()),
            caption, null, Silent: false, new ChatRequest.SendText(words.Html("opml.not-sent"), null, Silent: false)))]);
    });

    // A source of the catalogue with a secret in its address is the owner's: only who added it here knows the address.
    private static async Task<IReadOnlyList<Feed>> FeedsAsync(Session session, Turn turn, CancellationToken cancellationToken)
    {
        var chatKey = turn.Chat.ChatKey;
        var own = (await FeedStore.OwnAsync(session, chatKey, cancellationToken)).Select(feed => feed.FeedId).ToHashSet();
        var followed = (await turn.Desk.Subscriptions.ForChatAsync(session, chatKey, cancellationToken)).Select(subscription => subscription.FeedId).OfType<long>().ToHashSet();
        return
        [
            .. (await FeedStore.VisibleAsync(session, chatKey, cancellationToken))
                .Where(feed => own.Contains(feed.FeedId) || (followed.Contains(feed.FeedId) && feed.HasSecret == 0))
                .Where(feed => OpmlFeed.Of(feed) is not null),
        ];
    }
}
