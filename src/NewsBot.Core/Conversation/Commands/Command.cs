using NewsBot.Core.Delivery;

namespace NewsBot.Core.Conversation;

/// <summary>Who may use a command or a button. In private chats everyone is the administrator.</summary>
internal enum Access
{
    Everyone,

    /// <summary>In groups only administrators, anonymous ones included; Telegram is asked every time.</summary>
    Administrators,

    /// <summary>Owners of the bot.</summary>
    Owners,
}

/// <summary>Where a command stands in Telegram's menu. It works everywhere all the same.</summary>
[Flags]
internal enum MenuPlaces
{
    None = 0,
    Private = 1,
    Groups = 2,
    GroupAdministrators = 4,
}

/// <summary>Answers a command: gathers first, then decides. The argument is trimmed and may be empty.</summary>
internal delegate Task<Decision> CommandHandler(Turn turn, string argument, CancellationToken cancellationToken);

/// <summary>Answers a press.</summary>
internal delegate Task<Decision> PressHandler(Turn turn, ButtonData data, CancellationToken cancellationToken);

/// <summary>
/// One command of the bot.
/// <paramref name="Name"/>: without the slash.
/// <paramref name="HelpKey"/>: of the texts <c>KEY</c> (one line for menu and help) and <c>KEY-usage</c> (what follows the name; may be empty).
/// </summary>
internal sealed record Command(string Name, string HelpKey, Access Access, MenuPlaces Menu, CommandHandler Handler);

/// <summary>One kind of button.</summary>
internal sealed record Press(string Verb, Access Access, PressHandler Handler);
