using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Intake;

/// <summary>
/// Who is told of a feed: of the catalogue's, the owners; of a chat's own, that chat; of a group's own, the administrator
/// who added it, in private if the bot may write there. Nobody of a feed that nobody follows, or that is paused.
/// </summary>
internal sealed class FeedReaders(AccessStore access, CurrentBot bot)
{
    // By name, or by a topic or query in a language that is read there; and not muted.
    private const string Follows =
        """
        EXISTS (
          SELECT 1 FROM subscription s JOIN destination d ON d.destination_id = s.destination_id JOIN chat r ON r.chat_key = d.chat_key
          WHERE s.ended_at IS NULL AND r.state = 'active' AND r.bot_id = @botId
            AND (s.feed_id = f.feed_id OR (s.kind <> 'feed'
              AND (f.language IS NULL OR r.reading_languages = '' OR ',' || r.reading_languages || ',' LIKE '%,' || f.language || ',%')))
            AND NOT EXISTS (SELECT 1 FROM mute m WHERE m.destination_id = s.destination_id AND m.feed_id = f.feed_id AND m.ended_at IS NULL)
        """;

    /// <summary>Each once for the catalogue and once for each chat whose own feed it is.</summary>
    public async Task<IReadOnlyList<FeedReader>> OfAsync(Session session, long feedId, CancellationToken cancellationToken)
    {
        var readers = new List<FeedReader>();
        var owners = await access.OwnersAsync(session, bot.Id, cancellationToken);
        if (owners.Count > 0)
            // In a private chat the chat's id is the user's.
            readers.AddRange(await session.QueryAsync<FeedReader>(
                $"""
                SELECT 0 AS owner_key, c.chat_key FROM chat c JOIN feed f ON f.feed_id = @feedId
                WHERE c.bot_id = @botId AND c.telegram_chat_id IN @owners AND c.state = 'active'
                  AND f.in_catalogue = 1 AND f.state <> 'paused' AND {Follows})
                ORDER BY c.chat_key
                """, new { feedId, botId = bot.Id, owners }, cancellationToken));
        readers.AddRange(await session.QueryAsync<FeedReader>(
            $"""
            SELECT fc.chat_key AS owner_key, COALESCE(p.chat_key, c.chat_key) AS chat_key
            FROM feed f JOIN feed_chat fc ON fc.feed_id = f.feed_id JOIN chat c ON c.chat_key = fc.chat_key
            LEFT JOIN chat p ON c.type <> 'private' AND p.bot_id = c.bot_id AND p.telegram_chat_id = fc.added_by AND p.type = 'private' AND p.state = 'active'
            WHERE f.feed_id = @feedId AND f.state <> 'paused' AND fc.paused_at IS NULL AND c.bot_id = @botId AND c.state = 'active'
              AND (c.type <> 'channel' OR p.chat_key IS NOT NULL) AND {Follows} AND d.chat_key = fc.chat_key)
            ORDER BY fc.chat_key
            """, new { feedId, botId = bot.Id }, cancellationToken));
        return readers;
    }
}

/// <summary>Somebody to tell.</summary>
internal class FeedReader
{
    /// <summary>The chat whose own feed it is; 0: the catalogue's.</summary>
    public long OwnerKey { get; set; }

    /// <summary>Who is told.</summary>
    public long ChatKey { get; set; }
}
