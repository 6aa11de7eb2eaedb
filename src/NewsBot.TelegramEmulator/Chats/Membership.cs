using System.Text.Json.Nodes;
using NewsBot.TelegramEmulator.Methods;

namespace NewsBot.TelegramEmulator.Chats;

/// <summary>Joining, leaving, promoting and blocking, with the updates Telegram sends for each.</summary>
internal static class Membership
{
    /// <summary>Changes the bot's place in a group; <paramref name="actor"/> null when the bot did it itself.</summary>
    public static void SetBot(BotWorld world, Chat chat, string status, Person? actor)
    {
        var before = chat.Bot;
        if (before == status)
            return;
        var (was, isNow) = (MemberStatus.IsPresent(before), MemberStatus.IsPresent(status));
        chat.Bot = status;
        chat.KnownToBot = true;
        world.Save(chat);
        var from = actor is null ? Wire.Bot(world) : Wire.User(actor);
        world.Updates.Add("my_chat_member", Change(world, chat, from, Wire.Member(Wire.Bot(world), before), Wire.Member(Wire.Bot(world), status)));
        if (was == isNow)
            return;
        var note = Service(world, chat, from);
        if (isNow)
        {
            note["new_chat_members"] = new JsonArray(Wire.Bot(world));
            note["new_chat_member"] = Wire.Bot(world);
            note["new_chat_participant"] = Wire.Bot(world);
        }
        else
        {
            note["left_chat_member"] = Wire.Bot(world);
        }
        Incoming.Deliver(world, chat, note, service: true);
    }

    public static void SetPerson(BotWorld world, Chat chat, Person person, string status, bool? anonymous)
    {
        var member = chat.MemberOf(person.Id);
        var before = member?.Status ?? MemberStatus.Left;
        var old = Wire.Member(Wire.User(person), before, member?.Anonymous == true);
        if (member is null)
        {
            member = new Member { PersonId = person.Id };
            chat.Members.Add(member);
        }
        member.Status = status;
        member.Anonymous = anonymous ?? member.Anonymous;
        if (!MemberStatus.IsPresent(status))
            chat.Members.Remove(member);
        world.Save(chat);
        if (!chat.BotIsPresent || before == status)
            return;
        world.Updates.Add("chat_member", Change(world, chat, Wire.User(person), old, Wire.Member(Wire.User(person), status, member.Anonymous)));
        if (MemberStatus.IsPresent(before) == MemberStatus.IsPresent(status))
            return;
        var note = Service(world, chat, Wire.User(person));
        if (MemberStatus.IsPresent(status))
            note["new_chat_members"] = new JsonArray(Wire.User(person));
        else
            note["left_chat_member"] = Wire.User(person);
        Incoming.Deliver(world, chat, note, service: true);
    }

    /// <summary>A person blocks the bot or takes it back.</summary>
    public static void Block(BotWorld world, Person person, bool blocked)
    {
        var chat = world.Chats[person.Id];
        if (chat.Blocked == blocked)
            return;
        chat.Blocked = blocked;
        world.Save(chat);
        var (blockedState, openState) = (Wire.Member(Wire.Bot(world), MemberStatus.Kicked), Wire.Member(Wire.Bot(world), MemberStatus.Member));
        world.Updates.Add("my_chat_member", Change(
            world, chat, Wire.User(person), blocked ? openState : blockedState, blocked ? blockedState : openState));
    }

    public static JsonObject Service(BotWorld world, Chat chat, JsonObject from)
    {
        var note = new JsonObject
        {
            ["message_id"] = world.NextMessageId(chat.Id),
            ["from"] = from.DeepClone(),
            ["chat"] = Wire.Chat(world, chat),
            ["date"] = world.Now,
        };
        Sending.Beside(note)["service"] = true;
        return note;
    }

    private static JsonObject Change(BotWorld world, Chat chat, JsonObject from, JsonObject old, JsonObject @new) => new()
    {
        ["chat"] = Wire.Chat(world, chat),
        ["from"] = from.DeepClone(),
        ["date"] = world.Now,
        ["old_chat_member"] = old,
        ["new_chat_member"] = @new,
    };
}
