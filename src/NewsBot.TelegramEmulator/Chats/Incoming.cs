using System.Text.Json.Nodes;
using NewsBot.TelegramEmulator.Methods;
using NewsBot.TelegramEmulator.Store;

namespace NewsBot.TelegramEmulator.Chats;

/// <summary>Messages that come from people and from Telegram itself: stored, shown, and queued for the bot if it may see them.</summary>
internal static class Incoming
{
    /// <summary>A new message with its sender; an anonymous administrator speaks as the group.</summary>
    public static JsonObject From(BotWorld world, Chat chat, Person person)
    {
        var anonymous = chat.MemberOf(person.Id) is { Anonymous: true } member && MemberStatus.IsAdministrator(member.Status);
        var message = new JsonObject
        {
            ["message_id"] = world.NextMessageId(chat.Id),
            ["from"] = anonymous ? Wire.AnonymousAdministrator() : Wire.User(person),
        };
        if (anonymous)
            message["sender_chat"] = Wire.Chat(world, chat);
        message["chat"] = Wire.Chat(world, chat);
        message["date"] = world.Now;
        // The page shows who it really was; the bot never learns it.
        Sending.Beside(message)["personId"] = person.Id;
        return message;
    }

    /// <summary>Stores and shows a message and queues it for the bot.</summary>
    public static void Deliver(BotWorld world, Chat chat, JsonObject message, bool service = false)
    {
        world.Messages.Save(message);
        Sending.Show(world, "message", message);
        if (service ? chat.IsPrivate || chat.BotIsPresent : PrivacyMode.Sees(world, chat, message))
            world.Updates.Add("message", MessageStore.ForBot(message));
    }
}
