using NewsBot.Core.Storage;

namespace NewsBot.Core.Chats;

/// <summary>The columns of a chat that say when news comes: to be put back by an Undo, so with setters.</summary>
internal sealed class ChatTimes
{
    public string? TimeZone { get; set; }
    public string Rhythm { get; set; } = "";
    public string DigestAt { get; set; } = "";
    public long? QuietFrom { get; set; }
    public long? QuietUntil { get; set; }

    public static ChatTimes Of(Chat chat) => new()
    {
        TimeZone = chat.TimeZone,
        Rhythm = chat.Rhythm,
        DigestAt = chat.DigestAt,
        QuietFrom = chat.QuietFrom,
        QuietUntil = chat.QuietUntil,
    };

    /// <summary>Puts them into the chat; to be saved.</summary>
    public void PutInto(Chat chat) =>
        (chat.TimeZone, chat.Rhythm, chat.DigestAt, chat.QuietFrom, chat.QuietUntil) = (TimeZone, Rhythm, DigestAt, QuietFrom, QuietUntil);

    /// <summary>Writes those of the chat. What waits is moved by <c>Rescheduling</c>.</summary>
    public static Task SaveAsync(Session session, Chat chat, CancellationToken cancellationToken) => session.ExecuteAsync(
        """
        UPDATE chat SET time_zone = @TimeZone, rhythm = @Rhythm, digest_at = @DigestAt, quiet_from = @QuietFrom, quiet_until = @QuietUntil
        WHERE chat_key = @ChatKey
        """, chat, cancellationToken);
}
