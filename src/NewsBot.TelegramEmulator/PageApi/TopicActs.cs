using System.Text.Json.Nodes;
using NewsBot.TelegramEmulator.Chats;

namespace NewsBot.TelegramEmulator.PageApi;

/// <summary>An administrator makes, closes, opens and deletes the topics of a forum.</summary>
internal static class TopicActs
{
    /// <summary>
    /// { "chatId": -100…, "name": "News" } makes one; { "chatId": -100…, "threadId": 7, "closed": true } closes one or opens it
    /// again; with "deleted": true it goes. The bot gets the service messages that Telegram sends: none for a deletion.
    /// </summary>
    public static JsonObject Change(BotWorld world, JsonObject act)
    {
        var chat = PageLookups.Chat(world, (long?)act["chatId"]);
        if (chat.Type != Chat.Supergroup)
            throw new PageError(409, "Only a supergroup has topics.");
        if ((long?)act["threadId"] is not { } threadId)
            return View(Make(world, chat, (string?)act["name"] ?? ""));
        var topic = chat.Topics.Find(one => one.ThreadId == threadId) ?? throw PageError.NotFound($"There is no topic {threadId} in this chat.");
        if ((bool?)act["deleted"] == true)
        {
            chat.Topics.Remove(topic);
            world.Save(chat);
            return View(topic);
        }
        if ((bool?)act["closed"] is { } closed && closed != topic.Closed)
        {
            topic.Closed = closed;
            world.Save(chat);
            Tell(world, chat, topic, closed ? "forum_topic_closed" : "forum_topic_reopened", new JsonObject());
        }
        return View(topic);
    }

    /// <summary>Puts a person's message into a topic.</summary>
    public static void Place(Chat chat, Person person, JsonObject message, long threadId)
    {
        var topic = chat.Topics.Find(one => one.ThreadId == threadId) ?? throw PageError.NotFound($"There is no topic {threadId} in this chat.");
        if (topic.Closed && !MemberStatus.IsAdministrator(chat.MemberOf(person.Id)?.Status ?? MemberStatus.Left))
            throw new PageError(409, $"The topic is closed; {person.FirstName} can't write there.");
        (message["message_thread_id"], message["is_topic_message"]) = (threadId, true);
    }

    private static ForumTopic Make(BotWorld world, Chat chat, string name)
    {
        if (name.Trim().Length is < 1 or > 128)
            throw new PageError(400, "A topic needs a name of 1–128 characters.");
        var topic = new ForumTopic { ThreadId = world.NextMessageId(chat.Id), Name = name.Trim() };
        chat.Topics.Add(topic);
        world.Save(chat);
        Tell(world, chat, topic, "forum_topic_created", new JsonObject { ["name"] = topic.Name, ["icon_color"] = 7322096 });
        return topic;
    }

    private static void Tell(BotWorld world, Chat chat, ForumTopic topic, string what, JsonObject details)
    {
        var actor = world.People[(chat.Members.Find(member => member.Status == MemberStatus.Creator) ?? chat.Members[0]).PersonId];
        var note = Membership.Service(world, chat, Wire.User(actor));
        (note["message_thread_id"], note["is_topic_message"], note[what]) = (topic.ThreadId, true, details);
        Incoming.Deliver(world, chat, note, service: true);
    }

    private static JsonObject View(ForumTopic topic) => new() { ["threadId"] = topic.ThreadId, ["name"] = topic.Name, ["closed"] = topic.Closed };
}
