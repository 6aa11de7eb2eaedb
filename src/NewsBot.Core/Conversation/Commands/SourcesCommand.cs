using NewsBot.Core.Delivery;
using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>/sources: the feeds this chat sees, the catalogue's by folder and its own, with the groups it keeps them in; a tap opens one.</summary>
internal static class SourcesCommand
{
    private const string Own = "own";
    private const string Troubled = "trouble";
    private const int PageSize = 12;
    private const int PerRow = 2;

    public static Task<Decision> RunAsync(Turn turn, string argument, CancellationToken cancellationToken) => Decide.In(
        async (session, cancellation) => Answer.Show(await FoldersAsync(session, turn, cancellation)));

    /// <summary>Key: page; argument: folder (its number in the order of the list, "own", or "own" and the number of a group in it), empty for the folders.</summary>
    public static Task<Decision> PageAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) => Decide.In(
        async (session, cancellation) => Answer.Show(await FolderAsync(session, turn, Buttons.PageIn(data.Key), data.Argument, cancellation)));

    /// <summary>The list that a source was opened from.</summary>
    public static async Task<Screen> FolderAsync(Session session, Turn turn, int page, string folder, CancellationToken cancellationToken)
    {
        var (title, feeds) = await ContentAsync(session, turn, folder, cancellationToken);
        if (feeds.Count == 0)
            return await FoldersAsync(session, turn, cancellationToken);
        var count = feeds.Count;
        var groups = folder == Own ? OwnGroups(feeds) : [];
        if (groups.Count > 0)
            feeds = [.. feeds.Where(feed => GroupOf(feed).Length == 0)];
        var last = (groups.Count + feeds.Count - 1) / PageSize;
        page = Math.Clamp(page, 0, last);
        var followed = (await turn.Desk.Subscriptions.ForDestinationAsync(session, turn.Destination.DestinationId, cancellationToken)).Select(subscription => subscription.FeedId).ToHashSet();
        var muted = (await turn.Desk.Mutes.ForDestinationAsync(session, turn.Destination.DestinationId, cancellationToken)).Select(mute => mute.FeedId).ToHashSet();
        var paused = await FeedPauses.OwnPausedAsync(session, turn.Chat.ChatKey, cancellationToken);
        var buttons = groups.Select((group, index) => Buttons.Press($"📁 {group.Name} · {turn.Words.Number(group.Count)}", Verbs.Sources, "0", $"{Own}{index}")).Concat(feeds.Select(feed => Buttons.Press(
            (followed.Contains(feed.FeedId) ? "✅ " : muted.Contains(feed.FeedId) ? "🔇 " : "") + SourceState.Mark(feed, paused.Contains(feed.FeedId)) + feed.Title, Verbs.Source, ButtonKey.Of(feed.FeedId), $"{page}.{folder}"))).Skip(page * PageSize).Take(PageSize);
        var back = turn.Words.Say("button.back");
        return new Screen(
            turn.Words.Html(groups.Count > 0 ? "sources.groups" : "sources.folder", ("folder", title), ("count", (long)count)),
            new Keyboard(
            [
                .. Buttons.InRowsOf(PerRow, buttons), .. Buttons.Paging(turn, page, last, Verbs.Sources, folder),
                [IsOwnGroup(folder) ? Buttons.Press(back, Verbs.Sources, "0", Own) : Buttons.Press(back, Verbs.Sources)],
            ]));
    }

    private static async Task<Screen> FoldersAsync(Session session, Turn turn, CancellationToken cancellationToken)
    {
        var words = turn.Words;
        var folders = await FolderNamesAsync(session, turn, cancellationToken);
        var own = (await FeedStore.OwnAsync(session, turn.Chat.ChatKey, cancellationToken)).Count;
        var buttons = folders.Select((folder, index) => Buttons.Press($"{(folder.Name.Length == 0 ? words.Say("sources.other") : folder.Name)} · {words.Number(folder.Count)}", Verbs.Sources, "0", $"{index}"));
        var rows = Buttons.InRowsOf(PerRow, buttons).ToList();
        if (own > 0)
            rows.Add([Buttons.Press($"{words.Say("sources.own")} · {words.Number(own)}", Verbs.Sources, "0", Own)]);
        if (await TroubledButtonAsync(session, turn, cancellationToken) is { } troubled)
            rows.Add([troubled]);
        rows.Add([Buttons.Press(words.Say("button.own-link"), Verbs.OwnLink)]);
        rows.AddRange(await OpmlExport.RowsAsync(session, turn, cancellationToken));
        var total = folders.Sum(folder => folder.Count) + own;
        return new Screen(words.Html("sources.title", ("count", (long)total)), new Keyboard(rows));
    }

    /// <summary>Opens the sources that somebody here should look at; null: all are well.</summary>
    public static async Task<Button?> TroubledButtonAsync(Session session, Turn turn, CancellationToken cancellationToken) =>
        (await TroubledAsync(session, turn, cancellationToken)).Count is > 0 and var troubled
            ? Buttons.Press($"{turn.Words.Say("sources.troubled")} · {turn.Words.Number(troubled)}", Verbs.Sources, "0", Troubled)
            : null;

    private static async Task<IReadOnlyList<(string Name, int Count)>> FolderNamesAsync(Session session, Turn turn, CancellationToken cancellationToken) =>
        [.. (await SourcesInSight.OfAsync(session, turn, cancellationToken))
            .Where(feed => feed.InCatalogue == 1).GroupBy(feed => feed.Folder).OrderBy(folder => folder.Key, StringComparer.Ordinal).Select(folder => (folder.Key, folder.Count()))];

    private static async Task<(string Title, IReadOnlyList<Feed> Feeds)> ContentAsync(Session session, Turn turn, string folder, CancellationToken cancellationToken)
    {
        if (folder.StartsWith(Own, StringComparison.Ordinal))
        {
            var own = await FeedStore.OwnAsync(session, turn.Chat.ChatKey, cancellationToken);
            // A group that is gone is the whole list.
            return IsOwnGroup(folder) && int.TryParse(folder.AsSpan(Own.Length), out var number) && OwnGroups(own).ElementAtOrDefault(number).Name is { } group
                ? (group, [.. own.Where(feed => GroupOf(feed) == group)])
                : (turn.Words.Say("sources.own"), own);
        }
        if (folder == Troubled)
            return (turn.Words.Say("sources.troubled"), await TroubledAsync(session, turn, cancellationToken));
        var folders = await FolderNamesAsync(session, turn, cancellationToken);
        if (!int.TryParse(folder, out var index) || index < 0 || index >= folders.Count)
            return ("", []);
        var name = folders[index].Name;
        var feeds = await SourcesInSight.OfAsync(session, turn, cancellationToken);
        return (name.Length == 0 ? turn.Words.Say("sources.other") : name, [.. feeds.Where(feed => feed.InCatalogue == 1 && feed.Folder == name)]);
    }

    private static bool IsOwnGroup(string folder) => folder.Length > Own.Length && folder.StartsWith(Own, StringComparison.Ordinal);

    // The catalogue's folders are not the chat's.
    private static string GroupOf(Feed feed) => feed.InCatalogue == 1 ? "" : feed.Folder;

    private static IReadOnlyList<(string Name, int Count)> OwnGroups(IEnumerable<Feed> own) =>
        [.. own.Select(GroupOf).Where(group => group.Length > 0).CountBy(group => group).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => (group.Key, group.Value))];

    // What somebody here can do something about: an owner about the catalogue, in private; a chat about its own.
    private static async Task<IReadOnlyList<Feed>> TroubledAsync(Session session, Turn turn, CancellationToken cancellationToken)
    {
        var own = (await FeedStore.OwnAsync(session, turn.Chat.ChatKey, cancellationToken)).Select(feed => feed.FeedId).ToHashSet();
        var paused = await FeedPauses.OwnPausedAsync(session, turn.Chat.ChatKey, cancellationToken);
        return [.. (await SourcesInSight.OfAsync(session, turn, cancellationToken)).Where(feed =>
            (own.Contains(feed.FeedId) || (turn.IsOwner && turn.Chat.IsPrivate))
            // One failure is no trouble yet.
            && (feed.Trouble is not null || SourceState.Of(feed, paused.Contains(feed.FeedId)) is SourceHealth.Paused or SourceHealth.Gone))];
    }
}
