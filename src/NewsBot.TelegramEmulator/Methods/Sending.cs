using System.Text.Json.Nodes;
using NewsBot.TelegramEmulator.Chats;
using NewsBot.TelegramEmulator.PageApi;
using NewsBot.TelegramEmulator.Store;
using NewsBot.TelegramEmulator.Text;

namespace NewsBot.TelegramEmulator.Methods;

/// <summary>Puts the bot's messages into a chat and shows changes of them.</summary>
internal static class Sending
{
    /// <summary>Stores a new message of the bot; <paramref name="fill"/> adds its content. Returns it as the bot sees it.</summary>
    public static JsonObject Send(BotWorld world, SendTarget target, Action<JsonObject> fill)
    {
        var chat = target.Chat;
        var message = new JsonObject
        {
            ["message_id"] = world.NextMessageId(chat.Id),
            ["from"] = Wire.Bot(world),
            ["chat"] = Wire.Chat(world, chat),
            ["date"] = world.Now,
        };
        if (target.ThreadId is { } thread)
        {
            message["message_thread_id"] = thread;
            message["is_topic_message"] = true;
        }
        if (target.ReplyTo is not null)
            message["reply_to_message"] = target.ReplyTo.DeepClone();
        if (target.Protected)
            message["has_protected_content"] = true;
        fill(message);
        if (target.Keyboard is not null)
            message["reply_markup"] = target.Keyboard.DeepClone();
        if (target.Silent)
            Beside(message)["silent"] = true;
        world.Messages.Save(message);
        Show(world, "message", message);
        return MessageStore.ForBot(message);
    }

    /// <summary>Stores a changed message and shows it.</summary>
    public static JsonObject Changed(BotWorld world, JsonObject message)
    {
        world.Messages.Save(message);
        Show(world, "edit", message);
        return MessageStore.ForBot(message);
    }

    /// <summary>Tells the page of a new ("message") or changed ("edit") message.</summary>
    public static void Show(BotWorld world, string happened, JsonObject message)
    {
        if (!world.Events.IsWatched((long)message["chat"]!["id"]!))
            return;
        var shown = PageMessage.Of(world, message);
        world.Events.Publish(happened, happened == "message" ? shown : new JsonObject
        {
            ["chatId"] = shown["chatId"]!.DeepClone(),
            ["message"] = shown,
        });
    }

    /// <summary>The part of a message only the page reads.</summary>
    public static JsonObject Beside(JsonObject message)
    {
        if (message[MessageStore.Beside] is JsonObject found)
            return found;
        var beside = new JsonObject();
        message[MessageStore.Beside] = beside;
        return beside;
    }

    public static void SetText(JsonObject message, FormattedText text)
    {
        message["text"] = text.Text;
        Set(message, "entities", text.Entities.Count > 0 ? text.EntitiesJson() : null);
    }

    public static void SetCaption(JsonObject message, FormattedText caption)
    {
        Set(message, "caption", caption.Text.Length > 0 ? caption.Text : null);
        Set(message, "caption_entities", caption.Entities.Count > 0 ? caption.EntitiesJson() : null);
    }

    public static void Set(JsonObject json, string name, JsonNode? value)
    {
        if (value is null)
            json.Remove(name);
        else
            json[name] = value;
    }
}
