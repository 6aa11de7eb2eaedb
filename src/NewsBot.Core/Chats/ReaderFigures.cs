using NewsBot.Core.Storage;

namespace NewsBot.Core.Chats;

/// <summary>How many chats there are.</summary>
/// <param name="ByState">By <c>chat.state</c>: active, stopped, suspended.</param>
/// <param name="New">Met since a moment.</param>
/// <param name="Blocked">That Telegram refuses since that moment.</param>
internal sealed record ReaderFigures(IReadOnlyDictionary<string, long> ByState, long New, long Blocked)
{
    public long In(string state) => ByState.GetValueOrDefault(state);

    /// <param name="session">The unit of work.</param>
    /// <param name="botId">Whose chats.</param>
    /// <param name="since">Unix milliseconds: the beginning of the day.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<ReaderFigures> ReadAsync(Session session, long botId, long since, CancellationToken cancellationToken)
    {
        var rows = await session.QueryAsync<Row>(
            """
            SELECT state, COUNT(*) AS chats, CAST(SUM(CASE WHEN created_at >= @since THEN 1 ELSE 0 END) AS BIGINT) AS met
            FROM chat WHERE bot_id = @botId GROUP BY state
            """, new { botId, since }, cancellationToken);
        var blocked = await session.ScalarAsync<long>(
            """
            SELECT COUNT(*) FROM chat_absence a JOIN chat c ON c.chat_key = a.chat_key
            WHERE a.began_at >= @since AND a.ended_at IS NULL AND a.state = 'suspended' AND c.bot_id = @botId
            """, new { botId, since }, cancellationToken);
        return new ReaderFigures(rows.ToDictionary(row => row.State, row => row.Chats, StringComparer.Ordinal), rows.Where(row => row.State == "active").Sum(row => row.Met), blocked);
    }

    private sealed class Row
    {
        public string State { get; set; } = "";
        public long Chats { get; set; }
        public long Met { get; set; }
    }
}
