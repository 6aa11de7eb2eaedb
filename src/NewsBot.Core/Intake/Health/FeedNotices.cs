using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Intake;

/// <summary>
/// What people are told of feeds: queued with the outcome of a poll, gathered for some minutes, then one message a reader. Who
/// was told of an episode hears of its end; who was not yet, hears nothing.
/// </summary>
internal sealed class FeedNotices(Database database, FeedReaders readers, ChatStore chats, MessageStore messages, CurrentBot bot, TimeProvider time)
{
    /// <summary>How long notices wait for others, so that many feeds that fail together are one message.</summary>
    public static readonly TimeSpan Gathering = TimeSpan.FromMinutes(10);

    private const int ReadersAtOnce = 200;

    /// <summary>Says who is to hear of it; in the transaction that found it out.</summary>
    public async Task QueueAsync(Session session, long feedId, FeedNews news, CancellationToken cancellationToken)
    {
        var row = new { feedId, kind = FeedNewsNames.Of(news), due = time.NowMilliseconds() + (long)Gathering.TotalMilliseconds };
        if (news is FeedNews.Recovered or FeedNews.SpeaksAgain)
        {
            await session.ExecuteAsync("DELETE FROM feed_notice WHERE feed_id = @feedId AND told_at IS NULL", row, cancellationToken);
            await session.ExecuteAsync("UPDATE feed_notice SET kind = @kind, due_at = @due WHERE feed_id = @feedId", row, cancellationToken);
            return;
        }

        foreach (var reader in await readers.OfAsync(session, feedId, cancellationToken))
            await session.ExecuteAsync(
                """
                INSERT INTO feed_notice (feed_id, owner_key, chat_key, kind, due_at) VALUES (@feedId, @OwnerKey, @ChatKey, @kind, @due)
                ON CONFLICT (feed_id, owner_key, chat_key) DO UPDATE SET kind = excluded.kind, due_at = excluded.due_at
                """, new { feedId, reader.OwnerKey, reader.ChatKey, row.kind, row.due }, cancellationToken);
    }

    /// <summary>These readers know already: they asked themselves.</summary>
    public static async Task ForgetAsync(Session session, long feedId, IEnumerable<FeedReader> known, CancellationToken cancellationToken)
    {
        foreach (var reader in known)
            await session.ExecuteAsync(
                "DELETE FROM feed_notice WHERE feed_id = @feedId AND chat_key = @ChatKey", new { feedId, reader.ChatKey }, cancellationToken);
    }

    /// <summary>Turns what is due into messages; returns how many. Safe beside other nodes that do the same.</summary>
    public async Task<int> TellAsync(CancellationToken cancellationToken)
    {
        var due = await database.ReadAsync(
            session => session.QueryAsync<long>(
                "SELECT DISTINCT chat_key FROM feed_notice WHERE due_at <= @now ORDER BY chat_key LIMIT @ReadersAtOnce", new { now = time.NowMilliseconds(), ReadersAtOnce }, cancellationToken),
            cancellationToken);
        var told = 0;
        foreach (var chatKey in due)
            told += await database.WriteAsync(session => TellAsync(session, chatKey, cancellationToken), cancellationToken) ? 1 : 0;
        return told;
    }

    private async Task<bool> TellAsync(Session session, long chatKey, CancellationToken cancellationToken)
    {
        // The first to change the rows has them: another node finds none.
        var rows = await session.QueryAsync<NoticeRow>(
            "UPDATE feed_notice SET due_at = NULL, told_at = @now WHERE chat_key = @chatKey AND due_at IS NOT NULL RETURNING feed_id, owner_key, kind",
            new { chatKey, now = time.NowMilliseconds() }, cancellationToken);
        if (rows.Count == 0)
            return false;
        await session.ExecuteAsync(
            "DELETE FROM feed_notice WHERE chat_key = @chatKey AND due_at IS NULL AND kind IN ('recovered', 'speaks-again')", new { chatKey }, cancellationToken);
        if (await chats.GetAsync(session, chatKey, cancellationToken) is not { State: "active" } chat || chat.BotId != bot.Id)
        {
            await session.ExecuteAsync("DELETE FROM feed_notice WHERE chat_key = @chatKey", new { chatKey }, cancellationToken);
            return false;
        }

        var entries = new List<FeedNoticeEntry>();
        foreach (var row in rows.OrderBy(row => row.FeedId).ThenBy(row => row.OwnerKey))
        {
            if (await EntryAsync(session, row, cancellationToken) is { } entry)
                entries.Add(entry);
            else
                await session.ExecuteAsync("DELETE FROM feed_notice WHERE chat_key = @chatKey AND feed_id = @FeedId AND owner_key = @OwnerKey", new { chatKey, row.FeedId, row.OwnerKey }, cancellationToken);
        }

        // One line for a feed, whoever's it is.
        entries = [.. entries.DistinctBy(entry => entry.Feed.FeedId)];
        if (entries.Count == 0)
            return false;
        var destination = await DestinationAsync(session, chat, entries[0].Feed.FeedId, cancellationToken);
        await messages.EnqueueNoticeAsync(session, chat, destination, FeedNoticeComposer.Compose(chat, entries), cancellationToken);
        return true;
    }

    // Null: it was removed or paused meanwhile.
    private async Task<FeedNoticeEntry?> EntryAsync(Session session, NoticeRow row, CancellationToken cancellationToken)
    {
        // As the chat calls it whose own it is.
        if (await ChatFeedNames.FindFeedAsync(session, row.OwnerKey, row.FeedId, cancellationToken) is not { State: not "paused" } feed)
            return null;
        var group = row.OwnerKey == 0 ? null : await chats.GetAsync(session, row.OwnerKey, cancellationToken);
        var stillTheirs = row.OwnerKey == 0
            ? feed.InCatalogue == 1
            : await session.ScalarAsync<long>("SELECT COUNT(*) FROM feed_chat WHERE feed_id = @FeedId AND chat_key = @OwnerKey AND paused_at IS NULL", row, cancellationToken) > 0;
        if (!stillTheirs)
            return null;
        var cadence = row.Kind == FeedNewsNames.Of(FeedNews.Silent)
            ? Cadence.Of(await Articles.ArticleMoments.LatestAsync(session, feed.FeedId, Cadence.Moments, cancellationToken))
            : null;
        return new FeedNoticeEntry(feed, row.Kind, row.OwnerKey, group, cadence);
    }

    // In a forum: where the feed is followed.
    private async Task<long> DestinationAsync(Session session, Chat chat, long feedId, CancellationToken cancellationToken) =>
        await session.ScalarAsync<long?>(
            """
            SELECT MIN(s.destination_id) FROM subscription s JOIN destination d ON d.destination_id = s.destination_id
            WHERE d.chat_key = @ChatKey AND s.feed_id = @feedId AND s.ended_at IS NULL
            """, new { chat.ChatKey, feedId }, cancellationToken)
        ?? (await chats.DestinationAsync(session, chat.ChatKey, 0, cancellationToken)).DestinationId;

    private sealed class NoticeRow
    {
        public long FeedId { get; set; }
        public long OwnerKey { get; set; }
        public string Kind { get; set; } = "";
    }
}
