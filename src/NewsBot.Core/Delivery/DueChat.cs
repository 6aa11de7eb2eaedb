namespace NewsBot.Core.Delivery;

/// <summary>A chat for which something is due.</summary>
internal sealed class DueChat
{
    public long ChatKey { get; set; }
    public string Type { get; set; } = "";
    public long Priority { get; set; }

    /// <summary>Since when the oldest of it may go, Unix milliseconds.</summary>
    public long NotBefore { get; set; }

    /// <summary>Its place among the chats that a story goes to. It differs from story to story, so that no chat is always the last.</summary>
    public long Place { get; set; }

    /// <summary>2: a message that stands there is to be made anew, and <see cref="Place"/> is its id; 1: a message waits; 0: a delivery.</summary>
    public long FromMessage { get; set; }

    public bool IsMessage => FromMessage == 1;
    public bool IsEdit => FromMessage == 2;
    public bool IsGroup => Type != "private";
    public bool IsReply => Priority == MessagePriority.Reply;
}
