namespace NewsBot.Core.Delivery;

/// <summary>What to do with a send that timed out and may have arrived.</summary>
internal enum UnsurePolicy
{
    SendAgain,
    Drop,
}

/// <summary>Settings <c>Delivery:*</c>.</summary>
internal sealed class DeliveryOptions
{
    public const string Section = "Delivery";

    /// <summary>What is a little under Telegram's usual limit of 30 messages a second (Bots FAQ).</summary>
    public const double FreeRate = 27;

    /// <summary>What is a little under its limit of 1,000 for messages that are paid (Bot API, sendMessage, allow_paid_broadcast).</summary>
    public const double PaidRate = 950;

    /// <summary>Messages a second of the whole bot; 0.1 to 1,000.</summary>
    public double MessagesPerSecond { get; set; } = FreeRate;

    /// <summary>Send with allow_paid_broadcast: what goes beyond Telegram's free rate costs the owner Stars.</summary>
    public bool PaidBroadcast { get; set; }

    /// <summary>Messages a second in one chat; more than 0, at most 30.</summary>
    public double PerChatPerSecond { get; set; } = 1;

    /// <summary>Messages a minute in one group or channel; 1 to 1,000. Telegram allows about 20 (Bots FAQ).</summary>
    public int PerGroupPerMinute { get; set; } = 18;

    /// <summary>An article older than this when first seen is searchable, not sent.</summary>
    public TimeSpan MaximumAge { get; set; } = TimeSpan.FromDays(1);

    /// <summary>More than so many due in one place at once become lists; 0: never.</summary>
    public int BurstThreshold { get; set; } = 5;

    /// <summary>Hand out pictures whose address names a private network; follows <c>Feeds:AllowPrivateNetworks</c>.</summary>
    public bool PrivatePictures { get; set; }

    /// <summary>
    /// At rates of hundreds a second, how long claims and outcomes are collected before they are written together; else nothing,
    /// and each is written at once.
    /// </summary>
    public TimeSpan Breath => MessagesPerSecond > 100 ? TimeSpan.FromMilliseconds(10) : TimeSpan.Zero;

    public UnsurePolicy WhenUnsure { get; set; } = UnsurePolicy.SendAgain;
}
