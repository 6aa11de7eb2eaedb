using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NewsBot.TelegramEmulator.Chats;
using NewsBot.TelegramEmulator.PageApi;
using NewsBot.TelegramEmulator.Server;
using NewsBot.TelegramEmulator.Text;

namespace NewsBot.TelegramEmulator.Methods;

/// <summary>setMyCommands, getMyCommands, deleteMyCommands: one list for each scope and language.</summary>
internal static partial class CommandMethods
{
    public static JsonNode SetMyCommands(MethodCall call)
    {
        var commands = call.Parameters.Array("commands", "BotCommand") ?? throw Refusal.BadRequest("can't parse commands: commands are empty");
        if (commands.Count > 100)
            throw Refusal.BadRequest("BOT_COMMANDS_TOO_MUCH");
        var set = new CommandSet
        {
            Scope = Scope(call),
            LanguageCode = ProfileMethods.Language(call),
            Commands = new JsonArray([.. commands.Select(Command)]),
        };
        Forget(call.World.Profile, set.Scope, set.LanguageCode);
        if (set.Commands.Count > 0)
            call.World.Profile.Commands.Add(set);
        return Changed(call);
    }

    public static JsonNode GetMyCommands(MethodCall call)
    {
        var (scope, language) = (Scope(call).ToJsonString(), ProfileMethods.Language(call));
        var set = call.World.Profile.Commands.Find(c => c.LanguageCode == language && c.Scope.ToJsonString() == scope);
        return set?.Commands.DeepClone() ?? new JsonArray();
    }

    public static JsonNode DeleteMyCommands(MethodCall call)
    {
        Forget(call.World.Profile, Scope(call), ProfileMethods.Language(call));
        return Changed(call);
    }

    private static JsonValue Changed(MethodCall call)
    {
        call.World.SaveProfile();
        call.World.Events.Publish("commands", PageView.Commands(call.World));
        return JsonValue.Create(true);
    }

    private static void Forget(BotProfile profile, JsonObject scope, string language)
    {
        var text = scope.ToJsonString();
        profile.Commands.RemoveAll(c => c.LanguageCode == language && c.Scope.ToJsonString() == text);
    }

    private static JsonNode Command(JsonNode? node)
    {
        if (node is not JsonObject command)
            throw Refusal.BadRequest("can't parse BotCommand: expected an Object");
        var name = ((string?)command["command"] ?? "").TrimStart('/');
        var description = ((string?)command["description"] ?? "").Trim();
        if (!Name().IsMatch(name))
            throw Refusal.BadRequest("BOT_COMMAND_INVALID");
        if (TextCleanup.Length(description) is < 1 or > 256)
            throw Refusal.BadRequest("BOT_COMMAND_DESCRIPTION_INVALID");
        return new JsonObject { ["command"] = name, ["description"] = description };
    }

    // Written anew with fixed members, so that scopes compare as text.
    private static JsonObject Scope(MethodCall call)
    {
        var given = call.Parameters.Object("scope", "BotCommandScope");
        var type = (string?)given?["type"] ?? "default";
        var scope = new JsonObject { ["type"] = type };
        switch (type)
        {
            case "default" or "all_private_chats" or "all_group_chats" or "all_chat_administrators":
                return scope;
            case "chat" or "chat_administrators" or "chat_member":
                call.Parameters.Set("scope_chat_id", given!["chat_id"]?.ToString() ?? "");
                var chat = call.Chat("scope_chat_id");
                if (type != "chat" && chat.IsPrivate)
                    throw Refusal.BadRequest("can't use specified scope in private chats");
                scope["chat_id"] = chat.Id;
                if (type == "chat_member")
                    scope["user_id"] = (long?)given["user_id"] ?? throw Refusal.BadRequest("can't parse BotCommandScope: Can't find field \"user_id\"");
                return scope;
            default:
                throw Refusal.BadRequest("can't parse BotCommandScope: Unsupported type specified");
        }
    }

    [GeneratedRegex("^[a-z0-9_]{1,32}$")]
    private static partial Regex Name();
}
