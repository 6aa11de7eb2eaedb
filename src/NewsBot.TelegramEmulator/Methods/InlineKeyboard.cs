using System.Text;
using System.Text.Json.Nodes;
using NewsBot.TelegramEmulator.Server;
using NewsBot.TelegramEmulator.Text;

namespace NewsBot.TelegramEmulator.Methods;

/// <summary>
/// Checks a reply_markup. Inline keyboards are kept with the message; reply keyboards, their removal and forced
/// replies are accepted and, as Telegram does, do not come back in the Message object.
/// </summary>
internal static class InlineKeyboard
{
    private const int MaximumButtons = 100;
    private const int MaximumDataBytes = 64;

    private static readonly string[] Actions =
    [
        "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay", "disabled",
    ];

    /// <summary>The inline keyboard of a request as the Message object shows it, or null for none.</summary>
    public static JsonObject? Read(RequestParameters parameters)
    {
        if (parameters.Object("reply_markup", "reply markup") is not { } markup || markup["inline_keyboard"] is not { } keyboard)
            return null;
        if (keyboard is not JsonArray rows)
            throw Refusal.BadRequest("field \"inline_keyboard\" of the InlineKeyboardMarkup should be an Array of Arrays");
        var result = new JsonArray();
        var count = 0;
        foreach (var row in rows)
        {
            if (row is not JsonArray buttons)
                throw Refusal.BadRequest("field \"inline_keyboard\" of the InlineKeyboardMarkup should be an Array of Arrays");
            var line = new JsonArray([.. buttons.Select(Button)]);
            count += line.Count;
            if (line.Count > 0)
                result.Add((JsonNode)line);
        }
        if (count > MaximumButtons)
            throw Refusal.BadRequest("reply markup is too long");
        return count == 0 ? null : new JsonObject { ["inline_keyboard"] = result };
    }

    private static JsonNode Button(JsonNode? node)
    {
        if (node is not JsonObject button)
            throw Refusal.BadRequest("can't parse inline keyboard button: InlineKeyboardButton must be an Object");
        if (button["text"] is not JsonValue text || !text.TryGetValue<string>(out var label))
            throw Refusal.BadRequest("can't parse inline keyboard button: Can't find field \"text\"");
        if (string.IsNullOrWhiteSpace(label))
            throw Refusal.BadRequest("BUTTON_TEXT_INVALID");
        var actions = Actions.Where(a => button[a] is not null).ToList();
        if (actions.Count == 0)
            throw Refusal.BadRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
        // Telegram's server takes the first of several; its documentation demands exactly one, and a bot that relies on order is wrong.
        if (actions.Count > 1)
            throw Refusal.BadRequest($"can't parse inline keyboard button: exactly one action expected, found {string.Join(", ", actions)}");
        if (button["style"] is { } style && (string?)style is not ("primary" or "success" or "danger"))
            throw Refusal.BadRequest("can't parse inline keyboard button: Invalid button style specified");

        var copy = (JsonObject)button.DeepClone();
        switch (actions[0])
        {
            case "callback_data" when Encoding.UTF8.GetByteCount((string)button["callback_data"]!) is < 1 or > MaximumDataBytes:
                throw Refusal.BadRequest("BUTTON_DATA_INVALID");
            case "url":
                copy["url"] = Address((string)button["url"]!);
                break;
            case "copy_text" when TextCleanup.Length((string?)button["copy_text"]?["text"] ?? "") is < 1 or > 256:
                throw Refusal.BadRequest("BUTTON_COPY_TEXT_INVALID");
            case "pay" or "callback_game":
                throw Refusal.BadRequest("BUTTON_TYPE_INVALID");
        }
        return copy;
    }

    private static string Address(string url) =>
        LinkCheck.UserId(url) is not null ? url : LinkCheck.Require(url, "inline keyboard button");
}
