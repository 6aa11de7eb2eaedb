using NewsBot.Core.Chats;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Delivery;

/// <summary>
/// Keeps what should have gone in the evening from going at night: after a long queue, or a bot that was down, it is quiet
/// meanwhile, and it comes in the morning with the rest. What may wake goes late; so does what was due within the quiet hours,
/// since its hour was chosen, or somebody asked for it.
/// </summary>
internal static class NightHold
{
    /// <summary>To be called before the messages of these chats are made.</summary>
    public static async Task ApplyAsync(Session session, IReadOnlyCollection<long> chatKeys, long now, CancellationToken cancellationToken)
    {
        var sleepers = await session.QueryAsync<Chat>(
            "SELECT chat_key, time_zone, quiet_from, quiet_until FROM chat WHERE chat_key IN @chatKeys AND quiet_from IS NOT NULL", new { chatKeys }, cancellationToken);
        foreach (var chat in sleepers)
        {
            if (chat.Times.QuietAt(now) is { } quiet)
                await session.ExecuteAsync(
                    """
                    UPDATE delivery SET not_before = @Until, occasion = COALESCE(occasion, 'morning')
                    WHERE state = 'due' AND not_before < @Since AND priority >= @News
                      AND destination_id IN (SELECT destination_id FROM destination WHERE chat_key = @ChatKey)
                    """, new { chat.ChatKey, quiet.Since, quiet.Until, MessagePriority.News }, cancellationToken);
        }
    }
}
