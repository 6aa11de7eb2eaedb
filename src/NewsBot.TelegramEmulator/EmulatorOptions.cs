using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace NewsBot.TelegramEmulator;

/// <summary>Settings of one emulator.</summary>
public sealed class EmulatorOptions
{
    /// <summary>Where to listen: http, a loopback host, a port (0: any free one), no path.</summary>
    public string Url { get; set; } = "http://127.0.0.1:8081";

    /// <summary>Its SQLite file, created on demand with its folder; null keeps everything in memory.</summary>
    public string? StorePath { get; set; }

    /// <summary>
    /// The accepted bot tokens, each with chats and people of its own; the first is the one the page shows unless it
    /// asks for another. None: one is generated and kept in the store.
    /// </summary>
    public IReadOnlyList<string> Tokens { get; set; } = [];

    /// <summary>The bot's name until it sets one, 1–64 characters.</summary>
    public string BotName { get; set; } = "Emulated Bot";

    /// <summary>The bot's username without @; further tokens get it with their bot id appended.</summary>
    public string BotUsername { get; set; } = "emulated_bot";

    /// <summary>How many of the bot's latest requests the journal keeps, in memory.</summary>
    public int JournalSize { get; set; } = 500;

    /// <summary>How it limits what a bot sends, until the page's calls choose otherwise.</summary>
    public FloodProfile Limits { get; set; } = FloodProfile.Off;

    /// <summary>The clock of long polls and delays; dates and limits follow it until the page's calls move them.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Where its few log lines go.</summary>
    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;
}
