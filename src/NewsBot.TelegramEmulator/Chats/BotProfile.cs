using System.Text.Json.Nodes;

namespace NewsBot.TelegramEmulator.Chats;

/// <summary>One set of commands: for a scope and a language ("" for all others).</summary>
internal sealed class CommandSet
{
    /// <summary>The scope as the Bot API writes it, such as {"type":"chat","chat_id":1}.</summary>
    public JsonObject Scope { get; set; } = new() { ["type"] = "default" };

    public string LanguageCode { get; set; } = "";

    /// <summary>Array of {command, description}.</summary>
    public JsonArray Commands { get; set; } = [];
}

internal sealed class Webhook
{
    public string Url { get; set; } = "";

    public string? SecretToken { get; set; }

    public int MaxConnections { get; set; } = 40;

    public long? LastErrorDate { get; set; }

    public string? LastErrorMessage { get; set; }

    public bool IsSameAs(Webhook other) => (Url, SecretToken, MaxConnections) == (other.Url, other.SecretToken, other.MaxConnections);
}

/// <summary>What a bot account remembers beside its chats: profile texts by language, commands, webhook.</summary>
internal sealed class BotProfile
{
    public string FirstName { get; set; } = "";

    public string Username { get; set; } = "";

    public Dictionary<string, string> Names { get; set; } = [];

    public Dictionary<string, string> Descriptions { get; set; } = [];

    public Dictionary<string, string> ShortDescriptions { get; set; } = [];

    public List<CommandSet> Commands { get; set; } = [];

    /// <summary>By chat id, 0 for the default.</summary>
    public Dictionary<long, JsonObject> MenuButtons { get; set; } = [];

    public JsonObject? DefaultAdministratorRights { get; set; }

    /// <summary>The kinds of updates the bot asked for last; null for Telegram's default.</summary>
    public List<string>? AllowedUpdates { get; set; }

    public Webhook? Webhook { get; set; }
}
