using System.Text.Json.Nodes;
using NewsBot.TelegramEmulator.Chats;
using NewsBot.TelegramEmulator.Server;
using NewsBot.TelegramEmulator.Store;
using NewsBot.TelegramEmulator.Text;

namespace NewsBot.TelegramEmulator.Methods;

/// <summary>Edits of the bot's own messages. As in Telegram, an edit without reply_markup takes the keyboard away.</summary>
internal static class EditMethods
{
    private const string NotModified =
        "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message";

    public static JsonNode EditMessageText(MethodCall call)
    {
        var message = Own(call);
        if (call.Parameters.Has("rich_message"))
        {
            var rich = RichMessage.Read(call.Parameters);
            return Apply(call, message, changed =>
            {
                changed.Remove("text");
                changed.Remove("entities");
                rich.Fill(changed);
            });
        }
        var text = TextParameters.Text(call.Parameters);
        if (message["text"] is null && message["rich_message"] is null)
            throw Refusal.BadRequest("there is no text in the message to edit");
        var preview = TextMethods.LinkPreview(call.Parameters);
        return Apply(call, message, changed =>
        {
            changed.Remove("rich_message");
            (changed[MessageStore.Beside] as JsonObject)?.Remove("blocks");
            Sending.SetText(changed, text);
            Sending.Set(changed, "link_preview_options", preview);
        });
    }

    public static JsonNode EditMessageCaption(MethodCall call)
    {
        var message = Own(call);
        var caption = TextParameters.Caption(call.Parameters);
        if (message["text"] is not null || message["rich_message"] is not null)
            throw Refusal.BadRequest("there is no caption in the message to edit");
        return Apply(call, message, changed =>
        {
            Sending.SetCaption(changed, caption);
            Sending.Set(changed, "show_caption_above_media", call.Parameters.Flag("show_caption_above_media") ? true : null);
        });
    }

    public static JsonNode EditMessageReplyMarkup(MethodCall call) => Apply(call, Own(call), _ => { });

    public static JsonNode EditMessageMedia(MethodCall call)
    {
        var message = Own(call);
        var media = call.Parameters.Object("media", "InputMedia") ?? throw Refusal.BadRequest("media is not specified");
        var content = InputMedia.Read(call, media);
        return Apply(call, message, changed =>
        {
            foreach (var name in (ReadOnlySpan<string>)["text", "entities", "link_preview_options", "photo", "document", "caption", "caption_entities"])
                changed.Remove(name);
            content.Fill(changed);
        });
    }

    private static JsonObject Apply(MethodCall call, JsonObject message, Action<JsonObject> change)
    {
        var keyboard = InlineKeyboard.Read(call.Parameters);
        var changed = (JsonObject)message.DeepClone();
        change(changed);
        Sending.Set(changed, "reply_markup", keyboard);
        if (Same(message, changed))
            throw Refusal.BadRequest(NotModified);
        changed["edit_date"] = call.World.Now;
        return Sending.Changed(call.World, changed);
    }

    // Compared as text: order of members is fixed by how messages are built, and numbers keep their form.
    private static bool Same(JsonObject left, JsonObject right) =>
        (ReadOnlySpan<string>)["text", "entities", "caption", "caption_entities", "reply_markup", "photo", "document", "rich_message", "link_preview_options"] is var names
        && AllSame(names, left, right)
        && Text(left[MessageStore.Beside]?["blocks"]) == Text(right[MessageStore.Beside]?["blocks"]);

    private static bool AllSame(ReadOnlySpan<string> names, JsonObject left, JsonObject right)
    {
        foreach (var name in names)
        {
            if (Text(left[name]) != Text(right[name]))
                return false;
        }
        return true;
    }

    private static string? Text(JsonNode? node) => node?.ToJsonString(EmulatorJson.Wire);

    private static JsonObject Own(MethodCall call)
    {
        if (call.Parameters.Has("inline_message_id"))
            throw Refusal.BadRequest("MESSAGE_ID_INVALID");
        var chat = call.OpenChat();
        if (call.Parameters.Number("message_id") is not { } id)
            throw Refusal.BadRequest("message identifier is not specified");
        var message = call.World.Messages.Find(chat.Id, id) ?? throw Refusal.BadRequest("message to edit not found");
        return (long?)message["from"]?["id"] == call.World.Id && message["new_chat_members"] is null
            ? message
            : throw Refusal.BadRequest("message can't be edited");
    }
}
