namespace NewsBot.Core.Conversation;

/// <summary>Reads a stored update (Telegram's JSON) as what it means to us; null for an update we never act on.</summary>
internal delegate Incoming? UpdateReader(long botId, string payload);

/// <summary>An update with all brand names gone.</summary>
internal sealed record Incoming(
    long BotId,
    long UpdateId,
    IncomingChat Chat,
    Sender Sender,
    long At,
    IncomingContent Content);

/// <summary>The chat an update came from. Type: private, group, supergroup or channel.</summary>
internal sealed record IncomingChat(long TelegramChatId, string Type, string Title, string? Username, long ThreadId);

/// <summary>Who did it. <paramref name="IsAnonymousAdministrator"/>: wrote in the name of the group itself.</summary>
internal sealed record Sender(long UserId, string Name, string? LanguageCode, bool IsAnonymousAdministrator, bool IsBot);

/// <summary>What was done.</summary>
internal abstract record IncomingContent
{
    private IncomingContent()
    {
    }

    /// <summary>A text. In groups <paramref name="AddressesBot"/> says that it mentions the bot or replies to it.</summary>
    public sealed record Text(string Value, long MessageId, bool Edited, bool AddressesBot, long? ReplyTo) : IncomingContent;

    /// <summary>A press of a button under message <paramref name="MessageId"/>.</summary>
    public sealed record Press(string PressId, string Data, long MessageId) : IncomingContent;

    /// <summary>The bot's own membership changed (my_chat_member): added, blocked, restored, rights changed.</summary>
    public sealed record Membership(bool MayWrite, bool WasMember, bool IsMember, bool IsAdministrator) : IncomingContent;

    /// <summary>The closed forum topic in which this stands was opened again.</summary>
    public sealed record TopicOpened : IncomingContent;

    /// <summary>The group became the supergroup with this id.</summary>
    public sealed record Migrated(long NewTelegramChatId) : IncomingContent;

    /// <summary>A post forwarded from elsewhere; an address in it or of its origin is the obvious thing to follow.</summary>
    public sealed record Forward(string? Value, string? OriginUsername, string? OriginTitle, long MessageId) : IncomingContent;

    /// <summary>
    /// A file with the text under it. <paramref name="Size"/>: as Telegram states it; 0: it does not.
    /// <paramref name="AddressesBot"/>: in groups: the text mentions the bot, or all of it replies to the bot.
    /// </summary>
    public sealed record Document(string FileId, string Name, long Size, long MessageId, string Caption = "", bool AddressesBot = false) : IncomingContent;

    /// <summary>Sticker, voice, picture …: <paramref name="What"/> is Telegram's name of the kind.</summary>
    public sealed record Other(string What, long MessageId) : IncomingContent;
}
