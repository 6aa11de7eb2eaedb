using System.Globalization;
using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>/export: one file with all that the chat set up; sent to the bot in another chat, it offers to add it there.</summary>
internal static class ExportCommand
{
    public static Task<Decision> RunAsync(Turn turn, string argument, CancellationToken cancellationToken) => Decide.In((session, cancellation) => SendAsync(session, turn, cancellation));

    private static async Task<Answer> SendAsync(Session session, Turn turn, CancellationToken cancellationToken)
    {
        var (words, now) = (turn.Words, turn.Desk.Time.GetUtcNow());
        // Everybody in a group can read a file that is sent there.
        var (file, secrets) = await FileAsync(session, turn, hideSecrets: !turn.Chat.IsPrivate, cancellationToken);
        file.Exported = now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var caption = string.Join(
            '\n',
            [
                words.Html("settings-file.exported"),
                words.Html("settings-file.subscriptions", ("count", (long)file.Subscriptions.Count)),
                .. file.Feeds.Count > 0 ? [words.Html("settings-file.feeds", ("count", (long)file.Feeds.Count))] : (string[])[],
                .. file.Mutes.Count > 0 ? [words.Html("settings-file.mutes", ("count", (long)file.Mutes.Count))] : (string[])[],
                .. secrets > 0 ? [words.Html("opml.exported-secrets", ("count", (long)secrets))] : (string[])[],
                words.Html("settings-file.use"),
            ]);
        return new Answer([new Reply.Post(new ChatRequest.SendDocument(
            $"{SettingsFile.Name}-{now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.json", file.Write(), caption,
            await OpmlExport.RowsAsync(session, turn, cancellationToken) is { Count: > 0 } rows ? new Keyboard(rows) : null,
            Silent: false, new ChatRequest.SendText(words.Html("opml.not-sent"), null, Silent: false)))]);
    }

    // The file, and how many feeds were left out because of what stands in their addresses.
    private static async Task<(SettingsFile File, int Secrets)> FileAsync(Session session, Turn turn, bool hideSecrets, CancellationToken cancellationToken)
    {
        var chatKey = turn.Chat.ChatKey;
        var chat = await turn.Desk.Chats.GetAsync(session, chatKey, cancellationToken) ?? turn.Chat;
        var own = await FeedStore.OwnAsync(session, chatKey, cancellationToken);
        var visible = (await FeedStore.VisibleAsync(session, chatKey, cancellationToken)).ToDictionary(feed => feed.FeedId);
        var paused = await FeedPauses.OwnPausedAsync(session, chatKey, cancellationToken);
        var ownIds = own.Select(feed => feed.FeedId).ToHashSet();
        var hidden = new HashSet<long>();
        var file = new SettingsFile { Settings = ChatSettings.Of(chat) };
        // What several topics of a forum follow is one wish: where the file is read there are other topics, or none.
        foreach (var subscription in (await turn.Desk.Subscriptions.ForChatAsync(session, chatKey, cancellationToken)).DistinctBy(subscription => subscription.Subject))
        {
            var feed = FeedOf(subscription.FeedId);
            if (subscription.FeedId is null || feed is not null)
                file.Subscriptions.Add(new SubscriptionWish
                {
                    Topic = subscription.TopicKey, Feed = feed?.Url, Title = feed?.Title, Query = subscription.Query,
                    Rhythm = subscription.Rhythm, MayWake = subscription.MayWake == 1, Silent = subscription.Silent == 1,
                });
        }
        foreach (var feed in own.Where(feed => FeedOf(feed.FeedId) is not null))
            file.Feeds.Add(new FeedWish { Url = feed.Url, Title = feed.Title, Group = feed.Folder.Length > 0 ? feed.Folder : null, Paused = paused.Contains(feed.FeedId) });
        foreach (var mute in (await turn.Desk.Mutes.ForChatAsync(session, chatKey, cancellationToken)).DistinctBy(mute => mute.Subject))
        {
            var feed = FeedOf(mute.FeedId);
            if (mute.FeedId is null || feed is not null)
                file.Mutes.Add(new MuteWish { Feed = feed?.Url, Title = feed?.Title, Query = mute.Query });
        }
        return (file, hidden.Count);

        // A source of the catalogue with a secret in its address is the owner's: only who added it here knows the address.
        Feed? FeedOf(long? id)
        {
            if (id is not { } feedId || !visible.TryGetValue(feedId, out var feed))
                return null;
            if (feed.HasSecret == 0 || (!hideSecrets && ownIds.Contains(feedId)))
                return feed;
            hidden.Add(feedId);
            return null;
        }
    }
}
