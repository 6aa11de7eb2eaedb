using NewsBot.Core.Storage;

namespace NewsBot.Core.Delivery;

/// <summary>So many places where equally much is due now.</summary>
internal sealed class BacklogRow
{
    /// <summary>1: groups and channels, which Telegram gives less.</summary>
    public long IsGroup { get; set; }

    /// <summary>1: it comes together with all else that waited for the same occasion.</summary>
    public long Together { get; set; }

    /// <summary>Deliveries of one place.</summary>
    public long Due { get; set; }
    public long Places { get; set; }

    /// <summary>Since when the longest waits, Unix milliseconds.</summary>
    public long Oldest { get; set; }
}

/// <summary>
/// What is due now, and how long it takes: one message after the other at the rate of the bot, chats in turn, and in one
/// chat no faster than a chat takes them. An estimate: what comes meanwhile goes ahead of some of it.
/// </summary>
internal sealed record Backlog(IReadOnlyList<BacklogRow> Rows, DeliveryOptions Options)
{
    /// <summary>Deliveries.</summary>
    public long Due => Rows.Sum(row => row.Due * row.Places);

    /// <summary>Places that wait for something.</summary>
    public long Places => Rows.Sum(row => row.Places);

    /// <summary>Since when the longest waits, Unix milliseconds; null: nothing waits.</summary>
    public long? Oldest => Rows.Count == 0 ? null : Rows.Min(row => row.Oldest);

    /// <summary>Until the last place has everything.</summary>
    public TimeSpan ForAll => Rows.Count == 0
        ? TimeSpan.Zero
        : Longer(Rows.Sum(row => row.Places * MessagesOf(row)) / Options.MessagesPerSecond, Rows.Max(row => AtOnePlace(MessagesOf(row), row.IsGroup == 1)));

    /// <summary>Until a place has what so many messages bring: by then every other has as many, if it waits for as many.</summary>
    public TimeSpan For(long messages, bool isGroup) =>
        Longer(Rows.Sum(row => row.Places * Math.Min(messages, MessagesOf(row))) / Options.MessagesPerSecond, AtOnePlace(messages, isGroup));

    /// <summary>In how many messages so much comes to one place, and how many deliveries stand in one.</summary>
    public (long Messages, long Share) Messages(long due, bool together)
    {
        var share = due > 0 && (together || (Options.BurstThreshold > 0 && due > Options.BurstThreshold)) ? ListComposer.ShareOf(due) : 1;
        return ((due + share - 1) / share, share);
    }

    /// <summary>
    /// Of the active chats of a bot, without what Telegram wants nothing for now. The rows are counted along the index of what
    /// is due, so that a hundred thousand of them cost little.
    /// </summary>
    public static async Task<Backlog> ReadAsync(Session session, long botId, long now, DeliveryOptions options, CancellationToken cancellationToken) => new(
        await session.QueryAsync<BacklogRow>(
            """
            SELECT CASE WHEN c.type = 'private' THEN 0 ELSE 1 END AS is_group, g.together, g.due, COUNT(*) AS places, MIN(g.oldest) AS oldest
            FROM (SELECT v.destination_id, CASE WHEN v.occasion IS NULL THEN 0 ELSE 1 END AS together, COUNT(*) AS due, MIN(v.not_before) AS oldest
                  FROM delivery v WHERE v.state = 'due' AND v.not_before <= @now
                  GROUP BY v.destination_id, CASE WHEN v.occasion IS NULL THEN 0 ELSE 1 END) g
            JOIN destination d ON d.destination_id = g.destination_id JOIN chat c ON c.chat_key = d.chat_key
            WHERE c.bot_id = @botId AND c.state = 'active'
              AND NOT EXISTS (SELECT 1 FROM pause p WHERE p.bot_id = @botId AND p.chat_key = d.chat_key AND p.until > @now)
            GROUP BY CASE WHEN c.type = 'private' THEN 0 ELSE 1 END, g.together, g.due
            """, new { botId, now }, cancellationToken), options);

    private long MessagesOf(BacklogRow row) => Messages(row.Due, row.Together == 1).Messages;

    // The first goes at once; a group takes so many in any minute.
    private double AtOnePlace(long messages, bool isGroup)
    {
        var following = messages - 1;
        var minutes = isGroup ? following / Options.PerGroupPerMinute : 0;
        return (minutes * 60) + ((following - (minutes * Options.PerGroupPerMinute)) / Options.PerChatPerSecond);
    }

    private static TimeSpan Longer(double one, double other) => TimeSpan.FromSeconds(Math.Max(one, other));
}
