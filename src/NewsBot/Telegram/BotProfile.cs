using System.Security.Cryptography;
using System.Text;
using NewsBot.Core.Conversation;
using NewsBot.Core.Intake;
using NewsBot.Core.Storage;
using NewsBot.Core.Wording;
using Telegram.Bot;
using Telegram.Bot.Types;

namespace NewsBot.Telegram;

/// <summary>
/// The bot's command menu and descriptions at Telegram, per scope and language. They are set at a start when they differ
/// from what was set last for this bot.
/// </summary>
internal sealed class BotProfile(Database database, BotConnection connection, ILogger<BotProfile> logger)
{
    /// <summary>Never throws but for cancellation: a bot without menu still answers.</summary>
    public async Task SetAsync(BotIdentity bot, CancellationToken cancellationToken)
    {
        var name = $"profile.{bot.BotId}";
        var hash = Hash();
        try
        {
            if (await database.ReadAsync(session => SettingStore.GetAsync(session, name, cancellationToken), cancellationToken) == hash)
                return;
            await SetMenuAsync(cancellationToken);
            await DescribeAsync(cancellationToken);
            await database.WriteAsync(session => SettingStore.SetAsync(session, name, hash, cancellationToken), cancellationToken);
            Log.ProfileSet(logger);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
        catch (Exception exception)
        {
            Log.ProfileFailed(logger, TelegramErrors.Text(exception));
        }
    }

    private async Task SetMenuAsync(CancellationToken cancellationToken)
    {
        foreach (var part in CommandMenu.All)
        {
            await connection.Client.Sending.SetMyCommands(
                part.Entries.Select(entry => new BotCommand(entry.Name, entry.Description)),
                Scope(part.Scope), part.LanguageCode, cancellationToken);
        }
    }

    private async Task DescribeAsync(CancellationToken cancellationToken)
    {
        foreach (var (language, about, what) in Descriptions())
        {
            var code = language == "en" ? null : language;
            await connection.Client.Sending.SetMyShortDescription(about, code, cancellationToken);
            await connection.Client.Sending.SetMyDescription(what, code, cancellationToken);
        }
    }

    private static IEnumerable<(string Language, string About, string What)> Descriptions() =>
        Words.Languages.Select(language => (language, Words.For(language).Say("profile.about"), Words.For(language).Say("profile.what")));

    private static string Hash()
    {
        var all = CommandMenu.Hash + string.Join('\n', Descriptions());
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)));
    }

    private static BotCommandScope Scope(string scope) => scope switch
    {
        "all_private_chats" => new BotCommandScopeAllPrivateChats(),
        "all_group_chats" => new BotCommandScopeAllGroupChats(),
        "all_chat_administrators" => new BotCommandScopeAllChatAdministrators(),
        _ => throw new InvalidOperationException($"No scope {scope}."),
    };
}
