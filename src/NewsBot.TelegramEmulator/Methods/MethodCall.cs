using System.Globalization;
using NewsBot.TelegramEmulator.Chats;
using NewsBot.TelegramEmulator.Server;

namespace NewsBot.TelegramEmulator.Methods;

/// <summary>One call of a Bot API method by a bot account.</summary>
internal sealed record MethodCall(BotWorld World, RequestParameters Parameters)
{
    /// <summary>The chat of a parameter, whatever the bot may do there: by number, numeric text or @name.</summary>
    public Chat Chat(string name = "chat_id")
    {
        var given = Parameters.Text(name).Trim();
        if (given.Length == 0)
            throw Refusal.BadRequest($"{name} is empty");
        if (!long.TryParse(given, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id)
            || !World.Chats.TryGetValue(id, out var chat)
            || (!chat.IsPrivate && !chat.KnownToBot))
        {
            throw Refusal.BadRequest("chat not found");
        }
        return chat.MigratedTo is { } newId ? throw Refusal.Migrated(newId) : chat;
    }

    /// <summary>A chat the bot is in and may write to.</summary>
    public Chat OpenChat(string name = "chat_id") => Open(Chat(name));

    /// <summary>Refuses a chat the bot can't act in, in Telegram's words.</summary>
    public static Chat Open(Chat chat)
    {
        if (chat.IsPrivate)
        {
            if (chat.Deleted)
                throw Refusal.Forbidden("user is deactivated");
            if (chat.Blocked)
                throw Refusal.Forbidden("bot was blocked by the user");
            if (!chat.Started)
                throw Refusal.Forbidden("bot can't initiate conversation with a user");
            return chat;
        }
        if (chat.Deleted)
            throw Refusal.Forbidden("the group chat was deleted");
        var place = chat.Type == Chats.Chat.Group ? "group" : "supergroup";
        return chat.Bot switch
        {
            MemberStatus.Kicked => throw Refusal.Forbidden($"bot was kicked from the {place} chat"),
            MemberStatus.Left => throw Refusal.Forbidden($"bot is not a member of the {place} chat"),
            _ => chat,
        };
    }

    public long RequiredNumber(string name) =>
        Parameters.Number(name) ?? throw Refusal.BadRequest($"{name} is not specified");
}
