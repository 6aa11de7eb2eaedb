using NewsBot.Core.Chats;
using NewsBot.Core.Wording;

namespace NewsBot.Core.Delivery;

/// <summary>A moment in a text for a chat.</summary>
internal static class MomentMarkup
{
    /// <summary>In the reader's own zone and language; in the chat's zone where the client is older.</summary>
    /// <param name="words">The reader's language.</param>
    /// <param name="chat">The reader.</param>
    /// <param name="unixMilliseconds">The moment.</param>
    /// <param name="format">As <see cref="TelegramHtml.Time"/> takes it.</param>
    public static Markup Of(Words words, Chat chat, long unixMilliseconds, string format) =>
        new(TelegramHtml.Time(unixMilliseconds, format, words.Moment(unixMilliseconds, chat.TimeZone)));
}
