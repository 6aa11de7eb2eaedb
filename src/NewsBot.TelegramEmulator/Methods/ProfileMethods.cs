using System.Text.Json.Nodes;
using NewsBot.TelegramEmulator.Chats;
using NewsBot.TelegramEmulator.PageApi;
using NewsBot.TelegramEmulator.Server;

namespace NewsBot.TelegramEmulator.Methods;

/// <summary>getMe, names and descriptions, menu buttons, default rights.</summary>
internal static class ProfileMethods
{
    public static JsonNode GetMe(MethodCall call)
    {
        var me = Wire.Bot(call.World);
        foreach (var (name, value) in (ReadOnlySpan<(string, bool)>)
        [
            ("can_join_groups", true), ("can_read_all_group_messages", false), ("supports_inline_queries", false),
            ("can_connect_to_business", false), ("has_main_web_app", false), ("has_topics_enabled", false),
            ("allows_users_to_create_topics", false), ("can_manage_bots", false), ("supports_guest_queries", false),
            ("supports_join_request_queries", false),
        ])
        {
            me[name] = value;
        }
        return me;
    }

    public static JsonNode SetMyName(MethodCall call)
    {
        Remember(call, call.World.Profile.Names, "name", 64, "bot name is too long");
        if (call.Parameters.Text("language_code").Length == 0 && call.Parameters.Has("name"))
        {
            call.World.Profile.FirstName = call.Parameters.Text("name");
            call.World.SaveProfile();
        }
        return ShowBot(call);
    }

    public static JsonNode SetMyDescription(MethodCall call)
    {
        Remember(call, call.World.Profile.Descriptions, "description", 512, "bot description is too long");
        return ShowBot(call);
    }

    public static JsonNode SetMyShortDescription(MethodCall call)
    {
        Remember(call, call.World.Profile.ShortDescriptions, "short_description", 120, "bot short description is too long");
        return ShowBot(call);
    }

    public static JsonNode GetMyName(MethodCall call) => new JsonObject { ["name"] = Recall(call, call.World.Profile.Names, call.World.Profile.FirstName) };

    public static JsonNode GetMyDescription(MethodCall call) => new JsonObject { ["description"] = Recall(call, call.World.Profile.Descriptions, "") };

    public static JsonNode GetMyShortDescription(MethodCall call) =>
        new JsonObject { ["short_description"] = Recall(call, call.World.Profile.ShortDescriptions, "") };

    public static JsonNode SetChatMenuButton(MethodCall call)
    {
        var button = call.Parameters.Object("menu_button", "MenuButton") ?? new JsonObject { ["type"] = "default" };
        if ((string?)button["type"] is not ("default" or "commands" or "web_app"))
            throw Refusal.BadRequest("MenuButton has unsupported type");
        call.World.Profile.MenuButtons[MenuChat(call)] = (JsonObject)button.DeepClone();
        call.World.SaveProfile();
        return JsonValue.Create(true);
    }

    public static JsonNode GetChatMenuButton(MethodCall call)
    {
        var buttons = call.World.Profile.MenuButtons;
        return (buttons.GetValueOrDefault(MenuChat(call)) ?? buttons.GetValueOrDefault(0))?.DeepClone() ?? new JsonObject { ["type"] = "commands" };
    }

    public static JsonNode SetMyDefaultAdministratorRights(MethodCall call)
    {
        call.World.Profile.DefaultAdministratorRights = call.Parameters.Object("rights", "chat administrator rights");
        call.World.SaveProfile();
        return JsonValue.Create(true);
    }

    private static long MenuChat(MethodCall call) => call.Parameters.Has("chat_id") ? call.Chat().Id : 0;

    private static void Remember(MethodCall call, Dictionary<string, string> texts, string parameter, int maximum, string tooLong)
    {
        var text = call.Parameters.Text(parameter);
        if (text.EnumerateRunes().Count() > maximum)
            throw Refusal.BadRequest(tooLong);
        var language = Language(call);
        if (text.Length == 0)
            texts.Remove(language);
        else
            texts[language] = text;
        call.World.SaveProfile();
    }

    private static string Recall(MethodCall call, Dictionary<string, string> texts, string otherwise) =>
        texts.GetValueOrDefault(Language(call)) ?? texts.GetValueOrDefault("") ?? otherwise;

    /// <summary>language_code: empty or two letters.</summary>
    public static string Language(MethodCall call)
    {
        var language = call.Parameters.Text("language_code");
        return language.Length == 0 || (language.Length == 2 && language.All(char.IsAsciiLetterLower))
            ? language
            : throw Refusal.BadRequest("invalid language code specified");
    }

    private static JsonValue ShowBot(MethodCall call)
    {
        call.World.Events.Publish("bot", PageView.Bot(call.World, connected: true));
        return JsonValue.Create(true);
    }
}
