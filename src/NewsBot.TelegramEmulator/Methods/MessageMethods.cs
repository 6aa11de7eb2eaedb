using System.Text.Json.Nodes;
using NewsBot.TelegramEmulator.Chats;
using NewsBot.TelegramEmulator.Server;
using NewsBot.TelegramEmulator.Store;

namespace NewsBot.TelegramEmulator.Methods;

/// <summary>deleteMessage(s), copyMessage(s), forwardMessage(s), answers to presses and inline queries.</summary>
internal static class MessageMethods
{
    private const long DeletableSeconds = 48 * 60 * 60;

    public static JsonNode DeleteMessage(MethodCall call)
    {
        var chat = call.OpenChat();
        var message = call.World.Messages.Find(chat.Id, call.RequiredNumber("message_id")) ?? throw Refusal.BadRequest("message to delete not found");
        if (!Deletable(call.World, chat, message))
            throw Refusal.BadRequest("message can't be deleted");
        Delete(call.World, chat, [message]);
        return JsonValue.Create(true);
    }

    public static JsonNode DeleteMessages(MethodCall call)
    {
        var chat = call.OpenChat();
        var found = Ids(call).Select(id => call.World.Messages.Find(chat.Id, id)).OfType<JsonObject>().ToList();
        if (found.Exists(m => !Deletable(call.World, chat, m)))
            throw Refusal.BadRequest("message can't be deleted");
        Delete(call.World, chat, found);
        return JsonValue.Create(true);
    }

    public static JsonNode ForwardMessage(MethodCall call)
    {
        var target = SendTarget.Read(call);
        return Forward(call, target, Source(call, call.RequiredNumber("message_id"), "message to forward not found"));
    }

    public static JsonNode ForwardMessages(MethodCall call)
    {
        var target = SendTarget.Read(call);
        return new JsonArray([.. Existing(call).Select(m => (JsonNode)MessageId(Forward(call, target, m)))]);
    }

    public static JsonNode CopyMessage(MethodCall call)
    {
        var target = SendTarget.Read(call);
        return MessageId(Copy(call, target, Source(call, call.RequiredNumber("message_id"), "message to copy not found")));
    }

    public static JsonNode CopyMessages(MethodCall call)
    {
        var target = SendTarget.Read(call);
        return new JsonArray([.. Existing(call).Select(m => (JsonNode)MessageId(Copy(call, target, m)))]);
    }

    public static JsonNode AnswerCallbackQuery(MethodCall call)
    {
        var parameters = call.Parameters;
        var id = parameters.Text("callback_query_id");
        if (parameters.Text("text").Length > 200)
            throw Refusal.BadRequest("MESSAGE_TOO_LONG");
        if (!call.World.Presses.Answer(id))
            throw Refusal.BadRequest("query is too old and response timeout expired or query ID is invalid");
        var answer = new JsonObject { ["pressId"] = id };
        if (parameters.Has("text"))
            answer["text"] = parameters.Text("text");
        if (parameters.Flag("show_alert"))
            answer["alert"] = true;
        if (parameters.Has("url"))
            answer["url"] = parameters.Text("url");
        call.World.Events.Publish("answer", answer);
        return JsonValue.Create(true);
    }

    // No inline queries are made here, so every id is one Telegram does not know.
    public static JsonNode AnswerInlineQuery(MethodCall call)
    {
        if ((call.Parameters.Array("results", "InlineQueryResult") ?? []).Count > 50)
            throw Refusal.BadRequest("RESULTS_TOO_MUCH");
        throw Refusal.BadRequest("query is too old and response timeout expired or query ID is invalid");
    }

    private static bool Deletable(BotWorld world, Chat chat, JsonObject message)
    {
        if (world.Now - (long)message["date"]! > DeletableSeconds)
            return false;
        return chat.IsPrivate || chat.Bot == MemberStatus.Administrator || (long?)message["from"]?["id"] == world.Id;
    }

    private static void Delete(BotWorld world, Chat chat, List<JsonObject> messages)
    {
        var ids = messages.Select(m => (long)m["message_id"]!).ToList();
        foreach (var id in ids)
            world.Messages.Delete(chat.Id, id);
        world.Events.Publish("delete", new JsonObject { ["chatId"] = chat.Id, ["ids"] = new JsonArray([.. ids.Select(i => (JsonNode)i)]) });
    }

    private static JsonObject Forward(MethodCall call, SendTarget target, JsonObject source) =>
        Sending.Send(call.World, target with { Keyboard = null, ReplyTo = null }, message =>
        {
            Content(source, message);
            message["forward_origin"] = Origin(source);
        });

    private static JsonObject Copy(MethodCall call, SendTarget target, JsonObject source) =>
        Sending.Send(call.World, target, message => Content(source, message));

    private static void Content(JsonObject source, JsonObject message)
    {
        foreach (var name in (ReadOnlySpan<string>)["text", "entities", "link_preview_options", "photo", "document", "sticker", "voice", "caption", "caption_entities", "rich_message"])
        {
            if (source[name] is { } part)
                message[name] = part.DeepClone();
        }
        if (source[MessageStore.Beside]?["blocks"] is { } blocks)
            Sending.Beside(message)["blocks"] = blocks.DeepClone();
    }

    private static JsonObject Origin(JsonObject source) => source["forward_origin"]?.DeepClone() as JsonObject ?? new JsonObject
    {
        ["type"] = "user",
        ["sender_user"] = source["from"]!.DeepClone(),
        ["date"] = source["date"]!.DeepClone(),
    };

    private static JsonObject MessageId(JsonObject message) => new() { ["message_id"] = message["message_id"]!.DeepClone() };

    private static JsonObject Source(MethodCall call, long id, string missing) =>
        call.World.Messages.Find(call.OpenChat("from_chat_id").Id, id) ?? throw Refusal.BadRequest(missing);

    private static List<JsonObject> Existing(MethodCall call)
    {
        var from = call.OpenChat("from_chat_id");
        return Ids(call).Select(id => call.World.Messages.Find(from.Id, id)).OfType<JsonObject>().ToList();
    }

    private static List<long> Ids(MethodCall call)
    {
        var ids = (call.Parameters.Array("message_ids", "Integer") ?? []).Select(i => (long)i!).ToList();
        return ids.Count switch
        {
            0 => throw Refusal.BadRequest("message identifiers are not specified"),
            > 100 => throw Refusal.BadRequest("too many message identifiers specified"),
            _ => ids,
        };
    }
}
