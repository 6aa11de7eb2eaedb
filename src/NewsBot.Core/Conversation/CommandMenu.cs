using System.Security.Cryptography;
using System.Text;
using NewsBot.Core.Wording;

namespace NewsBot.Core.Conversation;

/// <summary>One line of the menu: the name without the slash, and what it does.</summary>
internal sealed record CommandMenuEntry(string Name, string Description);

/// <summary>
/// What one call of setMyCommands sets.
/// <paramref name="Scope"/>: Type of BotCommandScope: all_private_chats, all_group_chats or all_chat_administrators.
/// <paramref name="LanguageCode"/>: null: for people of every other language.
/// </summary>
internal sealed record CommandMenuPart(string Scope, string? LanguageCode, IReadOnlyList<CommandMenuEntry> Entries);

/// <summary>Telegram's command menu, from <see cref="Commands.All"/>, for each scope and language (Bot API, setMyCommands).</summary>
internal static class CommandMenu
{
    private static readonly (string Scope, MenuPlaces Place)[] Scopes =
        [("all_private_chats", MenuPlaces.Private), ("all_group_chats", MenuPlaces.Groups), ("all_chat_administrators", MenuPlaces.GroupAdministrators)];

    public static IReadOnlyList<CommandMenuPart> All { get; } =
    [
        .. from scope in Scopes
           from language in Words.Languages
           let words = Words.For(language)
           select new CommandMenuPart(
               scope.Scope, language == "en" ? null : language,
               [.. Commands.All.Where(command => command.Menu.HasFlag(scope.Place)).Select(command => new CommandMenuEntry(command.Name, words.Say(command.HelpKey)))])
    ];

    /// <summary>Changes when the menu does: the host sets the menu when this is not what it set last.</summary>
    public static string Hash { get; } = HashOf(All);

    private static string HashOf(IReadOnlyList<CommandMenuPart> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            text.Append(part.Scope).Append('\n').Append(part.LanguageCode).Append('\n');
            foreach (var entry in part.Entries)
                text.Append(entry.Name).Append('\t').Append(entry.Description).Append('\n');
        }
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
