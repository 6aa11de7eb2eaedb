using NewsBot.Core.Storage;

namespace NewsBot.Core.Delivery;

/// <summary>The pauses that Telegram asked for; they survive a restart.</summary>
internal sealed class PauseStore
{
    /// <summary>Stands for the whole bot.</summary>
    public const long WholeBot = 0;

    /// <summary>Notes a pause; a longer one that is noted already stays.</summary>
    public Task SetAsync(Session session, long botId, long chatKey, long until, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            """
            INSERT INTO pause (bot_id, chat_key, until) VALUES (@botId, @chatKey, @until)
            ON CONFLICT (bot_id, chat_key) DO UPDATE SET until = excluded.until WHERE pause.until < excluded.until
            """, new { botId, chatKey, until }, cancellationToken);

    /// <summary>The pauses that are not over; those that are, are removed.</summary>
    public async Task<IReadOnlyList<(long ChatKey, long Until)>> LoadAsync(Session session, long botId, long now, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync("DELETE FROM pause WHERE bot_id = @botId AND until <= @now", new { botId, now }, cancellationToken);
        var rows = await session.QueryAsync<Row>("SELECT chat_key, until FROM pause WHERE bot_id = @botId", new { botId }, cancellationToken);
        return [.. rows.Select(row => (row.ChatKey, row.Until))];
    }

    private sealed class Row
    {
        public long ChatKey { get; set; }
        public long Until { get; set; }
    }
}
