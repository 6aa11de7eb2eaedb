using System.Text.Json.Nodes;
using NewsBot.TelegramEmulator.Chats;
using NewsBot.TelegramEmulator.Store;

namespace NewsBot.TelegramEmulator.PageApi;

/// <summary>One message as the page shows it.</summary>
internal static class PageMessage
{
    public static JsonObject Of(BotWorld world, JsonObject message)
    {
        var beside = message[MessageStore.Beside] as JsonObject;
        var view = new JsonObject
        {
            ["chatId"] = message["chat"]!["id"]!.DeepClone(),
            ["id"] = message["message_id"]!.DeepClone(),
            ["date"] = message["date"]!.DeepClone(),
        };
        Copy(message, "edit_date", view, "editDate");
        view["from"] = Sender(world, message, beside);
        if (message["sender_chat"] is { } senderChat)
            view["senderChatId"] = senderChat["id"]!.DeepClone();
        Copy(message, "text", view, "text");
        Copy(message, "caption", view, "caption");
        view["entities"] = Entities(message["entities"] ?? message["caption_entities"]);
        if (message["photo"] is JsonArray { Count: > 0 } photo)
            view["photo"] = Photo((JsonObject)photo[^1]!);
        if (message["document"] is JsonObject document)
            view["document"] = new JsonObject
            {
                ["name"] = document["file_name"]?.DeepClone(),
                ["size"] = document["file_size"]?.DeepClone(),
                ["url"] = FileUrl((string)document["file_id"]!),
            };
        view["kind"] = Kind(message, beside);
        if (ServiceText(world, message) is { } service)
            view["text"] = service;
        if (beside?["blocks"] is { } blocks)
            view["blocks"] = blocks.DeepClone();
        view["silent"] = (bool?)beside?["silent"] == true;
        if (LinkPreview.Of(message) is { } preview)
            view["preview"] = preview;
        if (message["reply_to_message"] is { } reply)
            view["replyTo"] = reply["message_id"]!.DeepClone();
        Copy(message, "message_thread_id", view, "threadId");
        Copy(message, "media_group_id", view, "albumId");
        Copy(message, "show_caption_above_media", view, "captionAbove");
        Copy(message, "has_media_spoiler", view, "spoiler");
        if (message["forward_origin"] is { } origin)
            view["forwardedFrom"] = (string?)origin["sender_user_name"] ?? (string?)origin["sender_user"]?["first_name"] ?? "";
        if (beside?["reactions"] is { } reactions)
            view["reactions"] = reactions.DeepClone();
        if (message["reply_markup"]?["inline_keyboard"] is JsonArray keyboard)
            view["buttons"] = new JsonArray([.. keyboard.Select(row => (JsonNode)new JsonArray([.. ((JsonArray)row!).Select(b => (JsonNode)Button((JsonObject)b!))]))]);
        return view;
    }

    private static void Copy(JsonObject from, string name, JsonObject to, string newName)
    {
        if (from[name] is { } value)
            to[newName] = value.DeepClone();
    }

    private static JsonObject Sender(BotWorld world, JsonObject message, JsonObject? beside)
    {
        var from = message["from"]!;
        if ((long?)from["id"] == world.Id)
            return new JsonObject { ["kind"] = "bot", ["id"] = world.Id, ["name"] = world.Profile.FirstName };
        var id = (long?)beside?["personId"] ?? (long)from["id"]!;
        var name = message["sender_chat"] is { } chat
            ? (string?)chat["title"]
            : world.People.GetValueOrDefault(id)?.Name ?? (string?)from["first_name"];
        return new JsonObject { ["kind"] = "person", ["id"] = id, ["name"] = name };
    }

    private static JsonArray Entities(JsonNode? entities) =>
        [.. (entities as JsonArray ?? []).OfType<JsonObject>().Select(entity =>
        {
            var view = new JsonObject();
            Copy(entity, "type", view, "type");
            Copy(entity, "offset", view, "offset");
            Copy(entity, "length", view, "length");
            Copy(entity, "url", view, "url");
            Copy(entity, "unix_time", view, "unix");
            Copy(entity, "date_time_format", view, "format");
            Copy(entity, "language", view, "language");
            if (entity["user"]?["id"] is { } user)
                view["userId"] = user.DeepClone();
            return (JsonNode)view;
        })];

    private static JsonObject Photo(JsonObject size)
    {
        var id = (string)size["file_id"]!;
        return new JsonObject
        {
            ["url"] = id.StartsWith("url:", StringComparison.Ordinal) ? id[4..] : FileUrl(id),
            ["width"] = size["width"]!.DeepClone(),
            ["height"] = size["height"]!.DeepClone(),
        };
    }

    private static string FileUrl(string id) => id.StartsWith("url:", StringComparison.Ordinal) ? id[4..] : PageView.FilePath + id;

    private static string Kind(JsonObject message, JsonObject? beside)
    {
        if ((bool?)beside?["service"] == true)
            return "service";
        foreach (var kind in (ReadOnlySpan<string>)["photo", "document", "sticker", "voice"])
        {
            if (message[kind] is not null)
                return kind;
        }
        return message["rich_message"] is null ? "text" : "rich";
    }

    private static string? ServiceText(BotWorld world, JsonObject message)
    {
        var actor = (string?)message["from"]?["first_name"];
        if (message["new_chat_members"] is JsonArray { Count: > 0 } joined)
            return (long?)joined[0]!["id"] == (long?)message["from"]?["id"] ? $"{actor} joined the group" : $"{actor} added {joined[0]!["first_name"]}";
        if (message["left_chat_member"] is { } left)
            return (long?)left["id"] == (long?)message["from"]?["id"] ? $"{left["first_name"]} left the group" : $"{actor} removed {left["first_name"]}";
        if (message["migrate_to_chat_id"] is { } to)
            return $"The group became a supergroup ({to})";
        if (message["forum_topic_created"] is { } topic)
            return $"{actor} made the topic {topic["name"]}";
        if (message["forum_topic_closed"] is not null)
            return $"{actor} closed the topic";
        if (message["forum_topic_reopened"] is not null)
            return $"{actor} opened the topic again";
        return message["migrate_from_chat_id"] is { } from ? $"The group was {from} before" : null;
    }

    private static JsonObject Button(JsonObject button)
    {
        var view = new JsonObject { ["text"] = button["text"]!.DeepClone() };
        if ((string?)button["callback_data"] is { } data)
            (view["kind"], view["data"]) = ("callback", data);
        else if (((string?)button["url"] ?? (string?)button["login_url"]?["url"] ?? (string?)button["web_app"]?["url"]) is { } url)
            (view["kind"], view["url"]) = ("url", url);
        else if ((string?)button["copy_text"]?["text"] is { } copy)
            (view["kind"], view["copyText"]) = ("copy", copy);
        else
            view["kind"] = button["disabled"] is null ? "switch" : "disabled";
        if (button["style"] is { } style)
            view["style"] = style.DeepClone();
        return view;
    }
}
