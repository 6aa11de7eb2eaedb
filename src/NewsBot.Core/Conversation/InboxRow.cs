namespace NewsBot.Core.Conversation;

/// <summary>A row of <c>inbox</c>: an update that was acknowledged to Telegram only after it was stored.</summary>
internal sealed class InboxRow
{
    public long BotId { get; set; }

    /// <summary>Telegram's number. Tells repeats; its order means nothing.</summary>
    public long UpdateId { get; set; }

    /// <summary>Null for an update that could not be read.</summary>
    public long? ChatKey { get; set; }

    /// <summary>Telegram user id of who asked; null where nobody did.</summary>
    public long? UserId { get; set; }

    /// <summary>The update as Telegram sent it.</summary>
    public string Payload { get; set; } = "";
    public long ReceivedAt { get; set; }

    /// <summary>Order of arrival in this store.</summary>
    public long Sequence { get; set; }

    /// <summary>new, done or failed.</summary>
    public string State { get; set; } = "new";
    public long Attempts { get; set; }
    public long? DoneAt { get; set; }

    /// <summary>The code that an apology carried.</summary>
    public string? Reference { get; set; }
}
