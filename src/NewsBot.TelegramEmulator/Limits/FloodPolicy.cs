namespace NewsBot.TelegramEmulator.Limits;

/// <summary>
/// The numbers of flood control. Telegram publishes them in words (Bots FAQ, "My bot is hitting limits": about 30
/// messages/s in all, one a second to a chat with short bursts, 20 a minute to a group) and calls them soft.
/// </summary>
internal sealed record FloodPolicy(FloodProfile Profile)
{
    /// <summary>Messages a second, to all chats.</summary>
    public int PerSecond { get; init; } = 30;

    /// <summary>The same with allow_paid_broadcast (Bot API, sendMessage).</summary>
    public int PaidPerSecond { get; init; } = 1000;

    /// <summary>How much more of either a single second may hold, as a part of it, while ten seconds keep the average.</summary>
    public double Leeway { get; init; } = 0.25;

    /// <summary>Messages a second to one private chat, over any length of time.</summary>
    public double ChatPerSecond { get; init; } = 1;

    /// <summary>How many may come at once to a private chat that was left in peace; Telegram names no number.</summary>
    public int ChatBurst { get; init; } = 8;

    /// <summary>Messages and edits within any minute to one group, supergroup or channel.</summary>
    public int GroupPerMinute { get; init; } = 20;

    /// <summary>Whether edits count in private chats and overall as well; in groups they always do.</summary>
    public bool EditsCountEverywhere { get; init; }

    /// <summary>Whether requests during a ban lengthen it.</summary>
    public bool BansGrow { get; init; }

    /// <summary>The shortest ban, in seconds.</summary>
    public int ShortestBan { get; init; } = 1;

    public static FloodPolicy Of(FloodProfile profile) => profile switch
    {
        FloodProfile.Off or FloodProfile.Published => new FloodPolicy(profile),
        FloodProfile.Strict => new FloodPolicy(profile) { Leeway = 0, ChatBurst = 5, EditsCountEverywhere = true, BansGrow = true, ShortestBan = 5 },
        _ => throw new ArgumentOutOfRangeException(nameof(profile)),
    };
}
