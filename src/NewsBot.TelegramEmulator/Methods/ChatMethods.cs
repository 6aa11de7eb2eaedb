using System.Text.Json.Nodes;
using NewsBot.TelegramEmulator.Chats;
using NewsBot.TelegramEmulator.Server;
using NewsBot.TelegramEmulator.Store;

namespace NewsBot.TelegramEmulator.Methods;

/// <summary>getChat and its members, pinning, topics, leaving.</summary>
internal static class ChatMethods
{
    public static JsonNode GetChat(MethodCall call)
    {
        var chat = Readable(call);
        var json = Wire.Chat(call.World, chat);
        json["accent_color_id"] = 0;
        json["max_reaction_count"] = 11;
        json["accepted_gift_types"] = new JsonObject
        {
            ["unlimited_gifts"] = false, ["limited_gifts"] = false, ["unique_gifts"] = false, ["premium_subscription"] = false,
            ["gifts_from_channels"] = false,
        };
        if (!chat.IsPrivate)
            json["permissions"] = new JsonObject { ["can_send_messages"] = true, ["can_send_photos"] = true, ["can_send_documents"] = true };
        if (chat.PinnedMessageId is { } pinned && call.World.Messages.Find(chat.Id, pinned) is { } message)
            json["pinned_message"] = SendTarget.WithoutReply(message);
        return json;
    }

    public static JsonNode GetChatMember(MethodCall call)
    {
        var chat = Readable(call);
        var id = call.Parameters.Number("user_id") ?? throw Refusal.BadRequest("invalid user_id specified");
        if (id == call.World.Id)
            return Wire.Member(Wire.Bot(call.World), chat.Bot);
        if (!call.World.People.TryGetValue(id, out var person))
            throw Refusal.BadRequest(id == Wire.GroupAnonymousBot ? "PARTICIPANT_ID_INVALID" : "user not found");
        if (chat.IsPrivate)
            return Wire.Member(Wire.User(person), chat.PersonId == id ? MemberStatus.Member : MemberStatus.Left);
        var member = chat.MemberOf(id);
        return Wire.Member(Wire.User(person), member?.Status ?? MemberStatus.Left, member?.Anonymous == true);
    }

    public static JsonNode GetChatAdministrators(MethodCall call)
    {
        var chat = Readable(call);
        if (chat.IsPrivate)
            throw Refusal.BadRequest("there are no administrators in the private chat");
        var administrators = chat.Members
            .Where(m => MemberStatus.IsAdministrator(m.Status))
            .Select(m => (JsonNode)Wire.Member(Wire.User(call.World.People[m.PersonId]), m.Status, m.Anonymous))
            .ToList();
        if (chat.Bot == MemberStatus.Administrator)
            administrators.Add(Wire.Member(Wire.Bot(call.World), chat.Bot));
        return new JsonArray([.. administrators]);
    }

    public static JsonNode GetChatMemberCount(MethodCall call)
    {
        var chat = Readable(call);
        return JsonValue.Create(chat.IsPrivate ? 2 : chat.Members.Count(m => MemberStatus.IsPresent(m.Status)) + (chat.BotIsPresent ? 1 : 0));
    }

    public static JsonNode LeaveChat(MethodCall call)
    {
        var chat = call.OpenChat();
        if (chat.IsPrivate)
            throw Refusal.BadRequest("chat member status can't be changed in private chats");
        Membership.SetBot(call.World, chat, MemberStatus.Left, null);
        return JsonValue.Create(true);
    }

    public static JsonNode PinChatMessage(MethodCall call)
    {
        var chat = PinnableChat(call);
        var message = call.World.Messages.Find(chat.Id, call.RequiredNumber("message_id")) ?? throw Refusal.BadRequest("message to pin not found");
        chat.PinnedMessageId = (long)message["message_id"]!;
        call.World.Save(chat);
        return JsonValue.Create(true);
    }

    public static JsonNode UnpinChatMessage(MethodCall call)
    {
        var chat = PinnableChat(call);
        if (call.Parameters.Number("message_id") is { } id && id != chat.PinnedMessageId)
            throw Refusal.BadRequest("message to unpin not found");
        chat.PinnedMessageId = null;
        call.World.Save(chat);
        return JsonValue.Create(true);
    }

    public static JsonNode CreateForumTopic(MethodCall call)
    {
        var chat = ForumChat(call);
        var name = call.Parameters.Text("name");
        if (name.Length is < 1 or > 128)
            throw Refusal.BadRequest("TOPIC_TITLE_INVALID");
        var topic = new ForumTopic { ThreadId = call.World.NextMessageId(chat.Id), Name = name };
        chat.Topics.Add(topic);
        call.World.Save(chat);
        return new JsonObject { ["message_thread_id"] = topic.ThreadId, ["name"] = name, ["icon_color"] = 7322096 };
    }

    public static JsonNode EditForumTopic(MethodCall call) => ChangeTopic(call, topic =>
    {
        if (call.Parameters.Has("name"))
            topic.Name = call.Parameters.Text("name");
    });

    public static JsonNode CloseForumTopic(MethodCall call) => ChangeTopic(call, topic => topic.Closed = true);

    public static JsonNode ReopenForumTopic(MethodCall call) => ChangeTopic(call, topic => topic.Closed = false);

    public static JsonNode DeleteForumTopic(MethodCall call)
    {
        var chat = ForumChat(call);
        chat.Topics.Remove(Topic(call, chat));
        call.World.Save(chat);
        return JsonValue.Create(true);
    }

    private static JsonValue ChangeTopic(MethodCall call, Action<ForumTopic> change)
    {
        var chat = ForumChat(call);
        change(Topic(call, chat));
        call.World.Save(chat);
        return JsonValue.Create(true);
    }

    private static ForumTopic Topic(MethodCall call, Chat chat) =>
        chat.Topics.Find(t => t.ThreadId == call.Parameters.Number("message_thread_id")) ?? throw Refusal.BadRequest("message thread not found");

    private static Chat ForumChat(MethodCall call)
    {
        var chat = call.OpenChat();
        return chat.Type == Chat.Group ? throw Refusal.BadRequest("the chat is not a forum") : chat;
    }

    private static Chat PinnableChat(MethodCall call)
    {
        var chat = call.OpenChat();
        return chat.IsPrivate || chat.Bot == MemberStatus.Administrator
            ? chat
            : throw Refusal.BadRequest("not enough rights to manage pinned messages in the chat");
    }

    // Reading about a group needs the bot to be in it; a private chat can be read even when blocked.
    private static Chat Readable(MethodCall call)
    {
        var chat = call.Chat();
        return chat.IsPrivate ? chat : MethodCall.Open(chat);
    }
}
