namespace NewsBot.TelegramEmulator.Faults;

/// <summary>How a fault changes the updates a bot gets, from getUpdates or at its webhook.</summary>
internal enum UpdateFault
{
    None,

    /// <summary>They come again right after, although the bot confirmed them.</summary>
    Duplicate,

    /// <summary>Those that wait come in reverse order.</summary>
    Reverse,
}
