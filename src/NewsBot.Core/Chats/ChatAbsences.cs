using NewsBot.Core.Storage;

namespace NewsBot.Core.Chats;

/// <summary>A time in which a chat got nothing. Unix milliseconds.</summary>
internal sealed class ChatAbsence
{
    public long ChatKey { get; set; }
    public long BeganAt { get; set; }

    /// <summary>Null: it lasts.</summary>
    public long? EndedAt { get; set; }

    /// <summary>As the chat's: suspended (Telegram refused) or stopped (its own wish).</summary>
    public string State { get; set; } = "";

    /// <summary>Telegram's words, where it refused.</summary>
    public string? Reason { get; set; }
}

/// <summary>When chats got nothing: the rows of <c>chat_absence</c>, written by whatever changes a chat's state.</summary>
internal static class ChatAbsences
{
    /// <summary>From now on the chat gets nothing, in place of what may have kept it away until now.</summary>
    public static async Task BeginAsync(Session session, long chatKey, string state, string? reason, long now, CancellationToken cancellationToken)
    {
        await EndAsync(session, chatKey, now, cancellationToken);
        await session.ExecuteAsync(
            """
            INSERT INTO chat_absence (chat_key, began_at, state, reason) VALUES (@chatKey, @now, @state, @reason)
            ON CONFLICT (chat_key, began_at) DO UPDATE SET state = excluded.state, reason = excluded.reason, ended_at = NULL
            """, new { chatKey, now, state, reason }, cancellationToken);
    }

    /// <summary>It gets everything again.</summary>
    public static Task EndAsync(Session session, long chatKey, long now, CancellationToken cancellationToken) =>
        session.ExecuteAsync("UPDATE chat_absence SET ended_at = @now WHERE chat_key = @chatKey AND ended_at IS NULL", new { chatKey, now }, cancellationToken);

    /// <summary>The one that lay over a moment; null: the chat was there, or it is too long ago.</summary>
    public static Task<ChatAbsence?> AtAsync(Session session, long chatKey, long moment, CancellationToken cancellationToken) =>
        session.FirstAsync<ChatAbsence>(
            """
            SELECT * FROM chat_absence WHERE chat_key = @chatKey AND began_at <= @moment AND COALESCE(ended_at, @moment + 1) > @moment
            ORDER BY began_at DESC LIMIT 1
            """, new { chatKey, moment }, cancellationToken);
}
