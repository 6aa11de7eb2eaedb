using NewsBot.Core.Storage;

namespace NewsBot.Core.Delivery;

/// <summary>How much waits in the ledger and how it goes. Times are Unix milliseconds.</summary>
/// <param name="Now">What is due, and how long it takes.</param>
/// <param name="Held">Deliveries for later: quiet hours, digests.</param>
/// <param name="HeldUntil">When the first of them may go.</param>
/// <param name="Paused">Deliveries that are due in chats for which Telegram wants nothing now.</param>
/// <param name="PausedChats">Those chats.</param>
/// <param name="PausedUntil">When the last of them may get something.</param>
/// <param name="BotPausedUntil">Until when Telegram wants nothing at all; null: it takes messages.</param>
/// <param name="Queued">Messages that are made and wait: answers, and what is tried again.</param>
/// <param name="Flight">Messages on their way.</param>
/// <param name="Unsure">Messages that may have arrived and are sent again.</param>
/// <param name="DroppedUnsure">Deliveries of the last day that may have arrived and are not sent again.</param>
/// <param name="Dropped">Deliveries of the last day that Telegram refused, or that could not be shown.</param>
/// <param name="Waits">The last waits that Telegram asked for, the latest first.</param>
/// <param name="Leader">Who leads, as machine/process; null: nobody does.</param>
internal sealed record LedgerFigures(
    Backlog Now, long Held, long? HeldUntil, long Paused, long PausedChats, long? PausedUntil, long? BotPausedUntil,
    long Queued, long Flight, long Unsure, long DroppedUnsure, long Dropped, IReadOnlyList<FloodWait> Waits, string? Leader)
{
    /// <summary>Messages that are to be made anew now. They are no news that waits.</summary>
    public long Edits { get; init; }

    private const long Day = 86_400_000;

    // Of the active chats of the bot: what other bots left here is never sent.
    private const string Ours = "JOIN destination d ON d.destination_id = v.destination_id JOIN chat c ON c.chat_key = d.chat_key WHERE c.bot_id = @botId AND c.state = 'active'";

    public static async Task<LedgerFigures> ReadAsync(Session session, long botId, long now, DeliveryOptions options, CancellationToken cancellationToken)
    {
        var row = new { botId, now, since = now - Day };
        var held = await session.FirstAsync<Sum>(
            $"""
            SELECT CAST(COALESCE(SUM(v.number), 0) AS BIGINT) AS count, MIN(v.moment) AS moment
            FROM (SELECT destination_id, COUNT(*) AS number, MIN(not_before) AS moment FROM delivery WHERE state = 'due' AND not_before > @now GROUP BY destination_id) v {Ours}
            """, row, cancellationToken) ?? new Sum();
        var paused = await session.FirstAsync<Sum>(
            $"""
            SELECT COUNT(*) AS count, COUNT(DISTINCT p.chat_key) AS part, MAX(p.until) AS moment
            FROM pause p JOIN destination d ON d.chat_key = p.chat_key JOIN chat c ON c.chat_key = p.chat_key
            JOIN delivery v ON v.destination_id = d.destination_id AND v.state = 'due' AND v.not_before <= @now
            WHERE p.bot_id = @botId AND p.until > @now AND c.state = 'active'
            """, row, cancellationToken) ?? new Sum();
        var messages = (await session.QueryAsync<State>(
            "SELECT state AS name, COUNT(*) AS count FROM message WHERE bot_id = @botId AND state IN ('queued', 'flight', 'unsure') GROUP BY state", row, cancellationToken))
            .ToDictionary(state => state.Name, state => state.Count, StringComparer.Ordinal);
        var dropped = await session.FirstAsync<Sum>(
            $"""
            SELECT COUNT(*) AS count, CAST(COALESCE(SUM(CASE WHEN v.reason LIKE 'unsure%' THEN 1 ELSE 0 END), 0) AS BIGINT) AS part
            FROM delivery v JOIN destination d ON d.destination_id = v.destination_id JOIN chat c ON c.chat_key = d.chat_key
            WHERE v.state = 'dropped' AND v.settled_at >= @since AND c.bot_id = @botId
            """, row, cancellationToken) ?? new Sum();
        var botPaused = await session.ScalarAsync<long?>("SELECT until FROM pause WHERE bot_id = @botId AND chat_key = 0 AND until > @now", row, cancellationToken);
        var leader = await session.ScalarAsync<string>("SELECT owner FROM leader WHERE bot_id = @botId AND lease_until > @now", row, cancellationToken);
        return new LedgerFigures(
            await Backlog.ReadAsync(session, botId, now, options, cancellationToken), held.Count, held.Moment, paused.Count, paused.Part, paused.Moment, botPaused,
            messages.GetValueOrDefault("queued"), messages.GetValueOrDefault("flight"), messages.GetValueOrDefault("unsure"),
            dropped.Part, dropped.Count - dropped.Part, await FloodWaits.LastAsync(session, botId, cancellationToken), NodeOf(leader))
        {
            Edits = await session.ScalarAsync<long>("SELECT COUNT(*) FROM message WHERE edit_at <= @now AND bot_id = @botId", row, cancellationToken),
        };
    }

    // The owner of a lease is machine/process/a number of its own.
    private static string? NodeOf(string? owner) => owner?.LastIndexOf('/') is > 0 and var cut ? owner[..cut] : owner;

    private sealed class Sum
    {
        public long Count { get; set; }

        /// <summary>How many chats, or how many of them of one kind.</summary>
        public long Part { get; set; }
        public long? Moment { get; set; }
    }

    private sealed class State
    {
        public string Name { get; set; } = "";
        public long Count { get; set; }
    }
}
