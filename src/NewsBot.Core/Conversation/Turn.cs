using NewsBot.Core.Chats;
using NewsBot.Core.Wording;

namespace NewsBot.Core.Conversation;

/// <summary>
/// The bot as getMe tells it.
/// <paramref name="Username"/>: without the @.
/// </summary>
internal sealed record BotIdentity(long BotId, string Username);

/// <summary>One update being answered: who asks, where, in which language.</summary>
internal sealed class Turn(Desk desk, BotIdentity bot, Incoming incoming, Chat chat, Destination destination, bool isOwner)
{
    /// <summary>The stores and services a command may use.</summary>
    public Desk Desk => desk;

    public BotIdentity Bot => bot;

    public Incoming Incoming => incoming;

    public Chat Chat => chat;

    public Destination Destination => destination;

    /// <summary>Whether the person owns this bot.</summary>
    public bool IsOwner => isOwner;

    /// <summary>Nothing could be sent here until this was asked; null: it could.</summary>
    public Absence? Absence { get; init; }

    public Words Words { get; private set; } = Words.For(chat.Language);

    /// <summary>In which the titles of topics are shown.</summary>
    public string TitleLanguage => Words.Language == Chat.Language ? Chat.TitleLanguage : Words.Language;

    public long UserId => incoming.Sender.UserId;

    /// <summary>The message whose button was pressed.</summary>
    public long? PressedMessageId => (incoming.Content as IncomingContent.Press)?.MessageId;

    /// <summary>The rest of this turn speaks another language.</summary>
    public void SpeakIn(string language) => Words = Words.For(language);

    /// <summary>A link that opens the bot in private with what it should do: <c>t.me/NewsBot?start=topic-ukraine</c>.</summary>
    public string StartLink(string argument) => $"https://t.me/{bot.Username}?start={argument}";
}
