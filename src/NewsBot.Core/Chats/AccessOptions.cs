namespace NewsBot.Core.Chats;

/// <summary>Who may talk to the bot.</summary>
internal enum AccessMode
{
    Open,
    Invite,
    Private,
}

/// <summary>Settings <c>Access:*</c>.</summary>
internal sealed class AccessOptions
{
    public const string Section = "Access";

    public AccessMode Mode { get; set; } = AccessMode.Open;

    /// <summary>Telegram user ids of the owners.</summary>
    public IList<long> Owners { get; set; } = [];

    /// <summary>How many subscriptions one chat may have; 1 to 100,000.</summary>
    public int SubscriptionsPerChat { get; set; } = 200;

    /// <summary>How many feeds of its own one chat may add; 0 (none) to 100,000.</summary>
    public int FeedsPerChat { get; set; } = 50;
}
