using System.Text.Json.Nodes;

namespace NewsBot.TelegramEmulator.Chats;

/// <summary>
/// Which group messages reach a bot whose privacy mode is on (the default). Taken from Telegram's published rule (Bot
/// features, "Privacy mode"): commands meant for it (/command@this_bot); general commands (/command) if it was the last
/// bot to write to the group, which the only bot of a group always is; replies to its messages; service messages. A bot
/// that is an administrator gets everything. Mentions are not in that list, so a bot in privacy mode does not see them.
/// </summary>
internal static class PrivacyMode
{
    public static bool Sees(BotWorld world, Chat chat, JsonObject message)
    {
        if (chat.IsPrivate)
            return !chat.Blocked;
        if (!chat.BotIsPresent)
            return false;
        if (chat.Bot == MemberStatus.Administrator)
            return true;
        if ((long?)message["reply_to_message"]?["from"]?["id"] == world.Id)
            return true;
        return (string?)message["text"] is { } text && IsCommandFor(text, world.Profile.Username);
    }

    private static bool IsCommandFor(string text, string username)
    {
        if (!text.StartsWith('/'))
            return false;
        var word = text.AsSpan()[1..];
        var end = word.IndexOfAny(' ', '\n');
        if (end >= 0)
            word = word[..end];
        var at = word.IndexOf('@');
        return word.Length > 0 && (at < 0 || word[(at + 1)..].Equals(username, StringComparison.OrdinalIgnoreCase));
    }
}
