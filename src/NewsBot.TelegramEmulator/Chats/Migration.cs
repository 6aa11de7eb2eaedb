using NewsBot.TelegramEmulator.Server;

namespace NewsBot.TelegramEmulator.Chats;

/// <summary>A group becomes a supergroup: a new chat with a new id; the old id is refused from then on.</summary>
internal static class Migration
{
    /// <summary>Moves the group and tells the bot with the two service messages Telegram sends.</summary>
    public static Chat Move(BotWorld world, Chat old)
    {
        var created = Create(world, old);
        var actor = world.People[(old.Members.Find(m => m.Status == MemberStatus.Creator) ?? old.Members[0]).PersonId];
        var farewell = Membership.Service(world, old, Wire.User(actor));
        farewell["migrate_to_chat_id"] = created.Id;
        Incoming.Deliver(world, old, farewell, service: true);
        var greeting = Membership.Service(world, created, Wire.AnonymousAdministrator());
        greeting["sender_chat"] = Wire.Chat(world, created);
        greeting["migrate_from_chat_id"] = old.Id;
        Incoming.Deliver(world, created, greeting, service: true);
        return created;
    }

    /// <summary>Moves the group without a word, so that the bot learns it from a refused send.</summary>
    public static void MoveQuietly(BotWorld world, long chatId)
    {
        if (!world.Chats.TryGetValue(chatId, out var chat) || chat.Type != Chat.Group)
            throw Refusal.BadRequest("chat not found");
        if (chat.MigratedTo is null)
            Create(world, chat);
    }

    private static Chat Create(BotWorld world, Chat old)
    {
        var created = new Chat
        {
            Id = FirstPeople.NewSupergroupId(world),
            Type = Chat.Supergroup,
            Title = old.Title,
            Bot = old.Bot,
            KnownToBot = old.KnownToBot,
            Members = [.. old.Members.Select(m => new Member { PersonId = m.PersonId, Status = m.Status, Anonymous = m.Anonymous })],
        };
        world.Save(created);
        old.MigratedTo = created.Id;
        world.Save(old);
        return created;
    }
}
