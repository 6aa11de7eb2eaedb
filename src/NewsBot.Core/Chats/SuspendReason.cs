namespace NewsBot.Core.Chats;

/// <summary>Why nothing can be sent to a chat (<see cref="Chat.StateReason"/>), or to a forum topic in it. Names are stored.</summary>
internal static class SuspendReason
{
    /// <summary>The person blocked the bot.</summary>
    public const string Blocked = "blocked";

    /// <summary>The person's account is gone.</summary>
    public const string Deactivated = "deactivated";

    /// <summary>The person has never written to the bot, or has deleted the chat for good.</summary>
    public const string NotStarted = "not-started";

    /// <summary>The bot was removed from the group or channel.</summary>
    public const string Left = "left";

    /// <summary>The bot is there and may not write.</summary>
    public const string NoRights = "no-rights";

    /// <summary>The group was deleted.</summary>
    public const string Deleted = "deleted";

    /// <summary>Telegram knows no such chat.</summary>
    public const string NotFound = "not-found";

    /// <summary>Telegram refuses for a reason we do not know.</summary>
    public const string Refused = "refused";

    /// <summary>The forum topic is closed: nothing goes there until it is opened again.</summary>
    public const string TopicClosed = "topic-closed";

    /// <summary>The forum topic was deleted: its news goes to the chat itself.</summary>
    public const string TopicDeleted = "topic-deleted";
}
