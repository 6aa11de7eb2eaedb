using NewsBot.Core.Storage;

namespace NewsBot.Core.Delivery;

/// <summary>A wait that Telegram asked for (429). Times are Unix milliseconds.</summary>
/// <param name="WholeBot">Whether it held for every chat.</param>
/// <param name="AskedAt">When.</param>
/// <param name="Until">Until when.</param>
internal sealed record FloodWait(bool WholeBot, long AskedAt, long Until);

/// <summary>The last waits that Telegram asked for, of a chat and of the whole bot: they are remembered when they are over.</summary>
internal static class FloodWaits
{
    private const string Chat = "chat";
    private const string Bot = "bot";

    public static Task NoteAsync(Session session, long botId, FloodWait wait, CancellationToken cancellationToken)
    {
        session.AfterCommit(() => DeliveryMeasures.Waits(wait.WholeBot));
        return session.ExecuteAsync(
            """
            INSERT INTO flood_wait (bot_id, scope, asked_at, until) VALUES (@botId, @scope, @AskedAt, @Until)
            ON CONFLICT (bot_id, scope) DO UPDATE SET asked_at = excluded.asked_at, until = excluded.until
            """, new { botId, scope = wait.WholeBot ? Bot : Chat, wait.AskedAt, wait.Until }, cancellationToken);
    }

    /// <summary>The latest of each scope, the latest first.</summary>
    public static async Task<IReadOnlyList<FloodWait>> LastAsync(Session session, long botId, CancellationToken cancellationToken) =>
        [.. (await session.QueryAsync<Row>("SELECT scope, asked_at, until FROM flood_wait WHERE bot_id = @botId ORDER BY asked_at DESC, until DESC", new { botId }, cancellationToken))
            .Select(row => new FloodWait(row.Scope == Bot, row.AskedAt, row.Until))];

    /// <summary>Until when nothing may go to this chat because of one; null: it may.</summary>
    public static async Task<FloodWait?> HoldingAsync(Session session, long botId, long chatKey, long now, CancellationToken cancellationToken) =>
        await session.FirstAsync<Pause>(
            "SELECT chat_key, until FROM pause WHERE bot_id = @botId AND chat_key IN (@chatKey, 0) AND until > @now ORDER BY until DESC LIMIT 1",
            new { botId, chatKey, now }, cancellationToken) is { } pause
            ? new FloodWait(pause.ChatKey == PauseStore.WholeBot, now, pause.Until)
            : null;

    private sealed class Row
    {
        public string Scope { get; set; } = "";
        public long AskedAt { get; set; }
        public long Until { get; set; }
    }

    private sealed class Pause
    {
        public long ChatKey { get; set; }
        public long Until { get; set; }
    }
}
