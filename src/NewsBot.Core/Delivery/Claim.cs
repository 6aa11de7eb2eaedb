namespace NewsBot.Core.Delivery;

/// <summary>A message that this process alone may send now.</summary>
internal sealed record Claim(Message Message, ChatRequest Request, ChatAddress Address, long ChatKey, bool IsGroup, Lease Lease)
{
    public bool IsReply => Message.Priority == MessagePriority.Reply;

    /// <summary>An edit that answers nobody.</summary>
    public bool IsEdit => Message.Priority == MessagePriority.Edit;

    /// <summary>What is due in this chat after it; null: nothing, as far as was seen.</summary>
    public DueChat? Next { get; init; }
}

/// <summary>How the call for a claim ended.</summary>
/// <param name="Claim">What was claimed.</param>
/// <param name="Result">Null: it was never started, and surely did not arrive.</param>
/// <param name="At">When, Unix milliseconds.</param>
/// <param name="RefusesBot">Of a 429: it means the whole bot.</param>
internal sealed record Finished(Claim Claim, SendResult? Result, long At, bool RefusesBot = false);
