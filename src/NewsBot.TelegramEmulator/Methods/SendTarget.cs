using System.Text.Json.Nodes;
using NewsBot.TelegramEmulator.Chats;
using NewsBot.TelegramEmulator.Server;
using NewsBot.TelegramEmulator.Store;

namespace NewsBot.TelegramEmulator.Methods;

/// <summary>Where a message goes and what is the same for all kinds of messages: thread, reply, silence, keyboard.</summary>
internal sealed record SendTarget(Chat Chat, long? ThreadId, JsonObject? ReplyTo, JsonObject? Keyboard, bool Silent, bool Protected)
{
    public static SendTarget Read(MethodCall call)
    {
        var parameters = call.Parameters;
        var chat = call.OpenChat();
        if (chat.Bot == MemberStatus.Restricted)
            throw Refusal.BadRequest("not enough rights to send text messages to the chat");
        var thread = parameters.Number("message_thread_id");
        if (thread is > 0 && !chat.Topics.Exists(t => t.ThreadId == thread))
            throw Refusal.BadRequest("message thread not found");
        if (thread is > 0 && chat.Topics.Exists(t => t.ThreadId == thread && t.Closed))
            throw Refusal.BadRequest("TOPIC_CLOSED");
        return new SendTarget(
            chat,
            thread is > 0 ? thread : null,
            ReplyTarget(call, chat),
            InlineKeyboard.Read(parameters),
            parameters.Flag("disable_notification"),
            parameters.Flag("protect_content"));
    }

    private static JsonObject? ReplyTarget(MethodCall call, Chat chat)
    {
        var reply = call.Parameters.Object("reply_parameters", "reply parameters");
        var id = reply is null ? call.Parameters.Number("reply_to_message_id") : (long?)reply["message_id"];
        if (id is null or <= 0)
            return null;
        var mayMiss = reply is null ? call.Parameters.Flag("allow_sending_without_reply") : (bool?)reply["allow_sending_without_reply"] == true;
        var found = call.World.Messages.Find(chat.Id, id.Value);
        if (found is null && !mayMiss)
            throw Refusal.BadRequest("message to be replied not found");
        return found is null ? null : WithoutReply(found);
    }

    /// <summary>A message inside another one: replies do not nest further.</summary>
    public static JsonObject WithoutReply(JsonObject message)
    {
        var copy = MessageStore.ForBot(message);
        copy.Remove("reply_to_message");
        copy.Remove("pinned_message");
        return copy;
    }
}
