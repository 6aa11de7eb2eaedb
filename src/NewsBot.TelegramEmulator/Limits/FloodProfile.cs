namespace NewsBot.TelegramEmulator;

/// <summary>How the emulator limits what a bot sends.</summary>
public enum FloodProfile
{
    /// <summary>Not at all.</summary>
    Off,

    /// <summary>
    /// As Telegram publishes it, softly: 30 messages/s, 1/s a private chat after a small burst, 20/min a group, 1,000/s
    /// when paid.
    /// </summary>
    Published,

    /// <summary>The same to the letter, in any second; edits count everywhere, and going on during a ban lengthens it.</summary>
    Strict,
}
