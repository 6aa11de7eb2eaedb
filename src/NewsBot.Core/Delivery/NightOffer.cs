using NewsBot.Core.Chats;
using NewsBot.Core.Storage;
using NewsBot.Core.Wording;

namespace NewsBot.Core.Delivery;

/// <summary>
/// [🌙 Not at night] under the first alert that comes between 22:00 and 07:00 to a chat that told no time zone and set no quiet
/// hours, by the clock that its languages let guess (<see cref="Places.GuessFor"/>). Offered once.
/// </summary>
internal static class NightOffer
{
    /// <summary>The verb of the button; its key is the message's row in base 36.</summary>
    public const string Verb = "night";

    /// <summary>When it is night, and what a tap on the button sets.</summary>
    public static QuietHours Night { get; } = new(22 * 60, 7 * 60);

    /// <summary>
    /// The button for the message that is being made, and the note that this chat has had it; null when there is nothing to
    /// offer.
    /// </summary>
    public static async Task<Button?> ForAsync(Session session, Chat chat, long messageId, long now, CancellationToken cancellationToken)
    {
        if (chat.TimeZone is not null || chat.Times.Quiet is not null || chat.NightOfferedIn is not null)
            return null;
        if (Places.GuessFor(chat) is not { } zone || !Night.Contain(LocalClock.Of(zone).Read(now).Minute))
            return null;
        var first = await session.ExecuteAsync(
            "UPDATE chat SET night_offered_in = @messageId WHERE chat_key = @ChatKey AND night_offered_in IS NULL", new { chat.ChatKey, messageId }, cancellationToken) > 0;
        return first ? Button(chat, messageId) : null;
    }

    /// <summary>The button again, for other buttons under the same message that are put back; null where it was not, or is settled.</summary>
    public static Button? Again(Chat chat, long messageId) =>
        chat.NightOfferedIn == messageId && chat.TimeZone is null && chat.Times.Quiet is null ? Button(chat, messageId) : null;

    private static Button Button(Chat chat, long messageId) =>
        new(Words.For(chat.Language).Say("night.button"), new ButtonData(Verb, ButtonKey.Of(messageId)).Encode());
}
